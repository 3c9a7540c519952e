/**
 * The marketer's own list with the link columns added, wherever that list lies: the command does it on their machine, the
 * console in their browser. Whatever was in the file stays byte for byte: delimiter, encoding, quotes, line ends, order.
 */
import { ByteText, type Encoding } from './bytes.ts';
import { cellText, type Delimiter, delimiterOf, type RawRecord, RecordCutter, RecordError } from './records.ts';

/** `links.csv` of a campaign, read. */
export interface LinkTable {
  /** Names of the link columns, in order. */
  readonly columns: readonly string[];
  /** By id: one value a column. */
  readonly byId: ReadonlyMap<string, readonly string[]>;
}

export interface JoinReport {
  /** Rows of the list; empty lines are none. */
  readonly rows: number;
  readonly matched: number;
  /** Rows whose id the campaign does not have, or that have none; the first hundred, counted from 1 after the header. */
  readonly unmatched: number;
  readonly unmatchedRows: readonly number[];
  /** People of the campaign that the list does not name. */
  readonly notInList: number;
  /** Link columns that the list had already: their values were replaced. */
  readonly replaced: readonly string[];
  readonly delimiter: Delimiter;
  readonly encoding: Encoding;
}

/** The list cannot be read. `columns`: those there are, where none has the name; `row`: counted from 1 after the header. */
export class JoinError extends Error {
  override name = 'JoinError';
  readonly code: 'no-header' | 'no-such-column' | 'row-cells' | RecordError['code'];
  readonly columns: readonly string[];
  readonly row: number | undefined;
  constructor(code: JoinError['code'], more: { columns?: readonly string[]; row?: number } = {}) {
    super(code);
    this.code = code;
    this.columns = more.columns ?? [];
    this.row = more.row;
  }
}

const MOST_NAMED = 100;

