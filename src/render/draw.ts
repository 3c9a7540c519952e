/**
 * Draws pictures with all browsers at once, each picture once, a bounded number ahead of whoever takes them. A browser
 * that dies or hangs is replaced and its picture drawn again.
 */
import type { Sheet } from './browser/page.ts';
import type { BrowserPool, Lease } from './browser/pool.ts';
import { RenderError } from './types.ts';

const AHEAD = 12;
const TRIES = 3;

export interface DrawOptions {
  readonly pool: BrowserPool;
  readonly sheet: Sheet;
  readonly markup: (picture: number) => string;
  /** Pictures in the order in which they will be taken, each as often as it will be taken. */
  readonly order: readonly number[];
  readonly signal: AbortSignal;
  readonly onDrawn?: (drawn: number, of: number) => void;
}

interface Entry extends PromiseWithResolvers<Buffer> {
  /** How often it will still be taken. */
  uses: number;
  tries: number;
  taken: boolean;
}

/** A failure is told by `take`: a RenderError, or the signal's reason. */
export class Drawing {
  /** Resolves when every browser was given back, also after a failure. */
  readonly done: Promise<void>;
  drawn = 0;
  readonly #o: DrawOptions;
  readonly #entries = new Map<number, Entry>();
  readonly #queue: number[];
  readonly #total: number;
  /** Drawn or being drawn, and not taken yet. */
  #ahead = 0;
  #room = Promise.withResolvers<void>();
  /** Waits for a browser that end when there is nothing left to draw. */
  readonly #leasing = new Set<AbortController>();

  constructor(o: DrawOptions) {
    this.#o = o;
    for (const picture of o.order) {
      const known = this.#entries.get(picture);
      if (known) known.uses += 1;
      else this.#entries.set(picture, entry());
    }
    this.#queue = [...this.#entries.keys()];
    this.#total = this.#queue.length;
    const stop = () => this.#fail(o.signal.reason);
    if (o.signal.aborted) stop();
    o.signal.addEventListener('abort', stop, { once: true });
    const runners = Array.from({ length: Math.min(o.pool.size, this.#total) }, () => this.#run());
    this.done = Promise.all(runners).then(() => o.signal.removeEventListener('abort', stop));
  }

  /** The next picture of `order`; must be asked for in that order. */
  async take(picture: number): Promise<Buffer> {
    const entry = this.#entries.get(picture);
    if (!entry) throw new Error('a picture was taken that was not ordered');
    const png = await entry.promise;
    if (!entry.taken) {
      entry.taken = true;
      this.#ahead -= 1;
      this.#wake();
    }
    entry.uses -= 1;
    if (entry.uses === 0) this.#entries.delete(picture);
    return png;
  }

  async #run(): Promise<void> {
    let lease: Lease | undefined;
    try {
      while (this.#queue.length > 0) {
        if (this.#ahead >= AHEAD) {
          await this.#room.promise;
          continue;
        }
        let picture: number | undefined;
        try {
          lease ??= await this.#lease();
          picture = lease && this.#next();
          if (!lease || picture === undefined) break;
          await this.#draw(lease, picture);
        } catch (error) {
          await lease?.release(true);
          lease = undefined;
          this.#again(picture, error);
        }
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      await lease?.release();
    }
  }

  #next(): number | undefined {
    const picture = this.#queue.shift();
    if (picture !== undefined) this.#ahead += 1;
    if (this.#queue.length === 0) for (const wait of this.#leasing) wait.abort();
    return picture;
  }

  async #draw(lease: Lease, picture: number): Promise<void> {
    const png = await lease.page.draw(this.#o.markup(picture));
    this.#entries.get(picture)?.resolve(png);
    this.drawn += 1;
    this.#o.onDrawn?.(this.drawn, this.#total);
  }

  /** After a failed try: puts the picture back, or throws what ends the job. */
  #again(picture: number | undefined, error: unknown): void {
    if (this.#o.signal.aborted) return;
    if (error instanceof RenderError) throw error;
    const entry = picture === undefined ? undefined : this.#entries.get(picture);
    if (picture === undefined || !entry) throw new RenderError('browser-failed', { cause: error });
    entry.tries += 1;
    if (entry.tries >= TRIES) throw new RenderError('browser-failed', { cause: error });
    this.#ahead -= 1;
    this.#queue.unshift(picture);
  }

  /** A loaded page; undefined when the others drew the rest before one was free. */
  async #lease(): Promise<Lease | undefined> {
    const enough = new AbortController();
    this.#leasing.add(enough);
    try {
      const lease = await this.#o.pool.lease(AbortSignal.any([this.#o.signal, enough.signal]));
      try {
        await lease.page.load(this.#o.sheet);
        return lease;
      } catch (error) {
        await lease.release(true);
        throw error;
      }
    } catch (error) {
      if (enough.signal.aborted) return undefined;
      throw error;
    } finally {
      this.#leasing.delete(enough);
    }
  }

  #fail(error: unknown): void {
    this.#queue.length = 0;
    for (const entry of this.#entries.values()) entry.reject(error);
    for (const wait of this.#leasing) wait.abort();
    this.#wake();
  }

  #wake(): void {
    this.#room.resolve();
    this.#room = Promise.withResolvers<void>();
  }
}

function entry(): Entry {
  const promised = Promise.withResolvers<Buffer>();
  // Pictures nobody takes after a failure must not count as unhandled.
  promised.promise.catch(() => {});
  return { ...promised, uses: 1, tries: 0, taken: false };
}
