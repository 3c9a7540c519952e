/**
 * The gate: the only code that looks inside a raw profile, and the only maker of `Consented`.
 * Pure: the time is an argument. What it does not grant is not in what it returns.
 */
import { isRefusedKey, safeKey } from './keys.ts';
import { isFit } from './leaves.ts';
import { refusedValue } from './refused.ts';
import type {
  Acts,
  Consented,
  ConsentRecord,
  Decision,
  FieldRule,
  Kept,
  KnownRecords,
  Profile,
  Reason,
  Verdict,
} from './types.ts';

/** What became of one field of one row; counted by the import. `withheld`: declared, but not to be used now. */
export interface FieldOutcome {
  readonly declared: boolean;
  readonly outcome: 'granted' | 'withheld' | 'dropped' | 'refused';
  readonly reason?: Reason;
}

export interface GateInput {
  readonly rules: readonly FieldRule[];
  readonly profile: unknown;
  readonly records: readonly ConsentRecord[];
  readonly purpose: string;
  readonly acts: Acts;
  readonly now: Date;
}

/** `fields`: by key; a name that is not identifier-like, or is itself a value, is `other`. */
export type GateAnswer =
  | { readonly verdict: Verdict; readonly fields: Readonly<Record<string, FieldOutcome>> }
  | { readonly rejected: 'erased' };

/** What is known of a declared field before consent is asked: a value, or why there is none. */
type Found = { readonly value: unknown } | { readonly reason: Reason };

/** Asks for one row. Rejected is only a person who was erased and has given no new consent since. */
export function gate(input: GateInput): GateAnswer {
  const { rules, records, purpose, acts, now } = input;
  if (acts.erased && !returned(acts.erased, records, purpose, now)) return { rejected: 'erased' };
  const profile = ownValues(input.profile);
  const found = new Map(rules.map((rule) => [rule.key, find(rule, profile.get(rule.key))]));
  const verdict = judge(found, records, purpose, acts, now);
  return { verdict, fields: outcomes(rules, profile, verdict) };
}

/**
 * Asks again, from what was kept. A declared field of which nothing is known is `absent`.
 * The verdict's `kept` is what may rest from now on: never more than was kept before.
 */
export function ask(kept: Kept, declared: readonly string[], purpose: string, acts: Acts, now: Date): Verdict {
  const found = declared.map((key): [string, Found] => [
    key,
    Object.hasOwn(kept.values, key)
      ? { value: kept.values[key] }
      : { reason: (Object.hasOwn(kept.discarded, key) ? kept.discarded[key] : undefined) ?? 'absent' },
  ]);
  return judge(new Map(found), kept.records, purpose, acts, now);
}

/** The declared fields of a person as they were imported. */
export const declaredOf = (kept: Kept): string[] => [...Object.keys(kept.values), ...Object.keys(kept.discarded)];

function judge(
  found: ReadonlyMap<string, Found>,
  records: readonly ConsentRecord[],
  purpose: string,
  acts: Acts,
  now: Date,
): Verdict {
  const usable = records.filter(isDated);
  const decisions = [...found].map(([key, field]): [string, Decision] => {
    if ('reason' in field) return [key, { granted: false, reason: field.reason }];
    return [key, decide(key, usable, purpose, acts, now)];
  });
  const mayRest = (decision: Decision) =>
    decision.granted || decision.reason === 'not-yet' || decision.reason === 'viewer-choice';
  const values = decisions.flatMap(([key, decision]) => {
    const field = found.get(key);
    return mayRest(decision) && field && 'value' in field ? [[key, field.value] as const] : [];
  });
  const keptKeys = values.map(([key]) => key);
  const keptRecords = usable.flatMap((record) => {
    const fields = record.fields.filter(
      (key) => keptKeys.includes(key) && mayGrant(record, key, purpose, acts) && !isExpired(record, now),
    );
    return fields.length > 0 ? [{ ...record, fields }] : [];
  });
  const kept: Kept = {
    values: Object.fromEntries(values),
    records: keptRecords,
    discarded: Object.fromEntries(
      decisions.flatMap(([key, decision]) => (decision.granted || mayRest(decision) ? [] : [[key, decision.reason]])),
    ),
  };
  const data = Object.fromEntries(
    decisions.flatMap(([key, { granted }]) => (granted ? [[key, kept.values[key]]] : [])),
  );
  const changesAt = nextChange(keptRecords, now);
  return {
    data: data as Consented<Profile>,
    decisions: Object.fromEntries(decisions),
    kept: kept as Consented<Kept>,
    ...(changesAt ? { changesAt } : {}),
  };
}

