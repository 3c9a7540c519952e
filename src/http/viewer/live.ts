/** `live.json`: what the page needs to draw the video itself, besides the person's values (`data.json`). */
import { brandOf } from '../../videos/index.ts';
import type { LiveSource } from '../../web/watch/live/types.ts';
import type { Campaign, Shown } from './shown.ts';

export function liveOf(
  { video }: Shown,
  { spec }: Campaign,
  addresses: { readonly script: string; readonly style: string },
): LiveSource {
  const { format, locale, id, facts } = video;
  return { ...addresses, version: id, format, locale, brand: brandOf(spec), content: spec.content, layer: facts.layer };
}
