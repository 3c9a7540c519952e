/** A marketer's own file, from its first bytes to people: detected, mapped, tried, taken; and what its twins give. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { CONTENT_TYPES, detect } from '../../src/campaigns/columns/detect.ts';
import { guess } from '../../src/campaigns/columns/guess.ts';
import { mappingSchema } from '../../src/campaigns/columns/mapping.ts';
import { problemsOf, toMapping } from '../../src/campaigns/columns/roles.ts';
import type { ImportOptions } from '../../src/campaigns/index.ts';
import { dump, traces } from '../support/scan.ts';
import { workbook } from '../support/xlsx.ts';
import { expected, germanSheet, germanText, HEADER, NOT_KEPT, ROWS } from './german.ts';
import { openRig, type Rig } from './rig.ts';
import { PURPOSE } from './rows.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});

/** What the console does with a file, without a page. */
async function map(campaign: string, file: Buffer) {
  const fields = (await rig.frames.cards()).find((card) => card.id === 'tiny')?.fields ?? [];
  const detected = await detect(new Blob([Buffer.from(file)]));
  const columns = guess(detected.header, detected.rows, fields);
  expect(problemsOf(columns, fields)).toEqual([]);
  const given = toMapping(columns, { ...detected, purpose: PURPOSE });
  const { id } = await rig.campaigns.saveMapping(rig.workspace, campaign, mappingSchema.parse(given));
  return { detected, given, mapping: id };
}
const send = (campaign: string, file: Buffer, type: string, options: Partial<ImportOptions>) =>
  rig.campaigns.importAudience(rig.workspace, campaign, Readable.from([file]), type, { dryRun: false, ...options });

/** The smaller ones have every kind of bad row as well. */
const FILES: readonly (readonly [name: string, rows: number, file: (rows: number) => Promise<Buffer> | Buffer])[] = [
  ['in Windows-1252', ROWS, (rows) => Buffer.from(germanText(rows), 'latin1')],
  ['as a workbook', ROWS, () => workbook(germanSheet())],
  ['in UTF-8 with a byte order mark', 1_000, (rows) => Buffer.from(`\ufeff${germanText(rows)}`)],
  ['in UTF-8 without', 1_000, (rows) => Buffer.from(germanText(rows))],
];

describe('ten thousand customers of a German spreadsheet', () => {
  test.each(FILES)(
    '%s, %i rows: detected, guessed and counted exactly',
    { timeout: 120_000 },
    async (name, rows, make) => {
      const { id } = await rig.campaign({ locale: 'de', timeZone: 'Europe/Berlin' });
      const file = await make(rows);
      const { rejected, codes, granted } = expected(rows);
      const { detected, given, mapping } = await map(id, file);
      expect(detected.header).toEqual(HEADER);
      expect(detected.written).toMatchObject({ headerLine: 3 });
      if (detected.kind === 'csv') {
        const encoding = name.includes('1252') ? 'windows-1252' : 'utf-8';
        expect(detected.written).toEqual({ headerLine: 3, encoding, delimiter: ';', decimal: ',', dateOrder: 'dmy' });
      }
      expect(given).toMatchObject({
        id: { column: 1 },
        fields: {
          firstName: { column: 3 },
          usageKwh: { columns: [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17] },
          plan: { column: 18 },
        },
        consent: {
          answers: [{ column: 20, fields: ['firstName', 'usageKwh', 'plan'] }],
          givenAt: { column: 21 },
          expiresAt: { column: 22 },
        },
      });
      const options = { dryRun: true, mapping, mostErrors: 10_000 };
      const report = await send(id, file, CONTENT_TYPES[detected.kind], options);
      expect(report).toMatchObject({
        accepted: rows - rejected,
        rejected,
        fields: {
          firstName: { granted: granted.firstName, refused: 0, dropped: 0 },
          usageKwh: { granted: granted.usageKwh },
          plan: { granted: granted.plan },
        },
        file: { columns: HEADER.length, notKept: NOT_KEPT },
      });
      const told = Object.groupBy(report.errors, ({ code }) => code);
      expect(Object.fromEntries(Object.entries(told).map(([code, all]) => [code, all?.length]))).toEqual(codes);
      // The first person of all has the first fault; the header stands in line 3.
      expect(report.errors[0]).toMatchObject({ row: 1, line: 4, path: 'column 1', code: 'id-personal' });
      // Nobody's values, nor their columns' names, are in what is told.
      expect(JSON.stringify(report)).not.toMatch(/beispiel|Mustermann|Vorname|Käthe/);
    },
  );

  test('taken: people get their values, and what was not mapped is nowhere', { timeout: 120_000 }, async () => {
    const { id } = await rig.campaign({ locale: 'de', timeZone: 'Europe/Berlin' });
    const file = Buffer.from(germanText(400), 'latin1');
    const { mapping } = await map(id, file);
    const report = await send(id, file, 'text/csv', { mapping });
    expect(report.accepted).toBe(400 - expected(400).rejected);
    const { campaigns } = await rig.campaigns.access(rig.workspace, 'K100001');
    expect(campaigns.find(({ campaign }) => campaign === id)?.values).toEqual({
      firstName: 'Jürgen',
      usageKwh: [
        1000.37, 1001.38, 1002.39, 1003.4, 1004.41, 1005.42, 1006.43, 1007.44, 1008.45, 1009.46, 1010.47, 1011.48,
      ],
      plan: 'Plus',
    });
    const all = await dump(rig.storage.databaseUrl);
    for (const value of ['Mustermann', 'beispiel.de', 'Kunden-Nr.', 'Verbrauch Jan', 'Einwilligung Video']) {
      expect(traces(value, all)).toEqual([]);
    }
  });
});

