/** Values as people have them: ordinary, ugly, and at the edge of what a field's schema lets in. */
import blns from 'big-list-of-naughty-strings' with { type: 'json' };
import fc from 'fast-check';
import type { Template } from '../../remotion/index.ts';

/** Words that must never come out of nothing are no use as input. */
const telling = /undefined|null|nan|infinity|\[object/i;

const names = [
  'Maria',
  'I',
  '中',
  'عبد الرحمن بن عبد الله',
  'שירה',
  'สมชาย',
  'さくら',
  '🏳️‍🌈',
  '\u202Eevil\u202C',
  '\u200B\u200B',
  'O’Brien & <b>Sons</b>',
  'Maximiliane-Friederike von der Hohenlohe-Langenburg',
  'Donaudampfschifffahrtsgesellschaftskapitänswitwe',
  'W'.repeat(40),
  'Zal̸̢̧̛̗͇̥̖̱̺͕͋͗̈́̋̊̚go',
];
const line = (longest: number) =>
  fc
    .oneof(
      fc.constantFrom(...names),
      fc.constantFrom(...(blns as readonly string[])),
      fc.string({ minLength: 1, unit: 'grapheme' }),
    )
    .filter((text) => text.length <= longest && /\S/.test(text) && !telling.test(text));

const kwh = fc.oneof(
  fc.constant(0),
  fc.constant(99_999),
  fc.double({ min: 0, max: 99_999, noNaN: true }),
  fc.integer({ min: 80, max: 400 }),
);
const arbitraries: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  firstName: line(60),
  plan: fc.oneof(fc.constantFrom('Solo', 'plus ', 'FAMILY'), line(40)),
  tariff: fc.oneof(fc.constantFrom('Flex', 'night', 'Fixed'), line(40)),
  startDate: fc
    .date({ min: new Date('1970-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  usageKwh: fc.oneof(fc.array(kwh, { minLength: 12, maxLength: 12 }), fc.array(kwh, { minLength: 1, maxLength: 12 })),
  yearKwh: fc.double({ min: 0, max: 99_999, noNaN: true }),
  shiftable: fc.integer({ min: 0, max: 80 }),
  device: fc.constantFrom('wash', 'dishes', 'car'),
  homeSize: fc.double({ min: 5, max: 2000, noNaN: true }),
};

/** Any subset of a template's fields, each with any value its schema accepts. */
export const people = (template: Template): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      Object.entries(template.fields).map(([key, { schema }]) => {
        const values = arbitraries[key];
        if (!values) throw new Error(`no values for ${key}`);
        return [key, values.filter((value) => schema.safeParse(value).success)];
      }),
    ),
    { requiredKeys: [] },
  );

/** One ordinary value a field, each easy to find again. */
export const ordinary: Readonly<Record<string, unknown>> = {
  firstName: 'Quillfeather',
  plan: 'Hollyhock',
  tariff: 'Thistledown',
  startDate: '2027-10-13',
  usageKwh: [831, 772, 701, 655, 604, 563, 541, 552, 617, 689, 748, 819],
  homeSize: 173,
  yearKwh: 7413,
  shiftable: 57,
  device: 'car',
};
