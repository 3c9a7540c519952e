/** What was told to a webhook, how often it was tried, and trying again. */
import { queryOptions, useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import type { Delivery } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { time } from '../ui/format.ts';
import { sayProblem } from '../ui/toast.tsx';

const AGAIN_MS = 5_000;
const STATES: Readonly<Record<Delivery['status'], string>> = {
  pending: 'On its way',
  delivered: 'Arrived',
  failed: 'Did not arrive',
};

const deliveriesQuery = (webhook: string) =>
  queryOptions({
    queryKey: ['webhooks', webhook, 'deliveries'],
    queryFn: ({ signal }) => call<{ items: Delivery[] }>('GET', `/v1/webhooks/${webhook}/deliveries`, { signal }),
    refetchInterval: AGAIN_MS,
  });

export function Deliveries({ webhook, mayAdmin }: { readonly webhook: string; readonly mayAdmin: boolean }) {
  const query = deliveriesQuery(webhook);
  const { data } = useSuspenseQuery(query);
  const again = useMutation({
    mutationFn: (id: string) => call('POST', `/v1/webhooks/${webhook}/deliveries/${id}/redeliver`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: query.queryKey }),
    onError: sayProblem,
  });
  if (data.items.length === 0) return <p className="quiet">Nothing was told to it yet.</p>;
  return (
    <div className="scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">State</th>
            <th scope="col" className="figure">
              Tries
            </th>
            <th scope="col">
              <span className="unseen">Again</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(({ id, createdAt, type, status, code, tries }) => (
            <tr key={id}>
              <td>{time(createdAt)}</td>
              <th scope="row">
                <code>{type}</code>
              </th>
              <td data-wrong={status === 'failed' || undefined}>
                {STATES[status]} {code && <code className="quiet">{code}</code>}
              </td>
              <td className="figure">{tries.length}</td>
              <td className="figure">
                {mayAdmin && status !== 'pending' && (
                  <Button small onPress={() => again.mutate(id)} isPending={again.isPending}>
                    Deliver again<span className="unseen"> {type}</span>
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
