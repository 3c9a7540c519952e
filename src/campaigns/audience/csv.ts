/**
 * CSV to rows of the audience's shape. Comma, semicolon or tab is told from the header; lists are joined with `|`; the
 * consent columns become one record. What a cell means is decided by its field's schema and the campaign's locale.
 */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { CampaignError } from '../errors.ts';
import { type Coercer, emptyToAbsent } from './coerce.ts';
import { type Cut, Records } from './records.ts';
import { MOST_CHARACTERS, type RawRow } from './rows.ts';

const MOST_COLUMNS = 1000;
/** Records that are handed to the parser at once. */
const BATCH = 200;

/** Columns that are no fields. */
const CONSENT = {
  consent_record: 'recordId',
  consent_purpose: 'purpose',
  consent_fields: 'fields',
  consent_at: 'givenAt',
  consent_expires: 'expiresAt',
  consent_method: 'method',
  consent_notice: 'noticeUrl',
} as const;
const OWN = { id: 'id', locale: 'locale', confirm_answer: 'confirmAnswer' } as const;
type ConsentColumn = keyof typeof CONSENT;

/** Column names for what is wrong inside a row: a CSV's author knows no `consent.0.givenAt`. */
export const COLUMN_OF: Readonly<Record<string, string>> = Object.fromEntries([
  ...Object.entries(CONSENT).map(([column, part]) => [`consent.0.${part}`, column]),
  ...Object.entries(OWN).map(([column, part]) => [part, column]),
]);

export interface CsvOptions {
  readonly coerce: Coercer;
  /** Told once the header is read. */
  readonly onDelimiter: (delimiter: ',' | ';' | '\t') => void;
}

/** Throws `empty`, `csv-header`, `csv-no-id`, `csv-too-many-columns`, `csv-repeated-column`. */
export async function* readCsv(text: AsyncIterable<string>, options: CsvOptions): AsyncGenerator<RawRow> {
  const pieces = text[Symbol.asyncIterator]();
  const { header, rest } = await firstLine(pieces);
  const delimiter = delimiterOf(header);
  options.onDelimiter(delimiter);
  const table = new Table(delimiter, columnsOf(header, delimiter), options.coerce);
  const records = new Records(delimiter);
  let waiting: Cut[] = [];
  const take = function* (cuts: Iterable<Cut>): Generator<RawRow> {
    for (const cut of cuts) {
      waiting.push(cut);
      if (waiting.length < BATCH) continue;
      yield* table.read(waiting);
      waiting = [];
    }
  };
  yield* take(records.write(rest));
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield* take(records.write(next.value));
  yield* take(records.end());
  yield* table.read(waiting);
}

/** The header, and what was read beyond it. A line `sep=;` before it, as spreadsheets write it, is skipped. */
async function firstLine(pieces: AsyncIterator<string>): Promise<{ header: string; rest: string }> {
  let text = '';
  for (;;) {
    const end = text.indexOf('\n');
    const next = end < 0 && text.length <= MOST_CHARACTERS ? await pieces.next() : undefined;
    if (next && !next.done) {
      text += next.value;
      continue;
    }
    const header = (end < 0 ? text : text.slice(0, end)).replace(/\r$/, '');
    const rest = end < 0 ? '' : text.slice(end + 1);
    const skippable = header.trim() === '' || /^"?sep=.?"?$/i.test(header);
    if (skippable && end >= 0) {
      text = rest;
      continue;
    }
    if (header.trim() === '') throw new CampaignError('empty');
    if (header.length > MOST_CHARACTERS || header.includes('\0')) throw new CampaignError('csv-header');
    return { header, rest };
  }
}

