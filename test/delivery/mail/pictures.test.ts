/** The pictures of a mail: always there, general unless chosen otherwise, small, and opening nothing else. */
import { beforeAll, describe, expect, test } from 'vitest';
import { dump } from '../../support/scan.ts';
import { until } from '../../support/service.ts';
import { openRig, type Rig, rowOf } from '../rig.ts';
import { readGif } from './gif.ts';

const PROFILE = { firstName: 'Zoëphine', usageKwh: [210, 190, 170], plan: 'Green' };
const PERSONAL = { poster: 'personal', animation: 'personal' };

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
}, 120_000);

async function ask(url: string) {
  const response = await fetch(url);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    cache: response.headers.get('cache-control'),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}
type Picture = Awaited<ReturnType<typeof ask>>;

/** On a busy machine plain paper comes first, which nobody keeps; what was asked for is there a little later. */
async function picture(url: string, isIt = (one: Picture) => one.cache !== 'no-store'): Promise<Picture> {
  return until(`a picture`, async () => {
    const one = await ask(url);
    expect(one.status).toBe(200);
    return isIt(one) && one;
  });
}
const otherThan = (general: Picture) => (one: Picture) => !one.bytes.equals(general.bytes);

let people = 0;
const fresh = async (spec: object = {}) => {
  const campaign = await rig.campaign(spec);
  people += 1;
  const person = await rig.person(campaign.id, rowOf(`cust-${people}`, PROFILE));
  return { campaign, ...person, general: (file: string) => `${rig.url}/p/${campaign.pictureId}/${file}` };
};

test('the animation begins with a whole picture, moves at most five seconds, once, and is small', async () => {
  const { general } = await fresh();
  const { status, type, cache, bytes } = await picture(general('animation.gif'));
  expect([status, type]).toEqual([200, 'image/gif']);
  expect(cache).toBe('public, max-age=300');
  expect(bytes.length).toBeLessThanOrEqual(1_000_000);
  const gif = readGif(bytes);
  expect(gif.pictures[0]?.whole).toBe(true);
  expect(gif.pictures.length).toBeGreaterThan(4);
  expect(gif.pictures[0]?.hundredths).toBeGreaterThanOrEqual(100);
  expect(gif.seconds).toBeLessThanOrEqual(5);
  expect(gif.loops).toBe(false);
});

test('a poster for mails has the play button on it; each language has its own', async () => {
  const { general } = await fresh();
  const [plain, mail, german] = await Promise.all(
    ['poster.jpg', 'poster.jpg?play=1', 'poster.jpg?play=1&locale=de'].map((file) => picture(general(file))),
  );
  for (const one of [plain, mail, german]) expect(one).toMatchObject({ status: 200, type: 'image/jpeg' });
  expect(plain?.bytes.equals(mail?.bytes as Buffer)).toBe(false);
  expect(mail?.bytes.equals(german?.bytes as Buffer)).toBe(false);
});

test('everybody has the campaign’s pictures unless it asks for personal ones, each for itself', async () => {
  const { links, general } = await fresh();
  expect(links.poster).toBe(general('poster.jpg'));
  expect(links.animation).toBe(general('animation.gif'));
  const chosen = await fresh({ animation: 'personal' });
  expect(chosen.links.animation).not.toBe(chosen.general('animation.gif'));
  expect(chosen.links.poster).toBe(chosen.general('poster.jpg'));
  // The same token under the other name is no way to what was not chosen.
  const own = await picture(chosen.general('poster.jpg'));
  const asked = await picture(chosen.links.animation.replace('animation.gif', 'poster.jpg'));
  expect(asked.bytes.equals(own.bytes)).toBe(true);
});

describe('a personal picture', () => {
  test('is the person’s own, is kept by no cache, and its token opens nothing else', async () => {
    const { links, general } = await fresh(PERSONAL);
    for (const [own, file] of [
      [links.poster, 'poster.jpg'],
      [links.animation, 'animation.gif'],
    ] as const) {
      const theirs = await picture(own, otherThan(await picture(general(file))));
      expect(theirs.cache).toBe('private, no-store');
    }
    const token = links.poster.split('/').at(-2);
    for (const path of ['', '/manifest.json', '/video.mp4', '/data.json', '/receipt.json', '/unsubscribe']) {
      expect((await fetch(`${rig.url}/v/${token}${path}`)).status).toBe(410);
    }
  });

  test.each(['withdraw', 'not-me', 'unsubscribe', 'erase'])('after %s it is the campaign’s', async (act) => {
    const { links, general } = await fresh({ ...PERSONAL, confirm: 'ask' });
    const everybodys = await picture(general('poster.jpg'));
    await picture(links.poster, otherThan(everybodys));
    const { session } = await (await fetch(`${links.watch}/open`, { method: 'POST' })).json();
    expect((await fetch(`${links.watch}/${act}?session=${session}`, { method: 'POST' })).ok).toBe(true);
    const after = await picture(links.poster);
    expect(after.cache).toBe('private, no-store');
    expect(after.bytes.equals(everybodys.bytes)).toBe(true);
  });
});

test('a campaign has its pictures whatever becomes of it', async () => {
  const { campaign, links } = await fresh();
  for (const status of ['draft', 'scheduled', 'paused', 'cancelled', 'completed'] as const) {
    await rig.storage.db.updateTable('campaigns').set({ status }).where('id', '=', campaign.id).execute();
    for (const url of [links.poster, links.animation]) await picture(url);
  }
});

test('a scanner that opens every address of a mail changes nothing and counts nothing', async () => {
  const { links, uuid, campaign } = await fresh({ poster: 'personal', measure: true });
  const addresses = [
    links.watch,
    links.unsubscribe,
    `${links.poster}?play=1`,
    links.animation,
    `${links.watch}?utm_source=mail`,
    `${links.watch}/open`,
    `${links.watch}/withdraw`,
  ];
  const headers: Record<string, string>[] = [{}, { 'sec-purpose': 'prefetch;prerender' }];
  const scan = async () => {
    for (const url of addresses) {
      for (const method of ['GET', 'HEAD']) {
        for (const one of headers) {
          const response = await fetch(url, { method, headers: { 'user-agent': 'LinkScanner/1.0', ...one } });
          expect(response.status).toBe(200);
          await response.arrayBuffer();
        }
      }
    }
  };
  await scan();
  const { db } = rig.storage;
  const row = await db.selectFrom('recipients').select(['opened_at']).where('uuid', '=', uuid).executeTakeFirst();
  expect(row?.opened_at).toBeNull();
  expect(await db.selectFrom('counters').select('name').where('campaign_id', '=', campaign.id).execute()).toEqual([]);
  expect(await db.selectFrom('sessions').select('hash').where('recipient_uuid', '=', uuid).execute()).toEqual([]);
  expect(await db.selectFrom('outbox').select('id').where('recipient_uuid', '=', uuid).execute()).toEqual([]);
  // Pictures are planned the first time they are asked for; from then on not a byte rests differently.
  const before = await dump(rig.storage.databaseUrl);
  await scan();
  const after = await dump(rig.storage.databaseUrl);
  // The queue writes down by itself that it is alive.
  const ours = [...after].filter(([name]) => !name.includes('bullmq.'));
  expect(ours.length).toBeGreaterThan(10);
  const changed = ours.filter(([name, rows]) => !before.get(name)?.equals(rows)).map(([name]) => name);
  expect(changed).toEqual([]);
});
