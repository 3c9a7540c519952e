/**
 * CSV to cells. Comma, semicolon or tab is told from the header where nobody says it; what the cells mean is the business
 * of `columns/`.
 */
import { type Delimiter, MOST_COLUMNS } from '../columns/mapping.ts';
import { type Cut, Records } from '../columns/records.ts';
import { MOST_CHARACTERS, type TableRow } from '../columns/rows.ts';
import { cellsOf, delimiterOf, isSeparatorLine } from '../columns/split.ts';
import { CampaignError } from '../errors.ts';

/** Records that are handed to the parser at once. */
const BATCH = 200;

export interface Table {
  /** Names of columns, trimmed; empty where a column has none. */
  readonly header: readonly string[];
  readonly rows: AsyncIterable<TableRow>;
}

export interface CsvWritten {
  readonly delimiter?: Delimiter | undefined;
  /** From 1; 0: no line holds names. Where absent, the first line that is not empty. */
  readonly headerLine?: number | undefined;
}

/** Throws `empty`, `csv-header`, `csv-too-many-columns`. */
export async function readCsv(
  text: AsyncIterable<string>,
  written: CsvWritten = {},
): Promise<Table & { readonly delimiter: Delimiter }> {
  const pieces = text[Symbol.asyncIterator]();
  const { line, rest, skipped } = await firstLine(pieces, written.headerLine);
  const delimiter = written.delimiter ?? delimiterOf(line);
  const records = new Records(delimiter);
  const cuts = cutsOf(records, rest, pieces);
  const first = await cuts.next();
  if (first.done || 'code' in first.value || first.value.text.includes('\0')) throw new CampaignError('csv-header');
  const [cells] = cellsOf([first.value.text], delimiter) ?? [];
  if (!cells) throw new CampaignError('csv-header');
  if (cells.length > MOST_COLUMNS) throw new CampaignError('csv-too-many-columns');
  const named = written.headerLine !== 0;
  const header = named ? cells.map((cell) => cell.trim()) : cells.map(() => '');
  return {
    header,
    delimiter,
    rows: rowsOf(named ? [] : [first.value], cuts, {
      delimiter,
      columns: header.length,
      line: skipped + (named ? 1 : 0),
    }),
  };
}

/** What was read from the header's first line on, that line, and how many stand before it. */
async function firstLine(
  pieces: AsyncIterator<string>,
  wanted: number | undefined,
): Promise<{ line: string; rest: string; skipped: number }> {
  let text = '';
  let skipped = 0;
  for (;;) {
    const end = text.indexOf('\n');
    const next = end < 0 && text.length <= MOST_CHARACTERS ? await pieces.next() : undefined;
    if (next && !next.done) {
      text += next.value;
      continue;
    }
    const line = (end < 0 ? text : text.slice(0, end)).replace(/\r$/, '');
    const isBefore = wanted ? skipped < wanted - 1 : line.trim() === '' || isSeparatorLine(line);
    if (isBefore && end >= 0) {
      text = text.slice(end + 1);
      skipped += 1;
      continue;
    }
    if (line.trim() === '') throw new CampaignError('empty');
    if (line.length > MOST_CHARACTERS || line.includes('\0')) throw new CampaignError('csv-header');
    return { line, rest: text, skipped };
  }
}

async function* cutsOf(records: Records, first: string, pieces: AsyncIterator<string>): AsyncGenerator<Cut> {
  yield* records.write(first);
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield* records.write(next.value);
  yield* records.end();
}

interface Counting {
  readonly delimiter: Delimiter;
  readonly columns: number;
  /** Lines before the first of these. */
  readonly line: number;
}

async function* rowsOf(before: readonly Cut[], cuts: AsyncIterable<Cut>, o: Counting): AsyncGenerator<TableRow> {
  const reader = new BatchReader(o);
  let waiting: Cut[] = [...before];
  for await (const cut of cuts) {
    waiting.push(cut);
    if (waiting.length < BATCH) continue;
    yield* reader.read(waiting);
    waiting = [];
  }
  yield* reader.read(waiting);
}

class BatchReader {
  readonly #delimiter: Delimiter;
  readonly #columns: number;
  #row = 0;
  #line: number;

  constructor({ delimiter, columns, line }: Counting) {
    this.#delimiter = delimiter;
    this.#columns = columns;
    this.#line = line;
  }

  /** Empty lines are no rows, but spreadsheets count them. */
  *read(cuts: readonly Cut[]): Generator<TableRow> {
    const isEmpty = (cut: Cut) => 'text' in cut && cut.text.trim() === '';
    const texts = cuts.flatMap((cut) => ('text' in cut && !isEmpty(cut) ? [cut.text] : []));
    const together = texts.length > 0 ? cellsOf(texts, this.#delimiter) : [];
    let at = 0;
    for (const cut of cuts) {
      this.#line += 1;
      if (isEmpty(cut)) continue;
      this.#row += 1;
      const place = { row: this.#row, line: this.#line };
      if ('code' in cut) {
        yield { ...place, code: cut.code };
        continue;
      }
      const cells = together ? together[at] : cellsOf([cut.text], this.#delimiter)?.[0];
      at += 1;
      if (cut.text.includes('\0')) yield { ...place, code: 'row-nul' };
      else if (!cells) yield { ...place, code: 'row-unparsable' };
      else if (cells.slice(this.#columns).some((cell) => cell !== '')) yield { ...place, code: 'row-cells' };
      else if (cells.every((cell) => cell.trim() === '')) this.#row -= 1;
      else yield { ...place, cells };
    }
  }
}
