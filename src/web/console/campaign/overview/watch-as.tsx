/** Links of some people of a demo campaign, who are nobody. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { recipientsQuery } from '../../api/queries.ts';
import type { Campaign } from '../../api/types.ts';

const SHOWN = 3;

export function WatchAs({ campaign }: { readonly campaign: Campaign }) {
  const { data } = useSuspenseQuery(recipientsQuery(campaign.id));
  const some = data.items.filter(({ links }) => links).slice(0, SHOWN);
  return (
    <p className="watch-as">
      Watch as{' '}
      {some.map(({ id, links }) => (
        <Link key={id} href={links?.watch ?? ''} target="_blank" rel="noreferrer">
          <bdi>{id}</bdi>
        </Link>
      ))}
    </p>
  );
}
