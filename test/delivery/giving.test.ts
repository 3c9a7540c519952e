/** What viewers give and are given: their own values, forms, votes, answers to a question, receipts. Over HTTP. */
import { fileURLToPath } from 'node:url';
import { compactVerify, createLocalJWKSet } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPerson } from '../../src/consent/index.ts';
import { openRig, type Rig, rowOf } from './rig.ts';

const PHONE = '+49 40 1234567';
const HTML = { accept: 'text/html' };

let rig: Rig;
beforeAll(async () => {
  rig = await openRig(fileURLToPath(new URL('./templates', import.meta.url)));
}, 120_000);

let people = 0;
async function fresh(spec: object = {}, more: object = {}) {
  const campaign = await rig.campaign(spec);
  people += 1;
  const row = { ...rowOf(`cust-${people}`, { firstName: 'Zoëphine' }), ...more };
  return { campaign, row, ...(await rig.person(campaign.id, row)) };
}

type Json = Record<string, never> & { readonly [key: string]: never };
const post = async (url: string, body?: unknown, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json');
  // biome-ignore lint/suspicious/noExplicitAny: read as a viewer's program would
  return { status: answer.status, body: (isJson ? JSON.parse(text) : undefined) as any, headers: answer.headers };
};
const form = (url: string, fields: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: HTML });
// biome-ignore lint/suspicious/noExplicitAny: read as a viewer's program would
const get = async (url: string): Promise<any> => (await fetch(url)).json();

async function opened(spec: object = {}, more: object = {}) {
  const one = await fresh(spec, more);
  const { body } = await post(`${one.links.watch}/open`);
  const at = (path: string) => `${one.links.watch}/${path}?session=${body.session}`;
  return { ...one, at };
}

const counters = (campaign: string) =>
  rig.storage.db
    .selectFrom('counters')
    .select(['name', 'key', 'count'])
    .where('campaign_id', '=', campaign)
    .orderBy('name')
    .execute();

describe('a value of the viewer’s own', () => {
  test('is kept by their act alone: in the data, told as theirs, with a receipt, and switched like any other', async () => {
    const { at, uuid } = await opened();
    const kept = await post(at('keep'), { field: 'budget', value: 120 });
    expect(kept.status).toBe(200);
    const told = kept.body.disclosure.fields.find((field: Json) => field.key === 'budget');
    expect(told).toMatchObject({ from: 'viewer', used: true, agreedAt: expect.any(String) });
    expect(JSON.stringify(kept.body)).not.toContain('120');
    expect((await get(at('data.json'))).fields).toEqual({ firstName: 'Zoëphine', budget: 120 });
    const person = await openPerson(rig.storage, uuid);
    const record = person?.kept.records.find(({ fields }) => fields.includes('budget'));
    expect(record).toMatchObject({ method: 'viewer', purpose: 'personalised-video' });
    await post(at('withdraw'));
    expect((await get(at('data.json'))).fields).toEqual({});
  });

  test('outlives an import, and no import can bring one', async () => {
    const { at, campaign, row } = await opened();
    await post(at('keep'), { field: 'budget', value: 120 });
    await rig.person(campaign.id, { ...rowOf(row.id, { firstName: 'Ada', budget: 5 }) });
    expect((await get(at('data.json'))).fields).toEqual({ firstName: 'Ada', budget: 120 });
  });

  test('is refused where it is not theirs to give, breaks the field’s rule, or nobody said "this is me"', async () => {
    const { at, links } = await opened();
    for (const body of [
      { field: 'firstName', value: 'Ada' },
      { field: 'budget', value: 501 },
      { field: 'budget', value: { a: 1 } },
      { field: 'budget' },
    ]) {
      expect((await post(at('keep'), body)).status).toBe(400);
    }
    expect((await post(`${links.watch}/keep`, { field: 'budget', value: 1 })).status).toBe(401);
    expect((await get(at('data.json'))).fields).toEqual({ firstName: 'Zoëphine' });
  });
});

