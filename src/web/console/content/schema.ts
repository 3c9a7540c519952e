/** A template's content as fields to fill in: read from its JSON Schema (draft 2020-12), as zod writes it. */
import { z } from 'zod';

export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly title?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: Schema | boolean;
}

/** `text`: one for everybody, or one per locale. `other`: what this form has no control for; it stays as it is. */
export type Kind = 'text' | 'string' | 'number' | 'boolean' | 'choice' | 'list' | 'group' | 'other';

export function kindOf(schema: Schema): Kind {
  if (schema.enum) return 'choice';
  const texts = schema.anyOf;
  if (texts?.some(({ type }) => type === 'string') && texts.some(({ type }) => type === 'object')) return 'text';
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    case 'object':
      return schema.properties ? 'group' : 'other';
    default:
      return 'other';
  }
}

/** Of a text: the most signs it may have. */
export const longestOf = (schema: Schema): number | undefined =>
  schema.maxLength ?? schema.anyOf?.find(({ type }) => type === 'string')?.maxLength;

/** What its author calls it, else its key as a person would read it: `averageUse` → “Average use”. */
export function nameOf(key: string, { title }: Schema): string {
  if (title) return title;
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a new item of a list, or a part that was absent, begins with. */
export function emptyOf(schema: Schema, locales: readonly string[]): unknown {
  if (schema.default !== undefined) return schema.default;
  switch (kindOf(schema)) {
    case 'text':
      return Object.fromEntries(locales.map((locale) => [locale, '']));
    case 'string':
      return '';
    case 'number':
      return schema.minimum !== undefined && schema.minimum > 0 ? schema.minimum : 0;
    case 'boolean':
      return false;
    case 'choice':
      return schema.enum?.[0];
    case 'list':
      return Array.from({ length: schema.minItems ?? 0 }, () => emptyOf(schema.items ?? {}, locales));
    case 'group':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key))
          .map(([key, part]) => [key, emptyOf(part, locales)]),
      );
    case 'other':
      return undefined;
  }
}

/** Messages by path (`tips.0.title`). The same schema decides when the service takes it. */
export function issuesIn(schema: Schema, content: unknown): ReadonlyMap<string, string> {
  const parsed = checkerOf(schema).safeParse(content);
  if (parsed.success) return new Map();
  return new Map(
    parsed.error.issues.map((issue) => [issue.path.join('.'), SAYS[issue.code] ?? 'is not as it must be']),
  );
}

const checkers = new WeakMap<Schema, z.ZodType>();
function checkerOf(schema: Schema): z.ZodType {
  const known = checkers.get(schema) ?? z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  checkers.set(schema, known);
  return known;
}

const SAYS: Readonly<Record<string, string>> = {
  too_small: 'Too short, too small or too few.',
  too_big: 'Too long, too big or too many.',
  invalid_type: 'Missing, or of the wrong kind.',
  invalid_value: 'Not one of the values it may have.',
  invalid_union: 'Too long, or not a text.',
};
