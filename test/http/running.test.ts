/** What runs beside a campaign, over HTTP: test links, looks of the sender, the stop, measuring and trials. Nothing is drawn here. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createKey } from '../../src/accounts/index.ts';
import { CAMPAIGN, openTestApp, row, type TestApp } from './support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});

async function campaignWith(spec: object, ...ids: string[]) {
  const { body } = await app.post('/v1/campaigns', { ...CAMPAIGN, ...spec });
  const people = new Map<string, string>();
  for (const id of ids) {
    const put = await app.send(`/v1/campaigns/${body.id}/recipients/${id}`, { method: 'PUT', body: row(id) });
    people.set(id, new URL(put.body.links.watch).pathname);
  }
  const [at = ''] = people.values();
  return { id: body.id as string, at, people };
}

/** "This is me": what carries the session. */
async function open(at: string): Promise<string> {
  const { body } = await app.post(`${at}/open`, {}, { key: null });
  return `session=${body.session}`;
}
const page = async (at: string, query = '', headers = {}) =>
  (await app.send(`${at}?${query}`, { key: null, headers: { accept: 'text/html', ...headers } })).text;
const tell = (at: string, query: string, events: unknown[], headers = {}) =>
  app.post(`${at}/events?${query}`, { events }, { key: null, headers });
const play = { type: 'play' };

test('a test link says that it is one, on its page and in its title, and nothing there is counted', async () => {
  const { id } = await campaignWith({ measure: true }, 'cust-1');
  const { body } = await app.post(`/v1/campaigns/${id}/tests`, { label: 'Me', row: row('anybody', 'Ada') });
  const at = new URL(body.watchUrl).pathname;
  const html = await page(at);
  expect(html).toMatch(/<title>TEST · /);
  expect(html).toContain('A test link of');
  expect(html).toContain('class="test-badge"');
  const session = await open(at);
  expect((await tell(at, session, [play])).status).toBe(204);
  const rows = await app.storage.db.selectFrom('counters').selectAll().where('campaign_id', '=', id).execute();
  expect(rows).toEqual([]);
});

describe('a look at a person’s video', () => {
  test('needs the right to see people, changes nothing, and the person reads of it', async () => {
    const { id, at } = await campaignWith({}, 'cust-1');
    const path = `/v1/campaigns/${id}/recipients/cust-1/look`;
    const { key } = await createKey(app.storage, app.workspace, 'editor', ['read', 'edit', 'approve', 'admin']);
    expect((await app.post(path, {}, { key })).status).toBe(403);
    expect(await page(at, await open(at))).not.toContain('Who looked at your video');

    const looked = await app.post(path, {});
    const there = new URL(looked.body.watchUrl).pathname;
    const html = await page(there, 'values=1');
    expect(html).toContain('You are looking at somebody’s own version');
    expect(html).not.toContain('Zoë');
    for (const act of ['withdraw', 'not-me', 'open', 'dispute', 'unsubscribe', 'erase']) {
      expect((await app.post(`${there}/${act}`, {}, { key: null })).status).toBe(403);
    }
    expect((await app.send(`${there}/data.json`, { key: null })).status).toBe(401);
    const own = await page(at, await open(at));
    expect(own).toContain('Who looked at your video');
    expect(own).toContain('A program of');
    expect(own).not.toContain('Your values were shown');

    const withValues = await app.post(path, { values: true });
    expect(await page(new URL(withValues.body.watchUrl).pathname)).toContain('Zoë');
    expect(await page(at, await open(at))).toContain('Your values were shown');
    // With the link alone nothing of it is told: that somebody looked is this person's.
    expect(await page(at)).not.toContain('Who looked at your video');

    const log = await app.storage.db.selectFrom('audit').selectAll().where('action', 'like', '%look').execute();
    expect(log).toHaveLength(2);
    expect(log[0]).toMatchObject({ target_kind: 'recipient' });
    expect(JSON.stringify(log)).not.toMatch(/cust-1|Zoë/);
  });

  test('ends with its fifteen minutes', async () => {
    const { id } = await campaignWith({}, 'cust-1');
    const { body } = await app.post(`/v1/campaigns/${id}/recipients/cust-1/look`, {});
    const ended = { expires_at: new Date(Date.now() - 1000) };
    await app.storage.db.updateTable('links').set(ended).where('kind', '=', 'look').execute();
    expect((await fetch(body.watchUrl)).status).toBe(410);
  });
});