describe('a form', () => {
  test('sends what was filled in, each answer for its own purpose and time; told without values; taken back at once', async () => {
    const { at, uuid, links } = await opened();
    const sent = await post(at('forms'), { form: 'call', fields: { phone: PHONE, note: '  ' } });
    expect(sent.status).toBe(200);
    const { disclosure } = await get(at('manifest.json'));
    expect(disclosure.entries).toEqual([
      expect.objectContaining({ field: 'phone', label: 'Phone', purpose: 'call-back', why: 'to call you' }),
    ]);
    const [entry] = disclosure.entries;
    const days = (Date.parse(entry.keptUntil) - Date.parse(entry.sentAt)) / 86_400_000;
    expect(days).toBeCloseTo(10);
    const receipt = await get(at('receipt.json'));
    expect(JSON.stringify(receipt)).toContain('call-back');
    for (const text of [JSON.stringify(disclosure), JSON.stringify(receipt), await (await fetch(links.watch)).text()]) {
      expect(text).not.toContain('1234567');
    }
    const page = await (await fetch(`${at('')}&values=1`, { headers: HTML })).text();
    expect(page).toContain(PHONE);
    expect((await openPerson(rig.storage, uuid))?.entries[0]?.value).toBe(PHONE);
    expect((await form(at('take-back'), { entry: entry.id })).status).toBe(303);
    expect((await get(at('manifest.json'))).disclosure.entries).toBeUndefined();
    expect((await openPerson(rig.storage, uuid))?.entries).toEqual([]);
  });

  test('keeps nothing that its fields do not take, or that is never kept, and repeats none of it', async () => {
    const { at, uuid } = await opened();
    const CARD = '4111 1111 1111 1111';
    for (const fields of [{ phone: 'call me' }, { note: CARD }, { other: 'x' }, {}]) {
      const { status, body } = await post(at('forms'), { form: 'call', fields });
      expect(status).toBe(400);
      for (const value of Object.values(fields)) expect(JSON.stringify(body)).not.toContain(value);
    }
    expect((await post(at('forms'), { form: 'nothing', fields: {} })).status).toBe(400);
    expect((await openPerson(rig.storage, uuid))?.entries).toEqual([]);
  });

  test('ends with its purpose', async () => {
    const { at, uuid } = await opened();
    await post(at('forms'), { form: 'call', fields: { phone: PHONE } });
    await post(at('withdraw'));
    // Another purpose than the video's: it stays until it is taken back or erased.
    expect((await openPerson(rig.storage, uuid))?.entries).toHaveLength(1);
  });
});

describe('counting', () => {
  test('a poll counts a link once, and tells totals in tens, from ten on', async () => {
    const { campaign, links } = await fresh();
    const vote = (watch: string) => post(`${watch}/votes`, { poll: 'mood', option: 'good' });
    expect((await vote(links.watch)).body).toEqual({ polls: { mood: {} } });
    await vote(links.watch);
    expect(await counters(campaign.id)).toEqual([{ name: 'poll', key: 'mood:good', count: '1' }]);
    await rig.storage.db.updateTable('counters').set({ count: '27' }).where('campaign_id', '=', campaign.id).execute();
    expect(await get(`${links.watch}/votes`)).toEqual({ polls: { mood: { good: 20 } } });
    expect((await post(`${links.watch}/votes`, { poll: 'mood', option: 'ugly' })).status).toBe(400);
  });

  test('events are counted without a person where the campaign measures, and nowhere else', async () => {
    const events = {
      events: [{ type: 'play' }, { type: 'scene', scene: 'hello' }, { type: 'scene', scene: 'disclosure' }],
    };
    const { campaign, links } = await fresh({ measure: true });
    expect((await post(`${links.watch}/events`, events)).status).toBe(204);
    await post(`${links.watch}/open`);
    expect(await counters(campaign.id)).toEqual([
      { name: 'opened', key: '', count: '1' },
      { name: 'played', key: '', count: '1' },
      { name: 'watched', key: expect.any(String), count: '1' },
      { name: 'watched', key: expect.any(String), count: '1' },
    ]);
    for (const event of [{ type: 'scene', scene: 'x' }, { type: 'look' }, { type: 'play', who: 'me' }]) {
      expect((await post(`${links.watch}/events`, { events: [event] })).status).toBe(400);
    }
    const silent = await fresh();
    expect((await post(`${silent.links.watch}/events`, events)).status).toBe(204);
    expect(await counters(silent.campaign.id)).toEqual([]);
  });

  test('Sec-GPC: 1 turns it off, and the sender is told once, when the person says who they are', async () => {
    const { campaign, links, uuid } = await fresh({ measure: true });
    const gpc = { 'sec-gpc': '1' };
    await post(`${links.watch}/events`, { events: [{ type: 'play' }] }, gpc);
    await post(`${links.watch}/open`, undefined, gpc);
    await post(`${links.watch}/open`, undefined, gpc);
    expect(await counters(campaign.id)).toEqual([]);
    const notices = await rig.storage.db
      .selectFrom('outbox')
      .select('topic')
      .where('recipient_uuid', '=', uuid)
      .where('topic', 'not like', 'video.%')
      .execute();
    expect(notices.map(({ topic }) => topic)).toEqual(['recipient.gpc']);
    expect(await get(`${rig.url}/.well-known/gpc.json`)).toMatchObject({ gpc: true });
  });
});

