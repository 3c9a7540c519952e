/** `/openapi.json`: OpenAPI 3.1, made of the registry and of nothing else. */
import { z } from 'zod';
import { EVENT_TYPES, EVENTS, messageSchema, TEST } from '../webhooks/index.ts';
import { details, PROBLEM_TYPE, PROBLEMS, type ProblemCode, typeOf } from './problems.ts';
import { operationId, type Route } from './registry.ts';
import { previewSchema, recipientSchema, reportSchema } from './shapes/audience.ts';
import { campaignAnswerSchema, progressSchema } from './shapes/campaigns.ts';
import { problemSchema } from './shapes/common.ts';
import { accessSchema, erasureSchema } from './shapes/people.ts';
import { templateSchema } from './shapes/templates.ts';
import { deliverySchema, webhookSchema, webhookSecretSchema } from './shapes/webhooks.ts';

type Json = Readonly<Record<string, unknown>>;

export interface OpenApiOptions {
  readonly routes: readonly Route[];
  readonly publicUrl: string;
  readonly version: string;
}

/** What every call can answer beside its own. */
const COMMON: readonly ProblemCode[] = [
  'unauthorized',
  'forbidden',
  'not-found',
  'too-many-requests',
  'internal',
  'unavailable',
];
const OF_BODIES: readonly ProblemCode[] = ['too-large', 'unsupported-media-type', 'body-too-slow'];
const OF_JSON: readonly ProblemCode[] = ['bad-json', 'invalid-request'];
const OF_KEYS: readonly ProblemCode[] = ['idempotency-key-shape', 'idempotency-key-reused', 'idempotency-in-progress'];

const NAMES = new Map<z.ZodType, string>([
  [campaignAnswerSchema, 'Campaign'],
  [progressSchema, 'Progress'],
  [recipientSchema, 'Recipient'],
  [reportSchema, 'ImportReport'],
  [templateSchema, 'Template'],
  [accessSchema, 'Access'],
  [erasureSchema, 'Erasure'],
  [previewSchema, 'Preview'],
  [webhookSchema, 'Webhook'],
  [webhookSecretSchema, 'WebhookWithSecret'],
  [deliverySchema, 'Delivery'],
  [problemSchema, 'Problem'],
]);

export function openApi({ routes, publicUrl, version }: OpenApiOptions): Json {
  const schemas: Record<string, Json> = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const name = NAMES.get(schema);
    if (!name) return jsonSchema(schema, io);
    schemas[name] ??= jsonSchema(schema, io);
    return { $ref: `#/components/schemas/${name}` };
  };
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method] = operation(route, schemaOf);
  }
  schemaOf(problemSchema, 'output');
  return {
    openapi: '3.1.0',
    info: {
      title: 'Candor',
      version,
      summary: 'Personalized video that tells the viewer exactly what it knows about them',
      description: ABOUT,
    },
    servers: [{ url: publicUrl }],
    security: [{ key: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    webhooks: webhooks(),
    components: {
      schemas,
      headers: HEADERS,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', bearerFormat: 'cdr_…', description: 'An API key of one workspace' },
      },
    },
  };
}

const ABOUT = [
  'Everything is JSON over HTTP. Times are ISO 8601 in UTC, durations seconds, sizes pixels or bytes.',
  'Every POST takes an Idempotency-Key; its answer is kept sealed for a day, one that shows a secret for a minute. Lists go on behind a cursor: next of an answer is the cursor of the page after it.',
  'Every failure is a problem document (RFC 9457); its type is urn:candor: and a code. What was sent is never repeated.',
].join('\n\n');

const header = (description: string, schema: Json): Json => ({ description, schema });
const HEADERS = {
  'X-Request-Id': header('What the log knows the request by', { type: 'string', format: 'uuid' }),
  'Retry-After': header('Seconds to wait before trying again', { type: 'integer', minimum: 0 }),
  'WWW-Authenticate': header('How to say who asks', { type: 'string' }),
  'Idempotent-Replayed': header('true where an earlier call with this Idempotency-Key was answered so', {
    type: 'string',
    enum: ['true'],
  }),
} as const;