/** The reasons of consent, in their order. Any granting record wins. */
function decide(key: string, records: readonly ConsentRecord[], purpose: string, acts: Acts, now: Date): Decision {
  const covering = records.filter((record) => record.fields.includes(key));
  const ours = covering.filter((record) => record.purpose === purpose);
  const standing = ours.filter((record) => mayGrant(record, key, purpose, acts));
  const granting = standing.filter((record) => hasBegun(record, now) && !isExpired(record, now));
  const [longest] = granting.sort((a, b) => endOf(b) - endOf(a));
  if (longest) {
    if (acts.off.has(key)) return { granted: false, reason: 'viewer-choice' };
    const { recordId, givenAt: agreedAt, expiresAt } = longest;
    return { granted: true, recordId, agreedAt, ...(expiresAt ? { expiresAt } : {}) };
  }
  const reason = (): Reason => {
    if (standing.length < ours.length) return 'withdrawn';
    if (standing.some((record) => isExpired(record, now))) return 'expired';
    if (standing.length > 0) return 'not-yet';
    return covering.length > 0 ? 'other-purpose' : 'no-consent';
  };
  return { granted: false, reason: reason() };
}

const begin = (record: ConsentRecord): number => Date.parse(record.givenAt);
const endOf = (record: ConsentRecord): number =>
  record.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(record.expiresAt);
const isDated = (record: ConsentRecord): boolean => !Number.isNaN(begin(record)) && !Number.isNaN(endOf(record));
const hasBegun = (record: ConsentRecord, now: Date): boolean => begin(record) <= now.getTime();
const isExpired = (record: ConsentRecord, now: Date): boolean => endOf(record) <= now.getTime();

/** Only a record with a new id, given after the act, counts again. */
export const isNewSince = (act: { at: string; knownRecords: KnownRecords }, record: ConsentRecord): boolean =>
  begin(record) > Date.parse(act.at) && !act.knownRecords.has(record.recordId);

/** Whether a record can grant a field at any time: of this purpose, and neither withdrawn nor from before an erasure. */
function mayGrant(record: ConsentRecord, key: string, purpose: string, acts: Acts): boolean {
  if (record.purpose !== purpose) return false;
  if (acts.erased && !isNewSince(acts.erased, record)) return false;
  return acts.withdrawals.every((act) => (act.fields && !act.fields.includes(key)) || isNewSince(act, record));
}

function returned(
  erased: NonNullable<Acts['erased']>,
  records: readonly ConsentRecord[],
  purpose: string,
  now: Date,
): boolean {
  return records.some(
    (record) => isDated(record) && record.purpose === purpose && hasBegun(record, now) && isNewSince(erased, record),
  );
}

function nextChange(records: readonly ConsentRecord[], now: Date): string | undefined {
  const later = records.flatMap((record) => [begin(record), endOf(record)]).filter((at) => at > now.getTime());
  const next = Math.min(...later);
  return Number.isFinite(next) ? new Date(next).toISOString() : undefined;
}

/** Own values only, in a map: `__proto__` and `constructor` are keys like any other. */
function ownValues(profile: unknown): ReadonlyMap<string, unknown> {
  const isObject = typeof profile === 'object' && profile !== null && !Array.isArray(profile);
  return new Map(isObject ? Object.entries(profile) : []);
}

function find(rule: FieldRule, value: unknown): Found {
  if (isRefusedKey(rule.key) || refusedValue(value)) return { reason: 'refused-category' };
  if (rule.from === 'viewer') return { reason: 'absent' };
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) {
    return { reason: 'absent' };
  }
  if (!isFit(value)) return { reason: 'invalid' };
  return rule.parse(value) ?? { reason: 'invalid' };
}

/** What a viewer gives for a field of their own, by the checks that hold for a sender's value. */
export const admit = ({ key, parse }: FieldRule, value: unknown): Found => find({ key, parse }, value);

/** Whether a text that a viewer wrote may be kept at all. */
export const isAdmissible = (text: string): boolean => isFit(text) && refusedValue(text) === undefined;

function outcomes(
  rules: readonly FieldRule[],
  profile: ReadonlyMap<string, unknown>,
  verdict: Verdict,
): Readonly<Record<string, FieldOutcome>> {
  // Declared, but not as a sender's: for the viewer there is nothing, for the sender it was dropped.
  const notTheirs = new Set(rules.filter(({ key, from }) => from && profile.has(key)).map(({ key }) => key));
  const all = new Map<string, FieldOutcome>();
  for (const [key, decision] of Object.entries(verdict.decisions)) {
    if (decision.granted) all.set(key, { declared: true, outcome: 'granted' });
    else {
      const outcome = decision.reason === 'refused-category' ? 'refused' : 'withheld';
      if (notTheirs.has(key) && outcome !== 'refused')
        all.set(key, { declared: true, outcome: 'dropped', reason: 'not-declared' });
      else all.set(key, { declared: true, outcome, reason: decision.reason });
    }
  }
  for (const [name, value] of profile) {
    const key = safeKey(name);
    const before = all.get(key);
    if (Object.hasOwn(verdict.decisions, name) || before?.declared || before?.outcome === 'refused') continue;
    const refused = isRefusedKey(name) || refusedValue(value) !== undefined;
    all.set(key, {
      declared: false,
      outcome: refused ? 'refused' : 'dropped',
      reason: refused ? 'refused-category' : 'not-declared',
    });
  }
  return Object.fromEntries(all);
}
