/** What a link gives and what it does not, over HTTP, on the real parts. */
import { request } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { openRig, type Rig, rowOf } from './rig.ts';

const NAME = 'Zoëphine';
const HTML = { accept: 'text/html' };

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
}, 120_000);

/** Acts hold for a person in the whole workspace: every test has people of its own. */
let people = 0;
const zoe = () => {
  people += 1;
  return rowOf(`cust-${people}`, { firstName: NAME, usageKwh: [210, 190, 170] });
};

async function fresh(spec: object = {}) {
  const campaign = await rig.campaign(spec);
  const row = zoe();
  return { campaign, row, ...(await rig.person(campaign.id, row)) };
}

const post = (url: string, init: RequestInit = {}) => fetch(url, { method: 'POST', redirect: 'manual', ...init });
const form = (url: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  post(url, { body: new URLSearchParams(fields), headers: { ...HTML, ...headers } });

async function open(watch: string): Promise<string> {
  const answer = await post(`${watch}/open`);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { session: string }).session;
}

async function manifestOf(watch: string, session?: string) {
  const answer = await fetch(`${watch}/manifest.json${session ? `?session=${session}` : ''}`);
  expect(answer.status).toBe(200);
  // biome-ignore lint/suspicious/noExplicitAny: read as a viewer's program would
  return (await answer.json()) as any;
}

const fieldOf = (manifest: { disclosure: { fields: { key: string }[] } }, key: string) =>
  manifest.disclosure.fields.find((field) => field.key === key);

/** Everything a viewer can read without drawing a video. */
async function everything(watch: string, query = ''): Promise<string> {
  const paths = [
    '',
    '/manifest.json',
    '/captions.vtt',
    '/descriptions.vtt',
    '/receipt.json',
    '/live.json',
    '/stream.m3u8',
  ];
  const texts = await Promise.all(
    paths.map(async (path) => (await fetch(`${watch}${path}${query}`, { headers: HTML })).text()),
  );
  const token = new URL(watch).pathname.split('/')[2] ?? '';
  return texts.join('\n').replaceAll(token, '<token>');
}

