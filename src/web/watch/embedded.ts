/** The page inside another site's page: it says how high it is and what happens, and takes `play` and `pause`. */
import type { EmbedEvent } from '../embed/events.ts';
import type { Playback } from './playback.ts';

/** The site it stands in, as its script gave it; where that is no origin nobody is told anything. */
const around = (): string | undefined => {
  const origin = new URLSearchParams(location.search).get('embed');
  return parent !== window && origin && /^https?:\/\/[^/?#\s]+$/.test(origin) ? origin : undefined;
};

export function tellAround(event: EmbedEvent | { readonly type: 'size'; readonly height: number }): void {
  const origin = around();
  if (origin) parent.postMessage({ candor: 1, ...event }, origin);
}

export function startEmbedded(head: Playback): void {
  const origin = around();
  if (!origin) return;
  document.documentElement.classList.add('embedded');
  new ResizeObserver(() => tellAround({ type: 'size', height: document.documentElement.offsetHeight })).observe(
    document.documentElement,
  );
  addEventListener('message', (event) => {
    if (event.source !== parent || event.origin !== origin) return;
    const message = event.data as { candor?: unknown; command?: unknown } | null;
    if (typeof message !== 'object' || message?.candor !== 1) return;
    if (message.command === 'play') void head.play();
    else if (message.command === 'pause') head.pause();
  });
}
