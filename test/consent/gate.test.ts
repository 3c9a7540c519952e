import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, gate } from '../../src/consent/gate.ts';
import { fieldRule } from '../../src/consent/rules.ts';
import { type Acts, type ConsentRecord, NO_ACTS } from '../../src/consent/types.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const rules = [
  fieldRule('firstName', z.toJSONSchema(z.string().min(1).max(40)) as Record<string, unknown>),
  fieldRule('usageKwh', z.toJSONSchema(z.array(z.number().min(0)).min(1).max(12)) as Record<string, unknown>),
];
const profile = { firstName: 'Zoë', usageKwh: [210, 190] };
const record = (more: Partial<ConsentRecord> = {}): ConsentRecord => ({
  recordId: 'r-1',
  purpose: 'video',
  fields: ['firstName', 'usageKwh'],
  givenAt: '2026-05-01T10:00:00Z',
  ...more,
});
const pass = (more: Partial<Parameters<typeof gate>[0]> = {}) => {
  const answer = gate({ rules, profile, records: [record()], purpose: 'video', acts: NO_ACTS, now: NOW, ...more });
  if ('rejected' in answer) throw new Error(answer.rejected);
  return answer;
};
const withdrawn = (at: string, more: Partial<Acts['withdrawals'][number]> = {}): Acts => ({
  ...NO_ACTS,
  withdrawals: [{ at, knownRecords: new Set(['r-1']), ...more }],
});
const reasons = (answer: ReturnType<typeof pass>) =>
  Object.fromEntries(
    Object.entries(answer.verdict.decisions).map(([key, one]) => [key, one.granted ? 'granted' : one.reason]),
  );

