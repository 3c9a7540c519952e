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

test('every list has a cursor, and every message of a webhook is described', () => {
  for (const route of ROUTES) {
    const shape = 'shape' in route.answer.schema ? (route.answer.schema.shape as Record<string, unknown>) : {};
    if (!('next' in shape)) continue;
    expect(Object.keys(route.query.shape), operationId(route)).toContain('cursor');
  }
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
