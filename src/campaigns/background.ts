/** What goes on by itself while the service runs. Each part is safe to run in several processes at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Notice, readOutbox, sweepConsent } from '../consent/index.ts';
import { sweepTombstones } from '../storage/index.ts';
import type { Deps } from './deps.ts';
import { complete, feed, prepareGeneral, reconcile, startScheduled } from './feed.ts';
import { stopByNotMe } from './not-me.ts';

export interface Background {
  /** Does at once what is due, instead of at the next beat. */
  wake(): void;
  close(): Promise<void>;
}

const SECOND = 1000;

export function startBackground(d: Deps): Background {
  const stopping = new AbortController();
  const stop = stopping.signal;
  // Apart, so that planning a large campaign holds up neither a withdrawal nor what must be deleted.
  const beats = {
    notices: beat(d, stop, SECOND, [
      ['notices', () => handleNotices(d)],
      ['not-me', () => stopByNotMe(d)],
    ]),
    draw: beat(d, stop, SECOND, [
      ['schedule', () => startScheduled(d)],
      ['feed', () => feed(d, stop)],
      ['complete', () => complete(d)],
    ]),
    general: beat(d, stop, 5 * SECOND, [['general', () => prepareGeneral(d, stop)]]),
    reconcile: beat(d, stop, 5 * SECOND, [['reconcile', () => reconcile(d, stop)]]),
    sweep: beat(d, stop, 5 * SECOND, [
      ['consent', () => sweepConsent(d.storage, d.clock())],
      ['segments', () => d.videos.sweep()],
      ['tombstones', () => sweepTombstones(d.storage)],
      ['ended', () => sweepEnded(d)],
    ]),
  };
  return {
    wake: () => {
      beats.notices.wake();
      beats.draw.wake();
      beats.general.wake();
    },
    close: async () => {
      stopping.abort();
      await Promise.all(Object.values(beats).map((one) => one.ended));
    },
  };
}

type Step = readonly [name: string, run: () => Promise<unknown>];

/** Runs the steps, rests, and again; a step that fails is told and tried again at the next beat. */
function beat(d: Deps, stop: AbortSignal, every: number, steps: readonly Step[]) {
  let resting = new AbortController();
  let woken = false;
  const run = async () => {
    while (!stop.aborted) {
      woken = false;
      for (const [name, step] of steps) {
        if (stop.aborted) return;
        try {
          await step();
        } catch (error) {
          const code = (error as { code?: unknown }).code ?? (error as Error).name;
          d.log.warn({ room: 'campaigns', topic: name, code }, 'a background step failed');
        }
      }
      resting = new AbortController();
      if (!woken) await sleep(every, undefined, { signal: AbortSignal.any([stop, resting.signal]) }).catch(() => {});
    }
  };
  return {
    ended: run(),
    wake: () => {
      woken = true;
      resting.abort();
    },
  };
}

/** Videos that were taken away have no more business in the queue; others want to know as well. */
async function handleNotices(d: Deps): Promise<void> {
  const handle = async (notice: Notice) => {
    await d.queue.remove(notice.videos);
    await d.told?.(notice);
  };
  const { done } = await readOutbox(d.storage.db, handle, d.clock());
  if (done >= 100) await handleNotices(d);
}

const DAY = 86_400_000;

/** Sessions and invitations that have ended, and answers kept for repeated requests, after a day. */
export async function sweepEnded(d: Deps): Promise<void> {
  const now = d.clock();
  await d.storage.db.deleteFrom('sessions').where('expires_at', '<=', now).execute();
  await d.storage.db.deleteFrom('auth_sessions').where('expiresAt', '<=', now).execute();
  await d.storage.db.deleteFrom('invitations').where('expires_at', '<=', now).execute();
  await d.storage.db
    .deleteFrom('idempotency')
    .where('created_at', '<=', new Date(now.getTime() - DAY))
    .execute();
}
