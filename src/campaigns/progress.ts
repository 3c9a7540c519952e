/** Progress as it happens, for those who watch a campaign. Notifications make it fast, asking makes it true. */
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../storage/tables.ts';
import { PROGRESS_CHANNEL } from '../videos/index.ts';
import { type Progress, progressOf } from './campaign.ts';
import type { Deps } from './deps.ts';

/** Tells, with the transaction it is part of, that a campaign has changed. */
export const notify = (db: Kysely<Database>, campaignId: string): Promise<unknown> =>
  sql`select pg_notify(${PROGRESS_CHANNEL}, ${campaignId})`.execute(db);

export type ProgressListener = (progress: Progress) => void;

/** At most so often is one campaign counted, in milliseconds. */
const AT_MOST_EVERY = 250;
const ASK_EVERY = 5000;

/** Listens only while somebody watches. */
export class Watchers {
  readonly #d: Deps;
  readonly #listeners = new Map<string, Set<ProgressListener>>();
  /** Campaigns that changed since they were last counted. */
  readonly #changed = new Set<string>();
  #client: pg.Client | undefined;
  #asking: NodeJS.Timeout | undefined;
  #counting: NodeJS.Timeout | undefined;

  constructor(d: Deps) {
    this.#d = d;
  }

  /** The listener is told at once, and whenever something changes, until the answer is called. */
  subscribe(campaignId: string, listener: ProgressListener): () => void {
    const known = this.#listeners.get(campaignId) ?? new Set();
    this.#listeners.set(campaignId, known.add(listener));
    if (!this.#asking) {
      this.#asking = setInterval(() => this.#ask(), ASK_EVERY);
      void this.#listen();
    }
    this.#tell(campaignId);
    return () => {
      known.delete(listener);
      if (known.size === 0) this.#listeners.delete(campaignId);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  #stop(): void {
    clearInterval(this.#asking);
    clearTimeout(this.#counting);
    this.#asking = undefined;
    this.#counting = undefined;
    this.#changed.clear();
    const client = this.#client;
    this.#client = undefined;
    void client?.end().catch(() => {});
  }

  #ask(): void {
    if (!this.#client) void this.#listen();
    for (const campaignId of this.#listeners.keys()) this.#tell(campaignId);
  }

  #tell(campaignId: string): void {
    this.#changed.add(campaignId);
    this.#counting ??= setTimeout(() => void this.#count(), AT_MOST_EVERY);
  }

  async #count(): Promise<void> {
    const ids = [...this.#changed].filter((id) => this.#listeners.has(id));
    this.#changed.clear();
    this.#counting = undefined;
    if (ids.length === 0) return;
    try {
      const rows = await this.#d.storage.db.selectFrom('campaigns').selectAll().where('id', 'in', ids).execute();
      const sums = await progressOf(this.#d, rows);
      for (const [at, row] of rows.entries()) {
        const progress = sums[at];
        if (progress) for (const listener of this.#listeners.get(row.id) ?? []) listener(progress);
      }
    } catch {
      // The database is away for a moment; the next question finds it.
    }
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#d.storage.databaseUrl });
    this.#client = client;
    const lost = () => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on('error', lost);
    client.on('notification', ({ payload }) => {
      if (payload && this.#listeners.has(payload)) this.#tell(payload);
    });
    try {
      await client.connect();
      await client.query(`listen ${PROGRESS_CHANNEL}`);
      if (this.#client !== client) await client.end();
    } catch {
      lost();
    }
  }
}
