import pg from 'pg';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { erase, notMe, switchFields, withdraw } from '../../src/consent/index.ts';
import { NO_DATA } from '../../src/consent/types.ts';
import { RenderError, Segments } from '../../src/render/index.ts';
import { recipientKeyId, sweepTombstones } from '../../src/storage/index.ts';
import { Demands } from '../../src/videos/demands.ts';
import { PROGRESS_CHANNEL, VideoError, type Videos } from '../../src/videos/index.ts';
import { sealOrder } from '../../src/videos/order.ts';
import { handle } from '../../src/videos/work.ts';
import { dump, filesIn, spellings } from '../support/scan.ts';
import { bytesOf, openStage, personalOf } from './support.ts';

const stage = await openStage();
const { storage, renderer, queue } = stage;
const videos = stage.open();
const PROFILE = { firstName: 'Zoë Quillfeather', usageKwh: [210, 190, 250, 170] };

const workers: { close(): Promise<void> }[] = [];
const work = (by: Videos = videos, concurrency = 1) => workers.push(by.work({ concurrency }));
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
  // Nothing waits, and nothing is held by a worker that is gone.
  expect(await queue.ids()).toEqual([]);
});

/** Somebody's video, drawn. */
async function drawn(uuid: string) {
  const planned = personalOf(await videos.personal(uuid));
  await videos.request(planned, 'watch');
  if (workers.length === 0) work();
  expect(await videos.waitReady(planned.id, 30_000)).toBe('ready');
  return personalOf(await videos.personal(uuid));
}

/** A renderer that does `before` when a job's pictures are done, and only then answers. */
const rendererWith = (before: () => Promise<void>): typeof renderer => ({
  ...renderer,
  render: async (job) => {
    const video = await renderer.render(job);
    await before();
    return video;
  },
});

test('a planned video is measured, drawn, sealed, and read in ranges; its recipient shows every step', async () => {
  const uuid = await stage.person(await stage.campaign(), 'cust-1', PROFILE);
  const planned = personalOf(await videos.personal(uuid));
  expect(planned).toMatchObject({ status: 'planned', personal: true, main: true, locale: 'en', format: 'landscape' });
  expect(planned.facts.scenes.map((scene) => scene.id)).toEqual(['hello', 'usage', 'plan', 'close', 'disclosure']);
  expect(planned.facts.influence.map(({ field, scene }) => `${field} in ${scene}`)).toEqual(
    expect.arrayContaining(['firstName in hello', 'usageKwh in usage']),
  );
  // It may be served, as far as it is drawn.
  expect(await videos.allowed(planned)).toBe(true);
  await expect(videos.read(planned)).rejects.toThrow(new VideoError('not-ready'));
  await videos.request(planned, 'campaign');
  expect((await stage.recipient(uuid))?.status).toBe('queued');
  const ready = await drawn(uuid);
  expect(ready).toMatchObject({ id: planned.id, version: planned.version, status: 'ready' });
  expect(await stage.recipient(uuid)).toMatchObject({ status: 'ready', progress: 1, code: null });
  expect(await videos.allowed(ready)).toBe(true);
  const whole = await bytesOf(await videos.read(ready));
  expect(whole).toHaveLength(ready.bytes ?? 0);
  expect(whole.toString('latin1', 4, 8)).toBe('ftyp');
  expect((await bytesOf(await videos.read(ready, { start: 4, end: 7 }))).toString()).toBe('ftyp');
});

test('asked for twice at once, a version is planned once; drawn, it is not drawn again', async () => {
  const uuid = await stage.person(await stage.campaign(), 'cust-1', PROFILE);
  const both = await Promise.all([videos.personal(uuid), stage.open().personal(uuid)]);
  expect(personalOf(both[0]).id).toBe(personalOf(both[1]).id);
  const ready = await drawn(uuid);
  await expect.poll(() => queue.ids()).toEqual([]);
  await videos.request(ready, 'watch');
  expect(await queue.ids()).toEqual([]);
});

