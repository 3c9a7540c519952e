/**
 * How a file is written, told from its beginning: kind, encoding, separator, where the column names stand, decimal sign,
 * order of dates; and its first rows. It runs where the file is, in the console's page: nothing of it is sent for this.
 */
import { type Cell, type DecimalSign, truthOf } from './cells.ts';
import { Decoder } from './decode.ts';
import { DELIMITERS, type Delimiter, type Written } from './mapping.ts';
import { Records } from './records.ts';
import { cellsOf, delimiterOf, isSeparatorLine } from './split.ts';
import type { DateOrder } from './times.ts';
import { openWorkbook } from './xlsx.ts';

/** Bytes that are looked at of a text. */
const HEAD_BYTES = 256 * 1024;
/** Rows that are looked at. */
const MOST_ROWS = 60;
/** The header is looked for in so many lines that hold something. */
const HEADER_WITHIN = 20;

export type FileKind = 'csv' | 'xlsx' | 'lines' | 'json';

export const CONTENT_TYPES: Readonly<Record<FileKind, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  lines: 'application/x-ndjson',
  json: 'application/json',
};

export interface Detected {
  readonly kind: FileKind;
  /** Everything is filled in that the kind of file has, apart from signs that no cell shows. */
  readonly written: Written;
  /** Of a workbook. */
  readonly sheets?: readonly string[];
  /** Column names, trimmed; empty where a column has none. None for JSON, whose rows name their parts. */
  readonly header: readonly string[];
  /** The first rows below the header. */
  readonly rows: readonly (readonly (Cell | undefined)[])[];
}

/** What is `told` is believed, the rest is told from the file. Throws a `CampaignError` for a file that cannot be read. */
export async function detect(file: Blob, told: Written = {}): Promise<Detected> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const isZip = head[0] === 0x50 && head[1] === 0x4b;
  const isCompound = head[0] === 0xd0 && head[1] === 0xcf;
  if (isZip || isCompound) return detectWorkbook(file, told);
  const decoder = new Decoder(told.encoding);
  const text = decoder.write(head) + (head.length < file.size ? '' : decoder.end());
  const start = text.trimStart()[0];
  if (start === '[' || start === '{')
    return { kind: start === '[' ? 'json' : 'lines', written: {}, header: [], rows: [] };
  const whole = head.length === file.size;
  const delimiter = told.delimiter ?? bestDelimiter(text, whole);
  const lines = linesOf(text, delimiter, whole);
  return { kind: 'csv', ...tableOf(lines, { ...told, encoding: decoder.encoding, delimiter }) };
}

async function detectWorkbook(file: Blob, told: Written): Promise<Detected> {
  const workbook = await openWorkbook(file);
  try {
    const sheet = told.sheet ?? 1;
    const lines: Line[] = [];
    for await (const row of workbook.rows(sheet)) {
      lines.push(row);
      if (lines.length >= MOST_ROWS + HEADER_WITHIN) break;
    }
    return { kind: 'xlsx', sheets: workbook.sheets, ...tableOf(lines, { ...told, sheet }) };
  } finally {
    await workbook.close();
  }
}

interface Line {
  readonly line: number;
  readonly cells: readonly (Cell | undefined)[];
}

/** Lines that hold something, with the place where a text editor shows them. */
function linesOf(text: string, delimiter: Delimiter, whole: boolean): Line[] {
  const records = new Records(delimiter);
  const cuts = [...records.write(text), ...(whole ? records.end() : [])];
  const lines: Line[] = [];
  let line = 1;
  for (const cut of cuts.slice(0, MOST_ROWS + 2 * HEADER_WITHIN)) {
    const at = line;
    line += 'text' in cut ? cut.text.split('\n').length : 1;
    if ('code' in cut || cut.text.trim() === '' || isSeparatorLine(cut.text)) continue;
    const [cells] = cellsOf([cut.text], delimiter) ?? [];
    if (cells?.some((cell) => cell.trim() !== '')) lines.push({ line: at, cells });
  }
  return lines;
}

