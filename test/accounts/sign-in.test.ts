/** Signing in: the printed address, a password, a second factor, an invitation; and how each ends. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createKey, createWorkspace, isOnlyApprover, People } from '../../src/accounts/index.ts';
import { CONSOLE_CODE, openTestApp, type TestApp } from '../http/support.ts';
import { totp } from '../support/totp.ts';
import { browserOf, jar } from './browser.ts';

const PASSWORD = 'correct horse battery';
let app: TestApp;
let admin: string;
let api: ReturnType<typeof browserOf>['api'];
let form: ReturnType<typeof browserOf>['form'];

const codeOf = (uri: string): string => totp(new URL(uri).searchParams.get('secret') ?? '');

beforeAll(async () => {
  app = await openTestApp();
  ({ api, form } = browserOf(app));
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

test('without a mail server an admin hands on a link for a new password, once, and it ends what was open', async () => {
  const made = await api(admin, 'POST', '/v1/invitations', { email: 'cleo@example.com', role: 'approver' });
  const cleo = jar(await form(new URL(made.body.link).pathname, { name: 'Cleo', password: PASSWORD }));
  const id = (await api(cleo, 'GET', '/v1/me')).body.actor.id;
  expect((await api(cleo, 'POST', `/v1/members/${id}/password-link`)).status).toBe(403);
  expect((await app.send('/console/password', { key: null })).text).toContain('An admin of your workspace');

  // A key that may do less than the member would become more by the member's password.
  const less = await createKey(app.storage, app.workspace, 'less', ['admin']);
  const beyond = await app.post(`/v1/members/${id}/password-link`, undefined, { key: less.key });
  expect(beyond.body.type).toBe('urn:candor:scope-beyond-yours');
  const [first, second] = [
    await api(admin, 'POST', `/v1/members/${id}/password-link`),
    await api(admin, 'POST', `/v1/members/${id}/password-link`),
  ].map(({ body }) => new URL(body.link).pathname);
  expect((await app.send(first ?? '', { key: null })).text).toContain('Set a new password');
  expect((await form(first ?? '', { password: 'short' })).status).toBe(422);
  expect((await form(first ?? '', { password: 'a new long password' })).text).toContain('Sign in');
  // Used is used, and what else was made for this member is void too.
  for (const link of [first, second]) {
    expect((await app.send(link ?? '', { key: null })).status).toBe(410);
    expect((await form(link ?? '', { password: PASSWORD })).status).toBe(410);
  }
  expect((await api(cleo, 'GET', '/v1/me')).status).toBe(401);
  expect((await form('/console/sign-in', { email: 'cleo@example.com', password: PASSWORD })).status).toBe(401);
  const again = await form('/console/sign-in', { email: 'cleo@example.com', password: 'a new long password' });
  expect(again.status).toBe(303);

  // Whoever asks again and again fills nobody's mailbox.
  const { resets } = new People(app.storage, app.url);
  const asked = [];
  for (let n = 0; n < 6; n += 1) asked.push(await resets.linkFor('Cleo@example.com'));
  expect(asked.map((one) => one !== undefined)).toEqual([true, true, true, true, true, false]);
  expect(await resets.linkFor('nobody@example.com')).toBeUndefined();

  // A member of two workspaces is no admin's of one alone.
  const other = await createWorkspace(app.storage, 'Other');
  await app.storage.db
    .insertInto('members')
    .values({ workspace_id: other.id, user_id: id, role: 'reader', sees_people: false })
    .execute();
  const elsewhere = await api(admin, 'POST', `/v1/members/${id}/password-link`);
  expect(elsewhere.body.type).toBe('urn:candor:member-elsewhere');
  // An hour later a link is none.
  await app.storage.db.deleteFrom('members').where('workspace_id', '=', other.id).execute();
  const late = new URL((await api(admin, 'POST', `/v1/members/${id}/password-link`)).body.link).pathname;
  const stored = await sql<{ text: string }>`select v::text as text from auth_verifications v`.execute(app.storage.db);
  expect(JSON.stringify(stored.rows)).not.toContain(late.split('/').at(-1));
  await sql`update auth_verifications set "expiresAt" = now() - interval '1 second'`.execute(app.storage.db);
  expect((await app.send(late, { key: null })).status).toBe(410);
  expect((await form(late, { password: PASSWORD })).status).toBe(410);
});

test('whoever states an agreement approves it alone only where no other member may; keys do not count', async () => {
  const actor = { kind: 'member', id: (await api(admin, 'GET', '/v1/me')).body.actor.id, name: 'First' } as const;
  expect(await isOnlyApprover(app.storage, app.workspace, actor)).toBe(false);
  await app.storage.db.updateTable('members').set({ role: 'editor' }).where('role', '=', 'approver').execute();
  await createKey(app.storage, app.workspace, 'another key that may approve', ['approve']);
  expect(await isOnlyApprover(app.storage, app.workspace, actor)).toBe(true);
  expect(await isOnlyApprover(app.storage, app.workspace, { kind: 'key', id: 'some-key', name: 'A key' })).toBe(false);
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
  const invited = await app.post('/v1/invitations', { email: 'nora@example.com', role: 'admin', people: true });
  const path = new URL(invited.body.link).pathname;
  const first = jar(await form(path, { name: 'Nora', password: PASSWORD }));
  const other = jar(await form('/console/sign-in', { email: 'nora@example.com', password: PASSWORD }));
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