test('a switch makes a new version at once; the old one is buried, and not served from that moment', async () => {
  const uuid = await stage.person(await stage.campaign(), 'cust-1', PROFILE);
  const before = await drawn(uuid);
  await switchFields(storage, uuid, { firstName: false }, stage.now.at);
  expect(await videos.allowed(before)).toBe(false);
  await expect(videos.read(before)).rejects.toThrow(VideoError);
  const after = personalOf(await videos.personal(uuid));
  expect(after.version).not.toBe(before.version);
  expect(after.facts.influence.map((one) => one.field)).not.toContain('firstName');
  expect(after.verdict?.decisions.firstName).toEqual({ granted: false, reason: 'viewer-choice' });
  await drawn(uuid);
  await sweepTombstones(storage);
  expect(await stage.files()).toHaveLength(await countVideos());
});

test('a video that was planned anew twenty times within an hour is general until the hour is over', async () => {
  const uuid = await stage.person(await stage.campaign(), 'cust-restless', PROFILE);
  const flip = (on: boolean) => switchFields(storage, uuid, { firstName: on }, stage.now.at);
  for (let times = 0; times < 20; times += 1) {
    await flip(times % 2 === 0);
    // A page asks for one version several times at once; it is planned once.
    for (const one of await Promise.all([1, 2, 3].map(() => videos.personal(uuid)))) personalOf(one);
  }
  await flip(true);
  expect(await videos.personal(uuid)).toMatchObject({ general: 'too-often' });
  stage.now.at = new Date(stage.now.at.getTime() + 3_600_001);
  personalOf(await videos.personal(uuid));
});

test('who only has the general version is told why, and nothing is planned for them', async () => {
  const campaignId = await stage.campaign();
  const uuid = await stage.person(campaignId, 'cust-1', PROFILE);
  const before = await drawn(uuid);
  await notMe(storage, uuid, stage.now.at);
  expect(await videos.personal(uuid)).toEqual({ general: 'not-me', campaignId });
  expect(await videos.allowed(before)).toBe(false);
});

test('withdrawn while it was drawn: nothing is published, and no file is left', async () => {
  const uuid = await stage.person(await stage.campaign(), 'cust-9', PROFILE);
  const before = await stage.files();
  const planned = personalOf(await videos.personal(uuid));
  let withdrawn = 0;
  const other = stage.open({
    renderer: rendererWith(async () => {
      withdrawn += 1;
      await withdraw(
        storage,
        { workspaceId: stage.workspaceId, recipientId: 'cust-9', fields: ['firstName'] },
        stage.now.at,
      );
    }),
  });
  work(other);
  await videos.request(planned, 'watch');
  expect(await videos.waitReady(planned.id, 30_000)).toBeUndefined();
  await expect.poll(() => queue.ids()).toEqual([]);
  expect(withdrawn).toBe(1);
  expect(await stage.files()).toEqual(before);
  expect((await stage.recipient(uuid))?.status).toBe('planned');
});

test('erased while it was drawn: no row, no file, and the job ends', async () => {
  const uuid = await stage.person(await stage.campaign(), 'cust-8', PROFILE);
  const before = await stage.files();
  const planned = personalOf(await videos.personal(uuid));
  const other = stage.open({
    renderer: rendererWith(async () => {
      await erase(storage, { workspaceId: stage.workspaceId, recipientId: 'cust-8' }, stage.now.at);
    }),
  });
  work(other);
  await videos.request(planned, 'watch');
  expect(await videos.waitReady(planned.id, 30_000)).toBeUndefined();
  await expect.poll(() => queue.ids()).toEqual([]);
  expect(await stage.files()).toEqual(before);
  await expect(videos.personal(uuid)).rejects.toThrow(new VideoError('unknown-recipient'));
});

