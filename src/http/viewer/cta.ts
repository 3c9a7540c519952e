/** The campaign's one link, as viewers press it. */
import type { Campaign } from './shown.ts';

type Cta = NonNullable<Campaign['spec']['cta']>;

/**
 * Where a campaign measures, the address says that the visit came from a video, and from which campaign: the same for
 * everybody, so that it names nobody. Parameters of the sender's own stay as they are and nothing is added to them.
 */
export function ctaOf({ id, spec }: Pick<Campaign, 'id' | 'spec'>): Cta | undefined {
  const { cta, measure } = spec;
  if (!cta || !measure) return cta;
  const url = new URL(cta.url);
  if ([...url.searchParams.keys()].some((name) => name.startsWith('utm_'))) return cta;
  url.searchParams.set('utm_source', 'candor');
  url.searchParams.set('utm_medium', 'video');
  url.searchParams.set('utm_campaign', id.slice(0, 8));
  return { ...cta, url: url.href };
}
