/**
 * A delimited file cut into records and raw cells, piece by piece (RFC 4180, and what spreadsheets make of it). Nothing is
 * unquoted or decoded, so that what is not touched can be written back as it came.
 */

export type Delimiter = ',' | ';' | '\t' | '|';
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];

/** A record longer than this is no list of contacts. Characters. */
const MOST = 1_048_576;

export interface RawRecord {
  /** With their quotes. */
  readonly cells: readonly string[];
  /** `\r\n`, `\n` or `\r`; empty for a last record without one. */
  readonly end: string;
}

/** `record` counts from 1. */
export class RecordError extends Error {
  override name = 'RecordError';
  readonly code: 'unclosed-quote' | 'record-too-long';
  readonly record: number;
  constructor(code: RecordError['code'], record: number) {
    super(code);
    this.code = code;
    this.record = record;
  }
}

/** The separator that stands in a header most often, outside quotes; a comma where there is none. */
export function delimiterOf(header: string): Delimiter {
  const bare = header.replace(/"[^"]*"/g, '');
  const count = (delimiter: Delimiter): number => bare.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** What a raw cell says. */
export function cellText(raw: string): string {
  const trimmed = raw.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1).replaceAll('""', '"')
    : trimmed;
}

/** Cuts text into records. A quote opens only at a cell's beginning, as spreadsheets read it. */
export class RecordCutter {
  readonly #delimiter: Delimiter;
  #waiting = '';
  #count = 0;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  /** The whole records so far. Throws a {@link RecordError}. */
  *write(text: string): Generator<RawRecord> {
    this.#waiting += text;
    yield* this.#cut(false);
  }

  *end(): Generator<RawRecord> {
    yield* this.#cut(true);
  }

  *#cut(last: boolean): Generator<RawRecord> {
    const text = this.#waiting;
    let start = 0;
    let cellStart = 0;
    let cells: string[] = [];
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const char = text[at];
      if (quoted) {
        if (char !== '"') continue;
        if (text[at + 1] === '"') at += 1;
        else if (at + 1 === text.length && !last) break;
        else quoted = false;
      } else if (char === '"' && text.slice(cellStart, at).trim() === '') quoted = true;
      else if (char === this.#delimiter) {
        cells.push(text.slice(cellStart, at));
        cellStart = at + 1;
      } else if (char === '\n' || char === '\r') {
        // Whether a line feed follows is known with the next piece.
        if (char === '\r' && at + 1 === text.length && !last) break;
        const end = char === '\r' && text[at + 1] === '\n' ? '\r\n' : char;
        cells.push(text.slice(cellStart, at));
        this.#count += 1;
        yield { cells, end };
        at += end.length - 1;
        start = at + 1;
        cellStart = start;
        cells = [];
      }
    }
    this.#waiting = text.slice(start);
    if (this.#waiting.length > MOST) throw new RecordError('record-too-long', this.#count + 1);
    if (!last || this.#waiting === '') return;
    if (quoted) throw new RecordError('unclosed-quote', this.#count + 1);
    this.#waiting = '';
    yield { cells: [...cells, text.slice(cellStart)], end: '' };
  }
}
