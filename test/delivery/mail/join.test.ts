/** The marketer's own list with link columns: whatever the file looks like, what was in it stays byte for byte. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../../../src/delivery/email/index.ts';
import {
  JoinError,
  type JoinReport,
  joinLinks,
  type LinkTable,
  readColumns,
  readLinks,
} from '../../../src/delivery/email/join/index.ts';

const LINKS: LinkTable = {
  columns: ['VIDEO', 'VIDEOSTOP'],
  byId: new Map(
    ['a-1', 'b.2', '42', '007'].map((id) => [
      id,
      [`https://v.example/v/${id}`, `https://v.example/v/${id}/unsubscribe`],
    ]),
  ),
};

type Encode = (text: string) => Uint8Array;
const utf8: Encode = (text) => new TextEncoder().encode(text);
const bom: Encode = (text) => utf8(`\uFEFF${text}`);
const latin: Encode = (text) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const wide =
  (little: boolean): Encode =>
  (text) => {
    const bytes = new Uint8Array((text.length + 1) * 2);
    const view = new DataView(bytes.buffer);
    for (const [at, char] of `\uFEFF${text}`.split('').entries()) view.setUint16(at * 2, char.charCodeAt(0), little);
    return bytes;
  };
const ENCODINGS = {
  'utf-8': utf8,
  'utf-8 with a mark': bom,
  'windows-1252': latin,
  'utf-16le': wide(true),
  'utf-16be': wide(false),
};

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function join(bytes: Uint8Array, id = 'id', size = 7, links = LINKS) {
  const parts: Uint8Array[] = [];
  const run = joinLinks(pieces(bytes, size), id, links);
  for (;;) {
    const next = await run.next();
    if (next.done) return { bytes: new Uint8Array(Buffer.concat(parts)), report: next.value as JoinReport };
    parts.push(next.value);
  }
}
const joinText = async (text: string, id?: string) => {
  const { bytes, report } = await join(utf8(text), id);
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), report };
};

/** A cell as a spreadsheet writes it. */
const written = (value: string, delimiter: string, always: boolean): string =>
  always || value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcÄöß é;,|\t"\n\r-+=€'), maxLength: 8 }),
  fc.constantFrom('', '+49 40 123', '=1+1', '0012', 'Müller; Söhne "GmbH"'),
);
const list = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  lastEnd: fc.boolean(),
  always: fc.boolean(),
  rows: fc.array(fc.tuple(cell, fc.oneof(fc.constantFrom(...LINKS.byId.keys()), fc.constantFrom('x-9', '')), cell), {
    maxLength: 8,
  }),
  encoding: fc.constantFrom(...(Object.keys(ENCODINGS) as (keyof typeof ENCODINGS)[])),
  size: fc.integer({ min: 1, max: 40 }),
});

test('taking the added columns away again gives the file back, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(list, async ({ delimiter, end, lastEnd, always, rows, encoding, size }) => {
      const narrow = (text: string) => (encoding === 'windows-1252' ? text.replaceAll('€', 'Û') : text);
      const line = (cells: readonly string[]) =>
        cells.map((one) => written(narrow(one), delimiter, always)).join(delimiter);
      const header = ['Größe', 'id', 'note'];
      const lines = [line(header), ...rows.map((row) => line(row))];
      const tail = lastEnd ? end : '';
      const before = ENCODINGS[encoding](lines.join(end) + tail);
      const q = (value: string) => (always && value ? `"${value}"` : value);
      const added = rows.map(([, id]) => (LINKS.byId.get(id) ?? ['', '']).map(q));
      const expected = [
        [lines[0], ...LINKS.columns.map(q)].join(delimiter),
        ...added.map((values, at) => [lines[at + 1], ...values].join(delimiter)),
      ].join(end);
      const { bytes, report } = await join(before, 'id', size);
      expect(Buffer.from(bytes).equals(Buffer.from(ENCODINGS[encoding](expected + tail)))).toBe(true);
      expect(report.rows).toBe(rows.length);
      expect(report.matched).toBe(rows.filter(([, id]) => LINKS.byId.has(id)).length);
      expect(report.matched + report.unmatched).toBe(report.rows);
      expect(report.delimiter).toBe(delimiter);
    }),
    { numRuns: 400 },
  );
});

