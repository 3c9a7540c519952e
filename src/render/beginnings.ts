/**
 * First segments drawn before their plan is whole: somebody waits for them, and measuring the rest of a video takes about as
 * long as drawing its first quarter of a second. Found again by address, so one that was begun on a guess that proved wrong
 * is never shown. In memory alone, and not for long.
 */

/** Milliseconds after which one that nobody took is forgotten. */
const FORGET_MS = 30_000;

interface Beginning {
  bytes: Promise<Buffer | undefined> | undefined;
}

export class Beginnings {
  readonly #begun = new Map<string, Beginning>();

  /**
   * Runs `draw` with what `turn` lends, unless the segment was taken before it was its turn; nothing where it is begun
   * already. What fails is as if it had never been begun.
   */
  async begin<Lent>(
    address: string,
    turn: (work: (lent: Lent) => Promise<void>) => Promise<void>,
    draw: (lent: Lent) => Promise<Buffer>,
  ): Promise<void> {
    if (this.#begun.has(address)) return;
    const one: Beginning = { bytes: undefined };
    this.#begun.set(address, one);
    try {
      await turn(async (lent) => {
        if (this.#begun.get(address) !== one) return;
        one.bytes = draw(lent).catch(() => undefined);
        await one.bytes;
      });
    } finally {
      setTimeout(() => this.#begun.get(address) === one && this.#begun.delete(address), FORGET_MS).unref();
    }
  }

  /** The segment, where its drawing has begun. One that still waits for its turn is not waited for: whoever asks draws it. */
  take(address: string): Promise<Buffer | undefined> | undefined {
    const one = this.#begun.get(address);
    this.#begun.delete(address);
    return one?.bytes;
  }
}