describe('the link alone', () => {
  test('gives every person the same bytes, whatever they agreed to, chose, withdrew or said', async () => {
    const campaign = await rig.campaign();
    const people = [
      await rig.person(campaign.id, zoe()),
      await rig.person(campaign.id, { ...rowOf('b', { firstName: 'Ulf' }, []), locale: 'de' }),
      await rig.person(campaign.id, zoe()),
      await rig.person(campaign.id, zoe()),
    ];
    const [, , withdrawn, opened] = people as [
      (typeof people)[0],
      (typeof people)[0],
      (typeof people)[0],
      (typeof people)[0],
    ];
    await post(`${withdrawn.links.watch}/withdraw`);
    const session = await open(opened.links.watch);
    await fetch(`${opened.links.watch}/choices?session=${session}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fields: { firstName: false } }),
    });
    const texts = await Promise.all(people.map(({ links }) => everything(links.watch)));
    expect(new Set(texts).size).toBe(1);
    for (const trace of [NAME, 'agreedAt', 'withdrawn"', 'Ulf']) expect(texts[0]).not.toContain(trace);
  });

  test('shows what the template uses, with every switch on and nothing used', async () => {
    const { links } = await fresh();
    const manifest = await manifestOf(links.watch);
    expect(manifest.choices.map((choice: { on: boolean }) => choice.on)).toEqual([true, true, true]);
    expect(manifest.disclosure.fields.every((field: { used: boolean }) => !field.used)).toBe(true);
    expect(manifest.scenes.at(-1).id).toBe('disclosure');
  });

  test('opens neither values nor switches nor erasure', async () => {
    const { links } = await fresh();
    for (const confirm of ['ask', 'skip']) {
      const { links: theirs } = await fresh({ confirm });
      expect((await fetch(`${theirs.watch}/data.json`)).status).toBe(401);
      expect((await post(`${theirs.watch}/erase`)).status).toBe(401);
    }
    const put = await fetch(`${links.watch}/choices`, { method: 'PUT', body: '{"fields":{}}' });
    expect(put.status).toBe(401);
    expect((await fetch(`${links.watch}/data.json?session=${'x'.repeat(32)}`)).status).toBe(401);
  });

  test('is not changed or counted by GET and HEAD', async () => {
    const { uuid, links } = await fresh();
    const state = async () =>
      JSON.stringify([
        await rig.storage.db.selectFrom('recipients').selectAll().where('uuid', '=', uuid).execute(),
        await rig.storage.db.selectFrom('keys.acts').selectAll().execute(),
        await rig.storage.db.selectFrom('sessions').selectAll().execute(),
        // Videos of others may be drawn meanwhile.
        await rig.storage.db.selectFrom('outbox').selectAll().where('topic', 'not like', 'video.%').execute(),
      ]);
    const before = await state();
    for (const path of [
      '',
      '/manifest.json',
      '/captions.vtt',
      '/receipt.json',
      '/withdraw',
      '/erase',
      '/not-me',
      '/unsubscribe',
    ]) {
      for (const method of ['GET', 'HEAD']) expect((await fetch(`${links.watch}${path}`, { method })).status).toBe(200);
    }
    expect(await state()).toBe(before);
  });

  test('with confirm "skip" the link is the session, except for values, switches and erasure', async () => {
    const { links } = await fresh({ confirm: 'skip' });
    expect(fieldOf(await manifestOf(links.watch), 'firstName')).toMatchObject({ used: true });
    const page = await (await fetch(links.watch, { headers: HTML })).text();
    expect(page).not.toContain('role="switch"');
    expect(page).toContain('This is me');
  });
});

describe('a session', () => {
  test('is personal: used fields with their times, reasons for the rest, the values, and no value in the disclosure', async () => {
    const { links } = await fresh();
    const session = await open(links.watch);
    const manifest = await manifestOf(links.watch, session);
    expect(fieldOf(manifest, 'firstName')).toMatchObject({ used: true, agreedAt: expect.any(String) });
    expect(fieldOf(manifest, 'plan')).toMatchObject({ used: false, reason: expect.any(String) });
    expect(JSON.stringify(manifest)).not.toContain(NAME);
    const data = await (await fetch(`${links.watch}/data.json?session=${session}`)).json();
    expect(data).toEqual({ fields: { firstName: NAME, usageKwh: [210, 190, 170] } });
    const captions = await (await fetch(`${links.watch}/captions.vtt?session=${session}`)).text();
    expect(captions).toContain(NAME);
  });

  test('belongs to one link and ends in time', async () => {
    const [one, other] = [await fresh(), await fresh()];
    const answer = (await (await post(`${one.links.watch}/open`)).json()) as { session: string; expiresAt: string };
    expect(Date.parse(answer.expiresAt) - Date.now()).toBeLessThanOrEqual(12 * 3_600_000 + 60_000);
    expect((await fetch(`${other.links.watch}/data.json?session=${answer.session}`)).status).toBe(401);
    expect((await fetch(`${one.links.watch}/data.json?session=${answer.session}`)).status).toBe(200);
  });

  test('comes as a cookie of this link’s path, by the rules of where it is', async () => {
    const { links } = await fresh();
    const path = new URL(links.watch).pathname;
    const cookie = (await post(`${links.watch}/open`)).headers.get('set-cookie');
    for (const part of [`Path=${path};`, 'HttpOnly', 'Secure', 'SameSite=None', 'Partitioned']) {
      expect(cookie).toContain(part);
    }
    const opened = await form(`${links.watch}/open`);
    expect(opened.status).toBe(303);
    const [pair = ''] = (opened.headers.get('set-cookie') ?? '').split(';');
    const data = await fetch(`${links.watch}/data.json`, { headers: { cookie: pair } });
    expect(data.status).toBe(200);
  });

  test('on a phone in the local network has a cookie that such a browser keeps', async () => {
    const { links } = await fresh();
    const { pathname, port } = new URL(links.watch);
    const cookie = await new Promise<string>((done, fail) => {
      const headers = { host: `192.168.1.20:${port}` };
      request({ host: '127.0.0.1', port, path: `${pathname}/open`, method: 'POST', headers }, (answer) => {
        answer.resume();
        done(String(answer.headers['set-cookie']));
      })
        .on('error', fail)
        .end();
    });
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).not.toContain('Secure');
  });

  test('switches a field off: the new manifest at once, kept by no import', async () => {
    const { campaign, row, links } = await fresh();
    const session = await open(links.watch);
    const answer = await fetch(`${links.watch}/choices?session=${session}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fields: { firstName: false } }),
    });
    expect(answer.status).toBe(200);
    expect(fieldOf((await answer.json()) as never, 'firstName')).toMatchObject({
      used: false,
      reason: 'viewer-choice',
    });
    await rig.person(campaign.id, row);
    const manifest = await manifestOf(links.watch, session);
    expect(manifest.choices[0]).toMatchObject({ field: 'firstName', on: false });
    const on = await form(`${links.watch}/choices?session=${session}`, { firstName: 'true' });
    expect(on.status).toBe(303);
    expect(fieldOf(await manifestOf(links.watch, session), 'firstName')).toMatchObject({ used: true });
  });

  test('refuses a switch the video has not, naming no key that could be a value', async () => {
    const { links } = await fresh();
    const session = await open(links.watch);
    const answer = await fetch(`${links.watch}/choices?session=${session}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fields: { shoeSize: false, 'Zoë Müller': true } }),
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const { errors } = (await answer.json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path)).toEqual(['fields.shoeSize', 'fields.other']);
  });
});

test('a body that is none is the sender’s to mend', async () => {
  const { links } = await fresh();
  const session = await open(links.watch);
  const headers = { 'content-type': 'application/json' };
  for (const body of ['{', '{"fields":{"firstName":"no"}}', '[]', `{"fields":{"x":${'1'.repeat(70_000)}}}`]) {
    const answer = await fetch(`${links.watch}/choices?session=${session}`, { method: 'PUT', headers, body });
    expect(answer.status).toBe(400);
  }
});

describe('acts', () => {
  test('withdrawing needs the link alone, one request, and makes everything general', async () => {
    const { links } = await fresh();
    const session = await open(links.watch);
    expect((await post(`${links.watch}/withdraw`)).status).toBe(200);
    const manifest = await manifestOf(links.watch, session);
    expect(fieldOf(manifest, 'firstName')).toMatchObject({ used: false, reason: 'withdrawn' });
    const data = await (await fetch(`${links.watch}/data.json?session=${session}`)).json();
    expect(data).toEqual({ fields: {} });
    expect(await everything(links.watch, `?session=${session}`)).not.toContain(NAME);
  });

  test('"I did not agree" takes one field out and is told as such', async () => {
    const { uuid, links } = await fresh();
    const session = await open(links.watch);
    expect((await form(`${links.watch}/dispute?session=${session}`, { field: 'nothing' })).status).toBe(400);
    const answer = await form(`${links.watch}/dispute?session=${session}`, { field: 'firstName' });
    expect(answer.status).toBe(303);
    const manifest = await manifestOf(links.watch, session);
    expect(fieldOf(manifest, 'firstName')).toMatchObject({ reason: 'withdrawn' });
    expect(fieldOf(manifest, 'usageKwh')).toMatchObject({ used: true });
    const notices = await rig.storage.db
      .selectFrom('outbox')
      .select('topic')
      .where('recipient_uuid', '=', uuid)
      .execute();
    expect(notices.map(({ topic }) => topic)).toContain('consent.disputed');
  });

  test('"that is not right" tells the sender which field', async () => {
    const { uuid, links } = await fresh();
    expect((await post(`${links.watch}/correction`)).status).toBe(400);
    const answer = await post(`${links.watch}/correction`, {
      headers: { 'content-type': 'application/json' },
      body: '{"field":"usageKwh"}',
    });
    expect(answer.status).toBe(200);
    const notice = await rig.storage.db
      .selectFrom('outbox')
      .select('payload')
      .where('recipient_uuid', '=', uuid)
      .where('topic', '=', 'recipient.correction')
      .executeTakeFirstOrThrow();
    expect(notice.payload).toMatchObject({ fields: ['usageKwh'] });
  });

  test('"not me" ends what a session gave, for whoever holds the link, until a new link is made', async () => {
    const { uuid, links } = await fresh();
    const before = await open(links.watch);
    expect((await post(`${links.watch}/not-me`)).status).toBe(200);
    expect((await fetch(`${links.watch}/data.json?session=${before}`)).status).toBe(401);
    const after = await open(links.watch);
    const manifest = await manifestOf(links.watch, after);
    expect(manifest.disclosure.fields.some((field: { agreedAt?: string }) => field.agreedAt)).toBe(false);
    expect(await (await fetch(`${links.watch}/data.json?session=${after}`)).json()).toEqual({ fields: {} });
    expect((await post(`${links.watch}/erase?session=${after}`)).status).toBe(401);
    const renewed = await rig.delivery.relink(uuid);
    expect(renewed?.watch).not.toBe(links.watch);
    expect((await fetch(links.watch)).status).toBe(410);
    const session = await open(renewed?.watch ?? '');
    expect(fieldOf(await manifestOf(renewed?.watch ?? '', session), 'firstName')).toMatchObject({ used: true });
  });

  test('unsubscribing is one POST from anywhere, answered without a redirect', async () => {
    const { links } = await fresh();
    const answer = await post(links.unsubscribe, {
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site', ...HTML },
    });
    expect(answer.status).toBe(200);
    const manifest = await manifestOf(links.watch, await open(links.watch));
    expect(manifest.disclosure.fields.some((field: { used: boolean }) => field.used)).toBe(false);
  });

  test('erasing ends the link: 410 with whom to ask, and the campaign’s picture stays', async () => {
    const { campaign, uuid, links } = await fresh();
    const session = await open(links.watch);
    expect((await post(`${links.watch}/erase?session=${session}`)).status).toBe(200);
    for (const path of ['', '/manifest.json', '/video.mp4', '/captions.vtt', '/receipt.json', '/data.json']) {
      expect((await fetch(`${links.watch}${path}?session=${session}`)).status).toBe(410);
    }
    const page = await (await fetch(links.watch, { headers: HTML })).text();
    expect(page).toContain('privacy@northlight.example');
    expect(page).not.toContain(NAME);
    const link = await rig.storage.db
      .selectFrom('links')
      .selectAll()
      .where('campaign_id', '=', campaign.id)
      .executeTakeFirstOrThrow();
    expect(link).toMatchObject({ recipient_uuid: null, sealed_token: null });
    expect(await rig.delivery.linksFor([uuid])).toEqual(new Map());
    expect((await fetch(links.poster)).status).toBe(200);
  });

  test('another site’s page can do nothing; our own forms can', async () => {
    const { links } = await fresh();
    const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }];
    for (const headers of foreign) {
      for (const act of ['open', 'withdraw', 'not-me', 'dispute', 'correction']) {
        expect((await form(`${links.watch}/${act}`, {}, headers)).status).toBe(403);
      }
    }
    expect((await form(`${links.watch}/open`, {}, { origin: 'null', 'sec-fetch-site': 'same-origin' })).status).toBe(
      303,
    );
    expect((await form(`${links.watch}/open`, {}, { origin: rig.url })).status).toBe(303);
  });

  test('a form answers with a redirect to the page that says what was done', async () => {
    const { links } = await fresh();
    const answer = await form(`${links.watch}/withdraw`);
    expect(answer.status).toBe(303);
    const page = await fetch(new URL(answer.headers.get('location') ?? '', rig.url), { headers: HTML });
    expect(await page.text()).toContain('Your agreement is withdrawn');
  });
});

describe('links', () => {
  test('are made once, shown again the same, hold 128 bits and more, and end with what they show', async () => {
    const { uuid, links } = await fresh();
    const again = (await rig.delivery.linksFor([uuid])).get(uuid);
    expect(again).toEqual(links);
    const token = new URL(links.watch).pathname.split('/')[2] ?? '';
    expect(Buffer.from(token, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
    const dump = JSON.stringify(await rig.storage.db.selectFrom('links').selectAll().execute());
    expect(dump).not.toContain(token);
    expect(dump).not.toContain(Buffer.from(token).toString('hex'));
  });

  test('stay the same, and can be shown again, after a withdrawal has changed the key', async () => {
    const { uuid, links } = await fresh();
    await post(`${links.watch}/withdraw`);
    expect((await rig.delivery.linksFor([uuid])).get(uuid)).toEqual(links);
  });

  test('asked for by many at once are one link', async () => {
    const campaign = await rig.campaign();
    const { uuid } = await rig.person(campaign.id, zoe());
    const all = await Promise.all(Array.from({ length: 8 }, () => rig.delivery.linksFor([uuid])));
    expect(new Set(all.map((links) => links.get(uuid)?.watch)).size).toBe(1);
  });

  test('that are unknown, nonsense or not a watch link answer 410', async () => {
    const { links } = await fresh({ poster: 'personal' });
    const picture = new URL(links.poster).pathname.split('/')[2];
    for (const token of ['x'.repeat(32), 'short', '%00', picture]) {
      expect((await fetch(`${rig.url}/v/${token}`)).status).toBe(410);
      expect((await post(`${rig.url}/v/${token}/open`)).status).toBe(410);
    }
  });
});

describe('headers', () => {
  test('nothing under a link is stored, indexed, framed, sniffed or told to other sites', async () => {
    const { links } = await fresh();
    for (const path of ['', '/manifest.json', '/captions.vtt', '/receipt.json']) {
      const { headers } = await fetch(`${links.watch}${path}`);
      expect(headers.get('cache-control')).toContain('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
    }
  });

  test('GPC is honoured for exactly 1, and the page says just that', async () => {
    const { links } = await fresh();
    const page = async (gpc: string) => (await fetch(links.watch, { headers: { ...HTML, 'sec-gpc': gpc } })).text();
    expect(await page('1')).toContain('Global Privacy Control');
    expect(await page('true')).not.toContain('Global Privacy Control');
  });
});

// Last: it moves the clock of all that is above.
test('a session ends after twelve hours, and a link with what is kept; the campaign’s picture stays', async () => {
  const { links } = await fresh();
  const session = await open(links.watch);
  rig.later(12 * 3_600_000 + 1000);
  expect((await fetch(`${links.watch}/data.json?session=${session}`)).status).toBe(401);
  const again = await open(links.watch);
  rig.later(30 * 86_400_000);
  expect((await fetch(links.watch)).status).toBe(410);
  expect((await fetch(`${links.watch}/data.json?session=${again}`)).status).toBe(410);
  expect((await post(`${links.watch}/open`)).status).toBe(410);
  expect((await fetch(links.poster)).status).toBe(200);
});
