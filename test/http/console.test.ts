/** The console and the reference: who gets in, what the pages hold, and that nothing on them is inline. */
import { beforeAll, expect, test } from 'vitest';
import { createKey, createWorkspace, revokeKey } from '../../src/accounts/index.ts';
import { CAMPAIGN, CONSOLE_CODE, openTestApp, type Reply, row, type TestApp } from './support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});

const html = { accept: 'text/html' };
const page = (path: string, cookie?: string): Promise<Reply> =>
  app.send(path, { key: null, headers: { ...html, ...(cookie ? { cookie } : {}) } });
const cookieOf = (reply: Reply): string => reply.headers.get('set-cookie')?.split(';')[0] ?? '';
const signedIn = (path: string, cookie: string): Promise<Reply> =>
  app.send(path, { key: null, headers: { cookie, 'sec-fetch-site': 'same-origin' } });
const signIn = (key: string, headers: Record<string, string> = {}): Promise<Reply> =>
  app.send('/console/sign-in', {
    method: 'POST',
    key: null,
    type: 'application/x-www-form-urlencoded',
    body: `key=${encodeURIComponent(key)}`,
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
  });

test('the address that is printed at start opens the console once', async () => {
  expect((await page('/')).headers.get('location')).toBe('/console');
  expect((await page('/console/start/wrong')).status).toBe(401);
  const opened = await page(`/console/start/${CONSOLE_CODE}`);
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/console']);
  expect(opened.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax/);
  const cookie = cookieOf(opened);
  expect((await page('/console', cookie)).status).toBe(200);
  const again = await page(`/console/start/${CONSOLE_CODE}`);
  expect([again.status, again.text]).toEqual([401, expect.stringContaining('<h1>This address works once</h1>')]);
  // What to do then: sign in, or start the service again.
  expect(again.text).toMatch(/name="password"/);
  expect(again.text).toContain('It prints a new address.');
  // Whoever is in stays in.
  expect((await page(`/console/start/${CONSOLE_CODE}`, cookie)).status).toBe(303);
});

test('a key opens its own workspace, until it is revoked', async () => {
  const other = await createWorkspace(app.storage, 'Other workspace');
  const { id, key } = await createKey(app.storage, other.id, 'other');
  await app.post('/v1/campaigns', { ...CAMPAIGN, name: 'Not for others' });
  await app.post('/v1/campaigns', { ...CAMPAIGN, name: 'Theirs <b>&amp;' }, { key });
  expect((await signIn('cdr_wrong')).status).toBe(401);
  const cookie = cookieOf(await signIn(` ${key} `));
  const { body } = await signedIn('/v1/campaigns', cookie);
  expect(body.items.map((one: { name: string }) => one.name)).toEqual(['Theirs <b>&amp;']);
  expect((await signedIn('/v1/me', cookie)).body.workspace.name).toBe('Other workspace');
  await revokeKey(app.storage, other.id, id);
  expect((await page('/console', cookie)).status).toBe(401);
  expect((await signedIn('/v1/campaigns', cookie)).status).toBe(401);
});

test('another site’s page signs nobody in or out, and calls nothing with somebody’s session', async () => {
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
    const reply = await signIn(app.key, headers);
    expect([reply.status, cookieOf(reply)]).toEqual([403, '']);
  }
  const cookie = cookieOf(await signIn(app.key));
  const foreign = { cookie, 'sec-fetch-site': 'cross-site' };
  expect((await app.send('/v1/campaigns', { key: null, headers: foreign })).status).toBe(403);
});

test('signing out ends the session', async () => {
  const cookie = cookieOf(await signIn(app.key));
  expect((await page('/console', cookie)).status).toBe(200);
  await app.send('/console/sign-out', {
    method: 'POST',
    key: null,
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
  });
  expect((await page('/console', cookie)).status).toBe(401);
  expect((await page('/console/events', cookie)).status).toBe(401);
});

test('figures of every campaign come through events', async () => {
  const { id } = await app.campaigns.create(app.workspace, { ...CAMPAIGN, name: 'Counted' });
  for (const one of ['d-1', 'd-2', 'd-3', 'd-4']) {
    await app.send(`/v1/campaigns/${id}/recipients/${one}`, { method: 'PUT', body: row(one) });
  }
  const cookie = cookieOf(await signIn(app.key));
  const left = new AbortController();
  const events = await fetch(`${app.url}/console/events`, { headers: { cookie }, signal: left.signal });
  let seen = '';
  for await (const chunk of events.body as ReadableStream<Uint8Array>) {
    seen += new TextDecoder().decode(chunk);
    if (seen.includes(id)) break;
  }
  expect(seen).toContain('"planned":4');
  left.abort();
});

test('every page has the same icon, a drawing that names nothing else; browsers find it by themselves too', async () => {
  const cookie = cookieOf(await signIn(app.key));
  const named = await Promise.all(
    [page('/console', cookie), page('/console'), page('/docs'), page('/v/unknown')].map(
      async (reply) => /<link rel="icon" href="([^"]+)"/.exec((await reply).text)?.[1] ?? '',
    ),
  );
  expect(new Set(named).size).toBe(1);
  for (const path of [...new Set(named), '/favicon.ico']) {
    const icon = await app.send(path, { key: null });
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(icon.text).not.toMatch(/https?:\/\/(?!www\.w3\.org)|href|<script/);
  }
});

test('pages hold nothing inline and load nothing from elsewhere', async () => {
  const cookie = cookieOf(await signIn(app.key));
  for (const [path, sent] of [
    ['/console', cookie],
    ['/console', undefined],
    ['/console/campaigns/new', cookie],
    ['/docs', undefined],
    ['/nothing', undefined],
  ] as const) {
    const reply = await page(path, sent);
    expect(reply.headers.get('content-security-policy')).toMatch(/script-src 'self'/);
    expect(reply.headers.get('content-security-policy')).not.toMatch(/unsafe/);
    expect(reply.text).not.toMatch(/<style|style=|onclick|<script(?![^>]* src="\/console\/(assets|app)\/)/i);
    for (const [, asset = ''] of reply.text.matchAll(/(?:src|href)="(\/console\/(?:assets|app)\/[^"]+)"/g)) {
      const found = await app.send(asset, { key: null });
      expect(found.status).toBe(200);
      expect(found.headers.get('cache-control')).toContain('immutable');
      // What the single page asks for is watched in a browser, in test/console: its libraries name addresses in messages.
      if (!asset.startsWith('/console/app/') || asset.endsWith('.css'))
        expect(found.text).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    }
  }
});