test('joining twice changes nothing the second time', async () => {
  await fc.assert(
    fc.asyncProperty(list, async ({ delimiter, end, always, rows, encoding, size }) => {
      const narrow = (text: string) => (encoding === 'windows-1252' ? text.replaceAll('€', 'Û') : text);
      const line = (cells: readonly string[]) =>
        cells.map((one) => written(narrow(one), delimiter, always)).join(delimiter);
      const once = await join(
        ENCODINGS[encoding]([line(['x', 'id', 'note']), ...rows.map((row) => line(row))].join(end)),
        'id',
        size,
      );
      const twice = await join(once.bytes, 'id', size);
      expect(Buffer.from(twice.bytes).equals(Buffer.from(once.bytes))).toBe(true);
      expect(twice.report.replaced).toEqual(LINKS.columns);
    }),
    { numRuns: 100 },
  );
});

describe('a list as people have it', () => {
  test('a German spreadsheet: semicolons, umlauts in Windows-1252, telephone numbers, an id in quotes', async () => {
    const text = 'Kundennr.;Straße;Tel\r\n"a-1";"Große Bleichen 1; Hof";+49 40 1\r\nb.2;Öjendorf;\r\nfremd;;\r\n';
    const { bytes, report } = await join(latin(text), 'Kundennr.');
    expect(Buffer.from(bytes).toString('latin1')).toBe(
      [
        'Kundennr.;Straße;Tel;VIDEO;VIDEOSTOP',
        '"a-1";"Große Bleichen 1; Hof";+49 40 1;https://v.example/v/a-1;https://v.example/v/a-1/unsubscribe',
        'b.2;Öjendorf;;https://v.example/v/b.2;https://v.example/v/b.2/unsubscribe',
        'fremd;;;;',
        '',
      ].join('\r\n'),
    );
    expect(report).toEqual({
      rows: 3,
      matched: 2,
      unmatched: 1,
      unmatchedRows: [3],
      notInList: 2,
      replaced: [],
      delimiter: ';',
      encoding: 'windows-1252',
    });
  });

  test('"sep=;" before the header, empty lines and short rows keep their place', async () => {
    const { text } = await joinText('sep=;\r\n\r\nid;name;city\r\n42\r\n\r\n007;Bond\r\n');
    expect(text).toBe(
      'sep=;\r\n\r\nid;name;city;VIDEO;VIDEOSTOP\r\n42;;;https://v.example/v/42;https://v.example/v/42/unsubscribe\r\n\r\n007;Bond;;https://v.example/v/007;https://v.example/v/007/unsubscribe\r\n',
    );
  });

  test('a list that has the columns already gets new links in their place', async () => {
    const { text, report } = await joinText('VIDEO,id,VIDEOSTOP\nold,42,old\nold,gone,old\n');
    expect(text).toBe('VIDEO,id,VIDEOSTOP\nhttps://v.example/v/42,42,https://v.example/v/42/unsubscribe\n,gone,\n');
    expect(report.replaced).toEqual(['VIDEO', 'VIDEOSTOP']);
  });

  test.each([
    ['no-such-column', 'email;name\na@b.example;A\n', undefined],
    ['row-cells', 'id,name\n42,A\n007,Bond, James\n', 2],
    ['unclosed-quote', 'id,name\n42,"A\n007,B\n', 1],
    ['no-header', '', undefined],
  ])('%s is said, with the row', async (code, text, row) => {
    const error = await join(utf8(text)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(JoinError);
    expect(error).toMatchObject({ code, row });
  });

  test('its columns can be chosen from before it is read', () => {
    expect(readColumns(bom('"Kunde, Nr";Straße;VIDEO\r\n1;2;3'), false)).toEqual(['Kunde, Nr', 'Straße', 'VIDEO']);
    expect(readColumns(utf8('id,na'), false)).toBeUndefined();
    expect(readColumns(utf8('id,na'), true)).toEqual(['id', 'na']);
  });
});

test('links.csv is read as it was written, guarded ids too', () => {
  const csv = [
    ['id', 'VIDEO'],
    ['-7', 'https://v.example/v/x'],
    ['cust-1', 'https://v.example/v/y'],
  ]
    .map(csvLine)
    .join('');
  expect(csv).toContain("'-7,https");
  expect(readLinks(csv)).toEqual({
    columns: ['VIDEO'],
    byId: new Map([
      ['-7', ['https://v.example/v/x']],
      ['cust-1', ['https://v.example/v/y']],
    ]),
  });
});
