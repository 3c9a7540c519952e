/**
 * Asks again, for as long as a response runs, whether what it sends may still be sent. Viewers of one thing share one
 * question. An answer counts for half a second from when it was asked for (the contract's "at once"): after a no the
 * watch aborts, and while an answer is late nothing more is let through.
 */

const EVERY_MS = 200;
const LIMIT_MS = 500;

export interface Watch {
  /** Aborts when the answer turns to no. */
  readonly signal: AbortSignal;
  /** Resolves while there is an answer that still counts, else with the next answer. */
  fresh(): Promise<void>;
  /** Ends the watch; nothing is left behind. */
  end(): void;
}

interface Post {
  readonly turned: AbortController;
  watchers: number;
  /** When the last yes was asked for. */
  yesAt: number;
  waiting: (() => void)[];
  timer: NodeJS.Timeout | undefined;
}

export class Watchman {
  readonly #posts = new Map<string, Post>();

  /** How many things are being watched. */
  get size(): number {
    return this.#posts.size;
  }

  /** Watches over `key`; `ask` is put again and again until all who watch the key have ended. */
  watch(key: string, ask: () => Promise<boolean>): Watch {
    const known = this.#posts.get(key);
    const post = known ?? {
      turned: new AbortController(),
      watchers: 0,
      yesAt: Number.NEGATIVE_INFINITY,
      waiting: [],
      timer: undefined,
    };
    post.watchers += 1;
    if (!known) {
      this.#posts.set(key, post);
      void this.#ask(key, post, ask);
    }
    let ended = false;
    return {
      signal: post.turned.signal,
      fresh: () => this.#fresh(post),
      end: () => {
        if (ended) return;
        ended = true;
        post.watchers -= 1;
        if (post.watchers === 0) this.#leave(key, post);
      },
    };
  }

  async #ask(key: string, post: Post, ask: () => Promise<boolean>): Promise<void> {
    const askedAt = performance.now();
    const yes = await ask().catch(() => false);
    if (yes) post.yesAt = askedAt;
    else {
      this.#leave(key, post);
      post.turned.abort();
    }
    for (const go of post.waiting.splice(0)) go();
    if (yes && post.watchers > 0) post.timer = setTimeout(() => void this.#ask(key, post, ask), EVERY_MS);
  }

  async #fresh(post: Post): Promise<void> {
    if (post.turned.signal.aborted || performance.now() - post.yesAt < LIMIT_MS) return;
    await new Promise<void>((go) => post.waiting.push(go));
  }

  #leave(key: string, post: Post): void {
    clearTimeout(post.timer);
    if (this.#posts.get(key) === post) this.#posts.delete(key);
  }
}