describe('a mapping', () => {
  test('is remembered for such files, also where columns moved or are new, and for no other workspace', async () => {
    const { id } = await rig.campaign();
    const header = ['Nr', 'Vorname', 'Einwilligung', 'Datum', 'PLZ'];
    const given = mappingSchema.parse({
      header,
      id: { column: 'nr' },
      fields: { firstName: { column: 'VORNAME' } },
      consent: { answers: [{ column: 3, fields: ['firstName'] }], purpose: { value: PURPOSE }, givenAt: { column: 4 } },
    });
    const { id: first } = await rig.campaigns.saveMapping(rig.workspace, id, given);
    expect(await rig.campaigns.saveMapping(rig.workspace, id, given)).toEqual({ id: first });
    const other = await rig.campaign();
    const moved = ['PLZ', 'Ort', 'Datum', 'Nr', 'Vorname', 'Einwilligung'];
    const recalled = await rig.campaigns.recallMapping(rig.workspace, other.id, moved);
    expect(recalled).toMatchObject({
      exact: false,
      mapping: {
        id: { column: 4 },
        fields: { firstName: { column: 5 } },
        consent: { answers: [{ column: 6, fields: ['firstName'] }], givenAt: { column: 3 } },
      },
    });
    expect(await rig.campaigns.recallMapping(rig.workspace, other.id, ['a', 'b', 'c'])).toEqual({ exact: false });
  });

  test('for other columns, or with a column or field there is not, is refused by name of the place', async () => {
    const { id } = await rig.campaign();
    const save = (mapping: object) => rig.campaigns.saveMapping(rig.workspace, id, mappingSchema.parse(mapping));
    await expect(save({ header: ['a'], id: { column: 'b' } })).rejects.toMatchObject({
      code: 'mapping-misfit',
      issues: [{ code: 'mapping-column' }],
    });
    await expect(save({ id: { column: 1 }, fields: { shoeSize: { column: 2 } } })).rejects.toMatchObject({
      issues: [{ path: 'fields.shoeSize', code: 'undeclared-field' }],
    });
    const { id: mapping } = await save({ header: ['a', 'b'], id: { column: 'a' } });
    await expect(send(id, Buffer.from('a;c\n1;2\n'), 'text/csv', { mapping })).rejects.toMatchObject({
      issues: [{ path: 'header', code: 'mapping-header' }],
    });
    const { id: bare } = await save({ id: { column: 'no' }, fields: { firstName: { column: 9 } } });
    await expect(send(id, Buffer.from('no;c\n1;2\n'), 'text/csv', { mapping: bare })).rejects.toMatchObject({
      issues: [{ path: 'fields.firstName.column', code: 'mapping-column' }],
    });
    await expect(send(id, Buffer.from('[]'), 'application/json', { mapping: bare })).rejects.toMatchObject({
      code: 'mapping-for-tables',
    });
  });
});

describe('agreement stated for a whole file', () => {
  const file = Buffer.from('id;firstName\nall-1;Ada\nall-2;Bo\n');
  const digest = createHash('sha256').update(file).digest('hex');
  const said = {
    digest,
    fields: ['firstName'],
    givenAt: '2026-05-01T00:00:00.000Z',
    expiresAt: undefined,
    method: 'paper form',
    noticeUrl: undefined,
    evidence: 'Signed at the counter in May; the forms are in the archive under 2026-05.',
  };
  const editor = { id: 'member-1', name: 'Edda Editor' };
  const approver = { id: 'member-2', name: 'Ari Approver', alone: false };

  test('counts once somebody else has approved it, for that file alone', async () => {
    const { id } = await rig.campaign();
    const { id: statement } = await rig.campaigns.stateConsent(rig.workspace, id, said, editor);
    const use = (body: Buffer, o: Partial<ImportOptions> = {}) =>
      send(id, body, 'text/csv', { statement, digest, ...o });
    const granted = { accepted: 2, fields: { firstName: { granted: 2 } } };
    expect(await use(file, { dryRun: true })).toMatchObject(granted);
    await expect(use(file)).rejects.toMatchObject({ code: 'statement-waiting' });
    const approve = (by: typeof approver) => rig.campaigns.approveStatement(rig.workspace, id, statement, by);
    await expect(approve({ ...editor, alone: false })).rejects.toMatchObject({ code: 'own-statement' });
    expect(await approve(approver)).toMatchObject({ statedBy: 'Edda Editor', approvedBy: 'Ari Approver' });
    const other = Buffer.from('id;firstName\nall-3;Cy\n');
    const otherDigest = createHash('sha256').update(other).digest('hex');
    await expect(use(other, { digest: otherDigest })).rejects.toMatchObject({ code: 'statement-other-file' });
    await expect(use(file, { digest: undefined })).rejects.toMatchObject({ code: 'statement-other-file' });
    expect((await rig.get(id)).counts.planned).toBe(0);
    expect(await use(file)).toMatchObject(granted);
    expect((await rig.get(id)).counts.planned).toBe(2);
    const [listed] = await rig.campaigns.statements(rig.workspace, id);
    expect(listed).toMatchObject({ evidence: said.evidence, fields: ['firstName'], purpose: PURPOSE });
  });

  test('somebody who is alone in a workspace approves their own; fields there are not are refused', async () => {
    const { id } = await rig.campaign();
    const { id: own } = await rig.campaigns.stateConsent(rig.workspace, id, said, editor);
    const alone = { ...editor, alone: true };
    expect(await rig.campaigns.approveStatement(rig.workspace, id, own, alone)).toHaveProperty('approvedAt');
    await expect(
      rig.campaigns.stateConsent(rig.workspace, id, { ...said, fields: ['shoeSize'] }, editor),
    ).rejects.toMatchObject({ code: 'invalid-statement', issues: [{ path: 'fields', code: 'undeclared-field' }] });
  });
});
