/**
 * Where a CSV's records end (RFC 4180: quotes open only at the beginning of a cell, a record may span lines). A record
 * whose quotes do not close costs its own first line alone: reading goes on with the next line.
 */
import { MOST_CHARACTERS, type ReadCode } from './rows.ts';

export type Cut = { readonly text: string } | { readonly code: ReadCode };

export class Records {
  readonly #delimiter: string;
  #rest = '';
  /** The line is longer than a record may be; nothing of it is kept. */
  #skipping = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  *write(piece: string): Generator<Cut> {
    let text = piece;
    if (this.#skipping) {
      const end = text.indexOf('\n');
      if (end < 0) return;
      this.#skipping = false;
      text = text.slice(end + 1);
    }
    this.#rest += text;
    yield* this.#cut(false);
    while (this.#rest.length > MOST_CHARACTERS) {
      const end = this.#rest.indexOf('\n');
      yield { code: 'row-too-large' };
      this.#skipping = end < 0;
      this.#rest = end < 0 ? '' : this.#rest.slice(end + 1);
      yield* this.#cut(false);
    }
  }

  *end(): Generator<Cut> {
    yield* this.#cut(true);
    this.#rest = '';
  }

  *#cut(last: boolean): Generator<Cut> {
    let from = 0;
    while (from < this.#rest.length) {
      const found = endOf(this.#rest, from, this.#delimiter, last);
      if (found === 'open') break;
      if (found === 'broken') {
        yield { code: 'row-unparsable' };
        const line = this.#rest.indexOf('\n', from);
        from = line < 0 ? this.#rest.length : line + 1;
        continue;
      }
      const text = this.#rest.slice(from, found);
      from = found + 1;
      yield text.length > MOST_CHARACTERS ? { code: 'row-too-large' } : { text };
    }
    this.#rest = this.#rest.slice(from);
  }
}

/** Index of the line's end that closes the record at `from`. `open`: not there yet. `broken`: a quote does not close. */
function endOf(text: string, from: number, delimiter: string, last: boolean): number | 'open' | 'broken' {
  let at = from;
  for (;;) {
    if (text[at] === '"') {
      at = closingQuote(text, at + 1);
      if (at < 0) return last ? 'broken' : 'open';
      at += 1;
      if (text[at] === '\r') at += 1;
      if (at >= text.length) return last ? text.length : 'open';
      if (text[at] === '\n') return at;
      if (text[at] !== delimiter) return 'broken';
      at += 1;
      continue;
    }
    const line = text.indexOf('\n', at);
    const cell = text.indexOf(delimiter, at);
    if (cell >= 0 && (line < 0 || cell < line)) {
      at = cell + 1;
      continue;
    }
    if (line >= 0) return line;
    return last ? text.length : 'open';
  }
}

/** A quote inside is written twice. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}
