/** A template as JSON, made where the template's code runs: schemas become JSON Schema, components stay behind. */
import { z } from 'zod';
import type { Template } from '../../../remotion/template.ts';

/** What a schema of a template may be made of: exactly what JSON Schema can say, so that gate, page and docs check the same thing. */
const TYPES = new Set(
  'string number int boolean null literal enum array object tuple record union optional nullable readonly default'.split(
    ' ',
  ),
);
const CHECKS = new Set(
  'less_than greater_than multiple_of number_format min_length max_length length_equals string_format'.split(' '),
);

interface Def {
  readonly type: string;
  readonly check?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[];
}

/**
 * Parts of a schema that JSON Schema cannot say (refinements, transforms, trims, dates …), as `path: construct`.
 * zod leaves most of them out of `toJSONSchema` without a word; a gate that checks less than the template means would let values through.
 */
function unsayable(schema: z.core.$ZodType, path: string): string[] {
  const def = schema._zod.def as Def;
  if (!TYPES.has(def.type)) return [`${path}: ${def.type}`];
  const checks = (def.checks ?? []).map((check) => check._zod.def.check).filter((check) => !CHECKS.has(check));
  return [
    ...checks.map((check) => `${path}: ${check}`),
    ...children(def).flatMap(([key, child]) => unsayable(child, `${path}${key}`)),
  ];
}

/** The schemas inside a schema, each with the path to it. */
function children(def: object): [string, z.core.$ZodType][] {
  const found: [string, z.core.$ZodType][] = [];
  const visit = (value: unknown, path: string): void => {
    if (value instanceof z.core.$ZodType) found.push([path, value]);
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, `${path}[${index}]`);
  };
  for (const [name, value] of Object.entries(def)) {
    if (name === 'checks') continue;
    if (name === 'shape') for (const [key, item] of Object.entries(value as object)) visit(item, `.${key}`);
    else visit(value, name === 'element' || name === 'items' || name === 'valueType' ? '[]' : '');
  }
  return found;
}

/** The template as the service's `TemplateCard` is made from it; its files are paths relative to its folder. */
export function rawCard(template: Template): unknown {
  const unsaid = [
    ...Object.entries(template.fields).flatMap(([key, field]) => unsayable(field.schema, `fields.${key}`)),
    ...unsayable(template.content, 'content'),
  ];
  const said = unsaid.length === 0;
  return {
    unsayable: unsaid,
    // `{}` must do: a template is complete by itself.
    contentDefaults: template.content.safeParse({}).success,
    id: template.id,
    version: template.version,
    title: template.title,
    purpose: template.purpose,
    purposeText: template.purposeText,
    fps: template.fps,
    formats: template.formats,
    locales: template.locales,
    fields: Object.entries(template.fields).map(([key, { schema, label, category, source, why, from }]) => ({
      ...{ key, label, category, source, why, from },
      schema: said ? z.toJSONSchema(schema) : {},
    })),
    content: said ? z.toJSONSchema(template.content, { io: 'input' }) : {},
    scenes: template.scenes.map(({ id, title, seconds, uses, opaque, aside, interactions, next }) => ({
      ...{ id, title, seconds, uses },
      opaque: opaque === true,
      aside: aside === true,
      interactions: interactions ?? [],
      next,
    })),
    soundtrack: template.soundtrack,
    sample: template.sample,
  };
}
