/** Every failure is problem details with a code of the table, and repeats nothing that was sent. */
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { PROBLEM_TYPE, PROBLEMS } from '../../src/http/problems.ts';
import { operationId, type Route } from '../../src/http/registry.ts';
import { ROUTES } from '../../src/http/routes/index.ts';
import { problemSchema } from '../../src/http/shapes/common.ts';
import { CAMPAIGN, openTestApp, type Reply, type TestApp } from './support.ts';

let app: TestApp;
let campaign: string;
beforeAll(async () => {
  app = await openTestApp();
  campaign = await app.newCampaign();
});

function expectProblem(reply: Reply, status: number, code: string): void {
  expect(reply.headers.get('content-type')).toBe(PROBLEM_TYPE);
  z.parse(problemSchema, reply.body);
  expect([reply.status, reply.body.type]).toEqual([status, `urn:candor:${code}`]);
}

test('a body is checked for type, encoding, well-formedness, size and shape, in words that name no value', async () => {
  expectProblem(
    await app.post('/v1/campaigns', 'name=x', { type: 'application/x-www-form-urlencoded' }),
    415,
    'unsupported-media-type',
  );
  expectProblem(
    await app.post('/v1/campaigns', '{}', { headers: { 'content-encoding': 'gzip' } }),
    415,
    'unsupported-media-type',
  );
  expectProblem(await app.post('/v1/campaigns', '{"name": "Zoë'), 400, 'bad-json');
  expectProblem(await app.post('/v1/campaigns', `"${'x'.repeat(1024 * 1024)}"`), 413, 'too-large');
  expectProblem(
    await app.post(`/v1/campaigns/${campaign}/audience`, 'x', { type: 'text/plain' }),
    415,
    'unsupported-media-type',
  );
  expectProblem(await app.post(`/v1/campaigns/${campaign}/audience`, '', { type: 'text/csv' }), 422, 'empty');
  expectProblem(await app.post(`/v1/campaigns/${campaign}/launch`, { now: true }), 422, 'invalid-request');
  const withdrawn = await app.post('/v1/consents/withdraw', { recipient: 'not an id', fields: [], 'Zoë Müller': 1 });
  expectProblem(withdrawn, 422, 'invalid-request');
  expect(withdrawn.body.errors.map((one: { path: string; code: string }) => [one.path, one.code])).toEqual([
    ['recipient', 'wrong-format'],
    ['fields', 'too-small'],
    ['other', 'unknown-key'],
  ]);
  expect(withdrawn.text).not.toContain('Zoë');
});

test('an address that cannot be decoded is a bad address', async () => {
  expectProblem(await app.send('/v1/campaigns/%ff'), 400, 'bad-address');
});

test('a body that stops coming is a slow body, and its connection does not linger', async () => {
  // The limit itself is fifteen seconds; here the sender leaves, and the service goes on.
  const { hostname, port } = new URL(app.url);
  const sending = request({
    hostname,
    port,
    path: '/v1/campaigns',
    method: 'POST',
    headers: { authorization: `Bearer ${app.key}`, 'content-type': 'application/json', 'content-length': '100' },
  });
  sending.on('error', () => {});
  await new Promise<void>((done) => sending.write('{"name":', () => done()));
  sending.destroy();
  expect((await app.send('/healthz')).status).toBe(200);
});

