/** Two hundred rows as nobody would wish for them: everybody ends with a video or a code, nobody twice, nobody missing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import names from 'big-list-of-naughty-strings' with { type: 'json' };
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { erase, notMe } from '../../src/consent/index.ts';
import { TYPESCRIPT } from '../support/typescript.ts';
import { openRig, type Rig, until } from './rig.ts';
import { rowOf } from './rows.ts';

const REAL = [
  'O’Brien-Featherstonehaugh von und zu Hohenfels',
  'X',
  'null',
  'undefined',
  'NaN',
  'Ñandú',
  'محمد',
  'משה',
  'สมชาย',
  '王小明',
  'さくら',
  '👩‍👩‍👧‍👦',
  'Z̸̡̛̺͚a̷l̶g̸o̵',
  '\u202etxt.exe',
  'a\u200db',
  '<script>alert(1)</script>',
  "Robert'); DROP TABLE recipients;--",
  '{{constructor}}',
  '=1+1',
  '../../etc/passwd',
];

/** A hundred and forty names, thirty wrong types, ten expired, ten for another purpose, ten repeats. */
function uglyRows(): unknown[] {
  const strange = [...REAL, ...(names as string[]).filter((name) => name.length > 0)].slice(0, 140);
  const wrong: unknown[] = [5, true, {}, [], 'x'.repeat(41), { toString: 1 }, [['x']], Number.MAX_VALUE, ' ', '\u0000'];
  return [
    ...strange.map((firstName, index) =>
      rowOf(`name-${index}`, { firstName, plan: 'Solo' }, { locale: index % 3 ? 'en' : 'de' }),
    ),
    ...Array.from({ length: 30 }, (_, index) =>
      rowOf(`type-${index}`, {
        firstName: wrong[index % wrong.length],
        usageKwh: index % 2 ? 'many' : [1, 'two'],
        plan: index,
      }),
    ),
    ...Array.from({ length: 10 }, (_, index) =>
      rowOf(`late-${index}`, { firstName: 'Late' }, { expiresAt: '2026-06-01T00:00:00Z' }),
    ),
    ...Array.from({ length: 10 }, (_, index) =>
      rowOf(`other-${index}`, { firstName: 'Other' }, { purpose: 'research' }),
    ),
    ...Array.from({ length: 5 }, (_, index) => rowOf(`name-${index}`, { firstName: `Again ${index}` })),
    { id: 'a@b.example', profile: {} },
    { id: '+49 170 1234567', profile: {} },
    { id: '1,00E+05', profile: {} },
    { profile: { firstName: 'Nobody' } },
    'not a row',
  ];
}

