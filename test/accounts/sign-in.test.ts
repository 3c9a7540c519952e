/** Signing in: the printed address, a password, a second factor, an invitation; and how each ends. */
import { beforeAll, expect, test } from 'vitest';
import { People } from '../../src/accounts/index.ts';
import { CONSOLE_CODE, openTestApp, type Reply, type TestApp } from '../http/support.ts';
import { totp } from '../support/totp.ts';

const PASSWORD = 'correct horse battery';
let app: TestApp;
let admin: string;
const jar = (reply: Reply, before = ''): string => {
  const kept = new Map(before.split('; ').flatMap((one) => (one ? [one.split('=') as [string, string]] : [])));
  for (const cookie of reply.headers.getSetCookie()) {
    const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? [];
    if (/max-age=0/i.test(cookie)) kept.delete(name);
    else kept.set(name, value);
  }
  return [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
};
const own = (cookie: string) => ({ cookie, 'sec-fetch-site': 'same-origin' });
const api = (cookie: string, method: string, path: string, body?: unknown) =>
  app.send(path, { method, key: null, headers: own(cookie), body });
const form = (path: string, fields: Record<string, string>, cookie = '') =>
  app.send(path, {
    ...{ method: 'POST', key: null, headers: own(cookie), type: 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

const codeOf = (uri: string): string => totp(new URL(uri).searchParams.get('secret') ?? '');

beforeAll(async () => {
  app = await openTestApp();
  admin = jar(await app.send(`/console/start/${CONSOLE_CODE}`, { key: null }));
});

test('the printed address leads straight in, as an admin who sees people', async () => {
  const me = await api(admin, 'GET', '/v1/me');
  expect(me.body).toMatchObject({ role: 'admin', permissions: ['read', 'edit', 'approve', 'admin', 'people'] });
  expect(me.body.email).toBeUndefined();
});

test('a session is known after a restart, and by no other secret', async () => {
  const again = new People(app.storage, app.url);
  expect((await again.find(admin))?.open.id).toBe(app.workspace);
  expect(await again.find(admin.replace(/(=.{8})./, '$1_'))).toBeUndefined();
});

test('another site’s page gets nothing with a member’s cookie', async () => {
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
    const reply = await app.send('/v1/me', { key: null, headers: { cookie: admin, ...headers } });
    expect([reply.status, reply.body.type]).toEqual([403, 'urn:candor:foreign-origin']);
  }
});

test('an invitation makes a member once, with the role it says', async () => {
  const made = await api(admin, 'POST', '/v1/invitations', { email: 'Ben@Example.com', role: 'editor' });
  expect(made.body).toMatchObject({ email: 'ben@example.com', sent: false });
  const path = new URL(made.body.link).pathname;
  expect((await app.send(path, { key: null })).text).toContain('ben@example.com');
  expect((await form(path, { name: 'Ben', password: 'short' })).status).toBe(422);
  const joined = await form(path, { name: 'Ben', password: PASSWORD });
  expect(joined.status).toBe(303);
  const ben = jar(joined);
  expect((await api(ben, 'GET', '/v1/me')).body).toMatchObject({ role: 'editor', permissions: ['read', 'edit'] });
  expect((await form(path, { name: 'Eve', password: PASSWORD })).status).toBe(401);
  // A role that is changed is changed in open sessions; who is removed is out.
  const { items } = (await api(admin, 'GET', '/v1/members')).body;
  const { id } = items.find((one: { name: string }) => one.name === 'Ben');
  expect((await api(admin, 'PATCH', `/v1/members/${id}`, { role: 'reader' })).status).toBe(204);
  expect((await api(ben, 'GET', '/v1/me')).body.permissions).toEqual(['read']);
  expect((await api(admin, 'DELETE', `/v1/members/${id}`)).status).toBe(204);
  expect((await api(ben, 'GET', '/v1/me')).status).toBe(401);
});

test('the last admin stays one', async () => {
  const { actor } = (await api(admin, 'GET', '/v1/me')).body;
  expect((await api(admin, 'PATCH', `/v1/members/${actor.id}`, { role: 'reader' })).body.type).toBe(
    'urn:candor:last-admin',
  );
  expect((await api(admin, 'DELETE', `/v1/members/${actor.id}`)).status).toBe(409);
});

test('with a password one comes back; with a second factor only by its code; signing out everywhere ends it all', async () => {
  const email = 'ada@example.com';
  expect((await api(admin, 'PATCH', '/v1/me', { name: 'Ada', email, password: PASSWORD })).status).toBe(200);
  expect((await form('/console/sign-in', { email, password: 'something else' })).status).toBe(401);
  expect((await form('/console/sign-in', { email: 'nobody@example.com', password: PASSWORD })).status).toBe(401);
  let ada = jar(await form('/console/sign-in', { email, password: PASSWORD }));
  expect((await api(ada, 'GET', '/v1/me')).body).toMatchObject({ actor: { name: 'Ada' }, email, secondFactor: false });
  expect((await api(ada, 'PATCH', '/v1/me', { password: 'another password' })).status).toBe(401);

  const begun = await api(ada, 'POST', '/v1/me/second-factor', { password: PASSWORD });
  expect(begun.body.backupCodes.length).toBeGreaterThan(5);
  const confirmed = await api(ada, 'POST', '/v1/me/second-factor/confirm', { code: codeOf(begun.body.uri) });
  expect(confirmed.status).toBe(200);
  ada = jar(confirmed, ada);

  const first = await form('/console/sign-in', { email, password: PASSWORD });
  const half = jar(first);
  expect(first.text).toContain('second factor');
  expect((await api(half, 'GET', '/v1/me')).status).toBe(401);
  expect((await form('/console/sign-in/code', { code: '000000' }, half)).status).toBe(401);
  const second = await form('/console/sign-in/code', { code: begun.body.backupCodes[0] }, half);
  expect(second.status).toBe(303);
  const both = jar(second, half);
  expect((await api(both, 'GET', '/v1/me')).body).toMatchObject({ secondFactor: true });

  // Elsewhere first: this session stays.
  expect((await api(both, 'DELETE', '/v1/me/sessions?but=this')).status).toBe(204);
  for (const cookie of [ada, admin]) expect((await api(cookie, 'GET', '/v1/me')).status).toBe(401);
  expect((await api(both, 'GET', '/v1/me')).status).toBe(200);
  expect((await api(both, 'DELETE', '/v1/me/sessions')).status).toBe(204);
  for (const cookie of [both, ada, admin]) expect((await api(cookie, 'GET', '/v1/me')).status).toBe(401);
});

test('the log of what was done names people and keys, and holds no address and no password', async () => {
  const { items } = (await app.send('/v1/audit')).body;
  const actions = items.map((one: { action: string }) => one.action);
  expect(actions).toEqual(
    expect.arrayContaining(['sign-in.printed-address', 'sign-in.password', 'invitations.create']),
  );
  expect(items.find((one: { action: string }) => one.action === 'me.update').fields.sort()).toEqual([
    'email',
    'name',
    'password',
  ]);
  const text = JSON.stringify(items);
  for (const word of ['example.com', PASSWORD]) expect(text).not.toContain(word);
  expect(app.lines.join('')).not.toContain('example.com');
  const stored = await app.storage.db.selectFrom('auth_sessions').selectAll().execute();
  for (const one of stored)
    expect(one).toMatchObject({
      ipAddress: expect.toSatisfy((ip) => !ip),
      userAgent: expect.toSatisfy((agent) => !agent),
    });
});

test('a new password ends the other sessions; what is done in another workspace stays there', async () => {
  const invited = await app.post('/v1/invitations', { email: 'cleo@example.com', role: 'admin', people: true });
  const path = new URL(invited.body.link).pathname;
  const first = jar(await form(path, { name: 'Cleo', password: PASSWORD }));
  const other = jar(await form('/console/sign-in', { email: 'cleo@example.com', password: PASSWORD }));
  const body = { password: 'an entirely new one', currentPassword: PASSWORD };
  expect((await api(first, 'PATCH', '/v1/me', body)).status).toBe(200);
  expect((await api(other, 'GET', '/v1/me')).status).toBe(401);

  const made = await api(first, 'POST', '/v1/workspaces', { name: 'Southlight' });
  expect((await api(first, 'PUT', '/v1/me/workspace', { id: made.body.id })).status).toBe(200);
  const begun = await api(first, 'POST', '/v1/me/second-factor', { password: body.password });
  const code = codeOf(begun.body.uri);
  const second = jar(await api(first, 'POST', '/v1/me/second-factor/confirm', { code }), first);
  expect((await api(second, 'GET', '/v1/me')).body).toMatchObject({
    workspace: { name: 'Southlight' },
    secondFactor: true,
  });
});
