/** Tables to rows: a CSV or a workbook, its header, and what its columns mean. */
import { createHash } from 'node:crypto';
import type { Coercer, ColumnField } from '../columns/cells.ts';
import { byMapping, byNames, MAPPING_CODES, type MadeRow, type RowMaker } from '../columns/rowmaker.ts';
import type { RawRow, TableRow } from '../columns/rows.ts';
import { openWorkbook, type SheetRow } from '../columns/xlsx.ts';
import { CampaignError } from '../errors.ts';
import type { Table } from './csv.ts';
import type { StoredMapping } from './mappings.ts';

/**
 * What the columns mean: the mapping's word, else CONTRACT's names. Throws `mapping-misfit` with what does not fit,
 * `csv-no-id`, `csv-repeated-column`.
 */
export function meaningOf(
  header: readonly string[],
  o: { mapping: StoredMapping | undefined; fields: readonly ColumnField[]; coerce: Coercer },
): RowMaker {
  if (o.mapping) {
    const made: ReturnType<typeof byMapping> = o.mapping.fits(header)
      ? byMapping(o.mapping.mapping, header, o.coerce)
      : { issues: [{ path: 'header', code: 'mapping-header' }] };
    if (!('issues' in made)) return made;
    const issues = made.issues.map(({ path, code }) => ({ path, code, message: MAPPING_CODES[code] }));
    throw new CampaignError('mapping-misfit', issues);
  }
  const named = header.filter(Boolean);
  if (new Set(named).size < named.length) throw new CampaignError('csv-repeated-column');
  if (!named.includes('id')) throw new CampaignError('csv-no-id');
  return byNames(header, o.fields, o.coerce);
}

export async function* rowsOfTable(rows: AsyncIterable<TableRow>, maker: RowMaker): AsyncGenerator<RawRow> {
  for await (const one of rows) {
    yield 'code' in one ? one : { row: one.row, line: one.line, value: withRecordIds(maker.make(one.cells)) };
  }
}

/** A record without an id of its own is known by what it says: the same file sent again brings the same record. */
function withRecordIds(row: MadeRow): MadeRow {
  const named = row.consent.map((record) => (record.recordId ? record : { ...record, recordId: recordIdOf(record) }));
  return { ...row, consent: named };
}

function recordIdOf({ purpose, fields, givenAt }: Readonly<Record<string, unknown>>): string {
  const said = createHash('sha256').update(JSON.stringify([purpose ?? '', fields ?? [], givenAt ?? '']));
  return `csv-${said.digest('hex').slice(0, 24)}`;
}

/** Throws `empty`, and what a workbook fails with. `headerLine` as the spreadsheet counts; 0: no line holds names. */
export async function readXlsx(
  file: Blob,
  written: { readonly sheet?: number | undefined; readonly headerLine?: number | undefined },
): Promise<Table & { close(): Promise<void> }> {
  const workbook = await openWorkbook(file);
  const rows = workbook.rows(written.sheet ?? 1);
  const named = written.headerLine !== 0;
  let first = await rows.next();
  while (!first.done && first.value.line < (written.headerLine ?? 1)) first = await rows.next();
  if (first.done || first.value.tooLarge) throw new CampaignError(first.done ? 'empty' : 'csv-too-many-columns');
  const { cells } = first.value;
  const header = Array.from(cells, (cell) => (named ? String(cell ?? '').trim() : ''));
  return {
    header,
    rows: numbered(named ? [] : [first.value], rows, header.length),
    close: () => workbook.close(),
  };
}

async function* numbered(
  before: readonly SheetRow[],
  rows: AsyncIterable<SheetRow>,
  columns: number,
): AsyncGenerator<TableRow> {
  let row = 0;
  const next = ({ line, cells, tooLarge }: SheetRow): TableRow => {
    row += 1;
    if (tooLarge) return { row, line, code: 'row-too-large' };
    if (cells.length > columns) return { row, line, code: 'row-cells' };
    return cells.some((cell) => typeof cell === 'string' && cell.includes('\0'))
      ? { row, line, code: 'row-nul' }
      : { row, line, cells };
  };
  for (const one of before) yield next(one);
  for await (const one of rows) yield next(one);
}
