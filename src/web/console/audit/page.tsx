/** Who did what, when: keys and names of things, never what they hold. */
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { call } from '../api/call.ts';
import { useCampaigns } from '../api/queries.ts';
import type { Audit as AuditPage } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { time } from '../ui/format.ts';
import { Empty, PageHead } from '../ui/parts.tsx';
import { Region } from '../ui/problem.tsx';
import './audit.css';

type Entry = AuditPage['items'][number];

export default function Audit() {
  return (
    <>
      <PageHead
        title="Audit log"
        about="Who did what, when. Values are never in it, and people only as a keyed hash."
      />
      <Region name="the audit log">
        <Log />
      </Region>
    </>
  );
}

function Log() {
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) =>
      call<AuditPage>('GET', `/v1/audit${pageParam && `?cursor=${pageParam}`}`, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0)
    return <Empty>Nothing was done in this workspace yet. What is done from now on stands here.</Empty>;
  return (
    <>
      <div className="scroll">
        <table className="table audit">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">Of what</th>
              <th scope="col">Keys changed</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Row key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage && (
        <div className="acts">
          <Button onPress={() => fetchNextPage()} isPending={isFetchingNextPage}>
            Earlier
          </Button>
        </div>
      )}
    </>
  );
}

function Row({ entry: { at, actor, action, target, fields } }: { readonly entry: Entry }) {
  const campaign = useCampaigns().find(({ id }) => target.kind === 'campaign' && id === target.id);
  return (
    <tr>
      <td className="when">
        <time dateTime={at}>{time(at)}</time>
      </td>
      <td>
        <bdi>{actor.name}</bdi>
        {actor.kind !== 'member' && <span className="quiet"> ({actor.kind === 'key' ? 'API key' : 'by itself'})</span>}
      </td>
      <th scope="row">{phrase(action)}</th>
      <td>
        {campaign ? (
          <Link href={`/campaigns/${campaign.id}`}>
            <bdi>{campaign.name}</bdi>
          </Link>
        ) : (
          <span className="quiet">
            {target.kind} {target.id && <code>{target.id.slice(0, 8)}</code>}
          </span>
        )}
      </td>
      <td className="quiet">{fields?.join(', ')}</td>
    </tr>
  );
}

/** `campaigns.stop-personal` → “Campaigns: stop personal”. */
function phrase(action: string): string {
  const [where = '', ...what] = action.split('.');
  const text = `${where}: ${what.join(' ')}`.replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
