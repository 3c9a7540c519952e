/** A template that breaks a rule is refused by a code that names key and rule. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkTemplate } from '../../remotion/check.ts';
import { MAX_FIELDS, type Template, type TemplateCode, TemplateError } from '../../remotion/index.ts';
import tiny from '../fixtures/templates/tiny/template.ts';

const good = tiny as unknown as Template;
const firstName = good.fields.firstName;
if (!firstName) throw new Error('tiny has a first name');
const [hello] = good.scenes;
if (!hello) throw new Error('tiny has scenes');

function refused(template: Template): Pick<TemplateError, 'code' | 'key'> | undefined {
  try {
    checkTemplate(template);
    return undefined;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { code: error.code, key: error.key };
  }
}

const many = (count: number, label: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, { ...firstName, label }]));

const broken: readonly [rule: string, code: TemplateCode, key: string, change: Partial<Template>][] = [
  ['more than eight fields', 'too-many-fields', 'fields', { fields: { ...good.fields, ...many(MAX_FIELDS, 'x') } }],
  ['an id that is no identifier', 'bad-id', 'id', { id: 'Tiny Template' }],
  ['a field key that is no identifier', 'bad-id', 'fields.first-name', { fields: { 'first-name': firstName } }],
  ['no scene', 'no-scenes', 'scenes', { scenes: [] }],
  ['two scenes of one id', 'duplicate-scene', 'scenes.hello', { scenes: [hello, hello] }],
  [
    'a scene named like the statement',
    'reserved-scene',
    'scenes.disclosure',
    { scenes: [{ ...hello, id: 'disclosure' }] },
  ],
  ['a use that is not declared', 'undeclared-use', 'scenes.hello.uses', { scenes: [{ ...hello, uses: ['shoeSize'] }] }],
  ['a use named twice', 'duplicate-use', 'scenes.hello.uses', { scenes: [{ ...hello, uses: ['plan', 'plan'] }] }],
  [
    'a length that is no whole number of frames',
    'broken-frames',
    'scenes.hello.seconds',
    { scenes: [{ ...hello, seconds: 1.05 }] },
  ],
  ['a length of nothing', 'broken-frames', 'scenes.hello.seconds', { scenes: [{ ...hello, seconds: 0 }] }],
  ['half a frame a second', 'broken-frames', 'fps', { fps: 29.97 }],
  ['no format', 'bad-format', 'formats', { formats: {} }],
  ['an odd side', 'bad-format', 'formats.square', { formats: { square: { width: 241, height: 241 } } }],
  [
    'a landscape that stands',
    'bad-format',
    'formats.landscape',
    { formats: { landscape: { width: 180, height: 320 } } },
  ],
  ['a title that lacks a locale', 'missing-locale', 'title', { title: { en: 'Tiny' } }],
  [
    'a label that lacks a locale',
    'missing-locale',
    'fields.firstName.label',
    { fields: { ...good.fields, firstName: { ...firstName, label: { en: 'Name' } } } },
  ],
  [
    'a scene title that lacks a locale',
    'missing-locale',
    'scenes.hello.title',
    { scenes: [{ ...hello, title: { de: 'Hallo' } }] },
  ],
  [
    'a category that is no DPV term',
    'bad-category',
    'fields.firstName.category',
    { fields: { ...good.fields, firstName: { ...firstName, category: 'pd:first name' } } },
  ],
  [
    'content that is incomplete by itself',
    'content-incomplete',
    'content',
    { content: z.object({ offer: z.string() }) },
  ],
  [
    'labels that do not fit the marker',
    'labels-too-long',
    'formats.landscape',
    {
      fields: many(8, 'A label that goes on for much longer than any label should'),
      scenes: [{ ...hello, uses: Object.keys(many(8, '')) }],
    },
  ],
];

describe('defineTemplate', () => {
  it('accepts the tiny template', () => {
    expect(refused(good)).toBeUndefined();
  });

  it.each(broken)('refuses %s', (_, code, key, change) => {
    expect(refused({ ...good, ...change })).toEqual({ code, key });
  });

  it('says the rule in words, and no value of a person', () => {
    expect(() => checkTemplate({ ...good, scenes: [{ ...hello, seconds: 1.05 }] })).toThrow(
      'scenes.hello.seconds: is a whole number of frames at 10 frames a second',
    );
  });
});
