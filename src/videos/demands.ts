/** What is watched now, heard by those who draw: a viewer's request reaches every worker, and the one that draws it turns to it. */
import { type Kysely, sql } from 'kysely';
import { Demand } from '../render/index.ts';
import { Listener } from '../storage/index.ts';
import type { Database } from '../storage/tables.ts';

const WANT_CHANNEL = 'candor_want';

/** Tells that somebody waits for the segment at `place` of a video. */
export const tellWanted = (db: Kysely<Database>, video: string, place: number): Promise<unknown> =>
  sql`select pg_notify(${WANT_CHANNEL}, ${`${video} ${place}`})`.execute(db);

export class Demands {
  readonly #open = new Map<string, Demand>();
  readonly #listener: Listener;

  constructor(databaseUrl: string) {
    this.#listener = new Listener(databaseUrl, {
      [WANT_CHANNEL]: (payload) => {
        const [video = '', place] = payload.split(' ');
        this.#open.get(video)?.want(Number(place));
      },
    });
  }

  /** The demand for a video while `work` runs. */
  async during<T>(video: string, watched: boolean, work: (demand: Demand) => Promise<T>): Promise<T> {
    const demand = this.#open.get(video) ?? new Demand(watched);
    this.#open.set(video, demand);
    try {
      return await work(demand);
    } finally {
      this.#open.delete(video);
    }
  }

  close(): Promise<void> {
    return this.#listener.close();
  }
}