/** The separator that stands in the header most often, outside quotes. */
function delimiterOf(header: string): ',' | ';' | '\t' {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = ([',', ';', '\t'] as const).map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

function columnsOf(header: string, delimiter: string): string[] {
  const [cells] = cellsOf([header], delimiter) ?? [];
  if (!cells) throw new CampaignError('csv-header');
  const columns = cells.map((cell) => cell.trim());
  if (columns.length > MOST_COLUMNS) throw new CampaignError('csv-too-many-columns');
  const named = columns.filter((column) => column !== '');
  if (new Set(named).size < named.length) throw new CampaignError('csv-repeated-column');
  if (!named.includes('id')) throw new CampaignError('csv-no-id');
  return columns;
}

/** Cells of whole records; undefined where the parser finds fewer or more of them, or none at all. */
function cellsOf(records: readonly string[], delimiter: string): string[][] | undefined {
  try {
    const rows = parse(records.join('\n'), {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n'],
    }) as string[][];
    return rows.length === records.length ? rows : undefined;
  } catch {
    return undefined;
  }
}

class Table {
  readonly #delimiter: string;
  readonly #columns: readonly string[];
  readonly #coerce: Coercer;
  #row = 0;

  constructor(delimiter: string, columns: readonly string[], coerce: Coercer) {
    this.#delimiter = delimiter;
    this.#columns = columns;
    this.#coerce = coerce;
  }

  /** Empty lines are no rows. */
  *read(cuts: readonly Cut[]): Generator<RawRow> {
    const filled = cuts.filter((cut) => !('text' in cut) || cut.text.trim() !== '');
    const texts = filled.flatMap((cut) => ('text' in cut ? [cut.text] : []));
    const together = texts.length > 0 ? cellsOf(texts, this.#delimiter) : [];
    let at = 0;
    for (const cut of filled) {
      this.#row += 1;
      const row = this.#row;
      if ('code' in cut) {
        yield { row, code: cut.code };
        continue;
      }
      const cells = together ? together[at] : cellsOf([cut.text], this.#delimiter)?.[0];
      at += 1;
      if (cut.text.includes('\0')) yield { row, code: 'row-nul' };
      else if (!cells) yield { row, code: 'row-unparsable' };
      else if (cells.length > this.#columns.length && cells.slice(this.#columns.length).some((cell) => cell !== '')) {
        yield { row, code: 'row-cells' };
      } else yield { row, value: this.#toRow(cells) };
    }
  }

  #toRow(cells: readonly string[]): unknown {
    const named = this.#columns.flatMap((column, index) => {
      const cell = emptyToAbsent(cells[index]);
      return column === '' || cell === undefined ? [] : [[column, cell] as const];
    });
    const consent = new Map<ConsentColumn, string>();
    const profile: [string, unknown][] = [];
    const own = new Map<string, string>();
    for (const [column, cell] of named) {
      if (Object.hasOwn(OWN, column)) own.set(OWN[column as keyof typeof OWN], cell);
      else if (Object.hasOwn(CONSENT, column)) consent.set(column as ConsentColumn, cell);
      else profile.push([column, this.#coerce.field(column, cell)]);
    }
    return {
      id: undefined,
      ...Object.fromEntries(own),
      // Entries, not assignments: a column may be called `__proto__`.
      profile: Object.fromEntries(profile),
      consent: consent.size > 0 ? [this.#record(consent)] : [],
    };
  }

  #record(cells: ReadonlyMap<ConsentColumn, string>): Record<string, unknown> {
    const fields = (cells.get('consent_fields') ?? '')
      .split('|')
      .map((key) => key.trim())
      .filter(Boolean);
    const record = Object.fromEntries(
      [...cells].map(([column, cell]) => [
        CONSENT[column],
        column === 'consent_at' || column === 'consent_expires' ? this.#coerce.time(cell) : cell,
      ]),
    );
    return { ...record, fields, recordId: cells.get('consent_record') ?? recordIdOf(cells) };
  }
}

/** A record without an id of its own is known by what it says: the same file sent again brings the same record. */
function recordIdOf(cells: ReadonlyMap<ConsentColumn, string>): string {
  const said = ['consent_purpose', 'consent_fields', 'consent_at'] as const;
  const hash = createHash('sha256').update(JSON.stringify(said.map((column) => cells.get(column) ?? '')));
  return `csv-${hash.digest('hex').slice(0, 24)}`;
}
