/** What an audience file becomes in the database, and what it says about itself. */
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { erase, withdraw } from '../../src/consent/index.ts';
import { dump, traces } from '../support/scan.ts';
import { openRig, type Rig } from './rig.ts';
import { PURPOSE, rowOf } from './rows.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});

const people = (campaign: string) =>
  rig.storage.db
    .selectFrom('recipients')
    .select(['uuid', 'recipient_id', 'status', 'key_generation', 'updated_at'])
    .where('campaign_id', '=', campaign)
    .orderBy('recipient_id')
    .execute();

describe('an audience', () => {
  test('rows are counted, and each field by what became of it', async () => {
    const { id } = await rig.campaign();
    const report = await rig.send(id, [
      rowOf(
        'c-1',
        { firstName: 'Zoë', usageKwh: [1, 2], shoeSize: 44, 'a name with blanks': 1 },
        { fields: ['firstName', 'usageKwh'] },
      ),
      { id: 'c-2', profile: { firstName: 'Bo', plan: 'Solo' }, consent: [] },
      rowOf('c-3', { firstName: 5, plan: 'Solo' }),
      { id: 'a@b.example', profile: {}, consent: [] },
      'no row',
      { id: '1,00E+05' },
      rowOf('c-4', { firstName: 'Al' }, { givenAt: 'yesterday' }),
    ]);
    expect(report).toEqual({
      accepted: 3,
      rejected: 4,
      errors: [
        { row: 4, path: 'id', code: 'id-personal' },
        { row: 5, path: '', code: 'row-shape' },
        { row: 6, path: 'id', code: 'id-spreadsheet' },
        { row: 7, id: 'c-4', path: 'consent.0.givenAt', code: 'record-time' },
      ],
      fields: {
        firstName: { declared: true, granted: 1, withheld: 2, dropped: 0, refused: 0 },
        usageKwh: { declared: true, granted: 1, withheld: 0, dropped: 0, refused: 0 },
        plan: { declared: true, granted: 1, withheld: 1, dropped: 0, refused: 0 },
        shoeSize: { declared: false, granted: 0, withheld: 0, dropped: 1, refused: 0 },
        other: { declared: false, granted: 0, withheld: 0, dropped: 1, refused: 0 },
      },
      file: { encoding: 'utf-8' },
    });
    expect((await people(id)).map((one) => one.recipient_id)).toEqual(['c-1', 'c-2', 'c-3']);
    expect((await rig.get(id)).counts).toMatchObject({ planned: 3, excluded: 0 });
  });

  test('a CSV from a German spreadsheet, in its own encoding', async () => {
    const { id } = await rig.campaign({ locale: 'de' });
    const file = [
      'id;firstName;usageKwh;consent_fields;consent_at;consent_expires;consent_purpose',
      `c-1;Zoë;210,5|190;firstName|usageKwh;01.05.2026;01.05.2036;${PURPOSE}`,
      `c-2;Jürgen;1;firstName;morgen;;${PURPOSE}`,
    ].join('\r\n');
    const report = await rig.send(id, Buffer.from(file, 'latin1'), 'text/csv; charset=utf-8');
    expect(report).toMatchObject({
      accepted: 1,
      rejected: 1,
      errors: [{ row: 2, id: 'c-2', path: 'consent_at', code: 'record-time' }],
      file: { encoding: 'windows-1252', delimiter: ';' },
    });
    const access = await rig.campaigns.access(rig.workspace, 'c-1');
    expect(access.campaigns.find((one) => one.campaign === id)?.values).toEqual({
      firstName: 'Zoë',
      usageKwh: [210.5, 190],
    });
  });

  test('the same file twice changes nothing; another row of an id stands in its place', async () => {
    const { id } = await rig.campaign();
    const rows = [rowOf('c-1'), rowOf('c-2'), rowOf('c-2', { firstName: 'Last' })];
    const first = await rig.send(id, rows);
    expect(first).toMatchObject({ accepted: 3, rejected: 0 });
    const before = await people(id);
    expect(before).toHaveLength(2);
    expect(await rig.send(id, rows)).toEqual(first);
    expect(await people(id)).toEqual(before);
    const access = await rig.campaigns.access(rig.workspace, 'c-2');
    expect(access.campaigns.find((one) => one.campaign === id)?.values).toEqual({ firstName: 'Last' });
  });

  test('a dry run says the same and stores nothing', async () => {
    const { id } = await rig.campaign();
    const rows = [rowOf('dry-1', { firstName: 'Drylantha' }), { id: 'a@b.example' }];
    const dry = await rig.send(id, rows, 'application/json', true);
    expect(await people(id)).toEqual([]);
    expect((await rig.get(id)).firstRowAt).toBeUndefined();
    expect(await rig.send(id, rows)).toEqual(dry);
  });

  test('what nobody agreed to is nowhere afterwards', async () => {
    const { id } = await rig.campaign();
    await rig.send(id, [
      { id: 'c-1', profile: { firstName: 'Quillabard', shoeSize: 'Vexwolde' }, consent: [] },
      rowOf('c-2', { firstName: 'Mirrowick' }, { purpose: 'something-else' }),
      rowOf('c-3', { firstName: 'Brandoleth' }, { expiresAt: '2026-06-01T00:00:00Z' }),
    ]);
    for (const value of ['Quillabard', 'Vexwolde', 'Mirrowick', 'Brandoleth']) {
      expect(traces(value, await dump(rig.storage.databaseUrl))).toEqual([]);
    }
  });

  test('no import undoes an act: withdrawn stays withdrawn, erased stays erased', async () => {
    const { id } = await rig.campaign();
    const rows = [rowOf('gone-1'), rowOf('gone-2')];
    await rig.send(id, rows);
    const who = (recipientId: string) => ({ workspaceId: rig.workspace, recipientId });
    await withdraw(rig.storage, who('gone-1'), rig.now());
    await erase(rig.storage, who('gone-2'), rig.now());
    const report = await rig.send(id, rows);
    expect(report).toMatchObject({
      accepted: 1,
      rejected: 1,
      errors: [{ row: 2, id: 'gone-2', path: '', code: 'erased' }],
    });
    const withdrawn = await rig.campaigns.access(rig.workspace, 'gone-1');
    expect(withdrawn.campaigns[0]).toMatchObject({ values: {} });
    expect(withdrawn.campaigns[0]?.fields.find(({ key }) => key === 'firstName')).toEqual({
      key: 'firstName',
      granted: false,
      code: 'withdrawn',
    });
    expect((await rig.campaigns.access(rig.workspace, 'gone-2')).campaigns).toEqual([]);
    expect((await rig.get(id)).counts.erased).toBe(1);
  });

  test('an upload that stops half-way leaves whole people, and the same file completes it', async () => {
    const { id } = await rig.campaign();
    const rows = Array.from({ length: 900 }, (_, index) => rowOf(`c-${String(index).padStart(4, '0')}`));
    const file = Buffer.from(JSON.stringify(rows));
    const broken = Readable.from(
      (async function* () {
        yield file.subarray(0, Math.floor(file.length * 0.7));
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
      })(),
    );
    await expect(
      rig.campaigns.importAudience(rig.workspace, id, broken, 'application/json', { dryRun: false }),
    ).rejects.toMatchObject({ code: 'upload-aborted' });
    const half = await people(id);
    expect(half.length).toBeGreaterThan(0);
    expect(half.length).toBeLessThan(rows.length);
    expect(await rig.send(id, rows)).toMatchObject({ accepted: 900, rejected: 0 });
    const whole = await people(id);
    expect(whole).toHaveLength(900);
    expect(whole.slice(0, half.length)).toEqual(half);
  });

  test('only the first hundred errors are told, all are counted', async () => {
    const { id } = await rig.campaign();
    const report = await rig.send(
      id,
      Array.from({ length: 250 }, () => ({ profile: {} })),
    );
    expect(report).toMatchObject({ accepted: 0, rejected: 250 });
    expect(report.errors).toHaveLength(100);
    expect(report.errors[99]).toEqual({ row: 100, path: 'id', code: 'id-missing' });
  });

  test('a file that is no audience is refused as a whole, by code', async () => {
    const { id } = await rig.campaign();
    await expect(rig.send(id, 'x', 'image/png')).rejects.toMatchObject({ code: 'content-type', status: 415 });
    await expect(rig.send(id, '')).rejects.toMatchObject({ code: 'empty', status: 422 });
    await expect(rig.send(id, '', 'application/x-ndjson')).rejects.toMatchObject({ code: 'empty' });
    await expect(rig.send(id, '', 'text/csv')).rejects.toMatchObject({ code: 'empty' });
    await expect(rig.send('nowhere', '[]')).rejects.toMatchObject({ code: 'unknown-campaign', status: 404 });
  });

  test('who grants nothing is excluded where the campaign wants that', async () => {
    const { id } = await rig.campaign({ withoutConsent: 'exclude' });
    await rig.send(id, [rowOf('c-1'), { id: 'c-2', profile: { firstName: 'Bo' }, consent: [] }]);
    expect((await rig.get(id)).counts).toMatchObject({ planned: 1, excluded: 1 });
  });
});
