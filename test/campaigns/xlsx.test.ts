/** Workbooks as people's programs write them: every cell is what the spreadsheet shows, and no file costs more than it may. */
import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { openWorkbook } from '../../src/campaigns/columns/xlsx.ts';
import { type Written, workbook } from '../support/xlsx.ts';

async function read(file: Buffer, sheet = 1) {
  const opened = await openWorkbook(new Blob([Buffer.from(file)]));
  const rows = [];
  for await (const row of opened.rows(sheet)) rows.push(row);
  await opened.close();
  return rows;
}
const cells = async (file: Buffer) => (await read(file)).map((row) => row.cells);

describe('a workbook', () => {
  test.each([false, true])(
    'texts, numbers, truth and dates keep their type (texts in the sheet: %s)',
    async (inline) => {
      const file = await workbook(
        [
          ['id', 'since', 'bill', 'solar'],
          ['c-1', { date: '2026-05-01' }, 210.5, true],
          [],
          ['Zoë <&> "x"\r\n_x0041_', { date: '2026-05-01T09:30:00Z' }, 0, false],
        ],
        { inline },
      );
      expect(await read(file)).toEqual([
        { line: 1, cells: ['id', 'since', 'bill', 'solar'] },
        { line: 2, cells: ['c-1', '2026-05-01', 210.5, true] },
        { line: 4, cells: ['Zoë <&> "x"\r\nA', '2026-05-01T09:30:00', 0, false] },
      ]);
    },
  );

  test('what another reader finds in it, this one finds', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'ü', '"', '<', '&', '\n', '₂', '😀', ' x'),
      minLength: 1,
      maxLength: 6,
    });
    const value: fc.Arbitrary<Written> = fc.oneof(
      text.map((one) => `t${one}t`),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
      fc.boolean(),
    );
    const width = 4;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (rows, inline) => {
          const file = await workbook(rows, { inline });
          const theirs = await readSheet(file);
          expect(await cells(file)).toEqual(theirs);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('prefixed names, rich texts, how a text is pronounced, failed formulas, cells without a place', async () => {
    const main = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
    const file = await workbook([['unused']], {
      parts: {
        'xl/sharedStrings.xml': `<x:sst ${main}><x:si><x:r><x:t>Zo</x:t></x:r><x:r><x:t>ë</x:t></x:r><x:rPh sb="0" eb="1"><x:t>no</x:t></x:rPh></x:si></x:sst>`,
        'xl/worksheets/sheet1.xml': `<x:worksheet ${main}><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c><x:c t="str"><x:f>"a"</x:f><x:v>a</x:v></x:c><x:c r="F1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      },
    });
    expect(await cells(file)).toEqual([['Zoë', '#DIV/0!', 'a', undefined, undefined, 5]]);
  });

  test('the calendar of 1904, and the day of 1900 that never was', async () => {
    const raw = (value: number) => ({ raw: `<c r="A1" s="1"><v>${value}</v></c>` });
    expect(await cells(await workbook([[raw(59)]]))).toEqual([['1900-02-28']]);
    expect(await cells(await workbook([[raw(61)]]))).toEqual([['1900-03-01']]);
    expect(await cells(await workbook([[raw(0.5)]]))).toEqual([['12:00:00']]);
    const early = {
      'xl/workbook.xml': '<workbook><workbookPr date1904="1"/><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
    };
    expect(await cells(await workbook([[raw(0)]], { parts: early }))).toEqual([['1904-01-01']]);
  });
});

describe('what is no workbook, or one too many', () => {
  const broken = async (file: Buffer | Promise<Buffer>) => {
    try {
      await read(await file);
      return 'read';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  test('a text, half a file, a zip of something else, an old or locked workbook', async () => {
    const whole = await workbook([['a']]);
    expect(await broken(Buffer.from('id;name\n'))).toBe('xlsx-broken');
    expect(await broken(whole.subarray(0, whole.length / 2))).toBe('xlsx-broken');
    expect(await broken(workbook([['a']], { parts: { '_rels/.rels': '<Relationships/>' } }))).toBe('xlsx-broken');
    expect(await broken(workbook([['a']], { parts: { 'xl/workbook.xml': '<workbook/>' } }))).toBe('xlsx-broken');
    expect(await broken(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe('xlsx-old');
  });

  test('a sheet that unfolds to more than a workbook may is refused before it is read', async () => {
    const bomb = new Uint8Array(17 * 1024 ** 2).fill(0x20);
    expect(await broken(workbook([['a']], { parts: { 'xl/styles.xml': bomb } }))).toBe('xlsx-too-large');
    const shared = Buffer.from(`<sst>${`<si><t>${'x'.repeat(1_000_000)}</t></si>`.repeat(51)}</sst>`);
    expect(await broken(workbook([['a']], { parts: { 'xl/sharedStrings.xml': shared } }))).toBe('xlsx-too-large');
  });

  test('a row of endless text or columns costs itself', async () => {
    const rows = [['a'], Array.from({ length: 1002 }, () => 'x'), ['x'.repeat(700_000), 'y'.repeat(700_000)], ['b']];
    const found = await read(await workbook(rows));
    expect(found.map((row) => row.tooLarge ?? row.cells[0])).toEqual(['a', true, true, 'b']);
  });

  test('entities that unfold into each other stay what they are', async () => {
    const doc = '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const file = await workbook([['a']], { parts: { 'xl/sharedStrings.xml': `${doc}<sst><si><t>&b;</t></si></sst>` } });
    expect(await cells(file)).toEqual([['&b;']]);
  });
});
