/**
 * What a viewer gives: a value for a field that is theirs to give, and answers of a form. It passes the gate's checks, rests
 * sealed with the rest of the person, is named in the disclosure, and goes with them. No import takes it away.
 */
import { randomUUID } from 'node:crypto';
import type { Storage } from '../storage/index.ts';
import { logAct, recordHash } from './acts.ts';
import { settle, tell, withRow } from './decide.ts';
import { ConsentError } from './errors.ts';
import { admit, ask, declaredOf, isAdmissible } from './gate.ts';
import { type Box, changesAt, reseal, sealBox } from './sealed.ts';
import type { Consented, ConsentRecord, Entry, FieldRule, Kept } from './types.ts';

/** Most answers kept of one person. */
const MOST_ENTRIES = 60;

/**
 * "Keep": the viewer's own value for one field, covered by a record that this act makes, for the campaign's purpose. What
 * was kept for it before is destroyed. Throws `unknown-recipient`; `value-refused` for a value that the field does not
 * take, or that is of a kind which is never kept.
 */
export async function keepOwn(
  storage: Storage,
  uuid: string,
  rule: FieldRule,
  value: unknown,
  now: Date,
): Promise<void> {
  const found = admit(rule, value);
  if (!('value' in found)) throw new ConsentError('value-refused');
  const { key: field } = rule;
  await withRow(storage, uuid, async (held) => {
    const { trx, person, row, box, key, workspaceKey, acts } = held;
    const record: ConsentRecord = {
      recordId: `viewer:${randomUUID()}`,
      purpose: box.purpose,
      fields: [field],
      givenAt: now.toISOString(),
      method: 'viewer',
    };
    const others = without(box.kept, field);
    const { [field]: _, ...discarded } = others.discarded;
    const kept: Kept = {
      values: { ...others.values, [field]: found.value },
      records: [...others.records, record],
      discarded,
    };
    const act = { at: now, campaignId: row.campaign_id, fields: [field] };
    await logAct(trx, person, { kind: 'kept', ...act });
    if (acts.off.has(field)) await logAct(trx, person, { kind: 'switch-on', ...act });
    const off = new Set([...acts.off].filter((one) => one !== field));
    const verdict = ask(kept, declaredOf(kept), box.purpose, { ...acts, off }, now);
    const next: Box = {
      ...box,
      kept: verdict.kept,
      seen: [...box.seen, recordHash(workspaceKey, record.recordId).toString('hex')],
      own: [...new Set([...(box.own ?? []), field])],
    };
    const videos = await reseal(trx, storage.keys, row, key, { box: next, changesAt: changesAt(verdict, next), now });
    await tell(trx, 'choice.changed', row, videos, [...off]);
  });
}

function without(kept: Kept, field: string): Kept {
  const { [field]: _, ...values } = kept.values;
  const records = kept.records.map((record) => ({ ...record, fields: record.fields.filter((one) => one !== field) }));
  return { ...kept, values, records: records.filter(({ fields }) => fields.length > 0) };
}

/** One field of a form as it was declared. */
export interface FormField {
  readonly key: string;
  readonly purpose: string;
  readonly retentionDays: number;
}

const DAY = 86_400_000;

/**
 * Keeps what a viewer sent with a form; each answer for its own purpose and as long as its field says, never longer than
 * the person. The same form sent again replaces what it held. Throws `unknown-recipient`; `value-refused` for text of a
 * kind that is never kept, or more than is kept of one person.
 */
export async function sendForm(
  storage: Storage,
  uuid: string,
  form: { readonly id: string; readonly answers: readonly { readonly field: FormField; readonly value: string }[] },
  now: Date,
): Promise<void> {
  if (!form.answers.every(({ value }) => isAdmissible(value))) throw new ConsentError('value-refused');
  await withRow(storage, uuid, async (held) => {
    const { trx, person, row, box } = held;
    const id = randomUUID();
    const added = form.answers.map(({ field, value }): Entry => {
      const until = Math.min(now.getTime() + field.retentionDays * DAY, row.kept_until.getTime());
      return {
        ...{ id, form: form.id, field: field.key, value, purpose: field.purpose },
        ...{ sentAt: now.toISOString(), keptUntil: new Date(until).toISOString() },
      };
    });
    const before = box.entries ?? [];
    const entries = [...before.filter((one) => one.form !== form.id), ...added];
    if (entries.length > MOST_ENTRIES) throw new ConsentError('value-refused');
    await logAct(trx, person, {
      ...{ kind: 'sent', at: now, campaignId: row.campaign_id },
      fields: added.map((one) => one.field),
    });
    const next: Box = { ...box, entries };
    // What is replaced is destroyed with its key; what is only added needs no other.
    if (before.some((one) => one.form === form.id)) await settle(storage, { ...held, box: next }, now, true);
    else {
      const verdict = ask(box.kept, declaredOf(box.kept), box.purpose, held.acts, now);
      await trx
        .updateTable('recipients')
        .set({
          sealed_kept: sealBox(held.key, row.uuid, row.key_generation, next),
          changes_at: changesAt(verdict, next) ?? null,
        })
        .where('uuid', '=', uuid)
        .execute();
    }
  });
}

/** Takes what was sent back: destroyed here. Answers whether there was such a sending. Throws `unknown-recipient`. */
export async function takeBack(storage: Storage, uuid: string, id: string, now: Date): Promise<boolean> {
  return withRow(storage, uuid, async (held) => {
    const { trx, person, row, box } = held;
    const gone = (box.entries ?? []).filter((one) => one.id === id);
    if (gone.length === 0) return false;
    await logAct(trx, person, {
      ...{ kind: 'taken-back', at: now, campaignId: row.campaign_id },
      fields: gone.map((one) => one.field),
    });
    const entries = (box.entries ?? []).filter((one) => one.id !== id);
    await settle(storage, { ...held, box: { ...box, entries } }, now, true);
    return true;
  });
}

/** What an import leaves as it was: the viewer's own values with their records, and what they sent. */
export function carryOwn(before: Box | undefined, kept: Consented<Kept>): Pick<Box, 'kept' | 'own' | 'entries'> {
  const own = (before?.own ?? []).filter((key) => before && Object.hasOwn(before.kept.values, key));
  const entries = before?.entries ?? [];
  if (!before || own.length === 0) return { kept, ...(entries.length > 0 ? { entries } : {}) };
  const records = before.kept.records.flatMap((record) => {
    const fields = record.fields.filter((key) => own.includes(key));
    return fields.length > 0 ? [{ ...record, fields }] : [];
  });
  const theirs = own.reduce<Kept>(without, kept);
  const merged: Kept = {
    values: { ...theirs.values, ...Object.fromEntries(own.map((key) => [key, before.kept.values[key]])) },
    records: [...theirs.records, ...records],
    discarded: Object.fromEntries(Object.entries(theirs.discarded).filter(([key]) => !own.includes(key))),
  };
  // Both parts passed the gate, each when it came.
  return { kept: merged as Consented<Kept>, own, ...(entries.length > 0 ? { entries } : {}) };
}
