/** A file of any kind we take, opened: its rows as they come, and how it was read. */
import type { Opened } from '../campaign.ts';
import { coercer } from '../columns/cells.ts';
import { Decoder, textOf } from '../columns/decode.ts';
import type { RawRow } from '../columns/rows.ts';
import { MOST_XLSX_BYTES } from '../columns/xlsx.ts';
import { CampaignError } from '../errors.ts';
import { readCsv } from './csv.ts';
import { readArray } from './json.ts';
import { readLines } from './lines.ts';
import type { StoredMapping } from './mappings.ts';
import type { FileReport } from './report.ts';
import { meaningOf, readXlsx, rowsOfTable } from './table.ts';

type FileType = 'json' | 'lines' | 'csv' | 'xlsx';

const TYPES: Readonly<Record<string, FileType>> = {
  'application/json': 'json',
  'application/x-ndjson': 'lines',
  'application/ndjson': 'lines',
  'application/jsonl': 'lines',
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.ms-excel.sheet.macroenabled.12': 'xlsx',
};

export interface OpenFile {
  readonly type: FileType;
  readonly rows: AsyncIterable<RawRow>;
  /** What the parts of a row are called in the file. */
  readonly names: Readonly<Record<string, string>>;
  /** Once its rows are read. */
  about(): FileReport;
  close(): Promise<void>;
}

/** Throws `content-type`, `mapping-for-tables`, and what each kind of file fails with. */
export async function openRows(
  bytes: AsyncIterable<Buffer>,
  contentType: string,
  o: { opened: Opened; mapping: StoredMapping | undefined },
): Promise<OpenFile> {
  const type = TYPES[contentType.split(';')[0]?.trim().toLowerCase() ?? ''];
  if (!type) throw new CampaignError('content-type');
  const { mapping } = o;
  if (type === 'csv' || type === 'xlsx') return openTable(bytes, type, o);
  if (mapping) throw new CampaignError('mapping-for-tables');
  const decoder = new Decoder();
  const text = textOf(bytes, decoder);
  return {
    type,
    rows: type === 'json' ? readArray(text) : readLines(text),
    names: {},
    about: () => ({ encoding: decoder.encoding }),
    close: async () => {},
  };
}

async function openTable(
  bytes: AsyncIterable<Buffer>,
  type: 'csv' | 'xlsx',
  { opened: { spec, card }, mapping }: { opened: Opened; mapping: StoredMapping | undefined },
): Promise<OpenFile> {
  const written = mapping?.mapping.written ?? {};
  const locale = spec.locale ?? card.locales[0] ?? 'en';
  const { decimal, dateOrder } = written;
  const coerce = coercer(card.fields, { locale, timeZone: spec.timeZone, decimal, dateOrder });
  const decoder = new Decoder(written.encoding);
  const table =
    type === 'csv' ? await readCsv(textOf(bytes, decoder), written) : await readXlsx(await wholeOf(bytes), written);
  const maker = meaningOf(table.header, { mapping, fields: card.fields, coerce });
  const columns = { columns: table.header.length, notKept: table.header.length - maker.used };
  return {
    type,
    rows: rowsOfTable(table.rows, maker),
    names: maker.names,
    about: () => ({
      ...('delimiter' in table ? { encoding: decoder.encoding, delimiter: table.delimiter } : {}),
      ...columns,
    }),
    close: async () => {
      if ('close' in table) await table.close();
    },
  };
}

/** A workbook can only be read from its end: it is held, up to a bound. */
async function wholeOf(bytes: AsyncIterable<Buffer>): Promise<Blob> {
  const chunks: Buffer<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > MOST_XLSX_BYTES) throw new CampaignError('xlsx-too-large');
    chunks.push(Buffer.from(chunk));
  }
  if (length === 0) throw new CampaignError('empty');
  return new Blob(chunks);
}
