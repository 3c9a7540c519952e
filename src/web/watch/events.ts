/** What happens on the page: told to the page around it, and counted without a person where the campaign measures. */
import type { EmbedEvent } from '../embed/events.ts';
import { tellAround } from './embedded.ts';

/** Sent together: few requests, and nothing that looks like a clock of somebody's watching. */
const TOGETHER_MS = 4000;

/** Answers a function that tells. That it plays is told once. `counted` false: the service knows it already. */
export function reporting(page: HTMLElement): (event: EmbedEvent, counted?: boolean) => void {
  const waiting: EmbedEvent[] = [];
  let played = false;
  /** A scene that is seen again, or a link that is followed again, counts once a visit. */
  const told = new Set<string>();
  const flush = (): void => {
    const address = page.dataset.events;
    if (!address || waiting.length === 0) return;
    void fetch(address, {
      method: 'POST',
      keepalive: true,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events: waiting.splice(0, 50) }),
    }).catch(() => undefined);
  };
  addEventListener('pagehide', flush);
  return (event, counted = true) => {
    if (event.type === 'play') {
      if (played) return;
      played = true;
    }
    tellAround(event);
    if (!counted || !page.dataset.events) return;
    const once = JSON.stringify(event);
    if ((event.type === 'scene' || event.type === 'cta') && told.has(once)) return;
    told.add(once);
    if (waiting.push(event) === 1) setTimeout(flush, TOGETHER_MS);
  };
}