describe('a question before', () => {
  const spec = { confirm: 'code', confirmQuestion: { en: 'Number of your meter?' } };

  test('opens for its answer, however it is written, and rests as a keyed hash', async () => {
    const { links, uuid } = await fresh(spec, { confirmAnswer: 'AB-12 34' });
    expect((await post(`${links.watch}/open`)).status).toBe(400);
    expect((await post(`${links.watch}/open`, { answer: 'ab1234' })).body.session).toEqual(expect.any(String));
    const row = await rig.storage.db
      .selectFrom('recipients')
      .selectAll()
      .where('uuid', '=', uuid)
      .executeTakeFirstOrThrow();
    expect(row.answer_hash).toHaveLength(32);
    expect(JSON.stringify(row)).not.toMatch(/ab-?12/i);
  });

  test('has five tries a link, also where they come at once, and says how many are left', async () => {
    const { links, uuid } = await fresh(spec, { confirmAnswer: 'AB-1234' });
    const page = await (await form(`${links.watch}/open`, { answer: 'wrong' })).text();
    expect(page).toContain('4 tries are left.');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(`${links.watch}/open`, { answer: 'also wrong' })),
    );
    const codes = answers.map(({ body }) => String(body.type).split(/[/:]/).at(-1)).sort();
    expect(codes.filter((code) => code === 'answer-wrong')).toHaveLength(3);
    expect((await post(`${links.watch}/open`, { answer: 'AB-1234' })).status).toBe(403);
    expect(await (await fetch(`${links.watch}/open`, { headers: HTML })).text()).toContain('All five tries are used.');
    const renewed = await rig.delivery.relink(uuid);
    expect((await post(`${renewed?.watch}/open`, { answer: 'AB-1234' })).status).toBe(200);
  });

  test('opens for nobody whose row brought no answer', async () => {
    const { links } = await fresh(spec);
    expect((await post(`${links.watch}/open`, { answer: 'undefined' })).status).toBe(403);
  });
});

describe('receipts', () => {
  const check = async (receipt: unknown) =>
    (
      await post(`${rig.url}/receipt/check`, {
        receipt: typeof receipt === 'string' ? receipt : JSON.stringify(receipt),
      })
    ).body.result;

  test('are signed with the service’s public key, and any change is found', async () => {
    const { at } = await opened();
    const receipt = await get(at('receipt.json'));
    const { payload } = await compactVerify(
      receipt['candor:jws'],
      createLocalJWKSet(await get(`${rig.url}/.well-known/jwks.json`)),
    );
    const { 'candor:jws': jws, ...rest } = receipt;
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(rest);
    expect(await check(receipt)).toBe('good');
    expect(await check({ ...receipt, 'dct:language': 'xx' })).toBe('changed');
    expect(await check({ ...receipt, 'candor:jws': `${jws.slice(0, -6)}AAAAAA` })).toBe('unknown');
    expect(await check('nonsense')).toBe('unknown');
  });

  test('of an erasure say what went and what stays, and nothing of whose it was', async () => {
    const { at, row } = await opened();
    const { body } = await post(at('erase'));
    expect(body).toMatchObject({ done: 'erase', erased: { campaigns: 1, videos: 1 } });
    expect(await check(body.receipt)).toBe('good');
    for (const trace of [row.id, 'Zoëphine']) expect(JSON.stringify(body)).not.toContain(trace);
  });

  test('of an erasure are shown to a browser once, at the ended link', async () => {
    const { at } = await opened();
    const answer = await form(at('erase'));
    expect(answer.status).toBe(303);
    const page = await fetch(new URL(answer.headers.get('location') ?? '', rig.url), { headers: HTML });
    expect(page.status).toBe(410);
    const html = await page.text();
    expect(html).toContain('What cannot be erased here');
    const file = /href="(\/receipt\/erasure\.json[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    expect(await check(await get(`${rig.url}${file}`))).toBe('good');
    const forged = await fetch(`${at('')}&done=erase&receipt=x.y.z`, { headers: HTML });
    expect(await forged.text()).not.toContain('What cannot be erased here');
  });
});

test('what a person decided is told to them alone, the latest first, with a way back', async () => {
  const { at, links } = await opened();
  await form(at('choices'), { firstName: 'false' });
  await form(at('correction'), { field: 'firstName' });
  const page = async (url: string) => (await fetch(url, { headers: HTML })).text();
  const mine = await page(at(''));
  expect(mine.indexOf('“That’s not right”')).toBeGreaterThan(0);
  expect(mine.indexOf('“That’s not right”')).toBeLessThan(mine.indexOf('switched off'));
  expect(mine).not.toContain('data-undo');
  await form(at('choices'), { firstName: 'true' });
  expect(await page(at(''))).toMatch(/name="firstName" value="false"[^>]*><button[^>]*data-undo/);
  expect(await page(links.watch)).not.toContain('switched off');
});

test('speaks Arabic from right to left, with its own plurals', async () => {
  const { links } = await fresh();
  const answer = await fetch(links.watch, { headers: { ...HTML, 'accept-language': 'ar' } });
  const html = await answer.text();
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain('هذا أنا');
  expect(html).toContain('بعد 30 يومًا');
  expect(html).toContain('الاسم الأول');
});
