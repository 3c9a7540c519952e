/** What lies outside: an identity provider that says who somebody is, and a mail server that takes our letters. */
import { beforeAll, describe, expect, test } from 'vitest';
import { stopByNotMe } from '../../src/campaigns/not-me.ts';
import { notMe } from '../../src/consent/index.ts';
import { openSink, type Sink } from '../delivery/mail/sink.ts';
import { CAMPAIGN, CONSOLE_CODE, openTestApp, row, type TestApp } from '../http/support.ts';
import { openProvider, type TestProvider } from '../support/provider.ts';
import { browserOf, jar } from './browser.ts';

const PASSWORD = 'correct horse battery';
let app: TestApp;
let provider: TestProvider;
let sink: Sink;
let admin: string;
let api: ReturnType<typeof browserOf>['api'];
let form: ReturnType<typeof browserOf>['form'];

beforeAll(async () => {
  sink = await openSink();
  app = await openTestApp({
    smtpUrl: sink.url,
    provider: async (url) => {
      provider = await openProvider(`${url}/console/auth/callback/oidc`);
      return { ...provider, label: 'Northlight' };
    },
  });
  ({ api, form } = browserOf(app));
  admin = jar(await app.send(`/console/start/${CONSOLE_CODE}`, { key: null }));
  await api(admin, 'PATCH', '/v1/me', { name: 'Ada', email: 'ada@northlight.example', password: PASSWORD });
});

/** From the button to the provider and back; `tamper` changes what the browser comes back with. */
async function signIn(tamper: (back: URL) => void = () => {}, keep = true) {
  const begun = await app.send('/console/sign-in/provider', { key: null });
  const back = await provider.pass(begun.headers.get('location') ?? '');
  tamper(back);
  const headers = { ...(keep ? { cookie: jar(begun) } : {}), 'sec-fetch-site': 'cross-site' };
  return { reply: await app.send(`${back.pathname}${back.search}`, { key: null, headers }), back };
}
const invite = (email: string, role: string) => api(admin, 'POST', '/v1/invitations', { email, role });
const users = () => app.storage.db.selectFrom('auth_users').selectAll().execute();

