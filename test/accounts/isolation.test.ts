/**
 * Two workspaces, every call of the API, every role and scope: nobody does what they may not, and nothing of one
 * workspace is reached from the other. Made of the list of routes, so that a new call is in it by itself.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import {
  createKey,
  createWorkspace,
  invite,
  People,
  type Permission,
  permissionsOf,
  ROLES,
} from '../../src/accounts/index.ts';
import type { Route } from '../../src/http/registry.ts';
import { ROUTES } from '../../src/http/routes/index.ts';
import { CAMPAIGN, openTestApp, row, type TestApp } from '../http/support.ts';

interface Caller {
  readonly name: string;
  readonly may: readonly Permission[];
  readonly headers: Readonly<Record<string, string>>;
}

const PASSWORD = 'correct horse battery';
const MARK = 'Only-in-the-first-workspace';
let app: TestApp;
let callers: Caller[];
let ids: Record<string, string>;
let calls = 0;

beforeAll(async () => {
  app = await openTestApp();
  const { storage, workspace } = app;
  const campaign = (await app.post('/v1/campaigns', { ...CAMPAIGN, name: MARK })).body.id;
  await app.send(`/v1/campaigns/${campaign}/recipients/cust-1`, { method: 'PUT', body: row('cust-1', MARK) });
  const people = new People(storage, app.url);
  const join = async (into: string, role: (typeof ROLES)[number], sees: boolean): Promise<string> => {
    const email = `${role}-${sees}-${randomUUID()}@example.com`;
    const { token } = await invite(storage, into, { email, role, people: sees });
    const { cookies } = await people.accept(token, { name: role, password: PASSWORD });
    return cookies.map((one) => one.split(';')[0]).join('; ');
  };
  await join(workspace, 'admin', true);
  const [member] = (await app.send('/v1/members')).body.items;
  const invited = await app.post('/v1/invitations', { email: 'one@example.com', role: 'reader' });
  const key = await app.post('/v1/keys', { name: MARK, scopes: ['read'] });
  ids = {
    ...{ campaigns: campaign, recipients: 'cust-1', members: member.id, invitations: invited.body.id },
    ...{ keys: key.body.id, templates: 'tiny' },
  };
  const other = (await createWorkspace(storage, 'Other')).id;
  const ofMembers = ROLES.flatMap((role) =>
    [false, true].map(async (sees) => ({
      name: `member ${role}${sees ? ' who sees people' : ''}`,
      may: permissionsOf(role, sees),
      headers: { cookie: await join(other, role, sees), 'sec-fetch-site': 'same-origin' },
    })),
  );
  const scopes: Permission[][] = [['read'], ['edit'], ['approve'], ['admin'], ['people']];
  const ofKeys = scopes.map(async (may) => ({
    name: `key for ${may.join()}`,
    may,
    headers: { authorization: `Bearer ${(await createKey(storage, other, 'scoped', may)).key}` },
  }));
  callers = await Promise.all([...ofMembers, ...ofKeys]);
});

/** An address with ids of the first workspace in it; where a collection is new here, the campaign's. */
const foreignAddress = (path: string): string =>
  path.replace(/([a-z-]+)\/:(\w+)/g, (_, collection: string) => `${collection}/${ids[collection] ?? ids.campaigns}`);
const unknownAddress = (path: string): string => path.replace(/:\w+/g, () => randomUUID());

async function call(route: Route, path: string, { headers }: Caller) {
  calls += 1;
  const { body } = route;
  const sent =
    body && (body.kind === 'stream' ? { body: body.example.text, type: body.example.type } : { body: body.example });
  return app.send(path, { method: route.method.toUpperCase(), key: null, headers: { ...headers }, ...sent });
}

/** Every row that belongs to the first workspace; times of use aside. */
async function belongings(): Promise<string> {
  const { db } = app.storage;
  const of = app.workspace;
  const rows = await Promise.all([
    db.selectFrom('workspaces').selectAll().where('id', '=', of).execute(),
    db.selectFrom('campaigns').selectAll().where('workspace_id', '=', of).execute(),
    db.selectFrom('recipients').selectAll().where('workspace_id', '=', of).execute(),
    db
      .selectFrom('links')
      .selectAll()
      .where('campaign_id', '=', ids.campaigns ?? '')
      .orderBy('hash')
      .execute(),
    db.selectFrom('keys.acts').selectAll().where('workspace_id', '=', of).execute(),
    db.selectFrom('members').selectAll().where('workspace_id', '=', of).execute(),
    db.selectFrom('invitations').selectAll().where('workspace_id', '=', of).execute(),
    db
      .selectFrom('api_keys')
      .select(['id', 'name', 'scopes', 'revoked_at', 'ends_at'])
      .where('workspace_id', '=', of)
      .orderBy('id')
      .execute(),
    db.selectFrom('audit').selectAll().where('workspace_id', '=', of).execute(),
  ]);
  return JSON.stringify(rows);
}

/** Ends every session of whoever calls it; sign-in.test.ts has it. */
const ROUTES_HERE = (ROUTES as readonly Route[]).filter((route) => route.path !== '/v1/me/sessions');

test('nothing of one workspace is reached from another, by any call and any role', { timeout: 240_000 }, async () => {
  const before = await belongings();
  const secrets = [MARK, ids.campaigns, ids.keys, ids.invitations, ids.members].map(String);
  for (const caller of callers) {
    for (const route of ROUTES_HERE) {
      const reply = await call(route, foreignAddress(route.path), caller);
      const what = `${caller.name}: ${route.method} ${route.path}`;
      const told = reply.text.replaceAll(JSON.stringify(route.answer.example ?? ''), '');
      expect([what, secrets.filter((one) => told.includes(one))]).toEqual([what, []]);
      expect([what, reply.status < 500]).toEqual([what, true]);
      const may = caller.may.includes(route.needs);
      expect([what, reply.body?.type === 'urn:candor:forbidden']).toEqual([what, !may]);
      if (may && /\/(campaigns|keys|members|invitations)\/:/.test(route.path)) {
        expect([what, reply.status]).toEqual([
          what,
          expect.toSatisfy((status) => [404, 410, 415, 422, 400].includes(status)),
        ]);
      }
    }
  }
  expect(await belongings()).toBe(before);
});

test('in one’s own workspace a role does what it may, and nothing else', { timeout: 240_000 }, async () => {
  for (const caller of callers) {
    for (const route of ROUTES_HERE) {
      const reply = await call(route, unknownAddress(route.path), caller);
      const what = `${caller.name}: ${route.method} ${route.path}`;
      expect([what, reply.body?.type === 'urn:candor:forbidden']).toEqual([what, !caller.may.includes(route.needs)]);
    }
  }
  expect(calls).toBe(2 * callers.length * ROUTES_HERE.length);
  console.info(`${calls} calls: ${ROUTES_HERE.length} routes, ${callers.length} roles and scopes, two workspaces`);
});
