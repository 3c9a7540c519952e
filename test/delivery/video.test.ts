/** The video itself: drawn on demand, one version at a time, cut off when it may no longer be seen. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { putSealed, recipientKeyId } from '../../src/storage/index.ts';
import { openRig, type Rig, rowOf } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
}, 120_000);

let people = 0;
async function fresh(spec: object = {}) {
  const campaign = await rig.campaign(spec);
  people += 1;
  const person = await rig.person(campaign.id, rowOf(`cust-${people}`, { firstName: 'Zoë', usageKwh: [210, 190] }));
  const opened = await fetch(`${person.links.watch}/open`, { method: 'POST' });
  const { session } = (await opened.json()) as { session: string };
  return { campaign, ...person, session, video: `${person.links.watch}/video.mp4?session=${session}` };
}

const switchOff = (watch: string, session: string) =>
  fetch(`${watch}/choices?session=${session}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fields: { firstName: false } }),
  });

test('a video that nobody has drawn yet is drawn for who asks, and answers when it is ready', async () => {
  const { video } = await fresh();
  const answer = await fetch(video);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toContain('no-store');
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  const part = await fetch(video, { headers: { range: 'bytes=100-199' } });
  expect(part.status).toBe(206);
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true);
});

test('a switch gives another version under another ETag, and the old one is never served again', async () => {
  const { links, session, video } = await fresh();
  const before = await fetch(video, { method: 'HEAD' });
  const old = before.headers.get('etag') ?? '';
  expect((await fetch(video, { headers: { 'if-none-match': old } })).status).toBe(304);
  await switchOff(links.watch, session);
  const after = await fetch(video, { headers: { 'if-none-match': old, range: 'bytes=0-9', 'if-range': old } });
  expect(after.status).toBe(200);
  expect(after.headers.get('etag')).not.toBe(old);
  await after.arrayBuffer();
});

test('the link alone and the session are different videos; after a withdrawal the session’s says nothing of the person', async () => {
  const { links, video } = await fresh();
  const etag = async (url: string) => (await fetch(url, { method: 'HEAD' })).headers.get('etag');
  const [general, personal] = [await etag(`${links.watch}/video.mp4`), await etag(video)];
  expect(general).not.toBe(personal);
  expect(await etag(`${video}&version=general`)).toBe(general);
  await fetch(`${links.watch}/withdraw`, { method: 'POST' });
  expect(await etag(video)).not.toBe(personal);
  expect(await etag(`${links.watch}/video.mp4`)).toBe(general);
});

/** Puts a long file where the drawn one is, so that a response is still running when something happens. */
async function makeLong(uuid: string): Promise<void> {
  const { storage } = rig;
  const { key_generation } = await storage.db
    .selectFrom('recipients')
    .select('key_generation')
    .where('uuid', '=', uuid)
    .executeTakeFirstOrThrow();
  const row = await storage.db
    .selectFrom('videos')
    .select(['id', 'file'])
    .where('recipient_uuid', '=', uuid)
    .where('status', '=', 'ready')
    .executeTakeFirstOrThrow();
  const key = await storage.keys.find(recipientKeyId(uuid, key_generation));
  if (!key || !row.file) throw new Error('nothing to make long');
  const path = join(storage.dir, 'long');
  writeFileSync(path, randomBytes(64 << 20));
  const { bytes } = await putSealed(storage.files, row.file, path, key);
  await storage.db
    .updateTable('videos')
    .set({ bytes: String(bytes) })
    .where('id', '=', row.id)
    .execute();
}

/** A viewer who takes a little at a time, for as long as they are given any. */
async function slowViewer(url: string): Promise<{ response: IncomingMessage; ended: Promise<'cut' | 'complete'> }> {
  const response = await new Promise<IncomingMessage>((done, fail) => get(url, done).on('error', fail));
  const timer = setInterval(() => response.read(64 << 10), 5);
  const ended = new Promise<'cut' | 'complete'>((done) => {
    response.once('error', () => done('cut'));
    response.once('end', () => done('complete'));
  }).finally(() => clearInterval(timer));
  return { response, ended };
}

const CUTS: Record<
  string,
  (who: { uuid: string; watch: string; session: string; campaign: string }) => Promise<unknown>
> = {
  'a withdrawal': ({ watch }) => fetch(`${watch}/withdraw`, { method: 'POST' }),
  'an erasure': ({ watch, session }) => fetch(`${watch}/erase?session=${session}`, { method: 'POST' }),
  'a switch': ({ watch, session }) => switchOff(watch, session),
  '"not me"': ({ watch }) => fetch(`${watch}/not-me`, { method: 'POST' }),
  'a new link': ({ uuid }) => rig.delivery.relink(uuid),
  'a stop of all personal videos': ({ campaign }) =>
    rig.storage.db
      .updateTable('campaigns')
      .set({ personal_stopped_at: new Date() })
      .where('id', '=', campaign)
      .execute(),
};

test.each(Object.keys(CUTS))('%s cuts a response that is already running, and leaves nothing behind', async (what) => {
  const { campaign, uuid, links, session, video } = await fresh();
  expect((await fetch(video, { method: 'HEAD' })).status).toBe(200);
  await makeLong(uuid);
  const { ended } = await slowViewer(video);
  await CUTS[what]?.({ uuid, watch: links.watch, session, campaign: campaign.id });
  expect(await ended).toBe('cut');
  expect(rig.delivery.watchman.size).toBe(0);
});

test('posters: the campaign’s for everybody, a personal one by a token that opens nothing else and falls back', async () => {
  const { campaign, links, uuid } = await fresh({ poster: 'personal' });
  const jpeg = async (url: string) => {
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    return Buffer.from(await answer.arrayBuffer()).toString('base64');
  };
  const general = await jpeg(`${rig.url}/p/${campaign.pictureId}/poster.jpg`);
  expect(await jpeg(links.poster)).not.toBe(general);
  expect(links.poster).not.toContain(campaign.pictureId);
  await fetch(`${links.watch}/not-me`, { method: 'POST' });
  expect(await jpeg(links.poster)).toBe(general);
  await rig.delivery.relink(uuid);
  expect(await jpeg(links.poster)).toBe(general);
  expect((await fetch(`${rig.url}/p/${'0'.repeat(32)}/poster.jpg`)).status).toBe(404);
});
