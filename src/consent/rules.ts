/** A declared field's rule, made from the JSON Schema of a template's card: how the gate checks a value. */
import { z } from 'zod';
import type { FieldRule } from './types.ts';

/**
 * Throws for a schema that zod cannot read: a fault of the template, found when it is loaded, never of a value.
 * Make a rule once a template, not once a row.
 */
export function fieldRule(key: string, jsonSchema: Readonly<Record<string, unknown>>, from?: 'viewer'): FieldRule {
  const schema = z.fromJSONSchema(jsonSchema as Parameters<typeof z.fromJSONSchema>[0]);
  return {
    key,
    ...(from ? { from } : {}),
    parse: (value) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? { value: parsed.data } : undefined;
    },
  };
}
