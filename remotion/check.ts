/** What must hold of a template before anybody sees it: one rule, one code. */

import { MAX_LINES, neededLines } from './disclosure/reserve.ts';
import { checkInteractions, INTERACTION_CODES } from './interactions/check.ts';
import { localesOf } from './localise.ts';
import { shapeOf } from './shape.ts';
import { type Format, type Localised, STATEMENT, type Template } from './template.ts';

export const TEMPLATE_CODES = [
  'bad-id',
  'too-many-fields',
  'no-scenes',
  'duplicate-scene',
  'reserved-scene',
  'undeclared-use',
  'duplicate-use',
  'broken-frames',
  'bad-format',
  'missing-locale',
  'content-incomplete',
  'bad-category',
  'bad-field',
  'labels-too-long',
  ...INTERACTION_CODES,
] as const;
export type TemplateCode = (typeof TEMPLATE_CODES)[number];

/** A template that breaks a rule. `key` says where (`scenes.hello.seconds`), the message says which rule. */
export class TemplateError extends Error {
  readonly code: TemplateCode;
  readonly key: string;
  constructor(code: TemplateCode, key: string, rule: string) {
    super(`${key}: ${rule}`);
    this.name = 'TemplateError';
    this.code = code;
    this.key = key;
  }
}

/** At most this many fields: there are as many marks. */
export const MAX_FIELDS = 8;

const identifier = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const fieldKey = /^[a-z][A-Za-z0-9]{0,39}$/;
const wholeNumber = (n: number): boolean => Math.abs(n - Math.round(n)) < 1e-6;

/** @throws TemplateError for the first rule that does not hold. */
export function checkTemplate(t: Template): void {
  const refuse = (code: TemplateCode, key: string, rule: string): never => {
    throw new TemplateError(code, key, rule);
  };
  const words = (key: string, text: Localised): void => {
    if (typeof text === 'string') return;
    const known = localesOf(text);
    for (const locale of t.locales) {
      if (!known.includes(locale)) refuse('missing-locale', key, `has no text for the locale ${locale}`);
    }
  };

  if (!identifier.test(t.id)) refuse('bad-id', 'id', 'is lower case letters, digits and single hyphens');
  words('title', t.title);
  words('purposeText', t.purposeText);

  if (!Number.isInteger(t.fps) || t.fps < 1 || t.fps > 60)
    refuse('broken-frames', 'fps', 'is a whole number from 1 to 60');
  const formats = Object.entries(t.formats);
  if (formats.length === 0) refuse('bad-format', 'formats', 'names at least one format');
  for (const [name, size] of formats) {
    if (!['landscape', 'portrait', 'square'].includes(name))
      refuse('bad-format', `formats.${name}`, 'is landscape, portrait or square');
    for (const side of [size.width, size.height]) {
      if (!Number.isInteger(side) || side % 2 !== 0 || side < 64 || side > 4096)
        refuse('bad-format', `formats.${name}`, 'has even sides from 64 to 4096 pixels');
    }
    if (
      name === 'landscape'
        ? size.width <= size.height
        : name === 'portrait'
          ? size.width >= size.height
          : size.width !== size.height
    )
      refuse('bad-format', `formats.${name}`, `is not ${name}`);
  }

  const keys = Object.keys(t.fields);
  if (keys.length > MAX_FIELDS) refuse('too-many-fields', 'fields', `are at most ${MAX_FIELDS}`);
  for (const [key, field] of Object.entries(t.fields)) {
    if (!fieldKey.test(key)) refuse('bad-id', `fields.${key}`, 'is a camelCase key of at most 40 letters and digits');
    if (!/^pd:[A-Za-z]+$/.test(field.category))
      refuse('bad-category', `fields.${key}.category`, 'is a DPV-PD category such as pd:Name');
    words(`fields.${key}.label`, field.label);
    words(`fields.${key}.source`, field.source);
    words(`fields.${key}.why`, field.why);
    if (field.from !== undefined && field.from !== 'viewer')
      refuse('bad-field', `fields.${key}.from`, "is 'viewer', or not there");
  }

  if (t.scenes.every(({ aside }) => aside)) refuse('no-scenes', 'scenes', 'has at least one scene of the linear way');
  const seen = new Set<string>();
  for (const scene of t.scenes) {
    const at = `scenes.${scene.id}`;
    if (!identifier.test(scene.id)) refuse('bad-id', at, 'is lower case letters, digits and single hyphens');
    if (scene.id === STATEMENT) refuse('reserved-scene', at, 'is the name of the statement scene');
    if (seen.has(scene.id)) refuse('duplicate-scene', at, 'is there twice');
    seen.add(scene.id);
    words(`${at}.title`, scene.title);
    if (!(scene.seconds > 0) || !wholeNumber(scene.seconds * t.fps))
      refuse('broken-frames', `${at}.seconds`, `is a whole number of frames at ${t.fps} frames a second`);
    for (const key of scene.uses) {
      if (!keys.includes(key)) refuse('undeclared-use', `${at}.uses`, `names a field that is not declared: ${key}`);
    }
    if (new Set(scene.uses).size !== scene.uses.length) refuse('duplicate-use', `${at}.uses`, 'names a field twice');
  }

  for (const format of Object.keys(t.formats) as Format[]) {
    if (neededLines(shapeOf(t), format, false) > MAX_LINES)
      refuse(
        'labels-too-long',
        `formats.${format}`,
        `has room for the labels of every scene's fields in ${MAX_LINES} lines`,
      );
  }

  if (!t.content.safeParse({}).success) refuse('content-incomplete', 'content', 'accepts {}: every key has a default');
  checkInteractions(t, refuse);
}