describe('with a browser', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig({ draw: true });
    rig.background();
  }, 120_000);

  test('who said “not me” is done when the general video is', { timeout: 600_000 }, async () => {
    const { id } = await rig.campaign({ delivery: 'prerender', format: 'landscape' }, [rowOf('me-1'), rowOf('me-2')]);
    const { uuid } = await rig.campaigns.recipient(rig.workspace, id, 'me-1');
    await notMe(rig.storage, uuid, rig.now());
    await rig.campaigns.launch(rig.workspace, id);
    const done = await until('the campaign is completed', async () => {
      const now = await rig.get(id);
      return now.status === 'completed' && now;
    });
    expect(done.counts).toMatchObject({ ready: 2, failed: 0 });
    const own = await rig.storage.db.selectFrom('videos').select('id').where('recipient_uuid', '=', uuid).execute();
    expect(own).toEqual([]);
  });

  test('every row is accounted for, every accepted person ends ready or failed with a code', {
    timeout: 900_000,
  }, async () => {
    const rows = uglyRows();
    expect(rows).toHaveLength(200);
    const { id } = await rig.campaign({ delivery: 'prerender', format: 'landscape' });
    const report = await rig.send(id, rows);
    expect(report.accepted + report.rejected).toBe(200);
    expect(report.rejected).toBe(5);
    expect(report.errors.map(({ row, code }) => [row, code])).toEqual([
      [196, 'id-personal'],
      [197, 'id-personal'],
      [198, 'id-spreadsheet'],
      [199, 'id-missing'],
      [200, 'row-shape'],
    ]);
    await rig.campaigns.launch(rig.workspace, id);
    const done = await until(
      'the campaign is completed',
      async () => {
        const now = await rig.get(id);
        return now.status === 'completed' && now;
      },
      8000,
    );
    // Five ids came twice.
    expect(done.counts.ready + done.counts.failed).toBe(190);
    expect(done.counts).toMatchObject({ planned: 0, queued: 0, rendering: 0, excluded: 0, erased: 0 });
    expect(done.progress).toBe(1);
    const people = await rig.storage.db
      .selectFrom('recipients')
      .leftJoin('videos', 'videos.recipient_uuid', 'recipients.uuid')
      .select([
        'recipient_id',
        'recipients.status',
        'recipients.code',
        'videos.id',
        'videos.file',
        'videos.status as video',
      ])
      .where('recipients.campaign_id', '=', id)
      .execute();
    expect(people).toHaveLength(190);
    expect(new Set(people.map((one) => one.recipient_id)).size).toBe(190);
    for (const one of people) {
      if (one.status === 'failed') expect(one.code).toMatch(/^[a-z-]+$/);
      else expect([one.status, one.video, one.file]).toEqual(['ready', 'ready', expect.stringMatching(/^videos\//)]);
    }
    expect(done.counts.failed).toBe(0);
    expect(await rig.queue.ids()).toEqual([]);

    // The same file again, after somebody was erased: nothing changes, for nobody.
    await erase(rig.storage, { workspaceId: rig.workspace, recipientId: 'name-0' }, rig.now());
    const again = await rig.send(id, rows);
    // Both rows of that id.
    expect(again.rejected).toBe(7);
    expect((await rig.get(id)).counts).toMatchObject({ ready: 189, planned: 0, queued: 0, failed: 0, erased: 1 });
  });
});

test('a worker that is killed in the middle of a campaign costs nobody their video', { timeout: 600_000 }, async () => {
  const rig = await openRig();
  rig.background();
  const start = () => {
    const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
    const child = spawn(process.execPath, [...TYPESCRIPT, script, rig.storage.databaseUrl, rig.storage.dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  const rows = Array.from({ length: 12 }, (_, index) => rowOf(`c-${index}`));
  const { id } = await rig.campaign({ delivery: 'prerender', format: 'landscape' }, rows);
  const first = start();
  await createInterface({ input: first.stdout })[Symbol.asyncIterator]().next();
  await rig.campaigns.launch(rig.workspace, id);
  await until('some are ready and one is being drawn', async () => {
    const { counts } = await rig.get(id);
    return counts.ready >= 2 && counts.rendering > 0 && counts.ready < rows.length;
  });
  first.kill('SIGKILL');
  await once(first, 'exit');
  const before = await rig.get(id);
  expect(before.counts.ready).toBeLessThan(rows.length);

  const second = start();
  const done = await until('the campaign is completed', async () => {
    const now = await rig.get(id);
    return now.status === 'completed' && now;
  });
  expect(done.counts).toMatchObject({ ready: rows.length, failed: 0 });
  const videos = await rig.storage.db
    .selectFrom('videos')
    .select(['recipient_uuid', 'file'])
    .where('campaign_id', '=', id)
    .where('recipient_uuid', 'is not', null)
    .execute();
  expect(videos).toHaveLength(rows.length);
  expect(new Set(videos.map((video) => video.recipient_uuid)).size).toBe(rows.length);
  expect(new Set(videos.map((video) => video.file)).size).toBe(rows.length);
  second.kill('SIGTERM');
  await once(second, 'exit');
});