describe('by an identity provider', () => {
  test('its button is on the page, and leads there with PKCE and a nonce', async () => {
    const page = await app.send('/console', { key: null });
    expect(page.text).toContain('Sign in with Northlight');
    const begun = await app.send('/console/sign-in/provider', { key: null });
    const there = new URL(begun.headers.get('location') ?? '');
    expect(there.origin).toBe(provider.issuer);
    expect(there.searchParams.get('code_challenge_method')).toBe('S256');
    expect(there.searchParams.get('nonce')).toMatch(/.{16,}/);
    expect(begun.headers.getSetCookie().join()).toMatch(/HttpOnly/i);
  });

  test('who is not invited does not come in, and leaves nothing here', async () => {
    provider.arrives('stranger', { email: 'eve@elsewhere.example', email_verified: true, name: 'Eve' });
    const { reply } = await signIn();
    expect([reply.status, reply.text]).toEqual([403, expect.stringContaining('Nobody here has invited this account')]);
    expect(reply.headers.getSetCookie().join()).not.toContain('session_token');
    expect(JSON.stringify(await users())).not.toContain('eve@elsewhere.example');
  });

  test('who was invited comes in with the role that the invitation says, again later, and no more once removed', async () => {
    const invited = await invite('Ben@northlight.example', 'editor');
    await sink.next(1);
    provider.arrives('ben', { email: 'ben@northlight.example', email_verified: false, name: 'Ben' });
    expect((await signIn()).reply.text).toContain('has not verified your e-mail address');
    provider.arrives('ben', { email: 'ben@northlight.example', email_verified: true, name: 'Ben' });
    const { reply, back } = await signIn();
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/console']);
    const me = (await api(jar(reply), 'GET', '/v1/me')).body;
    expect(me).toMatchObject({ actor: { name: 'Ben' }, role: 'editor', email: 'ben@northlight.example' });
    // The invitation is used up, also as a link.
    expect((await app.send(new URL(invited.body.link).pathname, { key: null })).status).toBe(410);
    // What came back works once, and in the browser that began alone.
    expect((await app.send(`${back.pathname}${back.search}`, { key: null })).status).toBe(401);

    const later = (await signIn()).reply;
    expect((await api(jar(later), 'GET', '/v1/me')).body.actor.id).toBe(me.actor.id);
    const accounts = await app.storage.db.selectFrom('auth_accounts').selectAll().execute();
    expect(accounts.filter(({ userId }) => userId === me.actor.id)).toEqual([
      expect.objectContaining({ providerId: 'oidc', accessToken: null, refreshToken: null, idToken: null }),
    ]);
    const { items } = (await api(admin, 'GET', '/v1/audit')).body;
    expect(items.map((one: { action: string }) => one.action)).toContain('sign-in.provider');

    expect((await api(admin, 'DELETE', `/v1/members/${me.actor.id}`)).status).toBe(204);
    expect((await signIn()).reply.status).toBe(403);
    await invite('ben@northlight.example', 'reader');
    await sink.next(1);
    expect((await api(jar((await signIn()).reply), 'GET', '/v1/me')).body.role).toBe('reader');
  });

  test('without the cookie of its beginning, or with another state, nobody comes in', async () => {
    provider.arrives('ben', { email: 'ben@northlight.example', email_verified: true });
    expect((await signIn(() => {}, false)).reply.status).toBe(401);
    expect((await signIn((back) => back.searchParams.set('state', 'x'.repeat(32)))).reply.status).toBe(401);
    expect((await signIn((back) => back.searchParams.set('iss', 'http://127.0.0.1:1'))).reply.status).toBe(401);
    expect((await signIn((back) => back.searchParams.set('code', 'made-up'))).reply.status).toBe(401);
  });

  test('whoever set a password for a colleague’s address loses it when the colleague comes', async () => {
    const invited = await invite('mallory@northlight.example', 'editor');
    await sink.next(1);
    const mallory = jar(await form(new URL(invited.body.link).pathname, { name: 'Mallory', password: PASSWORD }));
    const taken = { email: 'cleo@northlight.example', password: PASSWORD, currentPassword: PASSWORD };
    expect((await api(mallory, 'PATCH', '/v1/me', taken)).status).toBe(200);
    await invite('cleo@northlight.example', 'approver');
    await sink.next(1);
    provider.arrives('cleo', { email: 'cleo@northlight.example', email_verified: true, name: 'Cleo' });
    const cleo = jar((await signIn()).reply);
    expect((await api(cleo, 'GET', '/v1/me')).status).toBe(200);
    expect((await api(mallory, 'GET', '/v1/me')).status).toBe(401);
    const tried = await form('/console/sign-in', { email: 'cleo@northlight.example', password: PASSWORD });
    expect(tried.status).toBe(401);
  });
});

