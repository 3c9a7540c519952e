/** The description for programs is what OpenAPI 3.1 allows, and complete. */
import { validate } from '@readme/openapi-parser';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { operationId } from '../../src/http/registry.ts';
import { ROUTES } from '../../src/http/routes/index.ts';
import { EVENT_TYPES } from '../../src/webhooks/index.ts';
import { openTestApp, type Reply, type TestApp } from './support.ts';

let app: TestApp;
let description: Reply['body'];
beforeAll(async () => {
  app = await openTestApp();
  description = (await app.send('/openapi.json', { key: null })).body;
});

test('it is valid', async () => {
  const judged = await validate(structuredClone(description));
  expect(judged).toMatchObject({ valid: true, specification: 'OpenAPI' });
});

test('every call is in it, with words, headers, and an example of each body', () => {
  type Operation = Record<string, Reply['body']>;
  const operations: Operation[] = Object.values<Record<string, Operation>>(description.paths).flatMap((path) =>
    Object.values(path),
  );
  expect(operations.map((one) => one.operationId).sort()).toEqual(ROUTES.map(operationId).sort());
  for (const one of operations) {
    expect(one.summary, one.operationId).toBeTruthy();
    for (const [status, response] of Object.entries<Reply['body']>(one.responses)) {
      expect(Object.keys(response.headers), `${one.operationId} ${status}`).toContain('X-Request-Id');
    }
    const media = Object.values<Reply['body']>(one.requestBody?.content ?? {});
    if (media.length > 0)
      expect(
        media.some((each) => each.example !== undefined),
        one.operationId,
      ).toBe(true);
  }
});

test('an example is what its schema takes', () => {
  for (const route of ROUTES) {
    const { body } = route as { body?: { kind: string; schema: z.ZodType; example: unknown; checkedByRoom?: boolean } };
    if (body?.kind !== 'json' || body.checkedByRoom) continue;
    expect(z.safeParse(body.schema, body.example).error, operationId(route)).toBeUndefined();
  }
});

const keysOf = (schema: z.ZodType): string[] => ('shape' in schema ? Object.keys(schema.shape as object) : []);

test('every list comes in pages of one shape, or says that it is whole', () => {
  const whole: string[] = [];
  for (const route of ROUTES) {
    const { schema } = route.answer;
    if (!keysOf(schema).includes('items')) continue;
    if (!schema.description?.includes('whole')) {
      const shape = [keysOf(schema).sort(), keysOf(route.query).sort()];
      expect([operationId(route), ...shape]).toEqual([operationId(route), ['items', 'next'], ['cursor', 'limit']]);
    } else whole.push(route.path);
  }
  // What grows with use is in none of these.
  expect(whole.sort()).toEqual([
    '/v1/campaigns/:id/audience/statements',
    '/v1/esps',
    '/v1/invitations',
    '/v1/keys',
    '/v1/members',
    '/v1/templates',
  ]);
});

test('an answer that shows a secret, or a link that lets somebody in, is kept for a minute at most', () => {
  const secrets = ['secret', 'key', 'link', 'links', 'watchUrl', 'uri', 'backupCodes'];
  const kept = ROUTES.filter(
    ({ method, answer }) => method === 'post' && keysOf(answer.schema).some((key) => secrets.includes(key)),
  ).filter((route) => (route.rememberSeconds ?? Number.POSITIVE_INFINITY) > 60);
  // Of an approval the link is a page of the console; a preview is gone within the hour, and so is its answer.
  expect(kept.map(({ path }) => path).sort()).toEqual([
    '/v1/campaigns/:id/approval',
    '/v1/campaigns/:id/approval/approve',
    '/v1/campaigns/:id/approval/reject',
    '/v1/campaigns/:id/preview',
  ]);
});

test('every message of a webhook is described', () => {
  expect(Object.keys(description.webhooks).sort()).toEqual([...EVENT_TYPES, 'test'].sort());
  for (const [type, { post }] of Object.entries<Reply['body']>(description.webhooks)) {
    const { properties } = post.requestBody.content['application/json'].schema;
    expect([type, properties.type.const]).toEqual([type, type]);
  }
});

test('a failure names its request, in its header and in its document', async () => {
  for (const reply of [
    await app.send('/v1/nothing'),
    await app.send('/v1/templates', { method: 'DELETE' }),
    await app.send('/v1/templates', { key: null }),
    await app.post('/v1/campaigns', {}),
  ]) {
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.body.instance).toBe(`urn:uuid:${reply.headers.get('x-request-id')}`);
  }
});