test('of two workers on one job one publishes, and the other’s file is gone', async () => {
  const uuid = await stage.person(await stage.campaign(), 'cust-1', PROFILE);
  const before = (await stage.files()).length;
  const planned = personalOf(await videos.personal(uuid));
  const log = storage.log;
  const segments = new Segments(storage);
  const demands = new Demands(storage.databaseUrl);
  onTestFinished(async () => {
    await segments.close();
    await demands.close();
  });
  const rooms = { storage, frames: stage.frames, segments, demands, log };
  const deps = { ...rooms, clock: () => stage.now.at, renderMode: 'reuse' as const };
  const order = await orderFor(planned.id);
  const attempt = {
    signal: new AbortController().signal,
    attempt: 1,
    lastAttempt: false,
    watched: false,
    progress: async () => {},
  };
  let go = () => {};
  const takeOver = new Promise<void>((resolve) => {
    go = resolve;
  });
  const slow = handle({ ...deps, renderer: rendererWith(() => takeOver) }, order, attempt);
  await expect.poll(async () => (await stage.recipient(uuid))?.status).toBe('rendering');
  await handle({ ...deps, renderer }, order, attempt);
  const published = await storage.db.selectFrom('videos').selectAll().where('id', '=', planned.id).executeTakeFirst();
  expect(published?.status).toBe('ready');
  go();
  await slow;
  const after = await storage.db.selectFrom('videos').selectAll().where('id', '=', planned.id).executeTakeFirst();
  expect(after).toMatchObject({ status: 'ready', file: published?.file, attempt: published?.attempt });
  expect(await stage.files()).toHaveLength(before + 1);
});

test('two people with the same data have versions and files of their own', async () => {
  const campaignId = await stage.campaign();
  const [a, b] = [await stage.person(campaignId, 'twin-1', PROFILE), await stage.person(campaignId, 'twin-2', PROFILE)];
  const [first, second] = [personalOf(await videos.personal(a)), personalOf(await videos.personal(b))];
  expect(first.version).not.toBe(second.version);
});

test('a campaign’s general video is one for all, by format and locale, and holds no person', async () => {
  const campaignId = await stage.campaign({ locale: 'de-AT' });
  const one = await videos.general(campaignId);
  expect(one).toMatchObject({ personal: false, locale: 'de', format: 'landscape' });
  expect((await videos.general(campaignId)).id).toBe(one.id);
  expect(one.facts.influence).toEqual([]);
  const other = await videos.general(campaignId, { locale: 'en', format: 'square' });
  expect(other.id).not.toBe(one.id);
  work();
  for (const video of [one, other]) {
    await videos.request(video, 'watch');
    expect(await videos.waitReady(video.id, 30_000)).toBe('ready');
    expect(await videos.allowed(video)).toBe(true);
  }
  const read = await videos.general(campaignId);
  expect((await bytesOf(await videos.read(read))).length).toBe(read.bytes);
});

test('a template that fails for one person leaves them `failed` with its code, and harms nobody else', async () => {
  const campaignId = await stage.campaign({ template: 'faulty' });
  const uuid = await stage.person(campaignId, 'moody-1', { mood: 'throws' });
  await expect(videos.personal(uuid)).rejects.toMatchObject({ code: 'template-failed' });
  expect(await stage.recipient(uuid)).toMatchObject({ status: 'failed', code: 'template-failed' });
  const calm = await stage.person(campaignId, 'moody-2', { mood: 'calm' });
  expect((await drawn(calm)).status).toBe('ready');
});

test('what cannot be drawn is tried again, then `failed` with a code; a retry draws it', async () => {
  const uuid = await stage.person(await stage.campaign(), 'cust-1', PROFILE);
  const planned = personalOf(await videos.personal(uuid));
  let tries = 0;
  const broken = stage.open({
    renderer: {
      ...renderer,
      render: async () => {
        tries += 1;
        throw new RenderError('browser-failed');
      },
    },
  });
  const worker = broken.work({ concurrency: 1 });
  await videos.request(planned, 'watch');
  expect(await videos.waitReady(planned.id, 30_000)).toBe('failed');
  await expect.poll(() => queue.ids()).toEqual([]);
  await worker.close();
  expect(tries).toBe(3);
  expect(await stage.recipient(uuid)).toMatchObject({ status: 'failed', code: 'browser-failed' });
  const failed = personalOf(await videos.personal(uuid));
  await videos.request(failed, 'watch');
  expect(await queue.ids()).toEqual([]);
  await videos.retry(failed);
  work();
  expect(await videos.waitReady(planned.id, 30_000)).toBe('ready');
  expect(await stage.recipient(uuid)).toMatchObject({ status: 'ready', code: null });
});

