/**
 * Who is drawn next. Everything that wants a drawer waits here; whenever one is free it goes to what is watched soonest:
 * the segment somebody waits for, then those that follow it, everybody's in turn; then what nobody watches yet.
 */
import { Drawer, type DrawerOptions } from './drawer.ts';

/** Milliseconds for which somebody who asked for a segment is taken to be watching. */
const WATCHING_MS = 20_000;
/** Behind everything that is watched. */
const UNWATCHED = 1_000_000;
/** Segments before the place that was asked for last: somebody may go back. */
const PASSED = 10_000;

/** What of one video is wanted first. */
export class Demand {
  #place = 0;
  #until: number;

  /** `watched`: somebody waits for it now. */
  constructor(watched: boolean) {
    this.#until = watched ? performance.now() + WATCHING_MS : 0;
  }

  /** Somebody asked for the segment at `place`. */
  want(place: number): void {
    this.#place = place;
    this.#until = performance.now() + WATCHING_MS;
  }

  /** Lower goes first. */
  rank(place: number): number {
    const ahead = place >= this.#place ? place - this.#place : PASSED + place;
    return ahead + (performance.now() < this.#until ? 0 : UNWATCHED);
  }
}

interface Waiter {
  readonly rank: () => number;
  readonly give: (drawer: Drawer) => void;
}

export class Studio {
  readonly size: number;
  readonly build: string;
  readonly #all: readonly Drawer[];
  readonly #idle: Drawer[];
  readonly #waiting = new Set<Waiter>();
  #closed = false;

  constructor(o: DrawerOptions & { readonly size: number }) {
    this.size = o.size;
    this.build = o.browser.build;
    this.#all = Array.from({ length: o.size }, () => new Drawer(o));
    this.#idle = [...this.#all];
  }

  /** Runs `work` with a drawer, when it is its turn by `rank`. Rejects with the signal's reason where it waits in vain. */
  async draw<T>(rank: () => number, signal: AbortSignal, work: (drawer: Drawer) => Promise<T>): Promise<T> {
    const drawer = await this.#turn(rank, signal);
    try {
      return await work(drawer);
    } finally {
      await this.#giveBack(drawer);
    }
  }

  /** Ends every drawer, also those at work: their tasks fail. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#all.map((drawer) => drawer.close()));
  }

  async #turn(rank: () => number, signal: AbortSignal): Promise<Drawer> {
    signal.throwIfAborted();
    if (this.#closed) throw new Error('nobody draws any more');
    const idle = this.#idle.pop();
    if (idle) return idle;
    const { promise, resolve, reject } = Promise.withResolvers<Drawer>();
    const waiter = { rank, give: resolve };
    const leave = () => {
      this.#waiting.delete(waiter);
      reject(signal.reason);
    };
    this.#waiting.add(waiter);
    signal.addEventListener('abort', leave, { once: true });
    return promise.finally(() => signal.removeEventListener('abort', leave));
  }

  async #giveBack(drawer: Drawer): Promise<void> {
    const next = this.#first();
    if (next) {
      this.#waiting.delete(next);
      next.give(drawer);
      return;
    }
    await drawer.rest();
    // Somebody may have come meanwhile.
    const late = this.#first();
    if (late) {
      this.#waiting.delete(late);
      late.give(drawer);
    } else this.#idle.push(drawer);
  }

  #first(): Waiter | undefined {
    let best: Waiter | undefined;
    let lowest = Number.POSITIVE_INFINITY;
    for (const waiter of this.#waiting) {
      const rank = waiter.rank();
      if (rank < lowest) [best, lowest] = [waiter, rank];
    }
    return best;
  }
}
