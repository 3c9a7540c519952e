/** Everybody's links: as a file, or added to the sender's own list in this browser. */

import { useMutation } from '@tanstack/react-query';
import { ESPS, type EspId } from '../../../delivery/email/esp.ts';
import { fetchFile } from '../api/call.ts';
import type { Campaign } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { ProblemText } from '../ui/problem.tsx';
import { Join } from './join.tsx';
import { saveFile } from './save.ts';

export function Links({ campaign, id }: { readonly campaign: Campaign; readonly id: EspId }) {
  const esp = ESPS[id];
  const path = `/v1/campaigns/${campaign.id}/links.csv?esp=${id}` as const;
  const getting = useMutation({
    mutationFn: async () => saveFile(`links-${id}.csv`, [await (await fetchFile(path)).bytes()]),
  });
  return (
    <div className="mail-stack">
      {esp.match === 'email' && (
        <p>
          {esp.name} knows people by their address, which Candor never has. Add the links to your own list here, and
          import that.
        </p>
      )}
      <Join path={path} />
      <div className="acts">
        <Button onPress={() => getting.mutate()} isPending={getting.isPending}>
          Download links.csv
        </Button>
        <span className="quiet">Your ids and the links, nothing else.</span>
      </div>
      {getting.error && <ProblemText error={getting.error} />}
    </div>
  );
}
