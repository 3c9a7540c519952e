/** Everybody in the campaign by the sender's own ids, a page at a time, with links to copy. */
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem, call } from '../api/call.ts';
import { queryClient, recipientsQuery } from '../api/queries.ts';
import type { Campaign, Recipient } from '../api/types.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Copy } from '../ui/copy.tsx';
import { Empty } from '../ui/parts.tsx';
import { sayProblem } from '../ui/toast.tsx';

/** While videos are drawn, states change without anybody's doing. */
const FRESH_MS = 5000;

const STATES: Readonly<Record<Recipient['status'], string>> = {
  planned: 'Planned',
  queued: 'Queued',
  rendering: 'Being drawn',
  ready: 'Ready',
  failed: 'Failed',
  excluded: 'Excluded',
};

export function Recipients({ campaign }: { readonly campaign: Campaign }) {
  const [pages, setPages] = useState<readonly (string | undefined)[]>([undefined]);
  const cursor = pages.at(-1);
  const moves = campaign.status === 'live' && campaign.delivery === 'prerender';
  const { data } = useSuspenseQuery({
    ...recipientsQuery(campaign.id, cursor),
    refetchInterval: moves ? FRESH_MS : false,
  });
  if (data.items.length === 0) {
    return (
      <Empty act={<LinkButton href={`/campaigns/${campaign.id}/audience`}>Bring the audience</LinkButton>}>
        Nobody is in it yet.
      </Empty>
    );
  }
  return (
    <>
      <div className="scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Your id</th>
              <th scope="col">State</th>
              <th scope="col">Links</th>
              <th scope="col">
                <span className="unseen">Again</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((one) => (
              <Row key={one.id} campaign={campaign.id} recipient={one} />
            ))}
          </tbody>
        </table>
      </div>
      {(pages.length > 1 || data.next) && (
        <div className="acts paging">
          <Button small isDisabled={pages.length === 1} onPress={() => setPages(pages.slice(0, -1))}>
            Back
          </Button>
          <Button small isDisabled={!data.next} onPress={() => setPages([...pages, data.next])}>
            On
          </Button>
          <span className="quiet" role="status">
            Page {pages.length}
          </span>
        </div>
      )}
    </>
  );
}

function Row({ campaign, recipient }: { readonly campaign: string; readonly recipient: Recipient }) {
  const { id, status, code, links } = recipient;
  const retry = useMutation({
    mutationFn: () => call('POST', `/v1/campaigns/${campaign}/recipients/${encodeURIComponent(id)}/retry`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['campaigns', campaign, 'recipients'] }),
    onError: (error) => {
      // Somebody else, or the service itself, was quicker.
      if (!(error instanceof ApiProblem && error.code === 'not-failed')) sayProblem(error);
    },
  });
  return (
    <tr>
      <th scope="row">
        <bdi>{id}</bdi>
      </th>
      <td data-wrong={status === 'failed' || undefined}>
        {STATES[status]}
        {code && (
          <>
            {' '}
            <code className="quiet">{code}</code>
          </>
        )}
      </td>
      <td>
        {links && (
          <span className="acts">
            <Copy text={links.watch}>
              Watch<span className="unseen"> link of {id}</span>
            </Copy>
            <Copy text={links.poster}>
              Poster<span className="unseen"> link of {id}</span>
            </Copy>
            <Copy text={links.video}>
              Video<span className="unseen"> link of {id}</span>
            </Copy>
          </span>
        )}
      </td>
      <td className="figure">
        {status === 'failed' && (
          <Button small onPress={() => retry.mutate()} isPending={retry.isPending}>
            Draw again<span className="unseen"> for {id}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}