/** Reads the answer of `links.csv`: the first column is the id. */
export function readLinks(csv: string): LinkTable {
  const cutter = new RecordCutter(',');
  const [header, ...rows] = [...cutter.write(csv), ...cutter.end()].map(({ cells }) => cells.map(cellText));
  // An id that begins like a formula was guarded with a quote.
  const plain = (id: string): string => id.replace(/^'(?=[=+\-@])/, '');
  const byId = new Map(rows.flatMap(([id, ...links]) => (id ? [[plain(id), links] as const] : [])));
  return { columns: (header ?? []).slice(1), byId };
}

/** Names of a list's columns, from its beginning; `undefined` while the header is not whole. */
export function readColumns(beginning: Uint8Array, whole: boolean): string[] | undefined {
  const bytes = new ByteText();
  const text = bytes.read(beginning) + (whole ? bytes.end() : '');
  const head = headOf(text, whole);
  return head && namesOf(head.header.cells, bytes);
}

interface Head {
  /** A byte order mark, `sep=;` and empty lines, as they stand. */
  readonly before: string;
  readonly header: RawRecord;
  readonly delimiter: Delimiter;
  readonly rest: string;
}

/** The header and what is around it; `undefined` while it is not whole. */
function headOf(text: string, last: boolean): Head | undefined {
  const lead = /^(?:\u00EF\u00BB\u00BF|\uFEFF)?(?:(?:"?sep=.?"?)?[ \t]*(?:\r\n|\n|\r(?!$)))*/i.exec(text)?.[0] ?? '';
  const body = text.slice(lead.length);
  if (!last && !/[\r\n]./s.test(body)) return undefined;
  const told = /sep=([,;\t|])/i.exec(lead)?.[1] as Delimiter | undefined;
  const delimiter = told ?? delimiterOf(/^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(body)?.[0] ?? '');
  const cutter = new RecordCutter(delimiter);
  const next = cutter.write(body).next();
  const header = next.done ? (last ? cutter.end().next().value : undefined) : next.value;
  if (!header) return undefined;
  const length = header.cells.join(delimiter).length + header.end.length;
  return { before: lead, header, delimiter, rest: body.slice(length) };
}

const namesOf = (cells: readonly string[], bytes: ByteText): string[] =>
  cells.map((cell) => cellText(bytes.shown(cell)).trim());

/**
 * Adds the link columns to a list, piece by piece. A row whose id is not found keeps empty cells there.
 * @param list the file's bytes @param idColumn name of the column with the ids @returns the report
 * Throws a {@link JoinError}.
 */
export async function* joinLinks(
  list: AsyncIterable<Uint8Array>,
  idColumn: string,
  links: LinkTable,
): AsyncGenerator<Uint8Array<ArrayBuffer>, JoinReport> {
  const bytes = new ByteText();
  const pieces = list[Symbol.asyncIterator]();
  let text = '';
  let head: Head | undefined;
  let last = false;
  while (!head && !last) {
    const next = await pieces.next();
    last = next.done === true;
    text += next.done ? bytes.end() : bytes.read(next.value);
    head = headOf(text, last);
  }
  if (!head) throw new JoinError('no-header');
  const table = new Table(head, bytes, idColumn, links);
  yield bytes.write(head.before + table.header());
  const cutter = new RecordCutter(head.delimiter);
  const cut = function* (records: Iterable<RawRecord>): Generator<Uint8Array<ArrayBuffer>> {
    let out = '';
    for (const record of records) out += table.row(record);
    if (out) yield bytes.write(out);
  };
  try {
    yield* cut(cutter.write(head.rest));
    while (!last) {
      const next = await pieces.next();
      last = next.done === true;
      yield* cut(cutter.write(next.done ? bytes.end() : bytes.read(next.value)));
    }
    yield* cut(cutter.end());
  } catch (error) {
    throw asJoinError(error);
  }
  return table.report();
}

const asJoinError = (error: unknown): unknown =>
  error instanceof RecordError ? new JoinError(error.code, { row: error.record }) : error;

class Table {
  readonly #head: Head;
  readonly #bytes: ByteText;
  readonly #links: LinkTable;
  readonly #id: number;
  /** Where in the list each link column is already. */
  readonly #places: readonly number[];
  readonly #quotes: boolean;
  readonly #used = new Set<string>();
  readonly #unmatchedRows: number[] = [];
  #rows = 0;
  #unmatched = 0;

  constructor(head: Head, bytes: ByteText, idColumn: string, links: LinkTable) {
    const names = namesOf(head.header.cells, bytes);
    this.#head = head;
    this.#bytes = bytes;
    this.#links = links;
    this.#id = names.indexOf(idColumn);
    if (this.#id < 0) throw new JoinError('no-such-column', { columns: names });
    this.#places = links.columns.map((column) => names.indexOf(column));
    const filled = head.header.cells.filter((cell) => cell.trim() !== '');
    this.#quotes = filled.every((cell) => cell.trim().startsWith('"'));
  }

  header(): string {
    return this.#write(this.#head.header, this.#links.columns);
  }

  row(record: RawRecord): string {
    if (record.cells.length === 1 && record.cells[0]?.trim() === '') return `${record.cells[0]}${record.end}`;
    this.#rows += 1;
    const width = this.#head.header.cells.length;
    if (record.cells.slice(width).some((cell) => cellText(cell) !== '')) {
      throw new JoinError('row-cells', { row: this.#rows });
    }
    const missing = Array.from({ length: Math.max(0, width - record.cells.length) }, () => '');
    const cells = [...record.cells.slice(0, width), ...missing];
    const id = cellText(cells[this.#id] ?? '');
    const found = this.#links.byId.get(id);
    if (found) this.#used.add(id);
    else {
      this.#unmatched += 1;
      if (this.#unmatchedRows.length < MOST_NAMED) this.#unmatchedRows.push(this.#rows);
    }
    return this.#write({ cells, end: record.end }, found ?? this.#links.columns.map(() => ''));
  }

  /** The record's own cells as they are, and the values where their columns are, or at its end. */
  #write({ cells, end }: RawRecord, values: readonly string[]): string {
    const own = [...cells];
    const added: string[] = [];
    for (const [at, place] of this.#places.entries()) {
      const value = this.#cell(values[at] ?? '');
      if (place < 0) added.push(value);
      else own[place] = value;
    }
    return [...own, ...added].join(this.#head.delimiter) + end;
  }

  /** Links and names of columns hold neither quotes nor separators: they are quoted where the list quotes everything. */
  #cell(value: string): string {
    return this.#quotes && value !== '' ? `"${value}"` : value;
  }

  report(): JoinReport {
    return {
      rows: this.#rows,
      matched: this.#rows - this.#unmatched,
      unmatched: this.#unmatched,
      unmatchedRows: this.#unmatchedRows,
      notInList: this.#links.byId.size - this.#used.size,
      replaced: this.#links.columns.filter((_, at) => (this.#places[at] ?? -1) >= 0),
      delimiter: this.#head.delimiter,
      encoding: this.#bytes.encoding,
    };
  }
}
