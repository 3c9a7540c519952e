/** Reading audience files as people have them: what each row becomes, and that nothing costs more than itself. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/campaigns/audience/csv.ts';
import { readArray } from '../../src/campaigns/audience/json.ts';
import { readLines } from '../../src/campaigns/audience/lines.ts';
import { meaningOf, rowsOfTable } from '../../src/campaigns/audience/table.ts';
import { type Coercer, coercer } from '../../src/campaigns/columns/cells.ts';
import { Decoder, textOf } from '../../src/campaigns/columns/decode.ts';
import type { RawRow } from '../../src/campaigns/columns/rows.ts';
import { timeOf } from '../../src/campaigns/columns/times.ts';
import type { FieldCard } from '../../src/frames/types.ts';

const field = (key: string, schema: Record<string, unknown>): FieldCard => ({
  key,
  schema,
  label: key,
  category: 'pd:Name',
  source: '',
  why: '',
});
const FIELDS = [
  field('firstName', { type: 'string' }),
  field('usageKwh', { type: 'array', items: { type: 'number' } }),
  field('bill', { type: 'number' }),
  field('solar', { type: 'boolean' }),
  field('since', { type: 'string', format: 'date' }),
];
const german: Coercer = coercer(FIELDS, { locale: 'de', timeZone: 'Europe/Berlin' });

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(rows: AsyncIterable<RawRow>): Promise<RawRow[]> {
  const read: RawRow[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

const bytesOf = (file: string | Buffer): Buffer => (typeof file === 'string' ? Buffer.from(file) : file);

async function csv(file: string | Buffer, size = 7, coerce: Coercer = german) {
  const decoder = new Decoder();
  const table = await readCsv(textOf(pieces(bytesOf(file), size), decoder));
  const rows = await all(
    rowsOfTable(table.rows, meaningOf(table.header, { mapping: undefined, fields: FIELDS, coerce })),
  );
  return { rows, delimiter: table.delimiter, encoding: decoder.encoding };
}
const json = (file: string, size = 7) => all(readArray(textOf(pieces(bytesOf(file), size), new Decoder())));
const lines = (file: string, size = 7) => all(readLines(textOf(pieces(bytesOf(file), size), new Decoder())));

const profiles = (rows: readonly RawRow[]) =>
  rows.map((row) => ('value' in row ? (row.value as { profile: unknown }).profile : row.code));
const ids = (rows: readonly RawRow[]) =>
  rows.map((row) => ('value' in row ? (row.value as { id: unknown }).id : row.code));

describe('encoding', () => {
  const decode = async (bytes: Buffer, size: number) => {
    const decoder = new Decoder();
    let text = '';
    for await (const piece of textOf(pieces(bytes, size), decoder)) text += piece;
    return { text, encoding: decoder.encoding };
  };

  test('text in UTF-8 is read as it is, however its bytes arrive, with a byte order mark or without', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (text, size, mark) => {
          const well = Buffer.from(text).toString();
          fc.pre(!well.startsWith('\ufeff'));
          const bytes = Buffer.concat([mark ? Buffer.from('\ufeff') : Buffer.alloc(0), Buffer.from(text)]);
          expect(await decode(bytes, size)).toEqual({ text: well, encoding: 'utf-8' });
        },
      ),
    );
  });

  test('Windows-1252 is known by its first letter that is not ASCII', async () => {
    const bytes = Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.from([0x5a, 0x6f, 0xeb, 0x20, 0x80, 0xfc])]);
    for (const size of [1, 3, 65_536]) {
      expect(await decode(bytes, size)).toEqual({ text: `${'a'.repeat(100_000)}Zoë €ü`, encoding: 'windows-1252' });
    }
  });

  test('one letter that is not ASCII at the very end decides as well', async () => {
    expect(await decode(Buffer.from([0x61, 0xfc]), 1)).toEqual({ text: 'aü', encoding: 'windows-1252' });
    expect(await decode(Buffer.from('aü'), 1)).toEqual({ text: 'aü', encoding: 'utf-8' });
  });

  test('UTF-16 is told, not guessed at', async () => {
    await expect(decode(Buffer.from('\ufeffid;name', 'utf16le'), 5)).rejects.toMatchObject({
      code: 'encoding-unsupported',
    });
  });
});

describe('CSV', () => {
  test.each([',', ';', '\t'] as const)('separated by %j', async (sign) => {
    const file = [`id${sign}firstName${sign}bill`, `c-1${sign}"a${sign}b"${sign}"1.234,5"`].join('\r\n');
    const { rows, delimiter } = await csv(file);
    expect(delimiter).toBe(sign);
    expect(profiles(rows)).toEqual([{ firstName: `a${sign}b`, bill: 1234.5 }]);
  });

  test('cells become what their field wants, by the locale of the campaign', async () => {
    const file = 'id;firstName;usageKwh;bill;solar;since\nc-1;Zoë;210,5|190| 95;1.234,50;ja;01.05.2026\n';
    const { rows } = await csv(Buffer.from(file, 'latin1'));
    expect(profiles(rows)).toEqual([
      { firstName: 'Zoë', usageKwh: [210.5, 190, 95], bill: 1234.5, solar: true, since: '2026-05-01' },
    ]);
    const english = coercer(FIELDS, { locale: 'en', timeZone: 'UTC' });
    const american = await csv('id,bill,since\nc-1,"1,234.5",5/1/2026\n', 7, english);
    expect(profiles(american.rows)).toEqual([{ bill: 1234.5, since: '2026-05-01' }]);
  });

  test('what does not read as its field wants stays text, for the gate to judge', async () => {
    const { rows } = await csv('id;bill;solar;since;usageKwh\nc-1;viel;vielleicht;31.02.2026;1|x\n');
    expect(profiles(rows)).toEqual([{ bill: 'viel', solar: 'vielleicht', since: '31.02.2026', usageKwh: [1, 'x'] }]);
  });

  test('empty cells are absent, empty lines are no rows', async () => {
    const { rows } = await csv('id;firstName;bill\n\nc-1; ;\r\n\r\nc-2;Bo\n\n');
    expect(profiles(rows)).toEqual([{}, { firstName: 'Bo' }]);
    expect(rows.map(({ row }) => row)).toEqual([1, 2]);
  });

  test('the consent columns are one record; without an id of its own it is known by what it says', async () => {
    const header = 'id;consent_fields;consent_at;consent_expires;consent_purpose;consent_method;consent_notice';
    const line = 'c-1;firstName|bill;01.05.2026 10:00;2027-05-01;p;web-form;https://acme.example';
    const [first, again] = await Promise.all([csv(`${header}\n${line}`), csv(`${header}\n${line}`)]);
    expect(first.rows).toEqual(again.rows);
    expect(first.rows[0]).toMatchObject({
      value: {
        consent: [
          {
            recordId: expect.stringMatching(/^csv-/),
            purpose: 'p',
            fields: ['firstName', 'bill'],
            givenAt: '2026-05-01T08:00:00.000Z',
            expiresAt: '2027-05-01',
            method: 'web-form',
            noticeUrl: 'https://acme.example',
          },
        ],
      },
    });
  });

  test('a lone quote costs its own line', async () => {
    const { rows } = await csv(
      'id;firstName\nc-1;"Bo\nc-2;Ada\nc-3;5" disk\nc-4;"two\nlines"\nc-5;"x"y\nc-6;Cy\nc-7;"open',
    );
    expect(ids(rows)).toEqual(['row-unparsable', 'c-2', 'c-3', 'c-4', 'row-unparsable', 'c-6', 'row-unparsable']);
    expect(profiles(rows)[2]).toEqual({ firstName: '5" disk' });
    expect(profiles(rows)[3]).toEqual({ firstName: 'two\nlines' });
  });

  test('a cell of ten megabytes costs its own row, quoted or not, in bounded pieces', async () => {
    const large = 'x'.repeat(10_000_000);
    const file = `id;firstName\nc-1;${large}\nc-2;Ada\nc-3;"${large}\nc-4;Bo\nc-5;"${large}"\nc-6;Cy\n`;
    const { rows } = await csv(file, 65_536);
    const read = ids(rows);
    expect(read).toContain('c-2');
    expect(read).toContain('c-4');
    expect(read.at(-1)).toBe('c-6');
    expect(read.filter((one) => one === 'row-too-large').length).toBeGreaterThanOrEqual(3);
  });

  test('too many cells, NUL, and columns with names that every object has', async () => {
    const { rows } = await csv('id;__proto__;constructor\nc-1;a;b\nc-2;a;b;c\nc-3;\0;\nc-4;a;b;;;\n');
    expect(ids(rows)).toEqual(['c-1', 'row-cells', 'row-nul', 'c-4']);
    expect(Object.entries(profiles(rows)[0] as object)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('the line sep=; of spreadsheets is no header', async () => {
    expect(ids((await csv('sep=;\nid;bill\nc-1;2')).rows)).toEqual(['c-1']);
  });

  test.each([
    ['an empty file', '', 'empty'],
    ['only empty lines', '\n\n', 'empty'],
    ['no column id', 'name;bill\nBo;2', 'csv-no-id'],
    [
      '5,000 columns',
      `id;${Array.from({ length: 4999 }, (_, index) => `c${index}`).join(';')}\n`,
      'csv-too-many-columns',
    ],
    ['two columns of one name', 'id;bill;bill\nc-1;1;2', 'csv-repeated-column'],
    ['NUL in the header', 'id;\0\nc-1;1', 'csv-header'],
  ])('%s is refused as a whole', async (_, file, code) => {
    await expect(csv(file)).rejects.toMatchObject({ code });
  });

  test('what was written as CSV is read back, however it is cut into pieces', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ü', '"', ';', '\n', ' ', ',', "'"), maxLength: 8 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        async (cells, size) => {
          const file = ['id;firstName', ...cells.map((text, index) => `c-${index};${quoted(text)}`)].join('\r\n');
          const { rows } = await csv(file, size);
          expect(profiles(rows)).toEqual(cells.map((text) => (text.trim() === '' ? {} : { firstName: text })));
        },
      ),
    );
  });
});

describe('JSON', () => {
  test('every element of an array, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 6 }),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        async (values, size, pretty) => {
          const rows = await json(JSON.stringify(values, null, pretty ? 2 : 0), size);
          expect(rows).toEqual(
            values.map((value, index) => ({ row: index + 1, value: JSON.parse(JSON.stringify(value)) })),
          );
        },
      ),
    );
  });

  test('a broken element costs itself: reading goes on with the next', async () => {
    const file = '[\n{"id":"a"},\n{"id":oops},\n{"id":"b"},\n{"id":"lone},\n{"id":"c"},\n{"id":[}},\n{"id":"d"}\n]';
    expect(ids(await json(file))).toEqual(['a', 'row-unparsable', 'b', 'row-unparsable', 'c', 'row-unparsable', 'd']);
  });

  test('too large, too deep, and NUL', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const file = `[\n{"id":"a","x":"${'y'.repeat(2_000_000)}"},\n{"id":"b","x":${deep}},\n{"id":"c\0"},\n{"id":"d"}\n]`;
    expect(ids(await json(file, 65_536))).toEqual(['row-too-large', 'row-unparsable', 'row-nul', 'd']);
  });

  test('a file that ends in the middle says so, after the rows that are whole', async () => {
    expect(ids(await json('[{"id":"a"},{"id":"b'))).toEqual(['a', 'file-truncated']);
    expect(ids(await json('[{"id":"a"},'))).toEqual(['a', 'file-truncated']);
  });

  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['{"id":"a"}', 'json-not-array'],
    ['id;name', 'json-not-array'],
  ])('%j is refused as a whole', async (file, code) => {
    await expect(json(file)).rejects.toMatchObject({ code });
  });
});

describe('NDJSON', () => {
  test('a value a line; a broken or endless line costs itself', async () => {
    const file = `{"id":"a"}\r\n\n{"id":\n{"id":"${'y'.repeat(1_500_000)}"}\n{"id":"b"}`;
    expect(ids(await lines(file, 65_536))).toEqual(['a', 'row-unparsable', 'row-too-large', 'b']);
  });
});

describe('times', () => {
  test.each([
    ['2026-05-01', '2026-05-01'],
    ['01.05.2026', '2026-05-01'],
    ['1.5.2026 09:30', '2026-05-01T07:30:00.000Z'],
    ['2026-01-05 09:30', '2026-01-05T08:30:00.000Z'],
    ['2026-05-01T10:00:00Z', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T10:00:00+0200', '2026-05-01T08:00:00.000Z'],
    ['31.02.2026', undefined],
    ['soon', undefined],
  ])('%s in Berlin', (text, expected) => {
    expect(timeOf(text, 'dmy', 'Europe/Berlin')).toBe(expected);
  });
});
