/** Who may what: no key, no answer; another workspace's things do not exist; other methods are told what there is. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createKey, createWorkspace, revokeKey } from '../../src/accounts/index.ts';
import { PROBLEM_TYPE } from '../../src/http/problems.ts';
import { operationId } from '../../src/http/registry.ts';
import { ROUTES } from '../../src/http/routes/index.ts';
import { openTestApp, row, type TestApp } from './support.ts';

let app: TestApp;
let campaign: string;
let foreign: string;
beforeAll(async () => {
  app = await openTestApp();
  campaign = await app.newCampaign();
  await app.send(`/v1/campaigns/${campaign}/recipients/cust-1`, { method: 'PUT', body: row('cust-1') });
  const other = await createWorkspace(app.storage, 'Other');
  foreign = (await createKey(app.storage, other.id, 'other')).key;
});

const addressOf = (path: string) => path.replace(':rid', 'cust-1').replace(':id', campaign);
const bodyFor = (route: (typeof ROUTES)[number]): { body?: unknown; type?: string } => {
  if (route.body?.kind === 'stream') return { body: route.body.example.text, type: route.body.example.type };
  return route.body ? { body: route.body.example } : {};
};

describe.each(ROUTES.map((route) => [operationId(route), route] as const))('%s', (_name, route) => {
  const method = route.method.toUpperCase();

  test('answers 401 without a key, with a wrong one and with a foreign scheme', async () => {
    const path = addressOf(route.path);
    for (const headers of [{}, { authorization: 'Bearer cdr_wrong' }, { authorization: `Basic ${app.key}` }]) {
      const reply = await app.send(path, { method, key: null, headers, ...bodyFor(route) });
      expect(reply.status).toBe(401);
      expect(reply.headers.get('content-type')).toBe(PROBLEM_TYPE);
      expect(reply.headers.get('www-authenticate')).toContain('Bearer');
      expect(reply.body).toMatchObject({ type: 'urn:candor:unauthorized', status: 401 });
    }
  });

  if (route.path.includes('/campaigns/:id')) {
    test('answers 404 for a campaign of another workspace', async () => {
      const reply = await app.send(addressOf(route.path), { method, key: foreign, ...bodyFor(route) });
      expect(reply.status).toBe(404);
      expect(reply.body.type).toMatch(/^urn:candor:(unknown-campaign|not-found)$/);
    });
  }

  if (route.path.includes(':id')) {
    test('answers 404 for an id that is none', async () => {
      const path = route.path.replace(':rid', 'cust-1').replace(':id', '%00%2f..');
      expect((await app.send(path, { method, ...bodyFor(route) })).status).toBe(404);
    });
  }
});

test('what a foreign key asked for is as it was', async () => {
  expect((await app.send(`/v1/campaigns/${campaign}`)).body).toMatchObject({ status: 'draft', counts: { planned: 1 } });
  const theirs = await app.send('/v1/recipients/cust-1', { key: foreign });
  expect(theirs.body).toEqual({ id: 'cust-1', campaigns: [] });
});

test('a revoked key is no key', async () => {
  const { id, key } = await createKey(app.storage, app.workspace, 'short');
  expect((await app.send('/v1/campaigns', { key })).status).toBe(200);
  await revokeKey(app.storage, app.workspace, id);
  expect((await app.send('/v1/campaigns', { key })).status).toBe(401);
});

test('another method is told which there are', async () => {
  const reply = await app.send('/v1/campaigns', { method: 'DELETE' });
  expect(reply.status).toBe(405);
  expect(reply.headers.get('allow')).toBe('POST, GET, HEAD');
  expect(reply.body.type).toBe('urn:candor:method-not-allowed');
  const options = await app.send('/v1/campaigns', { method: 'OPTIONS' });
  expect(options.status).toBe(204);
  expect(options.headers.get('access-control-allow-origin')).toBeNull();
});

test('links that lead nowhere are not given out, and a mail without links is shown', async () => {
  const [links, mail, shown] = await Promise.all(
    ['links.csv', 'email.html', 'email.html?preview=1'].map((file) => app.send(`/v1/campaigns/${campaign}/${file}`)),
  );
  for (const reply of [links, mail]) {
    expect([reply?.status, reply?.body.type]).toEqual([409, 'urn:candor:address-not-https']);
    expect(reply?.body.detail).toContain('PUBLIC_URL');
  }
  expect(shown?.status).toBe(200);
});

test('what does not exist, or not yet, answers 404 as problem details', async () => {
  for (const path of ['/v1', '/v1/nothing', '/nothing']) {
    const reply = await app.send(path);
    expect([path, reply.status, reply.body.type]).toEqual([path, 404, 'urn:candor:not-found']);
    expect(reply.headers.get('content-type')).toBe(PROBLEM_TYPE);
  }
  const browser = await app.send('/nothing', { headers: { accept: 'text/html' } });
  expect(browser.status).toBe(404);
  expect(browser.headers.get('content-type')).toContain('text/html');
});

test('answers carry what browsers and caches must know, and nothing invites other sites', async () => {
  const reply = await app.send('/v1/campaigns', { headers: { origin: 'https://evil.example' } });
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'cache-control': 'private, no-store',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': expect.stringContaining('noindex'),
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(
    [...reply.headers.keys()].filter((name) => name.startsWith('access-control') || name === 'x-powered-by'),
  ).toEqual([]);
});
