/** What a viewer gives: a value for a field that is theirs to give, a form, and taking a form back. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Interaction } from '../../../remotion/interactions/schema.ts';
import { ConsentError, type FieldRule, fieldRule, keepOwn, sendForm, takeBack } from '../../consent/index.ts';
import type { FieldCard } from '../../frames/types.ts';
import type { PageAssets } from '../assets.ts';
import { acted, problem, refuse } from './answers.ts';
import { carried, isForm } from './request.ts';
import { type Campaign, type Looked, manifestOf, show, type ViewerDeps } from './shown.ts';
import { wishOf } from './video.ts';

const keepSchema = z.strictObject({ field: z.string(), value: z.unknown() });
const formSchema = z.strictObject({ form: z.string(), fields: z.record(z.string(), z.string().max(2000)) });
const backSchema = z.object({ entry: z.uuid() });

const rules = new WeakMap<FieldCard, FieldRule>();

function ruleOf(field: FieldCard): FieldRule {
  const rule = rules.get(field) ?? fieldRule(field.key, field.schema);
  rules.set(field, rule);
  return rule;
}

/** `POST keep {field, value}` → the new manifest. */
export async function keep(d: ViewerDeps, request: Request, response: Response, looked: Looked): Promise<boolean> {
  const parsed = keepSchema.safeParse(request.body);
  if (!parsed.success) return no(response, 'bad-body');
  const field = looked.campaign.card.fields.find(({ key, from }) => from === 'viewer' && key === parsed.data.field);
  if (!field) return no(response, 'unknown-field');
  const rule = ruleOf(field);
  // A form sends text; a slider's number is one.
  const written = parsed.data.value;
  const value =
    typeof written === 'string' && written.trim() !== '' && !rule.parse(written) ? Number(written) : written;
  if (!(await admitted(response, keepOwn(d.storage, looked.link.recipientUuid, rule, value, d.clock())))) return false;
  if (isForm(request)) acted(request, response, 'keep', looked.token, carried(request, looked));
  else response.json(manifestOf(await show(d, looked, wishOf(request, looked)), looked.campaign));
  return true;
}

type Form = Extract<Campaign['card']['interactions'][number]['interaction'], { kind: 'form' }>;
type Asked = Extract<Interaction, { kind: 'form' }>['fields'][number];

/** `POST forms {form, fields}`; a browser's own form sends the names beside each other. Empty answers are not sent. */
export async function send(d: ViewerDeps, request: Request, response: Response, looked: Looked): Promise<void> {
  const { form: flat, ...others } = (request.body ?? {}) as Record<string, unknown>;
  const parsed = formSchema.safeParse(isForm(request) ? { form: flat, fields: others } : request.body);
  if (!parsed.success) return problem(response, 'bad-body');
  const { form: id, fields } = parsed.data;
  const form = looked.campaign.card.interactions
    .map(({ interaction }) => interaction)
    .find((one): one is Form => one.kind === 'form' && one.id === id);
  if (!form) return problem(response, 'unknown-form');
  const given = Object.entries(fields).filter(([, value]) => value.trim() !== '');
  const answers = given.flatMap(([key, value]) => {
    const field = form.fields.find((one) => one.key === key);
    return field ? [{ field, value: value.trim() }] : [];
  });
  if (answers.length < given.length) return problem(response, 'unknown-field');
  const wrong = answers.filter(({ field, value }) => !fits(field as Asked, value));
  if (answers.length === 0 || wrong.length > 0) {
    const message = 'is not what this field takes';
    const issues = wrong.map(({ field }) => ({ path: `fields.${field.key}`, code: 'invalid', message }));
    return problem(response, answers.length === 0 ? 'bad-body' : 'value-refused', issues);
  }
  if (await admitted(response, sendForm(d.storage, looked.link.recipientUuid, { id, answers }, d.clock())))
    acted(request, response, 'form', looked.token, carried(request, looked));
}

const LINE = 300;

function fits(
  field: Pick<Asked, 'type'> & { options?: readonly { id: string }[] | undefined },
  value: string,
): boolean {
  switch (field.type) {
    case 'email':
      return z.email().max(254).safeParse(value).success;
    case 'tel':
      return /^\+?[0-9 ()/.-]{3,30}$/.test(value);
    case 'number':
      return value.length <= 30 && Number.isFinite(Number(value.replace(',', '.')));
    case 'choice':
      return field.options?.some(({ id }) => id === value) ?? false;
    case 'line':
      return value.length <= LINE && !/\p{Cc}/u.test(value);
    default:
      return true;
  }
}

/** `POST take-back {entry}`. What is not there any more is taken back already. */
export async function back(
  d: ViewerDeps,
  request: Request,
  response: Response,
  looked: Looked,
  assets: PageAssets,
): Promise<void> {
  const parsed = backSchema.safeParse(request.body);
  if (!parsed.success) return refuse(request, response, assets, 'bad-body', looked.token);
  await takeBack(d.storage, looked.link.recipientUuid, parsed.data.entry, d.clock());
  acted(request, response, 'take-back', looked.token, carried(request, looked));
}

async function admitted(response: Response, keeping: Promise<void>): Promise<boolean> {
  try {
    await keeping;
    return true;
  } catch (error) {
    if (error instanceof ConsentError && error.code === 'value-refused') return no(response, 'value-refused');
    throw error;
  }
}

function no(response: Response, code: 'bad-body' | 'unknown-field' | 'value-refused'): false {
  problem(response, code);
  return false;
}