describe('the gate', () => {
  it('grants what is declared, present, valid and agreed to, and says since and until when', () => {
    const { verdict, fields } = pass({ records: [record({ expiresAt: '2027-05-01T10:00:00Z' })] });
    expect(verdict.data).toEqual(profile);
    expect(verdict.decisions.firstName).toEqual({
      granted: true,
      recordId: 'r-1',
      agreedAt: '2026-05-01T10:00:00Z',
      expiresAt: '2027-05-01T10:00:00Z',
    });
    expect(verdict.changesAt).toBe('2027-05-01T10:00:00.000Z');
    expect(fields).toEqual({
      firstName: { declared: true, outcome: 'granted' },
      usageKwh: { declared: true, outcome: 'granted' },
    });
  });

  it('takes a field that only the viewer gives from no sender, whatever record comes with it', () => {
    const own = fieldRule('hoursAway', z.toJSONSchema(z.number()) as Record<string, unknown>, 'viewer');
    const answer = pass({
      rules: [...rules, own],
      profile: { ...profile, hoursAway: 8 },
      records: [record({ fields: ['firstName', 'hoursAway'] })],
    });
    expect(answer.verdict.decisions.hoursAway).toEqual({ granted: false, reason: 'absent' });
    expect(answer.fields.hoursAway).toEqual({ declared: true, outcome: 'dropped', reason: 'not-declared' });
    expect(JSON.stringify(answer.verdict.kept.values)).not.toContain('hoursAway');
    expect(answer.verdict.kept.records.flatMap(({ fields }) => fields)).toEqual(['firstName']);
    const silent = pass({ rules: [...rules, own] });
    expect(silent.fields.hoursAway).toEqual({ declared: true, outcome: 'withheld', reason: 'absent' });
    const secret = pass({ rules: [...rules, own], profile: { hoursAway: '4111 1111 1111 1111' } });
    expect(secret.fields.hoursAway?.outcome).toBe('refused');
  });

  it.each<[string, Partial<Parameters<typeof gate>[0]>]>([
    ['refused-category', { profile: { firstName: '4111 1111 1111 1111' } }],
    ['absent', { profile: {} }],
    ['absent', { profile: { firstName: null } }],
    ['absent', { profile: { firstName: '  ' } }],
    ['absent', { profile: 'Zoë' }],
    ['absent', { profile: null, records: [] }],
    ['invalid', { profile: { firstName: 7 } }],
    ['invalid', { profile: { firstName: 'Z'.repeat(41) } }],
    ['invalid', { profile: { firstName: 'Zo\u0000ë' } }],
    ['invalid', { profile: { firstName: 'Zo\ud800' } }],
    ['withdrawn', { acts: withdrawn('2026-05-20T00:00:00Z') }],
    [
      'withdrawn',
      { acts: withdrawn('2026-05-20T00:00:00Z'), records: [record({ expiresAt: '2026-05-25T00:00:00Z' })] },
    ],
    ['withdrawn', { acts: withdrawn('2026-05-20T00:00:00Z'), records: [record({ givenAt: '2026-05-30T00:00:00Z' })] }],
    ['withdrawn', { acts: withdrawn('2026-05-20T00:00:00Z'), records: [record({ recordId: 'r-2' })] }],
    ['expired', { records: [record({ expiresAt: NOW.toISOString() })] }],
    [
      'expired',
      { records: [record({ expiresAt: '2026-05-02T00:00:00Z' }), record({ givenAt: '2026-07-01T00:00:00Z' })] },
    ],
    ['not-yet', { records: [record({ givenAt: '2026-06-01T00:00:00.001Z' })] }],
    ['not-yet', { records: [record({ givenAt: '2026-07-01T00:00:00Z' }), record({ purpose: 'other' })] }],
    ['other-purpose', { records: [record({ purpose: 'Video' })] }],
    ['no-consent', { records: [] }],
    ['no-consent', { records: [record({ fields: ['usageKwh'] })] }],
    ['no-consent', { records: [record({ givenAt: 'yesterday' })] }],
    ['viewer-choice', { acts: { ...NO_ACTS, off: new Set(['firstName']) } }],
    ['granted', { records: [record({ expiresAt: '2026-05-02T00:00:00Z' }), record({ recordId: 'r-2' })] }],
    ['granted', { records: [record({ givenAt: NOW.toISOString() })] }],
    ['granted', { acts: withdrawn('2026-05-20T00:00:00Z', { fields: ['usageKwh'] }) }],
    [
      'granted',
      {
        acts: withdrawn('2026-05-20T00:00:00Z'),
        records: [record({ recordId: 'r-2', givenAt: '2026-05-30T00:00:00Z' })],
      },
    ],
  ])('firstName is %s for %j', (reason, more) => expect(reasons(pass(more)).firstName).toBe(reason));

  it('of an undeclared column nothing passes but the count; a refused one is counted as such', () => {
    const { verdict, fields } = pass({
      profile: {
        ...profile,
        nickname: 'Z',
        religion: 'none',
        note: 'DE89 3704 0044 0532 0130 00',
        'Zoë M.': 1,
        '4111111111111111': 1,
      },
    });
    expect(Object.keys(fields)).toEqual(['firstName', 'usageKwh', 'nickname', 'religion', 'note', 'other']);
    expect(fields.nickname).toEqual({ declared: false, outcome: 'dropped', reason: 'not-declared' });
    expect(fields.religion).toEqual({ declared: false, outcome: 'refused', reason: 'refused-category' });
    expect(fields.note?.outcome).toBe('refused');
    expect(fields.other?.outcome).toBe('dropped');
    expect(JSON.stringify(verdict)).not.toMatch(/nickname|religion|note|Zoë M|4111/);
  });

  it('names that every object has are columns like any other', () => {
    const nasty = JSON.parse('{"__proto__":{"firstName":"Eve"},"constructor":"x","toString":"y","hasOwnProperty":1}');
    const { verdict, fields } = pass({ profile: nasty });
    expect(verdict.data).toEqual({});
    expect(fields).toEqual({
      firstName: { declared: true, outcome: 'withheld', reason: 'absent' },
      usageKwh: { declared: true, outcome: 'withheld', reason: 'absent' },
      other: { declared: false, outcome: 'dropped', reason: 'not-declared' },
    });
    expect(({} as Record<string, unknown>).firstName).toBeUndefined();
  });

  it('keeps what is granted, not yet or switched off, with the records for that alone', () => {
    const { verdict } = pass({
      profile: { ...profile, extra: 'x' },
      records: [
        record({ fields: ['firstName', 'extra'], givenAt: '2026-07-01T00:00:00Z' }),
        record({ recordId: 'r-2', fields: ['usageKwh'] }),
        record({ recordId: 'r-3', purpose: 'other' }),
        record({ recordId: 'r-4', expiresAt: '2026-05-02T00:00:00Z', fields: ['usageKwh'] }),
      ],
      acts: { ...NO_ACTS, off: new Set(['usageKwh']) },
    });
    expect(verdict.data).toEqual({});
    expect(verdict.kept).toEqual({
      values: profile,
      records: [
        record({ fields: ['firstName'], givenAt: '2026-07-01T00:00:00Z' }),
        record({ recordId: 'r-2', fields: ['usageKwh'] }),
      ],
      discarded: {},
    });
    expect(verdict.changesAt).toBe('2026-07-01T00:00:00.000Z');
  });

  it('rejects the rows of an erased person until a new record, given after it, has begun', () => {
    const erased: Acts = { ...NO_ACTS, erased: { at: '2026-05-20T00:00:00Z', knownRecords: new Set(['r-1']) } };
    const later = record({ recordId: 'r-2', fields: ['firstName'], givenAt: '2026-05-30T00:00:00Z' });
    const ask = (records: ConsentRecord[]) =>
      gate({ rules, profile, records, purpose: 'video', acts: erased, now: NOW });
    for (const records of [
      [],
      [record()],
      [record({ givenAt: '2026-05-30T00:00:00Z' })],
      [record({ recordId: 'r-2' })],
      [{ ...later, purpose: 'other' }],
      [{ ...later, givenAt: '2026-07-01T00:00:00Z' }],
    ]) {
      expect(ask(records)).toEqual({ rejected: 'erased' });
    }
    const back = ask([record(), later]);
    expect('verdict' in back && back.verdict.data).toEqual({ firstName: 'Zoë' });
  });

  it('asked again of what was kept, it says the same; later, never more', () => {
    const hour = fc
      .integer({ min: 0, max: 40 })
      .map((n) => new Date(NOW.getTime() + (n - 20) * 3_600_000).toISOString());
    const aRecord = fc.record({
      recordId: fc.constantFrom('r-1', 'r-2'),
      purpose: fc.constantFrom('video', 'other'),
      fields: fc.subarray(['firstName', 'usageKwh']),
      givenAt: hour,
      expiresAt: hour,
    });
    const someActs = fc.record({
      off: fc.subarray(['firstName', 'usageKwh']),
      at: hour,
      known: fc.subarray(['r-1', 'r-2']),
    });
    fc.assert(
      fc.property(fc.array(aRecord, { maxLength: 4 }), someActs, fc.nat(30), (records, { off, at, known }, hours) => {
        const acts: Acts = {
          off: new Set(off),
          withdrawals: [{ at, knownRecords: new Set(known) }],
          general: undefined,
        };
        const { verdict } = pass({ records, acts });
        expect(ask(verdict.kept, ['firstName', 'usageKwh'], 'video', acts, NOW)).toEqual(verdict);
        const later = new Date(NOW.getTime() + hours * 3_600_000);
        const again = ask(verdict.kept, ['firstName', 'usageKwh'], 'video', acts, later);
        const fresh = pass({ records, acts, now: later });
        expect(Object.keys(fresh.verdict.data)).toEqual(expect.arrayContaining(Object.keys(again.data)));
        expect(Object.keys(verdict.kept.values)).toEqual(expect.arrayContaining(Object.keys(again.kept.values)));
      }),
      { numRuns: 500 },
    );
  });

  it('no value, in whatever column, appears in what is counted', () => {
    const anything = fc.dictionary(fc.oneof(fc.constantFrom('firstName', 'usageKwh'), fc.string()), fc.anything());
    fc.assert(
      fc.property(anything, (values) => {
        const marked = {
          ...values,
          firstName: 'Marker-7f3a',
          'Marker-7f3a here': 'Marker-7f3a',
          extra: ['Marker-7f3a'],
        };
        const { fields, verdict } = pass({ profile: marked, records: [] });
        expect(JSON.stringify([fields, verdict])).not.toContain('Marker-7f3a');
      }),
    );
  });
});