test('stopped: within one second no answer of an open page is personal, and how many had opened is told', async () => {
  const { id, people } = await campaignWith({}, 'cust-1', 'cust-2', 'cust-3');
  await app.post(`/v1/campaigns/${id}/launch`);
  const [one = '', two = ''] = [...people.values()];
  const sessions = [await open(one), await open(two)];
  const fields = async (at: string, session: string) =>
    (await app.send(`${at}/data.json?${session}`, { key: null })).body.fields;
  expect(await fields(one, sessions[0] ?? '')).toEqual({ firstName: 'Zoë' });
  expect((await app.post(`/v1/campaigns/${id}/stop-personal`)).body).toEqual({ opened: 2 });
  await new Promise((done) => setTimeout(done, 1000));
  for (const [at, session] of [
    [one, sessions[0] ?? ''],
    [two, sessions[1] ?? ''],
  ] as const) {
    expect(await fields(at, session)).toEqual({});
    const { body } = await app.send(`${at}/manifest.json?${session}`, { key: null });
    expect(body.disclosure.fields.some((field: { used: boolean }) => field.used)).toBe(false);
    expect(await page(at, session)).toContain('has stopped all personal videos');
  }
  const { body } = await app.send(`/v1/campaigns/${id}`);
  expect(body).toMatchObject({ personalStoppedBecause: 'asked' });
  await app.post(`/v1/campaigns/${id}/allow-personal`, { mended: true });
  expect(await fields(one, sessions[0] ?? '')).toEqual({ firstName: 'Zoë' });
});

test('content of a live campaign is mended: open pages have another version', async () => {
  const { id, at } = await campaignWith({}, 'cust-1');
  await app.post(`/v1/campaigns/${id}/launch`);
  const session = await open(at);
  const version = async () => /data-version="([^"]+)"/.exec(await page(at, session))?.[1];
  const before = await version();
  const patched = await app.send(`/v1/campaigns/${id}`, { method: 'PATCH', body: { brand: { colour: '#123456' } } });
  expect(patched.status).toBe(200);
  expect(await version()).not.toBe(before);
});

describe('measuring one person', () => {
  const measured = async (id: string) => (await app.send(`/v1/recipients/${id}`)).body.campaigns[0].measured;
  const flip = (at: string, session: string, on: boolean, headers = {}) =>
    app.post(`${at}/measuring?${session}`, { on }, { key: null, headers });

  test('starts off, is switched on by the person alone, and off deletes what was noted', async () => {
    const { at } = await campaignWith({ measure: true }, 'm-1');
    const session = await open(at);
    expect(await page(at, session)).toContain('does not see how you watch');
    await tell(at, session, [play]);
    expect(await measured('m-1')).toEqual([]);
    expect((await flip(at, 'x=1', true)).status).toBe(401);

    expect((await flip(at, session, true)).body).toEqual({ measuring: true });
    await tell(at, session, [play, { type: 'scene', scene: 'hello' }]);
    expect(await measured('m-1')).toMatchObject([
      { what: 'played', times: 1 },
      { what: 'watched', of: 'hello', times: 1 },
    ]);
    await tell(at, session, [play], { 'sec-gpc': '1' });
    expect(await measured('m-1')).toMatchObject([{ times: 1 }, { times: 1 }]);
    await flip(at, session, false);
    expect(await measured('m-1')).toEqual([]);
    expect((await flip(at, session, true, { 'sec-gpc': '1' })).status).toBe(409);
  });

  test('a record for the purpose measurement allows it, until it is withdrawn', async () => {
    const { id } = await campaignWith({ measure: true });
    const base = row('m-2');
    const [record] = base.consent;
    const consent = [record, { ...record, recordId: 'm', purpose: 'measurement', fields: [] }];
    const put = await app.send(`/v1/campaigns/${id}/recipients/m-2`, { method: 'PUT', body: { ...base, consent } });
    const at = new URL(put.body.links.watch).pathname;
    const session = await open(at);
    expect(await page(at, session)).toContain('says you agreed to this on');
    await tell(at, session, [play]);
    expect(await measured('m-2')).toMatchObject([{ what: 'played' }]);
    await app.post('/v1/consents/withdraw', { recipient: 'm-2', purpose: 'measurement' });
    expect(await measured('m-2')).toEqual([]);
    await tell(at, session, [play]);
    expect(await measured('m-2')).toEqual([]);
    expect(await page(at, session)).toContain('does not see how you watch');
  });
});

