/** What was drawn last, in memory alone: bounded by bytes, and where it shows a person, by time. */
import type { Drawn } from './protocol.ts';

export interface KeptOptions {
  /** Of all markups together. */
  readonly bytes: number;
  /** Milliseconds after which an entry is gone, asked for or not. */
  readonly life?: number;
}

interface Entry {
  readonly drawn: Drawn;
  readonly bytes: number;
  readonly end: NodeJS.Timeout | undefined;
}

export class Kept {
  readonly #options: KeptOptions;
  /** Used last at the end. */
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(options: KeptOptions) {
    this.#options = options;
  }

  get(key: string): Drawn | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.drawn;
  }

  set(key: string, drawn: Drawn): void {
    this.#drop(key);
    const bytes = sizeOf(drawn);
    const { life } = this.#options;
    const end = life === undefined ? undefined : setTimeout(() => this.#drop(key), life);
    end?.unref();
    this.#entries.set(key, { drawn, bytes, end });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#options.bytes) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    clearTimeout(entry.end);
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}

/** Two bytes a sign at most, and eight for each frame's reference to its hash. */
function sizeOf({ hashes, words, markups }: Drawn): number {
  const signs = Object.entries(markups).reduce(
    (sum, [hash, markup]) => sum + hash.length + markup.length,
    words.length,
  );
  return 2 * signs + 8 * hashes.length;
}
