/** Webhooks: signed notices out, by Standard Webhooks. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { ErrandQueue } from '../queue/index.ts';
import type { Page, Paging, Storage } from '../storage/index.ts';
import { deliver, feed } from './deliver.ts';
import type { Deps } from './deps.ts';
import {
  change,
  create,
  get,
  list,
  type newWebhookSchema,
  remove,
  rotate,
  type Webhook,
  type WithSecret,
  type webhookChangeSchema,
} from './hooks.ts';
import { type Delivery, log, redeliver, test } from './log.ts';
import { forgetTold, prune, type TakenNotice, take } from './take.ts';
import { type Resolve, resolveName } from './target.ts';

export { TARGET_RULES, TargetError, WEBHOOK_ERRORS, WebhookError, type WebhookErrorCode } from './errors.ts';
export {
  EVENT_TYPES,
  EVENTS,
  type EventType,
  eventTypeSchema,
  messageSchema,
  TEST,
  type WebhookMessage,
} from './events.ts';
export { newWebhookSchema, OFF_CODES, type Webhook, type WithSecret, webhookChangeSchema } from './hooks.ts';
export type { Delivery } from './log.ts';
export { TRY_CODES } from './post.ts';
export type { TakenNotice } from './take.ts';

const MINUTE = 60_000;
/** Eight more tries after the first, over a day. */
const WAITS_MS = [5_000, MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 300 * MINUTE, 480 * MINUTE, 480 * MINUTE];
const BEAT_MS = 1_000;
const PRUNE_MS = 600_000;
/** On their way from one process at once. */
const CONCURRENCY = 32;

export interface WebhooksOptions {
  readonly storage: Storage;
  readonly errands: ErrandQueue;
  readonly clock: () => Date;
  readonly log: Logger;
  /** Told when a webhook was turned off by what its target did. */
  readonly turnedOff: Deps['turnedOff'];
  /** Allows targets on this machine, by http too: for development and tests. */
  readonly loopback?: boolean;
  /** Another way from names to addresses than the system's. */
  readonly resolve?: Resolve;
  /** Shorter waits between tries, where waiting for the usual ones makes no sense. */
  readonly waitsMs?: readonly number[];
}

/** Every call throws a `WebhookError`; `workspace`, `webhook` and `delivery` are ids. */
export interface Webhooks {
  create(workspace: string, body: z.output<typeof newWebhookSchema>): Promise<WithSecret>;
  list(workspace: string, paging: Paging): Promise<Page<Webhook>>;
  get(workspace: string, webhook: string): Promise<Webhook>;
  change(workspace: string, webhook: string, body: z.output<typeof webhookChangeSchema>): Promise<Webhook>;
  remove(workspace: string, webhook: string): Promise<void>;
  /** A new secret; the old one signs too for a day. */
  rotate(workspace: string, webhook: string): Promise<WithSecret>;
  test(workspace: string, webhook: string): Promise<Delivery>;
  deliveries(workspace: string, webhook: string, paging: Paging): Promise<Page<Delivery>>;
  redeliver(workspace: string, webhook: string, delivery: string): Promise<Delivery>;
  /** A notice of another room, at least once. */
  take(notice: TakenNotice): Promise<void>;
  /** Starts delivering. */
  work(): { close(): Promise<void> };
}

export function openWebhooks(o: WebhooksOptions): Webhooks {
  const rules = { loopback: o.loopback ?? false, resolve: o.resolve ?? resolveName };
  const d: Deps = { ...o, rules, waitsMs: o.waitsMs ?? WAITS_MS };
  let wake = () => {};
  /** What is owed now is sent now, not at the next beat. */
  const waking = async <T>(done: Promise<T>): Promise<T> => {
    const answer = await done;
    wake();
    return answer;
  };
  return {
    create: (...call) => create(d, ...call),
    list: (...call) => list(d, ...call),
    get: (...call) => get(d, ...call),
    change: (...call) => change(d, ...call),
    remove: (...call) => remove(d, ...call),
    rotate: (...call) => rotate(d, ...call),
    test: (...call) => waking(test(d, ...call)),
    deliveries: (...call) => log(d, ...call),
    redeliver: (...call) => waking(redeliver(d, ...call)),
    take: async (notice) => {
      if (await take(d, notice)) wake();
    },
    work: () => {
      const stopping = new AbortController();
      const beat = beating(d, stopping.signal);
      wake = beat.wake;
      const worker = d.errands.work(async (id) => {
        await deliver(d, id, stopping.signal);
        beat.wake();
      }, CONCURRENCY);
      return {
        close: async () => {
          stopping.abort();
          await Promise.all([worker.close(), beat.ended]);
        },
      };
    },
  };
}

/** Brings what is due to the queue, again and again, and tidies up. */
function beating(d: Deps, stop: AbortSignal): { readonly ended: Promise<void>; wake(): void } {
  let resting = new AbortController();
  let woken = false;
  let pruned = Number.NEGATIVE_INFINITY;
  const round = async () => {
    await feed(d);
    await forgetTold(d);
    if (performance.now() - pruned < PRUNE_MS) return;
    await prune(d);
    pruned = performance.now();
  };
  const run = async () => {
    while (!stop.aborted) {
      woken = false;
      await round().catch((error: unknown) => {
        const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
        d.log.warn({ room: 'webhooks', code: String(code ?? name) }, 'a background step failed');
      });
      resting = new AbortController();
      if (!woken) await sleep(BEAT_MS, undefined, { signal: AbortSignal.any([stop, resting.signal]) }).catch(() => {});
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