test('a trial is told on the page, counts both sides, and a program that says what it is counts in neither', async () => {
  const trial = { fields: ['firstName'], percent: 50 };
  const ids = Array.from({ length: 12 }, (_, index) => `t-${index}`);
  const { id, people } = await campaignWith({ measure: true, trial }, ...ids);
  const sides = { with: 0, without: 0 };
  for (const at of people.values()) {
    const session = await open(at);
    const html = await page(at, session);
    expect(html).toContain('tries which things are worth having');
    sides[html.includes('Left out here, by chance') ? 'without' : 'with'] += 1;
    await tell(at, session, [play, { type: 'scene', scene: 'close' }]);
    await tell(at, session, [play], { 'user-agent': 'LinkScanner/1.0' });
  }
  const rows = await app.storage.db
    .selectFrom('counters')
    .select(['key', 'count'])
    .where('campaign_id', '=', id)
    .where('name', '=', 'trial')
    .execute();
  const counted = Object.fromEntries(rows.map(({ key, count }) => [key, Number(count)]));
  const expected = Object.entries(sides).flatMap(([side, n]) =>
    n > 0 ? ['played', 'watched'].map((what) => [`firstName:${side}:${what}`, n]) : [],
  );
  expect(counted).toEqual(Object.fromEntries(expected));
  const { body } = await app.send(`/v1/campaigns/${id}/analytics`);
  expect(body).toMatchObject({ uncounted: { bots: 10 }, trial: { fields: [{ verdict: 'too-few' }] } });

  // Whoever switches the field by themselves has it: the choice counts for more than the lot.
  for (const at of people.values()) {
    const session = await open(at);
    for (const on of [false, true]) {
      await app.send(`${at}/choices?${session}`, { method: 'PUT', key: null, body: { fields: { firstName: on } } });
    }
    expect((await app.send(`${at}/data.json?${session}`, { key: null })).body.fields).toEqual({ firstName: 'Zoë' });
  }
});

test('numbers go out as CSV, and nothing in it runs as a formula', async () => {
  const { id } = await campaignWith({ measure: true }, 'cust-1');
  const counters = [
    { campaign_id: id, name: 'played' as const, key: '', count: '25' },
    { campaign_id: id, name: 'answer' as const, key: '=cmd:x', count: '12' },
    { campaign_id: id, name: 'cta' as const, key: '', count: '9' },
  ];
  await app.storage.db.insertInto('counters').values(counters).execute();
  const csv = await app.send(`/v1/campaigns/${id}/analytics.csv`);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const lines = csv.text.split('\r\n');
  expect(lines.slice(0, 4)).toEqual(['name,of,count', 'people,all,1', "answer,'=cmd:x,10", 'played,all,20']);
  expect(csv.text).not.toContain('cta');
});
