/** How often one person's video was planned anew: a link that is played with cannot keep a server busy. */

const HOUR = 3_600_000;
const MOST = 20;

export class Replans {
  readonly #clock: () => Date;
  /** Of the last hour, by recipient and format. */
  readonly #planned = new Map<string, { readonly at: number; readonly version: string }[]>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /**
   * Counts one more, unless there were too many within the hour: then it answers false. A page asks for a version several
   * times at once before there is one; that is one.
   */
  take(key: string, version: string): boolean {
    const now = this.#clock().getTime();
    const planned = (this.#planned.get(key) ?? []).filter(({ at }) => at > now - HOUR);
    if (planned.at(-1)?.version === version) return true;
    if (planned.length >= MOST) return false;
    this.#planned.delete(key);
    this.#planned.set(key, [...planned, { at: now, version }]);
    // Entries lie in the order of their last use: those of more than an hour ago are at the front.
    for (const [old, all] of this.#planned) {
      if ((all.at(-1)?.at ?? 0) > now - HOUR) break;
      this.#planned.delete(old);
    }
    return true;
  }
}
