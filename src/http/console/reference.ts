/** The registry as the reference page shows it: tables instead of schemas, and a call that can be pasted. */
import type { z } from 'zod';
import { CAMPAIGN_ERRORS, READ_CODES } from '../../campaigns/index.ts';
import { ROW_CODES } from '../../consent/index.ts';
import type { CallView, ProblemRow, ReferenceView, Row } from '../../web/console/view.ts';
import { EVENT_TYPES, EVENTS, OFF_CODES, TARGET_RULES, TRY_CODES } from '../../webhooks/index.ts';
import { ISSUE_CODES } from '../issues.ts';
import { jsonSchema, problemsOf } from '../openapi.ts';
import { PROBLEMS, type ProblemCode } from '../problems.ts';
import { operationId, type Route } from '../registry.ts';
import { curlOf, typescriptOf } from './samples.ts';

/** JSON Schema, as far as tables show it. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly default?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly additionalProperties?: Schema | boolean;
}

const DEEPEST = 2;
/** What zod says for "any whole number" says nothing. */
const LIMIT = 2 ** 53 - 1;

export function referenceGroups(routes: readonly Route[], api: string): ReferenceView['groups'] {
  const groups = Map.groupBy(routes, (route) => route.tag);
  return [...groups].map(([name, calls]) => ({ name, calls: calls.map((route) => callOf(route, api)) }));
}

export const allProblems = (): ProblemRow[] =>
  problemRows((Object.keys(PROBLEMS) as ProblemCode[]).sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status));

export const errorCodes = (): ReferenceView['codes'] => [
  { name: 'Codes of errors', rows: codeRows(ISSUE_CODES) },
  {
    name: 'Codes of rejected rows',
    rows: codeRows({ ...ROW_CODES, ...READ_CODES, erased: CAMPAIGN_ERRORS.erased.message }),
  },
  { name: 'Codes of a webhook’s target', rows: codeRows(TARGET_RULES) },
  { name: 'Codes of deliveries, and of a webhook that is off', rows: codeRows({ ...TRY_CODES, ...OFF_CODES }) },
];

/** What webhooks are told, as the reference shows it. */
export const messages = (): ReferenceView['messages'] =>
  EVENT_TYPES.map((type) => ({
    type,
    when: EVENTS[type].when,
    rows: given(rowsOf(jsonSchema(EVENTS[type].data, 'output') as Schema)),
  }));

const codeRows = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([code, text]) => ({ code, text }));

const problemRows = (codes: readonly ProblemCode[]): ProblemRow[] =>
  codes.map((code) => ({ code, status: PROBLEMS[code].status, title: PROBLEMS[code].title }));

function callOf(route: Route, api: string): CallView {
  const { answer, body } = route;
  const address = (schema: z.ZodType) => rowsOf(jsonSchema(schema, 'input') as Schema);
  const text = answer.example === undefined ? undefined : JSON.stringify(answer.example, null, 2);
  return {
    id: operationId(route),
    method: route.method.toUpperCase(),
    path: route.path,
    summary: route.summary,
    detail: route.detail ?? '',
    parameters: [...address(route.params), ...address(route.query)],
    ...(body
      ? {
          body: {
            types: body.kind === 'json' ? ['application/json'] : body.types,
            rows: rowsOf(jsonSchema(body.schema, 'input') as Schema),
          },
        }
      : {}),
    needs: route.needs,
    curl: curlOf(route, api),
    typescript: typescriptOf(route),
    answer: {
      status: answer.status,
      rows: answer.status === 204 ? [] : given(rowsOf(jsonSchema(answer.schema, 'output') as Schema)),
      ...(text === undefined ? {} : { example: text }),
    },
    problems: problemRows(problemsOf(route)),
  };
}

/** Keys of an object; of a list, those of its items. */
function rowsOf(schema: Schema, depth = 0): Row[] {
  const { type, items } = plain(schema);
  const object = type === 'array' ? items : plain(schema);
  return Object.entries(object?.properties ?? {}).map(([name, value]) => ({
    name,
    type: typeOf(value),
    required: (object?.required ?? []).includes(name),
    text: textOf(value),
    inner: depth < DEEPEST ? rowsOf(value, depth + 1) : [],
  }));
}

/** In an answer nothing is needed from anybody. */
const given = (rows: readonly Row[]): Row[] =>
  rows.map((row) => ({ ...row, required: false, inner: given(row.inner) }));

/** What may be null as well is shown as what it is otherwise. */
function plain(schema: Schema): Schema {
  const [only, ...others] = (schema.anyOf ?? []).filter((one) => one.type !== 'null');
  return only && others.length === 0 ? { ...schema, ...only } : schema;
}

function typeOf(from: Schema): string {
  const schema = plain(from);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.type === 'array' && schema.items?.properties) return 'list';
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'values'}`;
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') return 'object, by key';
  if (schema.type) return schema.format ?? schema.type;
  return schema.anyOf ? [...new Set(schema.anyOf.map(typeOf))].join(' | ') : 'any';
}

function textOf({ description, default: usual, minimum, maximum }: Schema): string {
  const bounds =
    minimum !== undefined && maximum !== undefined && maximum < LIMIT && minimum > -LIMIT
      ? `${minimum} to ${maximum}.`
      : '';
  const otherwise = usual === undefined ? '' : `Default ${JSON.stringify(usual)}.`;
  return [description ? `${description}.` : '', bounds, otherwise].filter(Boolean).join(' ');
}
