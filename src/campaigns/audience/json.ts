/**
 * A JSON array, element by element, in bounded memory. The array is cut by brackets and quotes alone and each element
 * parsed by itself, so that a broken one costs itself: reading goes on with the next element, or, where its end cannot be
 * found, with the next line that begins an object.
 */

import { MOST_CHARACTERS, type RawRow } from '../columns/rows.ts';
import { CampaignError } from '../errors.ts';
import { parseRow } from './lines.ts';

type State =
  | 'before' // the opening bracket
  | 'between' // elements
  | 'inside' // an element, outside a string
  | 'string'
  | 'escape' // after a backslash in a string
  | 'lost' // looking for a line that begins an object
  | 'after'; // the closing bracket

/** Throws `json-not-array`. */
export async function* readArray(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  const cutter = new Cutter();
  for await (const piece of text) yield* cutter.write(piece);
  yield* cutter.end();
}

class Cutter {
  #state: State = 'before';
  /** Opening brackets of the element that are not closed yet. */
  #open: number[] = [];
  #row = 0;
  #element = '';
  /** Too long: its end is still looked for, its text is not kept. */
  #tooLong = false;
  #atLineStart = false;

  *write(piece: string): Generator<RawRow> {
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const char = piece.charCodeAt(at);
      switch (this.#state) {
        case 'string':
          if (char === QUOTE) this.#state = 'inside';
          else if (char === BACKSLASH) this.#state = 'escape';
          else if (char === NEWLINE) yield this.#lose(true);
          break;
        case 'escape':
          this.#state = 'string';
          break;
        case 'inside':
          if (char === QUOTE) this.#state = 'string';
          else if (this.#open.length === 0) {
            if (char !== COMMA && char !== CLOSE_BRACKET) break;
            yield this.#cut(piece.slice(from, at));
            this.#state = char === COMMA ? 'between' : 'after';
          } else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
            if (this.#open.push(char) > DEEPEST) yield this.#lose();
          } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) {
            if (this.#open.pop() !== (char === CLOSE_BRACE ? OPEN_BRACE : OPEN_BRACKET)) yield this.#lose();
            else if (this.#open.length === 0) {
              yield this.#cut(piece.slice(from, at + 1));
              this.#state = 'between';
            }
          }
          break;
        case 'between':
          if (isSpace(char) || char === COMMA) break;
          if (char === CLOSE_BRACKET) {
            this.#state = 'after';
            break;
          }
          from = at;
          this.#begin(char);
          break;
        case 'lost':
          if (char === NEWLINE) this.#atLineStart = true;
          else if (this.#atLineStart && char === OPEN_BRACE) {
            from = at;
            this.#begin(char);
          } else if (this.#atLineStart && char === CLOSE_BRACKET) this.#state = 'after';
          else if (!isSpace(char)) this.#atLineStart = false;
          break;
        case 'before':
          if (isSpace(char)) break;
          if (char !== OPEN_BRACKET) throw new CampaignError('json-not-array');
          this.#state = 'between';
          break;
        case 'after':
          break;
      }
    }
    if (this.#isWithin) this.#keep(piece.slice(from));
  }

  *end(): Generator<RawRow> {
    if (this.#state === 'before') throw new CampaignError('empty');
    if (this.#state === 'after') return;
    if (this.#isWithin) this.#row += 1;
    // Rows before are whole; that the list was not closed is said all the same.
    else if (this.#row === 0) throw new CampaignError('json-not-array');
    yield { row: this.#isWithin ? this.#row : this.#row + 1, code: 'file-truncated' };
  }

  get #isWithin(): boolean {
    return this.#state === 'inside' || this.#state === 'string' || this.#state === 'escape';
  }

  #begin(char: number): void {
    this.#element = '';
    this.#tooLong = false;
    this.#open = char === OPEN_BRACE || char === OPEN_BRACKET ? [char] : [];
    this.#state = char === QUOTE ? 'string' : 'inside';
  }

  #keep(text: string): void {
    if (this.#tooLong) return;
    this.#element += text;
    this.#tooLong = this.#element.length > MOST_CHARACTERS;
    if (this.#tooLong) this.#element = '';
  }

  #cut(text: string): RawRow {
    this.#keep(text);
    this.#row += 1;
    return this.#tooLong ? { row: this.#row, code: 'row-too-large' } : parseRow(this.#row, this.#element);
  }

  /** Brackets do not match, or a string holds a line's end: where the element ends cannot be known. */
  #lose(atLineStart = false): RawRow {
    this.#row += 1;
    this.#state = 'lost';
    this.#atLineStart = atLineStart;
    return { row: this.#row, code: 'row-unparsable' };
  }
}

/** Nesting of a row; a row of the audience needs three. */
const DEEPEST = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const isSpace = (char: number): boolean => char === 0x20 || char === NEWLINE || char === 0x0d || char === 0x09;
