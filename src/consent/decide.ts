/**
 * What people decide. Each act answers once it is committed: log, sealed row, keys, videos and notice in one transaction
 * that holds the person, so that nothing which commits later can undo it.
 */
import type { DataKey, Storage } from '../storage/index.ts';
import { logAct, type PersonRef, pastActs, personHash, readActs, recordHash } from './acts.ts';
import { ConsentError } from './errors.ts';
import { ask, declaredOf } from './gate.ts';
import { safeKey } from './keys.ts';
import { forgetMeasured, measuringOf } from './measurement.ts';
import { announce, type Topic } from './outbox.ts';
import { lockPerson } from './people.ts';
import { type Box, changesAt, keyIdOf, openBox, type RecipientRow, replan, reseal, sameKept } from './sealed.ts';
import { inTransaction, lockPeople, type Trx } from './transaction.ts';
import { type Acts, type Entry, MEASUREMENT, type Verdict } from './types.ts';

/** A person of a workspace: by the sender's id, or by the hash that a `Person` carries. */
export type Someone = { readonly workspaceId: string } & (
  | { readonly recipientId: string }
  | { readonly personHash: Buffer }
);

/** One row of a person, held and opened. */
interface Held {
  readonly trx: Trx;
  readonly row: RecipientRow;
  readonly key: DataKey;
  readonly box: Box;
  readonly workspaceKey: DataKey;
  readonly person: PersonRef;
  readonly acts: Acts;
}

/**
 * Switches fields on (`true`) or off for this person in this campaign. Setting what is set already is no act.
 * Throws `unknown-recipient`, `undeclared-field`.
 */
export async function switchFields(
  storage: Storage,
  uuid: string,
  fields: Readonly<Record<string, boolean>>,
  now: Date,
): Promise<void> {
  await withRow(storage, uuid, async (held) => {
    const { trx, person, row, box, acts } = held;
    const declared = declaredOf(box.kept);
    const wanted = Object.entries(fields);
    if (wanted.some(([key]) => !declared.includes(key))) throw new ConsentError('undeclared-field');
    const off = wanted.flatMap(([key, on]) => (!on && !acts.off.has(key) ? [key] : []));
    const on = wanted.flatMap(([key, isOn]) => (isOn && acts.off.has(key) ? [key] : []));
    const campaignId = row.campaign_id;
    if (off.length > 0) await logAct(trx, person, { kind: 'switch-off', at: now, campaignId, fields: off });
    if (on.length > 0) await logAct(trx, person, { kind: 'switch-on', at: now, campaignId, fields: on });
    if (off.length + on.length === 0) return;
    const after = await actsOf(held);
    // What was drawn with a field that is off now is not kept for the day on which it may be on again.
    const videos = await replan(trx, uuid, now);
    await tell(trx, 'choice.changed', row, videos, [...after.off]);
  });
}

/**
 * Withdraws agreement, for one purpose in all campaigns of the workspace or, without `purpose`, for every purpose; of
 * some fields or, without `fields`, of all. `disputed`: "I did not agree". Also for a person with no row yet: a later
 * import finds it. Answers in how many campaigns the person was. Throws `field-shape`.
 */
export async function withdraw(
  storage: Storage,
  who: Someone & {
    readonly purpose?: string;
    readonly fields?: readonly string[];
    readonly disputed?: boolean;
  },
  now: Date,
): Promise<{ campaigns: number }> {
  if (who.fields?.some((field) => safeKey(field) !== field)) throw new ConsentError('field-shape');
  const { purpose, fields } = who;
  return withPerson(storage, who, async (trx, person, workspaceKey, rows) => {
    await logAct(trx, person, {
      kind: who.disputed ? 'disputed' : 'withdrawn',
      at: now,
      knownRecords: knownRecords(rows, workspaceKey),
      ...(purpose === undefined ? {} : { purpose }),
      ...(fields ? { fields } : {}),
    });
    if (!fields && (purpose === undefined || purpose === MEASUREMENT)) {
      await forgetMeasured(
        trx,
        rows.map(({ row }) => row.uuid),
      );
    }
    // Of what was sent with forms each answer has a purpose of its own.
    const isLost = (entry: Entry) => !fields && (purpose === undefined || entry.purpose === purpose);
    const ours = rows.filter(
      ({ box }) => purpose === undefined || box.purpose === purpose || box.entries?.some(isLost),
    );
    for (const one of ours) {
      const entries = one.box.entries?.filter((entry) => !isLost(entry)) ?? [];
      const lost = entries.length < (one.box.entries?.length ?? 0);
      const box = { ...one.box, entries };
      const { videos } = await settle(storage, { ...one, box, trx, workspaceKey, person }, now, lost);
      await tell(trx, who.disputed ? 'consent.disputed' : 'consent.withdrawn', one.row, videos, fields ?? []);
    }
    return { campaigns: new Set(ours.map(({ row }) => row.campaign_id)).size };
  });
}

