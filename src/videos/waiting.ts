/**
 * Waiting until a video is ready. Everybody who waits shares one connection that listens and one question a second:
 * notifications make it fast, asking keeps it true. Without waiters there is neither.
 */
import type { Kysely } from 'kysely';
import pg from 'pg';
import type { Database, VideoStatus } from '../storage/tables.ts';
import { VIDEO_CHANNEL } from './rows.ts';

const ASK_EVERY = 1000;

export class Waiting {
  readonly #db: Kysely<Database>;
  readonly #url: string;
  readonly #waiters = new Map<string, Set<(status: VideoStatus | undefined) => void>>();
  #listener: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Kysely<Database>, databaseUrl: string) {
    this.#db = db;
    this.#url = databaseUrl;
  }

  /** The status at the end: `ready` or `failed`, what it was after `ms`, or undefined when the row is gone. */
  async until(id: string, ms: number, signal?: AbortSignal): Promise<VideoStatus | undefined> {
    signal?.throwIfAborted();
    const { promise, resolve } = Promise.withResolvers<VideoStatus | undefined>();
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, ms);
    const onAbort = () => late.reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    const first = Promise.race([promise.then((status) => ({ status })), late.promise]);
    // It may be aborted while the first question is under way; it is looked at after that.
    first.catch(() => {});
    this.#add(id, resolve);
    try {
      await this.#ask([id]);
      const inTime = await first;
      return inTime ? inTime.status : (await this.#statuses([id])).get(id);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      this.#leave(id, resolve);
    }
  }

  #add(id: string, waiter: (status: VideoStatus | undefined) => void): void {
    const known = this.#waiters.get(id) ?? new Set();
    this.#waiters.set(id, known.add(waiter));
    if (this.#timer) return;
    this.#timer = setInterval(() => void this.#askAll(), ASK_EVERY);
    void this.#listen();
  }

  #leave(id: string, waiter: (status: VideoStatus | undefined) => void): void {
    const known = this.#waiters.get(id);
    known?.delete(waiter);
    if (known?.size === 0) this.#waiters.delete(id);
    if (this.#waiters.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    const listener = this.#listener;
    this.#listener = undefined;
    void listener?.end().catch(() => {});
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url });
    this.#listener = client;
    // A connection that is lost is made again at the next question.
    client.on('error', () => {
      if (this.#listener === client) this.#listener = undefined;
    });
    client.on('notification', ({ payload }) => {
      if (payload && this.#waiters.has(payload)) void this.#ask([payload]);
    });
    try {
      await client.connect();
      await client.query(`listen ${VIDEO_CHANNEL}`);
      if (this.#listener !== client) await client.end();
    } catch {
      if (this.#listener === client) this.#listener = undefined;
    }
  }

  async #askAll(): Promise<void> {
    if (!this.#listener) void this.#listen();
    await this.#ask([...this.#waiters.keys()]);
  }

  async #ask(ids: readonly string[]): Promise<void> {
    try {
      const statuses = await this.#statuses(ids);
      for (const id of ids) {
        const status = statuses.get(id);
        if (status === undefined || status === 'ready' || status === 'failed') {
          for (const waiter of this.#waiters.get(id) ?? []) waiter(status);
        }
      }
    } catch {
      // The database is away for a moment; the next question may find it.
    }
  }

  async #statuses(ids: readonly string[]): Promise<Map<string, VideoStatus>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#db.selectFrom('videos').select(['id', 'status']).where('id', 'in', ids).execute();
    return new Map(rows.map((row) => [row.id, row.status]));
  }
}