test('whatever is sent: no 5xx, a code of the table, and nothing of it in the answer', async () => {
  // No identifier, so that it may not even be named as a key.
  const MARK = 'Zq7éXw9';
  const marked = fc.string({ maxLength: 8 }).map((text) => `${MARK}${text}`);
  const json = fc.jsonValue({ maxDepth: 3 });
  const campaignLike = fc.record(
    Object.fromEntries(
      [
        'name',
        'template',
        'format',
        'locale',
        'timeZone',
        'startAt',
        'controller',
        'sources',
        'sharedWith',
        'retentionDays',
        'content',
        'brand',
        'cta',
        'purpose',
      ].map((key) => [key, fc.oneof(json, marked, fc.dictionary(marked, marked, { maxKeys: 2 }))]),
    ),
    { requiredKeys: [] },
  );
  const rowLike = fc.record(
    {
      id: fc.oneof(json, marked),
      locale: fc.oneof(json, marked),
      profile: fc.oneof(json, fc.dictionary(marked, fc.oneof(json, marked), { maxKeys: 3 })),
      consent: fc.oneof(
        json,
        fc.array(
          fc.record(
            { recordId: marked, purpose: marked, fields: fc.array(marked), givenAt: fc.oneof(json, marked) },
            { requiredKeys: [] },
          ),
          { maxLength: 2 },
        ),
      ),
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    json,
    campaignLike,
    rowLike,
    fc.array(rowLike, { maxLength: 3 }),
    fc.dictionary(marked, json, { maxKeys: 3 }),
    marked,
  );
  const routes = new Map(
    ROUTES.filter((route) => !('stream' in route) && operationId(route) !== 'deleteCampaignsId').map((route) => [
      operationId(route),
      route,
    ]),
  );
  const call = fc.record({
    name: fc.constantFrom(...routes.keys()),
    known: fc.boolean(),
    rid: fc.constantFrom('cust-1', `${encodeURIComponent(MARK)}%20x`, '..%2f', '%E2%82%AC', '__proto__'),
    query: fc.oneof(
      fc.constant(''),
      marked.map((text) => `?${encodeURIComponent(text)}=${encodeURIComponent(text)}`),
      fc.constant('?limit=0&cursor=%00'),
    ),
    type: fc.constantFrom(
      'application/json',
      'text/csv',
      'application/x-ndjson',
      'application/json; charset=latin1',
      'x',
    ),
    body,
    key: fc.option(fc.constantFrom('k1', 'k2'), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(call, async ({ name, known, rid, query, type, body, key }) => {
      const route = routes.get(name) as Route;
      const path = route.path.replace(':rid', rid).replace(':id', known ? campaign : rid);
      const method = route.method.toUpperCase();
      const headers = key ? { 'idempotency-key': key } : {};
      const sends = method === 'GET' ? {} : { body: JSON.stringify(body), type };
      const reply = await app.send(`${path}${query}`, { method, headers, ...sends });
      expect([method, path, reply.status < 500]).toEqual([method, path, true]);
      if (reply.status >= 400) {
        z.parse(problemSchema, reply.body);
        expect(Object.keys(PROBLEMS)).toContain(reply.body.type.replace('urn:candor:', ''));
        expect(reply.text).not.toContain(MARK);
      }
    }),
    { numRuns: 250 },
  );
  // What was sent is in no line of the log either, nor is an address.
  const log = app.lines.join('');
  expect(log).not.toContain(MARK);
  expect(log).not.toContain(campaign);
  expect(log).toContain('"route":"/v1/campaigns/:id"');
});

test('a failing part is 503, and its message stays here', async () => {
  const broken = { ...CAMPAIGN, name: 'Broken' };
  await app.storage.db.schema.alterTable('campaigns').renameTo('campaigns_away').execute();
  try {
    const reply = await app.post('/v1/campaigns', broken);
    expectProblem(reply, 500, 'internal');
    expect(reply.text).not.toMatch(/relation|campaigns_away|select/i);
    expect(app.lines.at(-2)).toMatch(/"code":"42P01"/);
  } finally {
    await app.storage.db.schema.alterTable('campaigns_away').renameTo('campaigns').execute();
  }
});

test('table, code and reference agree', async () => {
  const folder = fileURLToPath(new URL('../../src', import.meta.url));
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('web/'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const reference = (await app.send('/docs', { key: null })).text;
  const openapi = (await app.send('/openapi.json', { key: null })).text;
  for (const code of Object.keys(PROBLEMS)) {
    expect([code, reference.includes(`id="problem-${code}"`)]).toEqual([code, true]);
    const thrown = sources.split(`'${code}'`).length > 2;
    expect([code, thrown]).toEqual([code, true]);
  }
  for (const route of ROUTES) for (const code of route.problems ?? []) expect(openapi).toContain(`urn:candor:${code}`);
});