/** "Not me": this campaign's links show the general version until a new link is issued. Throws `unknown-recipient`. */
export async function notMe(storage: Storage, uuid: string, now: Date): Promise<void> {
  await withRow(storage, uuid, async ({ trx, person, row, acts }) => {
    if (acts.general === 'not-me') return;
    await logAct(trx, person, { kind: 'not-me', at: now, campaignId: row.campaign_id });
    await tell(trx, 'recipient.not-me', row, await leave(trx, row, now));
  });
}

/** Ends personal videos for this person in every campaign of the workspace, also in later ones. */
export async function unsubscribe(storage: Storage, uuid: string, now: Date): Promise<void> {
  const found = await refOf(storage, uuid);
  if (!found) throw new ConsentError('unknown-recipient');
  await withPerson(storage, found, async (trx, person, workspaceKey, rows) => {
    const acts = await readActs(trx, workspaceKey, person, { id: '', purpose: '' });
    if (acts.general === 'unsubscribed') return;
    await logAct(trx, person, { kind: 'unsubscribed', at: now });
    for (const { row } of rows) await tell(trx, 'recipient.unsubscribed', row, await leave(trx, row, now));
  });
}

/** "That is not right": tells the sender which field, not what it should be. Throws `undeclared-field`. */
export async function correction(storage: Storage, uuid: string, field: string, now: Date): Promise<void> {
  await withRow(storage, uuid, async ({ trx, person, row, box }) => {
    if (!declaredOf(box.kept).includes(field)) throw new ConsentError('undeclared-field');
    await logAct(trx, person, { kind: 'correction', at: now, campaignId: row.campaign_id, fields: [field] });
    await tell(trx, 'recipient.correction', row, [], [field]);
  });
}

/** The browser asks not to be tracked: passed on to the sender, once a campaign. Throws `unknown-recipient`. */
export async function noteGpc(storage: Storage, uuid: string, now: Date): Promise<void> {
  await withRow(storage, uuid, async ({ trx, person, row }) => {
    const before = await pastActs(trx, person, row.campaign_id);
    if (before.some(({ kind }) => kind === 'gpc')) return;
    await logAct(trx, person, { kind: 'gpc', at: now, campaignId: row.campaign_id });
    await tell(trx, 'recipient.gpc', row, []);
  });
}

/** The page's switch for noting how this person watches. Off deletes what was noted. Throws `unknown-recipient`. */
export async function switchMeasuring(storage: Storage, uuid: string, on: boolean, now: Date): Promise<void> {
  await withRow(storage, uuid, async ({ trx, person, row, box, acts }) => {
    const isOn = measuringOf(box.measurement, acts, now).by !== 'off';
    if (isOn === on) return;
    await logAct(trx, person, { kind: on ? 'measure-on' : 'measure-off', at: now, campaignId: row.campaign_id });
    if (!on) await forgetMeasured(trx, [uuid]);
  });
}

/** A new link was issued: it may be the right person's now. Unsubscribing stays. */
export async function relinked(storage: Storage, uuid: string, now: Date): Promise<void> {
  await withRow(storage, uuid, ({ trx, person, row }) =>
    logAct(trx, person, { kind: 'relinked', at: now, campaignId: row.campaign_id }),
  );
}

/**
 * Makes the sealed row agree with what may rest now: sealed anew without what was lost, under a new key. Answers whether
 * something was, and the ids of videos that went. `changed`: the box is not the one that rests.
 */
