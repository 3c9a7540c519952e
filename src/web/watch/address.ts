/** Addresses of one link's page and of what belongs to it. */
import type { WatchView } from './view.ts';

type Base = Pick<WatchView, 'at' | 'carry'>;

/** `/v/<token>/<path>?…`: what the page carries on, and what is added or (with `undefined`) left out here. */
export function address(base: Base, path = '', more: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...base.carry, ...more })) {
    if (value !== undefined) query.set(name, value);
  }
  const text = query.toString();
  return `${base.at}${path && `/${path}`}${text && `?${text}`}`;
}

/** The video's own address; `v` tells its versions apart for the browser and means nothing to the server. */
export const videoAddress = (view: WatchView): string => address(view, 'video.mp4', { v: view.video.version });
