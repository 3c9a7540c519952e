/** Bodies and addresses made from the schemas themselves, whole and broken: no 5xx, and nothing that was sent comes back. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { jsonSchema } from '../../src/http/openapi.ts';
import { PROBLEMS } from '../../src/http/problems.ts';
import { operationId, type Route } from '../../src/http/registry.ts';
import { ROUTES } from '../../src/http/routes/index.ts';
import { problemSchema } from '../../src/http/shapes/common.ts';
import { openTestApp, type TestApp } from './support.ts';

const REQUESTS = 2000;
const AT_ONCE = 12;
const SEED = 20260502;
/** No identifier, so that it may not even be named as a key. */
const MARK = 'Zq7éXw9';

let app: TestApp;
let campaign: string;
beforeAll(async () => {
  app = await openTestApp();
  campaign = await app.newCampaign();
});

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
}

const marked = fc.string({ maxLength: 8 }).map((text) => `${MARK}${text}`);
const wild = fc.oneof(
  marked,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, '', 0, -1, 1e308, [], {}, '\u0000', '__proto__', 'x'.repeat(3000), '2026-13-40T99:00:00Z'),
  fc.dictionary(marked, marked, { maxKeys: 2 }),
);
const text = fc.oneof(
  marked,
  fc.constantFrom('en', 'UTC', 'firstName', 'tiny', 'cust-1', 'personalised-video', 'https://northlight.example/x'),
  fc.constantFrom('2026-05-01T10:00:00Z', '2099-01-01T00:00:00Z', 'privacy@northlight.example', '#123456', 'auto'),
);

/** What a schema takes, and at every place now and then something else. */
function anyValue(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: fitting(schema, depth), weight: 9 }, { arbitrary: wild, weight: 1 });
}

function fitting(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (depth > 6) return fc.constant(null);
  const { type, properties, items } = schema;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((one) => anyValue(one, depth + 1)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (type === 'object') {
    const entries = Object.entries(properties ?? {}).map(([key, one]) => [key, anyValue(one, depth + 1)] as const);
    const known = fc.record(Object.fromEntries(entries), {
      requiredKeys: (schema.required ?? []).filter((key) => Object.hasOwn(properties ?? {}, key)),
    });
    const of =
      typeof schema.additionalProperties === 'object' ? anyValue(schema.additionalProperties, depth + 1) : wild;
    const others = fc.dictionary(fc.oneof(marked, fc.constant('firstName')), of, { maxKeys: 1 });
    return fc.oneof(
      { arbitrary: known, weight: 4 },
      fc.tuple(known, others).map(([a, b]) => ({ ...a, ...b })),
    );
  }
  if (type === 'array') {
    const most = Math.min(schema.maxItems ?? 3, 3);
    const least = Math.min(schema.minItems ?? 0, most);
    return fc.array(items ? anyValue(items, depth + 1) : wild, { minLength: least, maxLength: most });
  }
  if (type === 'integer' || type === 'number') {
    const [min, max] = [Math.max(schema.minimum ?? 0, -1e6), Math.min(schema.maximum ?? 1000, 1e6)];
    return type === 'integer' ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
  }
  if (type === 'boolean') return fc.boolean();
  if (schema.format === 'uuid') return fc.uuid();
  return type === 'string' ? text : wild;
}

/** Stands for the campaign that there is. */
const campaignId = ':known';

/** Events never end, and the campaign that all is tried on must stay. */
const tried: readonly Route[] = ROUTES.filter((one) => !('stream' in one) && operationId(one) !== 'deleteCampaignsId');

const calls = tried.map((one): fc.Arbitrary<Request> => {
  const part = fc.constantFrom('cust-1', 'tiny', `${encodeURIComponent(MARK)}%20x`, '..%2f', '%E2%82%AC', '%00');
  const ids = fc.oneof({ arbitrary: fc.constant(campaignId), weight: 4 }, fc.uuid(), part);
  const queries = Object.entries((jsonSchema(one.query, 'input') as Schema).properties ?? {});
  const query = fc.record(
    Object.fromEntries([
      ...queries.map(
        ([name, schema]) =>
          [
            name,
            anyValue(schema).map((value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))),
          ] as const,
      ),
      [MARK, fc.constant(MARK)] as const,
    ]),
    { requiredKeys: [] },
  );
  const { body } = one;
  return fc.record({
    route: fc.constant(one),
    ids: fc.array(ids, { minLength: 3, maxLength: 3 }),
    query: fc.oneof({ arbitrary: fc.constant({}), weight: 3 }, query).map((asked) => asked as Record<string, string>),
    type: fc.oneof(
      { arbitrary: fc.constant(body?.kind === 'stream' ? undefined : 'application/json'), weight: 8 },
      fc.constantFrom('text/csv', 'application/x-ndjson', 'application/json; charset=latin1', 'x'),
    ),
    body: body ? anyValue(jsonSchema(body.schema, 'input') as Schema) : fc.oneof(fc.constant(undefined), wild),
    key: fc.option(fc.constantFrom('k1', 'k2', `${MARK} key`), { nil: undefined, freq: 8 }),
  });
});

interface Request {
  readonly route: Route;
  readonly ids: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly type: string | undefined;
  readonly body: unknown;
  readonly key: string | undefined;
}

async function send({ route, ids, query, type, body, key }: Request): Promise<string[]> {
  let at = 0;
  const path = route.path.replace(/:\w+/g, () => (ids[at++] ?? '').replace(campaignId, campaign));
  const asked = new URLSearchParams(query);
  const method = route.method.toUpperCase();
  const text = type === 'text/csv' ? `id,firstName,${MARK}\n${MARK},${MARK},x\n` : JSON.stringify(body);
  const reply = await app.send(`${path}${asked.size > 0 ? `?${asked}` : ''}`, {
    method,
    headers: key ? { 'idempotency-key': encodeURIComponent(key) } : {},
    ...(method === 'GET' || text === undefined ? {} : { body: text, type: type ?? 'application/json' }),
  });
  const where = `${operationId(route)} ${reply.status} ${JSON.stringify({ ids, query, type, body })?.slice(0, 500)}`;
  if (reply.status >= 500) return [`${where}: ${reply.text}`];
  if (reply.status < 400) return [];
  const problem = z.safeParse(problemSchema, reply.body);
  const known = problem.success && problem.data.type.replace('urn:candor:', '') in PROBLEMS;
  return known && !reply.text.includes(MARK) ? [] : [`${where}: ${reply.text}`];
}

test(`${REQUESTS} requests made from the schemas`, { timeout: 300_000 }, async () => {
  const requests = fc.sample(fc.oneof(...calls), { numRuns: REQUESTS, seed: SEED });
  const broken: string[] = [];
  const counted = new Map<number | string, number>();
  const worker = async () => {
    for (let next = requests.pop(); next; next = requests.pop()) {
      broken.push(...(await send(next)));
      const name = operationId(next.route);
      counted.set(name, (counted.get(name) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(broken).toEqual([]);
  expect([...counted.keys()].sort()).toEqual(tried.map(operationId).sort());
  expect(app.lines.join('')).not.toContain(MARK);
});
