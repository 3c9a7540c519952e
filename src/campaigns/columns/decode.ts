/**
 * Bytes to text, as people's files come: UTF-8 with or without a byte order mark, or Windows-1252. Nothing has to be
 * known beforehand: as long as every byte is ASCII both read alike, and the first byte that is not decides. Who knows
 * better says so.
 */
import { CampaignError } from '../errors.ts';
import type { Encoding } from './mapping.ts';

/** The longest UTF-8 sequence. */
const LONGEST = 4;

export class Decoder {
  #text: TextDecoder | undefined;
  #held: Uint8Array = new Uint8Array();
  #started = false;
  #encoding: Encoding;
  readonly #told: boolean;

  constructor(encoding?: Encoding) {
    this.#encoding = encoding ?? 'utf-8';
    this.#told = encoding !== undefined;
  }

  /** `utf-8` as long as nothing speaks against it. */
  get encoding(): Encoding {
    return this.#encoding;
  }

  /** Throws `encoding-unsupported` for a byte order mark of UTF-16 or UTF-32. */
  write(chunk: Uint8Array): string {
    if (this.#text) return this.#text.decode(chunk, { stream: true });
    const bytes = this.#held.length > 0 ? joined(this.#held, chunk) : chunk;
    if (!this.#started && bytes.length < LONGEST) {
      this.#held = bytes;
      return '';
    }
    return this.#undecided(bytes, false);
  }

  end(): string {
    if (this.#text) return this.#text.decode();
    return this.#undecided(this.#held, true) + (this.#text as TextDecoder | undefined)?.decode();
  }

  #undecided(bytes: Uint8Array, last: boolean): string {
    let from = 0;
    if (!this.#started) {
      this.#started = true;
      from = markOf(bytes);
    }
    const at = bytes.findIndex((byte, index) => index >= from && byte >= 0x80);
    if (at < 0) {
      this.#held = new Uint8Array();
      if (last) this.#text = new TextDecoder('utf-8');
      return ascii(bytes.subarray(from));
    }
    if (!last && bytes.length - at < LONGEST) {
      this.#held = bytes.subarray(at);
      return ascii(bytes.subarray(from, at));
    }
    this.#held = new Uint8Array();
    if (!this.#told) this.#encoding = isSequence(bytes, at) ? 'utf-8' : 'windows-1252';
    this.#text = new TextDecoder(this.#encoding, { ignoreBOM: true });
    return ascii(bytes.subarray(from, at)) + this.#text.decode(bytes.subarray(at), { stream: true });
  }
}

const ASCII = new TextDecoder('utf-8', { ignoreBOM: true });
const ascii = (bytes: Uint8Array): string => ASCII.decode(bytes);

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Length of a byte order mark of UTF-8; throws for those of what cannot be read. */
function markOf(bytes: Uint8Array): number {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 3;
  const utf16 = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  const utf32 = a === 0 && b === 0 && c === 0xfe && d === 0xff;
  if (utf16 || utf32) throw new CampaignError('encoding-unsupported');
  return 0;
}

/** Whether a whole UTF-8 sequence of more than one byte begins at `at`. */
function isSequence(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at] ?? 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0) return false;
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(at, at + length));
    return true;
  } catch {
    return false;
  }
}

/** Text of a stream of bytes, piece by piece; `decoder.encoding` is known when it ends. */
export async function* textOf(body: AsyncIterable<Uint8Array>, decoder: Decoder): AsyncGenerator<string> {
  for await (const chunk of body) {
    const text = decoder.write(chunk);
    if (text) yield text;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}