test('in a paused campaign nothing is drawn, and what waits is planned again', async () => {
  const campaignId = await stage.campaign();
  const uuid = await stage.person(campaignId, 'cust-1', PROFILE);
  const planned = personalOf(await videos.personal(uuid));
  await videos.request(planned, 'campaign');
  await storage.db.updateTable('campaigns').set({ status: 'paused' }).where('id', '=', campaignId).execute();
  work();
  await expect.poll(async () => (await stage.recipient(uuid))?.status).toBe('planned');
  await expect.poll(() => queue.ids()).toEqual([]);
  await videos.request(planned, 'watch');
  expect(await queue.ids()).toEqual([]);
  await storage.db.updateTable('campaigns').set({ status: 'live' }).where('id', '=', campaignId).execute();
  expect((await drawn(uuid)).status).toBe('ready');
});

test('many wait for one video with one wait; who is late, gone or no longer waiting is answered', async () => {
  const uuid = await stage.person(await stage.campaign(), 'cust-1', PROFILE);
  const planned = personalOf(await videos.personal(uuid));
  expect(await videos.waitReady(planned.id, 20)).toBe('planned');
  expect(await videos.waitReady(crypto.randomUUID(), 20_000)).toBeUndefined();
  const gone = new AbortController();
  const given = videos.waitReady(planned.id, 20_000, gone.signal);
  gone.abort(new Error('gone'));
  await expect(given).rejects.toThrow('gone');
  const many = Promise.all(Array.from({ length: 50 }, () => videos.waitReady(planned.id, 30_000)));
  await drawn(uuid);
  expect(new Set(await many)).toEqual(new Set(['ready']));
});

test('steps are told to the campaign’s watchers, with its id and nothing else', async () => {
  const listener = new pg.Client({ connectionString: storage.databaseUrl });
  await listener.connect();
  await listener.query(`listen ${PROGRESS_CHANNEL}`);
  const told = new Set<string>();
  listener.on('notification', ({ payload }) => told.add(payload ?? ''));
  const campaignId = await stage.campaign();
  await drawn(await stage.person(campaignId, 'cust-1', PROFILE));
  await expect.poll(() => [...told]).toEqual([campaignId]);
  await listener.end();
});

test('a poster is a JPEG, of the general version and of one’s own', async () => {
  const campaignId = await stage.campaign();
  const uuid = await stage.person(campaignId, 'cust-1', PROFILE);
  const posters = [
    await videos.picture(await videos.general(campaignId), 'poster'),
    await videos.picture(personalOf(await videos.personal(uuid)), 'poster'),
  ];
  for (const poster of posters) expect(poster.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  expect(posters[0]?.equals(posters[1] as Buffer)).toBe(false);
});

test('what rests of a drawn video holds no value in any spelling, and after erasure no file either', async () => {
  const uuid = await stage.person(await stage.campaign(), 'cust-77', PROFILE);
  await drawn(uuid);
  const places = [...(await dump(storage.databaseUrl)), ...filesIn(storage.dir)];
  expect(places.length).toBeGreaterThan(10);
  for (const [spelling, needle] of spellings(PROFILE.firstName)) {
    for (const [place, bytes] of places) expect(bytes.includes(needle), `${spelling} in ${place}`).toBe(false);
  }
  await erase(storage, { workspaceId: stage.workspaceId, recipientId: 'cust-77' }, stage.now.at);
  await sweepTombstones(storage);
  expect(await stage.files()).toHaveLength(await countVideos());
});

async function countVideos(): Promise<number> {
  const { count } = await storage.db
    .selectFrom('videos')
    .select((of) => of.fn.countAll<string>().as('count'))
    .where('file', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The job that the queue would carry for a planned video. */
async function orderFor(id: string) {
  const row = await storage.db.selectFrom('videos').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const uuid = row.recipient_uuid ?? '';
  const key = await storage.keys.find(recipientKeyId(uuid, (await stage.recipient(uuid))?.key_generation ?? 0));
  if (!key) throw new Error('no key');
  return { video: id, campaign: row.campaign_id, sealed: sealOrder(key, id, row.version, NO_DATA) };
}
