/**
 * Progress of campaigns as server-sent events (HTML Living Standard, 9.2): the whole state at once, again whenever it
 * changed, and a comment now and then so that nobody in between takes the line for dead. Each event stands for itself, so a
 * `Last-Event-ID` needs no answer. Ends when the reader leaves, or may not or need not read on.
 */
import type { Response } from 'express';
import type { Campaign, Campaigns, Progress } from '../campaigns/index.ts';

const HEARTBEAT_MS = 10_000;
const RETRY_MS = 3_000;

export interface Watching {
  readonly campaigns: readonly Campaign[];
  /** Aborted when the reader leaves. */
  readonly signal: AbortSignal;
  /** Asked at every heartbeat; the stream ends when it says no, or fails. */
  goesOn(): Promise<boolean>;
}

export async function sendProgress(rooms: Campaigns, watching: Watching, response: Response): Promise<void> {
  const { signal } = watching;
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'private, no-store',
    'X-Accel-Buffering': 'no',
  });
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  response.write(`retry: ${RETRY_MS}\n\n`);

  /** A reader that does not keep up misses events, not memory: each holds the whole state. */
  const write = (text: string): boolean => {
    if (signal.aborted || response.writableNeedDrain) return false;
    response.write(text);
    return true;
  };
  let count = 0;
  const watch = ({ id, ...first }: Campaign): (() => void) => {
    let sent = '';
    const tell = ({ status, counts, progress, pace, failures }: Progress): void => {
      const state = JSON.stringify({ id, status, counts, progress, ...(pace ? { pace } : {}), failures });
      if (state !== sent && write(`id: ${++count}\nevent: progress\ndata: ${state}\n\n`)) sent = state;
    };
    tell(first);
    return rooms.subscribe(id, tell);
  };
  const unsubscribe = watching.campaigns.map(watch);
  const over = new AbortController();
  const beat = setInterval(() => {
    write(':\n\n');
    watching.goesOn().then(
      (on) => on || over.abort(),
      () => over.abort(),
    );
  }, HEARTBEAT_MS);
  await end(AbortSignal.any([signal, over.signal]));
  clearInterval(beat);
  for (const stop of unsubscribe) stop();
  response.end();
}

const end = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