/** The separator under which most lines have the same number of cells, and many of them. */
function bestDelimiter(text: string, whole: boolean): Delimiter {
  const first = text.split('\n').find((line) => line.trim() !== '' && !isSeparatorLine(line)) ?? '';
  const told = /^"?sep=([,;\t])"?\r?$/im.exec(text.slice(0, 20))?.[1];
  if (told) return told as Delimiter;
  const scored = DELIMITERS.map((delimiter) => {
    const widths = linesOf(text, delimiter, whole).map(({ cells }) => cells.length);
    const { width, share } = usual(widths);
    return { delimiter, score: width > 1 ? share * Math.sqrt(width) : 0 };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0 ? best.delimiter : delimiterOf(first);
}

/** The number of cells that most of the cells are in lines of: a few lines of title weigh little. */
function usual(widths: readonly number[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best = { width: 0, share: 0 };
  for (const [width, count] of counts) {
    const share = count / widths.length;
    if (width * share > best.width * best.share) best = { width, share };
  }
  return best;
}

function tableOf(lines: readonly Line[], told: Written): Pick<Detected, 'written' | 'header' | 'rows'> {
  const headerLine = told.headerLine ?? headerLineOf(lines);
  const names = headerLine === 0 ? undefined : lines.find(({ line }) => line >= headerLine);
  const below = lines.filter(({ line }) => line > (names?.line ?? 0)).slice(0, MOST_ROWS);
  const width = names ? names.cells.length : (below[0]?.cells.length ?? 0);
  const rows = below.map(({ cells }) => Array.from({ length: width }, (_, at) => cells[at]));
  const texts = rows.flat().flatMap((cell) => (typeof cell === 'string' ? [cell.trim()] : []));
  const decimal = told.decimal ?? decimalOf(texts);
  const dateOrder = told.dateOrder ?? orderOf(texts);
  return {
    written: { ...told, headerLine, ...(decimal ? { decimal } : {}), ...(dateOrder ? { dateOrder } : {}) },
    header: Array.from({ length: width }, (_, at) => String(names?.cells[at] ?? '').trim()),
    rows,
  };
}

const isFilled = (cell: Cell | undefined): cell is Cell => cell !== undefined && String(cell).trim() !== '';

/** The first line that is about as wide as the rows are and holds names, not values; 0 where values begin at once. */
function headerLineOf(lines: readonly Line[]): number {
  const filled = lines.map(({ cells }) => cells.filter(isFilled).length);
  const { width } = usual(filled);
  const at = filled.slice(0, HEADER_WITHIN).findIndex((count) => count >= Math.max(1, Math.ceil(width * 0.6)));
  const found = lines[at];
  if (!found) return 1;
  const cells = found.cells.filter(isFilled);
  const values = cells.filter(isValue).length;
  return lines.length > 1 && values > 0 && values >= cells.length / 3 ? 0 : found.line;
}

/** What nobody calls a column: a number with a fraction or more than four digits, a day, an address, yes or no. */
function isValue(cell: Cell): boolean {
  if (typeof cell !== 'string') return true;
  const text = cell.trim();
  const number = /^[+-]?[\d.,'\s]*\d$/.test(text) && !/^\d{1,4}$/.test(text);
  return number || DAY.test(text) || text.includes('@') || (truthOf(text) !== undefined && text.length > 1);
}

const DAY = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\b/;

/** By the numbers that can be read in one way only; undefined where there are none. */
function decimalOf(texts: readonly string[]): DecimalSign | undefined {
  const count = (pattern: RegExp) => texts.filter((text) => pattern.test(text)).length;
  // Two digits after the sign, or one, or four and more, or groups before it: three digits could be a group.
  const comma = count(/^[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+)$/);
  const point = count(/^[+-]?(?:\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+)$/);
  if (comma === point) return undefined;
  return comma > point ? ',' : '.';
}

/** By days that can be read in one way only; undefined where there are none. */
function orderOf(texts: readonly string[]): DateOrder | undefined {
  const days = texts.flatMap((text) => {
    const [, first, second] = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b/.exec(text) ?? [];
    return first && second ? [[Number(first), Number(second)] as const] : [];
  });
  const dayFirst = days.filter(([first]) => first > 12).length;
  const monthFirst = days.filter(([, second]) => second > 12).length;
  if (dayFirst !== monthFirst) return dayFirst > monthFirst ? 'dmy' : 'mdy';
  if (texts.some((text) => /^\d{1,2}\.\d{1,2}\.\d{2,4}\b/.test(text))) return 'dmy';
  return texts.some((text) => /^\d{4}-\d{2}-\d{2}\b/.test(text)) ? 'ymd' : undefined;
}
