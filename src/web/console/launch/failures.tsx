/** Why videos failed, how many, and drawing them again. */
import { useMutation } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { campaignQuery, queryClient } from '../api/queries.ts';
import type { Campaign } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { count, people } from '../ui/format.ts';
import { say, sayProblem } from '../ui/toast.tsx';

export function Failures({ campaign, mayEdit }: { readonly campaign: Campaign; readonly mayEdit: boolean }) {
  const retry = useMutation({
    mutationFn: (code: string) =>
      call<{ retried: number }>('POST', `/v1/campaigns/${campaign.id}/retry-failed`, { body: { code } }),
    onSuccess: ({ retried }) => {
      say(`${people(retried)} wait again.`);
      void queryClient.invalidateQueries({ queryKey: campaignQuery(campaign.id).queryKey });
    },
    onError: sayProblem,
  });
  return (
    <table className="table failures">
      <thead>
        <tr>
          <th scope="col">Failed because of</th>
          <th scope="col" className="figure">
            People
          </th>
          <th scope="col">
            <span className="unseen">Again</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {campaign.failures.map(({ code, count: many }) => (
          <tr key={code}>
            <th scope="row">
              <code>{code}</code>
            </th>
            <td className="figure">{count(many)}</td>
            <td className="figure">
              {mayEdit && (
                <Button small onPress={() => retry.mutate(code)} isPending={retry.isPending}>
                  Draw again<span className="unseen"> what failed because of {code}</span>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
