/** People to try a template with: those of its sample, and made-up ones that go to the ends of what the schemas allow. */
import { z } from 'zod';
import type { FieldCard, SceneRequest, TemplateCard } from '../../frames/types.ts';

type Values = Readonly<Record<string, unknown>>;

/** Sample rows first. Every value is valid by its field's schema; what is not is left out. */
export function peopleFor(card: TemplateCard): Values[] {
  const valid = validFor(card);
  const sampled = card.sample.flatMap((row) => {
    const profile = z.object({ profile: z.record(z.string(), z.unknown()) }).safeParse(row);
    return profile.success ? [valid(profile.data.profile)] : [];
  });
  return [...sampled, ...madeUpPeople(card)].filter((person) => Object.keys(person).length > 0);
}

/** Made-up people alone: long and short, other scripts, least and most. */
function madeUpPeople(card: TemplateCard): Values[] {
  const valid = validFor(card);
  const values = new Map(card.fields.map((field) => [field.key, valuesFor(field)]));
  const most = Math.max(0, ...[...values.values()].map((some) => some.length));
  return Array.from({ length: most }, (_, index) =>
    valid(Object.fromEntries([...values].map(([key, some]) => [key, some[index % Math.max(1, some.length)]]))),
  );
}

/** What of a profile is valid by the fields' schemas. */
function validFor(card: TemplateCard): (profile: Values) => Values {
  const parsers = new Map(card.fields.map((field) => [field.key, z.fromJSONSchema(field.schema)]));
  return (profile) =>
    Object.fromEntries(
      Object.entries(profile).filter(([key, value]) => parsers.get(key)?.safeParse(value).success ?? false),
    );
}

const BRAND = { name: 'Northlight' };

/** The author's own sample and made-up values: nobody's data, so no gate was asked. */
export const requestFor = (card: TemplateCard, locale: string, format: string, data: object): SceneRequest =>
  ({ template: card.id, format, locale, brand: BRAND, content: {}, data }) as SceneRequest;

const WORDS = [
  'Ö',
  'Zoë',
  'Krishnamurthy Venkataraghavan-Iyengar',
  'עדי',
  '2026-03-01',
  '2026-03-01T09:30:00Z',
  'a@b.example',
  'https://acme.example/',
];

/** A handful of values that a schema may accept. */
function valuesFor({ schema }: FieldCard): unknown[] {
  const {
    type,
    enum: options,
    const: only,
    minimum,
    maximum,
    items,
    minItems,
    maxItems,
    minLength,
    maxLength,
  } = schema;
  if (only !== undefined) return [only];
  if (Array.isArray(options)) return options;
  const least = numberOr(minimum, 0);
  const greatest = numberOr(maximum, least + 1_000);
  if (type === 'integer') return [least, Math.floor((least + greatest) / 2), greatest];
  if (type === 'number') return [least, (least + greatest) / 3, greatest];
  if (type === 'boolean') return [true, false];
  if (type === 'string')
    return [
      ...WORDS,
      'x'.repeat(Math.min(200, numberOr(maxLength, 40))),
      'y'.repeat(Math.max(1, numberOr(minLength, 1))),
    ];
  if (type === 'array') {
    const inner = valuesFor({ schema: items as FieldCard['schema'] } as FieldCard);
    const lengths = [Math.max(1, numberOr(minItems, 1)), Math.min(12, numberOr(maxItems, 12))];
    return lengths.flatMap((length) =>
      [0, 1].map((shift) => Array.from({ length }, (_, index) => inner[(index + shift) % Math.max(1, inner.length)])),
    );
  }
  return [];
}

const numberOr = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);