describe('by mail', () => {
  const invited = async (email: string, role: string): Promise<string> => {
    const { body } = await invite(email, role);
    await sink.next(1);
    return jar(await form(new URL(body.link).pathname, { name: email.split('@')[0] ?? '', password: PASSWORD }));
  };

  test('an invitation, and a new password for whoever forgot theirs; to nobody else', async () => {
    const { body } = await invite('dora@northlight.example', 'approver');
    expect(body.sent).toBe(true);
    const [mail] = await sink.next(1);
    expect(mail).toMatchObject({ subject: 'Join Test on Candor', from: { text: expect.stringContaining('Candor') } });
    expect([mail?.text, mail?.html]).toEqual([expect.stringContaining(body.link), expect.stringContaining(body.link)]);
    await form(new URL(body.link).pathname, { name: 'Dora', password: PASSWORD });

    const unknown = await form('/console/password', { email: 'nobody@northlight.example' });
    const known = await form('/console/password', { email: 'Dora@northlight.example' });
    expect([known.status, known.text]).toEqual([200, unknown.text]);
    const [reset] = await sink.next(1);
    expect(reset?.to).toMatchObject({ text: 'Dora@northlight.example' });
    const link = /http\S+\/console\/password\/\S+/.exec(reset?.text ?? '')?.[0] ?? '';
    await form(new URL(link).pathname, { password: 'a new long password' });
    const signedIn = await form('/console/sign-in', {
      email: 'dora@northlight.example',
      password: 'a new long password',
    });
    expect(signedIn.status).toBe(303);
    // An admin starts it, and does not get to see the link.
    const { actor } = (await api(jar(signedIn), 'GET', '/v1/me')).body;
    const asked = await api(admin, 'POST', `/v1/members/${actor.id}/password-link`);
    expect(asked.body).toEqual({ sent: true, expiresAt: expect.any(String) });
    expect((await sink.next(1))[0]?.to).toMatchObject({ text: 'dora@northlight.example' });
  });

  test('approval asked and given, and the stop after “not me”: to those it concerns, with nothing of a recipient', async () => {
    const editor = await invited('emil@northlight.example', 'editor');
    const { id } = (await api(editor, 'POST', '/v1/campaigns', { ...CAMPAIGN, name: 'Spring <b>' })).body;
    for (const one of ['cust-1', 'cust-2', 'cust-3']) {
      await api(editor, 'PUT', `/v1/campaigns/${id}/recipients/${one}`, row(one, 'Zoë'));
    }
    await api(editor, 'POST', `/v1/campaigns/${id}/approval`);
    await api(editor, 'POST', `/v1/campaigns/${id}/approval`);
    const approvers = (await api(admin, 'GET', '/v1/members')).body.items.filter((one: { role: string }) =>
      ['approver', 'admin'].includes(one.role),
    );
    const asked = await sink.next(approvers.length);
    expect(asked.map(({ to }) => (Array.isArray(to) ? '' : to?.text)).sort()).toEqual(
      approvers.map((one: { email: string }) => one.email).sort(),
    );
    expect(asked[0]?.subject).toBe('To approve: Spring <b>');
    expect(asked[0]?.html).toContain('Spring &lt;b&gt;');
    expect(asked[0]?.text).toContain(`/console/campaigns/${id}/launch`);
    const said = {
      ...{ digest: 'a'.repeat(64), fields: ['firstName'], givenAt: '2026-05-01T10:00:00Z', method: 'web form' },
      evidence: 'The form of the customer portal, kept with its wording.',
    };
    const statement = await api(editor, 'POST', `/v1/campaigns/${id}/audience/statements`, said);
    expect(statement.status).toBe(201);
    const stated = await sink.next(approvers.length);
    expect(stated[0]?.subject).toBe('To approve: consent for Spring <b>');
    expect(stated[0]?.text).toContain(`/console/campaigns/${id}/audience`);
    await api(admin, 'POST', `/v1/campaigns/${id}/approval/approve`, { note: 'Looks right.' });
    const [given] = await sink.next(1);
    expect([given?.subject, given?.to]).toEqual([
      'Approved: Spring <b>',
      expect.objectContaining({ text: 'emil@northlight.example' }),
    ]);

    const { storage, frames, videos, queue, clock, notices } = app;
    const people = await storage.db.selectFrom('recipients').select('uuid').where('campaign_id', '=', id).execute();
    for (const { uuid } of people.slice(0, 2)) await notMe(storage, uuid, clock());
    const deps = { storage, frames, videos, queue, clock, notices, log: storage.log };
    expect(await stopByNotMe(deps)).toHaveLength(1);
    const editors = (await api(admin, 'GET', '/v1/members')).body.items.filter(
      (one: { role: string }) => one.role !== 'reader',
    );
    const stopped = await sink.next(editors.length);
    expect(stopped[0]?.subject).toBe('Personal videos stopped: Spring <b>');
    expect(stopped.map(({ text }) => text).join()).not.toMatch(/Zoë|cust-/);
    const [entry] = (await api(admin, 'GET', '/v1/audit')).body.items;
    expect(entry).toMatchObject({
      actor: { kind: 'service' },
      action: 'campaigns.stop-personal',
      target: { kind: 'campaign', id },
    });

    notices.webhookOff({ workspaceId: app.workspace });
    const [off] = await sink.next(1);
    expect([off?.subject, off?.to]).toEqual([
      'A webhook was switched off',
      expect.objectContaining({ text: 'ada@northlight.example' }),
    ]);
  });

  test('a mail server that refuses holds nothing up, and the log has its code without an address', async () => {
    sink.refuse(true);
    const made = await invite('frida@northlight.example', 'reader');
    expect([made.status, made.body.sent, made.body.link]).toEqual([201, false, expect.stringContaining('/console/')]);
    sink.refuse(false);
    const log = app.lines.join('');
    expect(log).toContain('a notice could not be mailed');
    expect(log).not.toContain('northlight.example');
  });
});
