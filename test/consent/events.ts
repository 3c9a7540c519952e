/** Histories of one person for the model tests, and their translation into what the real code takes. */
import fc from 'fast-check';
import type { AudienceRow } from '../../src/consent/record.ts';
import type { FieldRule } from '../../src/consent/types.ts';
import { CAMPAIGNS, type Event, FIELDS, type Row } from './reference.ts';

const START = Date.parse('2026-05-01T00:00:00Z');
export const at = (hour: number): Date => new Date(START + hour * 3_600_000);

export const RULES: readonly FieldRule[] = FIELDS.map((key) => ({
  key,
  parse: (value) => (typeof value === 'string' ? { value } : undefined),
}));

const fields = fc.subarray(FIELDS, { minLength: 1 });

const row: fc.Arbitrary<Row> = fc.record({
  values: fc
    .oneof(fc.constant(FIELDS), fc.subarray(FIELDS))
    .map((keys) => Object.fromEntries(keys.map((key) => [key, `value of ${key}`]))),
  records: fc.array(
    fc.record(
      {
        id: fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5', 'r6'),
        purpose: fc.constantFrom('p', 'p', 'p', 'q'),
        fields,
        // Mostly begun already, so that there is something to take back.
        given: fc.oneof({ arbitrary: fc.constant(0), weight: 2 }, fc.integer({ min: 0, max: 24 })),
        expires: fc.integer({ min: 1, max: 60 }),
      },
      { requiredKeys: ['id', 'purpose', 'fields', 'given'] },
    ),
    { maxLength: 3 },
  ),
});

const campaign = fc.constantFrom(...CAMPAIGNS);
const wait = fc.integer({ min: 0, max: 4 });
const anImport = fc.record({ kind: fc.constant('import' as const), wait, campaign, row });
const event: fc.Arbitrary<Event> = fc.oneof(
  { arbitrary: anImport, weight: 5 },
  {
    arbitrary: fc.record({
      kind: fc.constant('switch' as const),
      wait,
      campaign,
      field: fc.constantFrom(...FIELDS),
      on: fc.boolean(),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record(
      { kind: fc.constant('withdraw' as const), wait, purpose: fc.constantFrom('p', 'q'), fields },
      { requiredKeys: ['kind', 'wait'] },
    ),
    weight: 2,
  },
  { arbitrary: fc.record({ kind: fc.constant('erase' as const), wait }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('sweep' as const), wait }), weight: 1 },
);

/** An import first, then anything; now and then a row that was there already comes again. */
export const histories = (maxLength: number): fc.Arbitrary<readonly Event[]> =>
  fc.tuple(anImport, fc.array(fc.tuple(event, fc.nat({ max: 9 })), { maxLength })).map(([first, rest]) => {
    const events: Event[] = [first];
    for (const [next, again] of rest) {
      const before = again < 4 ? events.filter((one) => one.kind === 'import').at(-1 - again) : undefined;
      events.push(before && next.kind === 'import' ? { ...before, wait: next.wait } : next);
    }
    return events;
  });

export const toRow = (row: Row, id = 'cust-1'): AudienceRow => ({
  id,
  profile: row.values,
  consent: row.records.map((record) => ({
    recordId: record.id,
    purpose: record.purpose,
    fields: record.fields,
    givenAt: at(record.given).toISOString(),
    ...(record.expires === undefined ? {} : { expiresAt: at(record.expires).toISOString() }),
  })),
});
