/** The settings' schema as forms read it: what a place is called, what it takes, whether it may stay empty. */
import { z } from 'zod';
import { settingsSchema } from '../../../../accounts/settings-schema.ts';
import type { Schema } from '../../content/schema.ts';

interface Part extends Schema {
  readonly title?: string;
}

const root = z.toJSONSchema(settingsSchema, { io: 'input' }) as Part;

const under = (part: Part, key: string): Part | undefined => (/^\d+$/.test(key) ? part.items : part.properties?.[key]);

/** `path` like `processors.0.name`. Throws where the settings have no such place. */
export function partAt(path: string): Part {
  return path.split('.').reduce((part, key) => {
    const next = under(part, key);
    if (!next) throw new Error(`${path}: the settings have no such place`);
    return next;
  }, root);
}

/** Whether a place beside others may stay empty where they are filled in. */
export function isOptional(path: string): boolean {
  const keys = path.split('.');
  const key = keys.pop() ?? '';
  if (keys.length === 0) return false;
  const { required, properties } = partAt(keys.join('.'));
  return properties !== undefined && required !== undefined && !required.includes(key);
}

/** What is said under it: a sentence of its own. */
export function helpAt(path: string): string | undefined {
  const { description } = partAt(path);
  const said = description && `${description}.`;
  return [said, isOptional(path) ? 'May stay empty.' : undefined].filter(Boolean).join(' ') || undefined;
}
