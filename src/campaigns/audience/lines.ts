/** NDJSON: a JSON value a line. A line that is too long or broken costs itself alone. */
import { MOST_CHARACTERS, type RawRow } from '../columns/rows.ts';

export async function* readLines(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  let row = 0;
  for await (const { line, tooLong } of linesOf(text)) {
    if (!tooLong && line.trim() === '') continue;
    row += 1;
    if (tooLong) yield { row, code: 'row-too-large' };
    else yield parseRow(row, line);
  }
}

/** One row of JSON text. */
export function parseRow(row: number, text: string): RawRow {
  if (text.includes('\0')) return { row, code: 'row-nul' };
  try {
    return { row, value: JSON.parse(text) };
  } catch {
    return { row, code: 'row-unparsable' };
  }
}

/** Lines without their ends; of one that is longer than a record may be, nothing is kept. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<{ line: string; tooLong: boolean }> {
  let line = '';
  let tooLong = false;
  for await (const piece of text) {
    let from = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      if (!tooLong) line += piece.slice(from, end);
      yield tooLong || line.length > MOST_CHARACTERS ? { line: '', tooLong: true } : { line, tooLong };
      line = '';
      tooLong = false;
      from = end + 1;
    }
    if (!tooLong) line += piece.slice(from);
    if (line.length > MOST_CHARACTERS) {
      line = '';
      tooLong = true;
    }
  }
  if (tooLong || line) yield { line, tooLong };
}