const headersOf = (...names: readonly (keyof typeof HEADERS)[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** What is sent to a webhook: one entry a type, by Standard Webhooks. */
function webhooks(): Json {
  const signed = [
    ['webhook-id', 'Of the message, the same at every try: what you have seen you can pass over'],
    ['webhook-timestamp', 'When this try was made, in seconds since 1970'],
    ['webhook-signature', 'v1,<base64> of HMAC-SHA256 over id.timestamp.body, one for each secret that holds'],
  ].map(([name, description]) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } }));
  return Object.fromEntries(
    [...EVENT_TYPES, TEST].map((type) => [
      type,
      {
        post: {
          operationId: `on-${type}`,
          tags: ['Webhooks'],
          summary:
            type === TEST
              ? 'Asked for with /v1/webhooks/{id}/test; it tells nothing.'
              : EVENTS[type as keyof typeof EVENTS].when,
          security: [],
          parameters: signed,
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(messageSchema(type as typeof TEST), 'output') } },
          },
          responses: {
            '2XX': { description: 'Taken. Anything else is tried again, for a day.' },
            '410': { description: 'Not wanted any more: the webhook is turned off.' },
          },
        },
      },
    ]),
  );
}

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Record<
    string,
    unknown
  >;
  return rest;
}

/** Every problem a call can answer. */
export function problemsOf(route: Route): ProblemCode[] {
  return [
    ...new Set([
      ...(route.problems ?? []),
      ...(route.body ? OF_BODIES : []),
      ...(route.body?.kind === 'json' ? OF_JSON : []),
      ...(Object.keys(route.query.shape).length > 0 ? (['invalid-request'] as const) : []),
      ...(route.method === 'post' ? OF_KEYS : []),
      ...COMMON,
    ]),
  ];
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => Json;

function operation(route: Route, schemaOf: SchemaOf): Json {
  const { answer, body } = route;
  const type = answer.type ?? ('stream' in route ? 'text/event-stream' : 'application/json');
  const example = answer.example === undefined ? {} : { example: answer.example };
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(route.detail ? { description: route.detail } : {}),
    parameters: [...parameters(route, 'path'), ...parameters(route, 'query'), ...keyParameter(route)],
    ...(body ? { requestBody: { required: true, content: bodyContent(body, schemaOf) } } : {}),
    responses: {
      [answer.status]:
        answer.status === 204
          ? { description: 'Done', headers: headersOf('X-Request-Id') }
          : {
              description: 'Done',
              headers: headersOf(
                'X-Request-Id',
                ...(route.method === 'post' ? (['Idempotent-Replayed'] as const) : []),
              ),
              content: { [type]: { schema: schemaOf(answer.schema, 'output'), ...example } },
            },
      ...problemResponses(problemsOf(route)),
    },
  };
}

function bodyContent(body: NonNullable<Route['body']>, schemaOf: SchemaOf): Json {
  if (body.kind === 'json') {
    return { 'application/json': { schema: schemaOf(body.schema, 'input'), example: body.example } };
  }
  const schema = schemaOf(body.schema, 'input');
  return Object.fromEntries(
    body.types.map((type) => [
      type,
      type === 'application/json'
        ? { schema }
        : { schema: { type: 'string' }, ...(type === body.example.type ? { example: body.example.text } : {}) },
    ]),
  );
}

function parameters(route: Route, place: 'path' | 'query'): Json[] {
  const schema = jsonSchema(place === 'path' ? route.params : route.query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(schema.properties ?? {}).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || (schema.required ?? []).includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

const keyParameter = (route: Route): Json[] =>
  route.method === 'post'
    ? [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description: 'The same key and body give the same answer and one effect, for a day',
          schema: { type: 'string', minLength: 1, maxLength: 255 },
        },
      ]
    : [];

/** Headers that a status brings. */
const OF_STATUS: Readonly<Record<number, readonly (keyof typeof HEADERS)[]>> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

/** One response a status; its description lists the codes. */
function problemResponses(codes: readonly ProblemCode[]): Json {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `${typeOf(code)}: ${PROBLEMS[code].title}`).join('\n'),
        headers: headersOf('X-Request-Id', ...(OF_STATUS[Number(status)] ?? [])),
        content: {
          [PROBLEM_TYPE]: {
            schema: { $ref: '#/components/schemas/Problem' },
            ...(ofStatus[0] ? { example: details(ofStatus[0]) } : {}),
          },
        },
      },
    ]),
  );
}
