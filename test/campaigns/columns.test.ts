/** Columns of people's own files: how they are written, what they probably are, and what a mapping makes of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, coercer } from '../../src/campaigns/columns/cells.ts';
import { detect } from '../../src/campaigns/columns/detect.ts';
import { guess, type LabelledField } from '../../src/campaigns/columns/guess.ts';
import { mappingSchema } from '../../src/campaigns/columns/mapping.ts';
import { remap } from '../../src/campaigns/columns/remap.ts';
import { type Columns, fromMapping, NONE, problemsOf, toMapping } from '../../src/campaigns/columns/roles.ts';
import { byMapping, type MadeRow } from '../../src/campaigns/columns/rowmaker.ts';

const FIELDS: readonly LabelledField[] = [
  { key: 'firstName', label: { en: 'Your first name', de: 'Ihr Vorname' }, schema: { type: 'string' } },
  {
    key: 'usageKwh',
    label: { en: 'Your monthly usage', de: 'Ihr Monatsverbrauch' },
    schema: { type: 'array', items: { type: 'number' } },
  },
  { key: 'homeSize', label: { en: 'Your home’s size', de: 'Ihre Wohnfläche' }, schema: { type: 'number' } },
  { key: 'startDate', label: { en: 'Your first day' }, schema: { type: 'string', format: 'date' } },
  { key: 'note', label: 'Your wish', schema: { type: 'string' }, from: 'viewer' },
];
const detected = (text: string | Buffer) => detect(new Blob([Buffer.from(text)]));
const rolesOf = (header: readonly string[], rows: readonly (readonly Cell[])[] = []) =>
  guess(header, rows, FIELDS).roles.map((role) =>
    role.as === 'field' ? role.key : role.as === 'consent' ? role.part : role.as,
  );

describe('how a file is written', () => {
  const DAYS = { dmy: '31/12/2026', mdy: '12/31/2026', ymd: '2026-12-31' } as const;

  test('whatever was written is told: separator, encoding, header, decimal sign, order of dates', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('utf-8', 'windows-1252'),
        fc.constantFrom(',', '.'),
        fc.constantFrom('dmy', 'mdy', 'ymd'),
        fc.nat({ max: 3 }),
        fc.boolean(),
        fc.integer({ min: 2, max: 30 }),
        async (delimiter, encoding, decimal, dateOrder, titles, mark, count) => {
          const quoted = (cell: string) => (cell.includes(delimiter) ? `"${cell}"` : cell);
          const rows = Array.from({ length: count }, (_, at) => [
            `c-${at}`,
            'Zoë',
            `1${decimal}${10 + at}`,
            DAYS[dateOrder],
          ]);
          const lines = [['No', 'Vorname', 'Menge', 'Seit'], ...rows].map((cells) => cells.map(quoted).join(delimiter));
          const before = Array.from({ length: titles }, (_, at) => (at % 2 ? '' : 'Export of the list'));
          const text = [...before, ...lines].join('\r\n');
          const isMarked = mark && encoding === 'utf-8';
          const bytes =
            encoding === 'utf-8' ? Buffer.from(isMarked ? `\ufeff${text}` : text) : Buffer.from(text, 'latin1');
          const found = await detected(bytes);
          expect(found.written).toEqual({ delimiter, encoding, decimal, dateOrder, headerLine: titles + 1 });
          expect(found.header).toEqual(['No', 'Vorname', 'Menge', 'Seit']);
          expect(found.rows[0]).toEqual(rows[0]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('no header, names on two lines, sep=, one column, a title as wide as nothing', async () => {
    expect(await detected('1,Ada,5/13/2026,12.5\n2,Bob,6/1/2026,3.25\n')).toMatchObject({
      written: { headerLine: 0, delimiter: ',', decimal: '.', dateOrder: 'mdy' },
      header: ['', '', '', ''],
    });
    const broken = await detected('sep=;\nid;"Verbrauch\n(kWh)";Ort\nc-1;12,5;Bonn\n');
    expect(broken).toMatchObject({ header: ['id', 'Verbrauch\n(kWh)', 'Ort'], written: { headerLine: 2 } });
    expect(await detected('id\nc-1\nc-2\n')).toMatchObject({ header: ['id'], rows: [['c-1'], ['c-2']] });
    expect((await detected('{"id":"c-1"}\n')).kind).toBe('lines');
    expect((await detected(' [\n{"id":"c-1"}]')).kind).toBe('json');
  });

  test('what somebody says of it is believed', async () => {
    const file = new Blob([Buffer.from('a;b\n1,5;2\n', 'latin1')]);
    const told = { delimiter: ',', headerLine: 0, decimal: '.', encoding: 'macintosh' } as const;
    expect(await detect(file, told)).toMatchObject({ written: told, header: [''] });
  });

  test('any bytes are read or refused by code, in bounded time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        try {
          const { header, rows } = await detect(new Blob([Buffer.from(bytes)]));
          expect(rows.every((row) => row.length === header.length)).toBe(true);
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(/^(xlsx-|encoding-)/);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('what columns probably are', () => {
  test.each([
    [
      ['id', 'firstName', 'usageKwh', 'consent_fields', 'consent_at'],
      ['id', 'firstName', 'usageKwh', 'listed', 'givenAt'],
    ],
    [
      ['Kunden-Nr.', 'Anrede', 'Vorname', 'Wohnfläche (m²)', 'PLZ'],
      ['id', 'none', 'firstName', 'homeSize', 'none'],
    ],
    [
      ['Customer ID', 'First Name', 'Last Name', 'Language'],
      ['id', 'firstName', 'none', 'locale'],
    ],
    [
      ['N° client', 'Prénom', 'Janvier 2026', 'Février 2026', 'Mars 2026'],
      ['id', 'firstName', 'usageKwh', 'usageKwh', 'usageKwh'],
    ],
    [
      ['kdnr', 'kwh_03', 'kwh_01', 'kwh_02'],
      ['id', 'usageKwh', 'usageKwh', 'usageKwh'],
    ],
    [
      ['Kunde', 'Kunde seit', 'E-Mail'],
      ['id', 'startDate', 'none'],
    ],
    [
      ['nr', 'Your wish', 'note'],
      ['id', 'none', 'none'],
    ],
  ])('%j', (header, roles) => {
    expect(rolesOf(header)).toEqual(roles);
  });

  test('months out of order become a list in order', () => {
    const columns = guess(['kdnr', 'kwh_03', 'kwh_01', 'kwh_02'], [], FIELDS);
    const file = { header: ['kdnr', 'kwh_03', 'kwh_01', 'kwh_02'], written: {}, purpose: 'p' };
    expect(toMapping(columns, file).fields).toEqual({ usageKwh: { columns: [3, 4, 2] } });
  });

  test('agreement is known by its name and its cells', () => {
    const header = ['Nr', 'Vorname', 'Einwilligung Video', 'Einwilligung vom', 'Consent expires', 'Newsletter'];
    const rows = [['1', 'Ada', 'ja', '01.05.2026', '2027-05-01', 'ja']];
    expect(rolesOf(header, rows)).toEqual(['id', 'firstName', 'agrees', 'givenAt', 'expiresAt', 'none']);
    expect(guess(header, rows, FIELDS).roles[2]).toEqual({ as: 'agrees', fields: ['firstName'] });
  });

  test('without names, the column whose short texts differ is the id', () => {
    expect(
      rolesOf(
        ['', ''],
        [
          ['Ada', 'a-1'],
          ['Ada', 'a-2'],
        ],
      ),
    ).toEqual(['none', 'id']);
  });
});

describe('a mapping', () => {
  const arbitrary: fc.Arbitrary<Columns> = fc
    .shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 4, maxLength: 8 })
    .chain((order) =>
      fc.record({ agreed: fc.boolean(), months: fc.integer({ min: 1, max: 3 }) }).map(({ agreed, months }) => {
        const roles = Array.from({ length: 8 }, () => NONE) as Columns['roles'][number][];
        const [id = 0, name = 1, consent = 2, date = 3, ...rest] = order;
        roles[id] = { as: 'id' };
        roles[name] = { as: 'field', key: 'firstName' };
        if (agreed) roles[consent] = { as: 'agrees', fields: ['firstName'] };
        if (agreed) roles[date] = { as: 'consent', part: 'givenAt' };
        const list = rest.slice(0, months).sort((a, b) => a - b);
        for (const [place, at] of list.entries()) {
          roles[at] = list.length > 1 ? { as: 'field', key: 'usageKwh', place } : { as: 'field', key: 'usageKwh' };
        }
        return { roles, same: agreed ? { method: 'form' } : {} };
      }),
    );
  const header = Array.from({ length: 8 }, (_, at) => `c${at}`);
  const file = { header, written: {}, purpose: 'p' };

  test('says what was chosen column by column, and back; its schema takes it', () => {
    fc.assert(
      fc.property(arbitrary, (columns) => {
        expect(problemsOf(columns, FIELDS)).toEqual([]);
        const mapping = mappingSchema.parse(toMapping(columns, file));
        const back = fromMapping(mapping, header.length);
        // A purpose that no column says is the campaign's, and stands in the mapping.
        const { purpose: _, ...same } = back.same;
        expect({ roles: back.roles, same }).toEqual(columns);
      }),
    );
  });

  test('moved with its columns makes the same rows of moved columns', () => {
    fc.assert(
      fc.property(arbitrary, fc.shuffledSubarray([...header.keys()], { minLength: 8 }), (columns, order) => {
        const coerce = coercer(FIELDS, { locale: 'de', timeZone: 'Europe/Berlin' });
        const cells: Cell[] = columns.roles.map((role, at) =>
          role.as === 'consent' ? '01.05.2026' : role.as === 'agrees' ? 'ja' : String(at),
        );
        const mapping = mappingSchema.parse(toMapping(columns, file));
        const moved = remap(mapping, (column) => order.indexOf(Number(column) - 1) + 1);
        const make = (one: typeof mapping, row: readonly Cell[]): MadeRow | undefined => {
          const maker = byMapping(one, header, coerce);
          return 'make' in maker ? maker.make(row) : undefined;
        };
        const first = make(mapping, cells);
        expect(first?.id).toBeDefined();
        expect(
          moved &&
            make(
              moved,
              order.map((at) => cells[at] ?? ''),
            ),
        ).toEqual(first);
      }),
    );
  });

  const made = (mapping: object, names: readonly string[], ...rows: (Cell | undefined)[][]) => {
    const coerce = coercer(FIELDS, { locale: 'de', timeZone: 'Europe/Berlin' });
    const maker = byMapping(mappingSchema.parse(mapping), names, coerce);
    return 'make' in maker ? rows.map((row) => maker.make(row)) : maker.issues;
  };

  test('months to come shorten a list; one that is missing in between makes it unreadable, not another list', () => {
    const mapping = { id: { column: 1 }, fields: { usageKwh: { columns: [2, 3, 4] } } };
    const rows = made(mapping, ['a', 'b', 'c', 'd'], ['1', '1,5', '2', ''], ['2', '1', '', '3'], ['3', '', '', '']);
    expect((rows as MadeRow[]).map(({ profile }) => profile)).toEqual([
      { usageKwh: [1.5, 2] },
      { usageKwh: [1, '', 3] },
      {},
    ]);
  });

  test('yes in many languages is yes, all else is no; own words replace them', () => {
    const consent = { purpose: { value: 'p' }, givenAt: { value: '2026-05-01' } };
    const answers = (yes?: string[]) => ({
      id: { column: 1 },
      consent: { ...consent, answers: [{ column: 2, fields: ['firstName'], ...(yes ? { yes } : {}) }] },
    });
    const agreed = (mapping: object, ...cells: Cell[]) =>
      (made(mapping, ['a', 'b'], ...cells.map((cell) => ['1', cell])) as MadeRow[]).map((row) => row.consent.length);
    expect(agreed(answers(), 'ja', 'Ja ', 'YES', 'oui', 'sí', 1, true, 'x')).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(agreed(answers(), 'nein', 'no', '', 'vielleicht', 0, false, 'ja, aber')).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(agreed(answers(['Opt-in']), 'opt-in', 'ja')).toEqual([1, 0]);
  });

  test('numbers and truth of a workbook are what a text of them would be', () => {
    const coerce = coercer(FIELDS, { locale: 'de', timeZone: 'Europe/Berlin' });
    fc.assert(
      fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const value = Number(`${whole}.${String(cents).padStart(2, '0')}`);
        const german = `${String(whole).replace(/\B(?=(\d{3})+$)/g, '.')},${String(cents).padStart(2, '0')}`;
        expect(coerce.field('homeSize', german)).toBe(value);
        expect(coerce.field('homeSize', value)).toBe(value);
      }),
    );
    expect(coerce.field('homeSize', '1.250,50 €')).toBe(1250.5);
    expect(coerce.field('firstName', 42)).toBe('42');
    expect(coerce.field('usageKwh', 42)).toEqual([42]);
    expect(coerce.field('startDate', '01.05.26')).toBe('2026-05-01');
    expect(coerce.field('firstName', '#NV')).not.toBeTypeOf('string');
  });
});
