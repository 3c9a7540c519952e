/** Who asks too often is told when to come back; nothing says who that was. */
import { beforeAll, expect, test } from 'vitest';
import { openTestApp, row, type TestApp } from '../http/support.ts';

let app: TestApp;
beforeAll(async () => {
  const points = { points: 5, duration: 600 };
  app = await openTestApp({ limitRules: { api: { points: 8, duration: 600 }, 'sign-in': points, viewer: points } });
});

test('a caller, a sign-in and a link are each counted alone', async () => {
  const id = await app.newCampaign();
  const put = (rid: string) => app.send(`/v1/campaigns/${id}/recipients/${rid}`, { method: 'PUT', body: row(rid) });
  const links = [(await put('cust-1')).body.links.watch, (await put('cust-2')).body.links.watch];
  const first = await app.send('/v1/me');
  expect(first.headers.get('ratelimit-limit')).toBe('8');
  expect(first.headers.get('ratelimit-remaining')).toBe('4');
  const more = await Promise.all(Array.from({ length: 6 }, () => app.send('/v1/me')));
  more.push(await app.send('/v1/me'), await app.send('/v1/me'));
  const refused = more.filter((one) => one.status === 429);
  expect(refused).toHaveLength(4);
  for (const one of refused) {
    expect(one.body.type).toBe('urn:candor:too-many-requests');
    expect(Number(one.headers.get('retry-after'))).toBeGreaterThan(0);
  }

  const open = (link: string) => fetch(`${link}/open`, { method: 'POST' }).then(({ status }) => status);
  for (let times = 0; times < 5; times += 1) expect(await open(links[0])).not.toBe(429);
  expect(await open(links[0])).toBe(429);
  expect(await open(links[1])).not.toBe(429);
  expect((await fetch(links[0])).status).toBe(200);

  const signIn = () =>
    app.send('/console/sign-in', {
      ...{ method: 'POST', key: null, type: 'application/x-www-form-urlencoded' },
      body: 'email=ada%40example.com&password=not+the+password',
    });
  for (let times = 0; times < 5; times += 1) expect((await signIn()).status).toBe(401);
  expect((await signIn()).status).toBe(429);

  const stored = JSON.stringify(await app.storage.db.selectFrom('rate_limits').selectAll().execute());
  for (const word of ['127.0.0.1', 'ada@', 'ada%40', links[0].split('/').at(-1)]) {
    expect(stored + app.lines.join('')).not.toContain(word);
  }
});
