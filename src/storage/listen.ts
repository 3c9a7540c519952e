/**
 * PostgreSQL's notifications, for those who would rather hear than ask. A lost connection is made again; what was told
 * meanwhile is lost, so whoever listens asks now and then as well.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const AGAIN_MS = 1000;

export class Listener {
  readonly #url: string;
  readonly #channels: ReadonlyMap<string, (payload: string) => void>;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  /** Listens at once, until closed. */
  constructor(url: string, channels: Readonly<Record<string, (payload: string) => void>>) {
    this.#url = url;
    this.#channels = new Map(Object.entries(channels));
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#connection(signal);
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Resolves when the connection is gone. */
  async #connection(signal: AbortSignal): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url });
    const gone = Promise.withResolvers<void>();
    client.on('error', () => gone.resolve());
    client.on('end', () => gone.resolve());
    client.on('notification', ({ channel, payload }) => this.#channels.get(channel)?.(payload ?? ''));
    signal.addEventListener('abort', () => gone.resolve(), { once: true });
    try {
      await client.connect();
      for (const channel of this.#channels.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      await gone.promise;
    } catch {
      // Away for a moment: tried again.
    }
    await client.end().catch(() => {});
  }
}
