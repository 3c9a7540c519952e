/** Workbooks for tests, written part by part, so that a test can also write what no program should. */
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';

export type Written = string | number | boolean | { readonly date: string } | { readonly raw: string } | null;

const escaped = (text: string): string =>
  text
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/(?![\t\n])\p{Cc}/gu, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);

const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));

/** Days since the beginning of the calendar of 1900. */
const serial = (iso: string): number => (Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000;

export interface WorkbookOptions {
  /** Texts in the sheet itself, as programs write them that stream. */
  readonly inline?: boolean;
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
}

/** One sheet; dates have the style of a date. */
export async function workbook(rows: readonly (readonly Written[])[], o: WorkbookOptions = {}): Promise<Buffer> {
  const shared = new Map<string, number>();
  const cell = (value: Written, place: string): string => {
    if (value === null || value === '') return '';
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if (typeof value === 'object') {
      return 'raw' in value ? value.raw : `<c r="${place}" s="1"><v>${serial(value.date)}</v></c>`;
    }
    if (o.inline) return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
    const at = shared.get(value) ?? shared.size;
    shared.set(value, at);
    return `<c r="${place}" t="s"><v>${at}</v></c>`;
  };
  const sheet = rows
    .map((cells, index) => {
      const written = cells.map((value, column) => cell(value, `${letters(column)}${index + 1}`)).join('');
      return `<row r="${index + 1}">${written}</row>`;
    })
    .join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts: Record<string, string | Uint8Array> = {
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="r3" Type="${relations}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${[...shared.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ...o.parts,
  };
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, part] of Object.entries(parts)) {
    await zip.add(name, typeof part === 'string' ? new TextReader(part) : new Uint8ArrayReader(part));
  }
  return Buffer.from(await (await zip.close()).arrayBuffer());
}