export async function settle(
  storage: Storage,
  held: Omit<Held, 'acts'>,
  now: Date,
  changed = false,
): Promise<{ lost: boolean; verdict: Verdict; videos: string[] }> {
  const { trx, row, key, box } = held;
  const acts = await actsOf(held);
  const verdict = ask(box.kept, declaredOf(box.kept), box.purpose, acts, now);
  const entries = box.entries?.filter((one) => Date.parse(one.keptUntil) > now.getTime());
  const over = (entries?.length ?? 0) < (box.entries?.length ?? 0);
  const next: Box = { ...box, kept: verdict.kept, ...(entries ? { entries } : {}) };
  if (changed || over || !sameKept(verdict.kept, box.kept)) {
    const sealing = { box: next, changesAt: changesAt(verdict, next), now };
    return { lost: true, verdict, videos: await reseal(trx, storage.keys, row, key, sealing) };
  }
  await trx
    .updateTable('recipients')
    .set({ changes_at: changesAt(verdict, next) ?? null })
    .where('uuid', '=', row.uuid)
    .execute();
  return { lost: false, verdict, videos: [] };
}

/** Runs `work` with one row of a person held. Throws `unknown-recipient`. */
export async function withRow<T>(storage: Storage, uuid: string, work: (held: Held) => Promise<T>): Promise<T> {
  return inTransaction(storage.db, async (trx) => {
    const row = await lockPerson(trx, uuid);
    const key = row && (await storage.keys.find(keyIdOf(row), trx));
    if (!row || !key) throw new ConsentError('unknown-recipient');
    const held = {
      trx,
      row,
      key,
      box: openBox(key, row),
      workspaceKey: await storage.keys.workspace(row.workspace_id),
      person: { workspaceId: row.workspace_id, personHash: row.person_hash },
    };
    return work({ ...held, acts: await actsOf(held) });
  });
}

export type Opened = Pick<Held, 'row' | 'key' | 'box'>;

/**
 * Runs `work` with a person and all their rows in the workspace held; there may be none. A row whose key is gone (an old
 * copy of the database was restored) is among `rows`, but cannot be opened.
 */
export async function withPerson<T>(
  storage: Storage,
  who: Someone,
  work: (
    trx: Trx,
    person: PersonRef,
    workspaceKey: DataKey,
    opened: readonly Opened[],
    rows: readonly RecipientRow[],
  ) => Promise<T>,
): Promise<T> {
  const { workspaceId } = who;
  const workspaceKey = await storage.keys.workspace(workspaceId);
  const hash = 'personHash' in who ? who.personHash : personHash(workspaceKey, who.recipientId);
  return inTransaction(storage.db, async (trx) => {
    await lockPeople(trx, [hash]);
    const rows = await trx
      .selectFrom('recipients')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('person_hash', '=', hash)
      .orderBy('uuid')
      .forUpdate()
      .execute();
    const keys = await storage.keys.findMany(rows.map(keyIdOf), trx);
    const opened = rows.flatMap((row) => {
      const key = keys.get(keyIdOf(row));
      return key ? [{ row, key, box: openBox(key, row) }] : [];
    });
    return work(trx, { workspaceId, personHash: hash }, workspaceKey, opened, rows);
  });
}

/** Keyed hashes of every record id that came with these rows. */
export function knownRecords(rows: readonly Opened[], workspaceKey: DataKey): Buffer[] {
  const hashes = rows.flatMap(({ box }) => [
    ...box.seen,
    ...box.kept.records.map((record) => recordHash(workspaceKey, record.recordId).toString('hex')),
  ]);
  return [...new Set(hashes)].map((hash) => Buffer.from(hash, 'hex'));
}

const actsOf = (held: Pick<Held, 'trx' | 'workspaceKey' | 'person' | 'row' | 'box'>): Promise<Acts> =>
  readActs(held.trx, held.workspaceKey, held.person, { id: held.row.campaign_id, purpose: held.box.purpose });

async function refOf(storage: Storage, uuid: string): Promise<PersonRef | undefined> {
  return storage.db
    .selectFrom('recipients')
    .select(['workspace_id as workspaceId', 'person_hash as personHash'])
    .where('uuid', '=', uuid)
    .executeTakeFirst();
}

/** Whoever is there now is not, or no longer, the person: sessions and drawn videos end. */
async function leave(trx: Trx, row: RecipientRow, now: Date): Promise<string[]> {
  await trx.deleteFrom('sessions').where('recipient_uuid', '=', row.uuid).execute();
  return replan(trx, row.uuid, now);
}

export const tell = (
  trx: Trx,
  topic: Topic,
  row: RecipientRow,
  videos: readonly string[],
  fields: readonly string[] = [],
): Promise<void> =>
  announce(trx, [
    { topic, workspaceId: row.workspace_id, campaignId: row.campaign_id, recipientUuid: row.uuid, videos, fields },
  ]);
