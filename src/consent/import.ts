/** Audience rows become people: through the gate, under a lock, sealed. All of a batch or nothing of it. */
import { randomUUID } from 'node:crypto';
import type { DataKey, Storage } from '../storage/index.ts';
import { recipientKeyId } from '../storage/index.ts';
import { personHash, readActsMany, recordHash } from './acts.ts';
import { answerHash } from './answer.ts';
import { entryOf, type ImportCampaign, type Incoming, MOST_SEEN } from './entry.ts';
import { type FieldOutcome, type GateAnswer, gate } from './gate.ts';
import { measurementRecord } from './measurement.ts';
import { announce } from './outbox.ts';
import { carryOwn } from './own.ts';
import type { AudienceRow } from './record.ts';
import {
  type Box,
  canonical,
  carryLinks,
  destroyGenerations,
  forgetVideos,
  keyIdOf,
  openBox,
  type RecipientRow,
  sameKept,
  sealBox,
} from './sealed.ts';
import { lockPeople, type Trx } from './transaction.ts';
import { NO_ACTS, type Verdict } from './types.ts';

export type { ImportCampaign } from './entry.ts';

/** `repeated`: a later row of the batch has the same id, and that one stands. */
export type RowChange = 'new' | 'changed' | 'unchanged' | 'repeated';

export type RowResult =
  | {
      readonly change: RowChange;
      readonly uuid: string;
      readonly verdict: Verdict;
      readonly fields: Readonly<Record<string, FieldOutcome>>;
    }
  | { readonly rejected: 'erased' };

/**
 * Puts rows (at most 1,000) through the gate and keeps what it lets rest; answers one result a row, in their order.
 * The same row again changes nothing; another row of a known id replaces it under a new key, and its videos go.
 * Needs a transaction, and holds the people in it until that ends: run it in `inTransaction`.
 */
export async function keepPeople(
  storage: Storage,
  trx: Trx,
  campaign: ImportCampaign,
  rows: readonly AudienceRow[],
  now: Date,
): Promise<RowResult[]> {
  const workspaceKey = await storage.keys.workspace(campaign.workspaceId);
  const hashes = rows.map((row) => personHash(workspaceKey, row.id));
  await lockPeople(trx, hashes);
  const answers = await judge(trx, workspaceKey, campaign, rows, hashes, now);
  const incoming = new Map<string, Incoming>();
  for (const [at, row] of rows.entries()) {
    const answer = answers[at];
    if (!answer || 'rejected' in answer) continue;
    const before = incoming.get(row.id);
    const seen = row.consent.map((record) => recordHash(workspaceKey, record.recordId).toString('hex'));
    incoming.set(row.id, {
      at,
      row,
      hash: hashes[at] as Buffer,
      verdict: answer.verdict,
      seen: [...(before?.seen ?? []), ...seen],
    });
  }
  const kept = await keep(storage, trx, campaign, incoming, now);
  return rows.map((row, at): RowResult => {
    const answer = answers[at];
    if (!answer || 'rejected' in answer) return { rejected: 'erased' };
    const standing = kept.get(row.id) as { uuid: string; change: RowChange };
    const change = incoming.get(row.id)?.at === at ? standing.change : 'repeated';
    return { ...answer, uuid: standing.uuid, change };
  });
}

/** What the gate says of rows, without keeping anything: a dry run. */
export async function judgeRows(
  storage: Storage,
  db: Storage['db'],
  campaign: Pick<ImportCampaign, 'id' | 'workspaceId' | 'purpose' | 'rules'>,
  rows: readonly AudienceRow[],
  now: Date,
): Promise<GateAnswer[]> {
  const workspaceKey = await storage.keys.workspace(campaign.workspaceId);
  const hashes = rows.map((row) => personHash(workspaceKey, row.id));
  return judge(db, workspaceKey, campaign, rows, hashes, now);
}

async function judge(
  db: Storage['db'],
  workspaceKey: DataKey,
  campaign: Pick<ImportCampaign, 'id' | 'workspaceId' | 'purpose' | 'rules'>,
  rows: readonly AudienceRow[],
  hashes: readonly Buffer[],
  now: Date,
): Promise<GateAnswer[]> {
  const acts = await readActsMany(db, workspaceKey, campaign.workspaceId, hashes, campaign);
  return rows.map((row, at) =>
    gate({
      rules: campaign.rules,
      profile: row.profile,
      records: row.consent,
      purpose: campaign.purpose,
      acts: acts.get((hashes[at] as Buffer).toString('hex')) ?? NO_ACTS,
      now,
    }),
  );
}

/** A row that can be looked at until `until` and is nobody's real row: acts of the person hold for it, too. */
export async function keepPreview(
  storage: Storage,
  trx: Trx,
  campaign: ImportCampaign,
  row: AudienceRow,
  o: { readonly now: Date; readonly until: Date },
): Promise<RowResult> {
  const workspaceKey = await storage.keys.workspace(campaign.workspaceId);
  const hash = personHash(workspaceKey, row.id);
  await lockPeople(trx, [hash]);
  const [answer] = await judge(trx, workspaceKey, campaign, [row], [hash], o.now);
  if (!answer || 'rejected' in answer) return { rejected: 'erased' };
  const seen = row.consent.map((record) => recordHash(workspaceKey, record.recordId).toString('hex'));
  const uuid = randomUUID();
  const incoming = { at: 0, row, hash, verdict: answer.verdict, seen };
  const keys = await storage.keys.createMany([recipientKeyId(uuid, 1)], trx);
  const entry = entryOf(
    campaign,
    incoming,
    { uuid, generation: 1 },
    o.now,
    keys.get(recipientKeyId(uuid, 1)) as DataKey,
    workspaceKey,
  );
  await trx
    .insertInto('recipients')
    .values({ ...entry, recipient_id: `preview:${uuid}`, kept_until: o.until, preview: true })
    .execute();
  return { ...answer, uuid, change: 'new' };
}

async function keep(
  storage: Storage,
  trx: Trx,
  campaign: ImportCampaign,
  incoming: ReadonlyMap<string, Incoming>,
  now: Date,
): Promise<Map<string, { uuid: string; change: RowChange }>> {
  const known = await knownRows(storage, trx, campaign.id, [...incoming.keys()]);
  const results = new Map<string, { uuid: string; change: RowChange }>();
  const workspaceKey = await storage.keys.workspace(campaign.workspaceId);
  const writing: Writing[] = [];
  for (const [id, one] of incoming) {
    const before = known.get(id);
    if (!before) {
      const uuid = randomUUID();
      results.set(id, { uuid, change: 'new' });
      writing.push({ incoming: one, uuid, generation: 1 });
      continue;
    }
    const { row, key, box } = before;
    const seen = [...new Set([...(box?.seen ?? []), ...one.seen])].slice(-MOST_SEEN);
    const { kept } = carryOwn(box, one.verdict.kept);
    const answer =
      one.row.confirmAnswer === undefined ? null : answerHash(workspaceKey, row.uuid, one.row.confirmAnswer);
    const sameAnswer = answer && row.answer_hash ? answer.equals(row.answer_hash) : answer === row.answer_hash;
    const measurement = measurementRecord(one.row.consent);
    const sameMeasuring = canonical(box?.measurement ?? null) === canonical(measurement ?? null);
    const same =
      box && key && sameAnswer && sameMeasuring && row.locale === (one.row.locale ?? null) && sameKept(box.kept, kept);
    results.set(id, { uuid: row.uuid, change: same ? 'unchanged' : 'changed' });
    if (!same) {
      const generation = row.key_generation + 1;
      writing.push({ incoming: { ...one, seen }, uuid: row.uuid, generation, from: key, before: box });
    } else if (canonical([box.kept, box.seen]) !== canonical([kept, seen])) {
      // Only reasons or record ids are new: nothing to destroy, nothing to draw again.
      const sealed_kept = sealBox(key, row.uuid, row.key_generation, { ...box, kept, seen });
      await trx.updateTable('recipients').set({ sealed_kept }).where('uuid', '=', row.uuid).execute();
    }
  }
  if (writing.length === 0) return results;

  await destroyGenerations(
    trx,
    writing.flatMap((one) => (one.generation > 1 && !one.from ? [one.uuid] : [])),
  );
  const keyOf = (one: { uuid: string; generation: number }) => recipientKeyId(one.uuid, one.generation);
  const keys = await storage.keys.createMany(writing.map(keyOf), trx);
  await trx
    .insertInto('recipients')
    .values(
      writing.map((one) => entryOf(campaign, one.incoming, one, now, keys.get(keyOf(one)) as DataKey, workspaceKey)),
    )
    .onConflict((conflict) =>
      conflict.column('uuid').doUpdateSet((eb) => ({
        locale: eb.ref('excluded.locale'),
        sealed_kept: eb.ref('excluded.sealed_kept'),
        key_generation: eb.ref('excluded.key_generation'),
        status: eb.ref('excluded.status'),
        code: eb.ref('excluded.code'),
        progress: 0,
        accepted_at: eb.ref('excluded.accepted_at'),
        kept_until: eb.ref('excluded.kept_until'),
        changes_at: eb.ref('excluded.changes_at'),
        answer_hash: eb.ref('excluded.answer_hash'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    )
    .execute();
  await retire(storage, trx, campaign, [...known.values()], writing, keys);
  return results;
}

/** Ends the old generation of replaced rows: links move to the new key, videos and the old key go. */
async function retire(
  storage: Storage,
  trx: Trx,
  campaign: ImportCampaign,
  known: readonly Known[],
  writing: readonly Writing[],
  keys: ReadonlyMap<string, DataKey>,
): Promise<void> {
  const replaced = writing.filter((one) => one.generation > 1);
  const moves = replaced.flatMap((one) => {
    const to = keys.get(recipientKeyId(one.uuid, one.generation));
    return one.from && to ? [[one.uuid, { from: one.from, to }] as const] : [];
  });
  await carryLinks(trx, new Map(moves));
  const uuids = new Set(replaced.map((one) => one.uuid));
  const videos = await forgetVideos(trx, [...uuids]);
  await storage.keys.destroy(
    known.flatMap(({ row }) => (uuids.has(row.uuid) ? [keyIdOf(row)] : [])),
    trx,
  );
  await announce(
    trx,
    [...videos].flatMap(([uuid, ids]) =>
      ids.length > 0
        ? [
            {
              topic: 'recipient.replaced' as const,
              workspaceId: campaign.workspaceId,
              campaignId: campaign.id,
              recipientUuid: uuid,
              videos: ids,
            },
          ]
        : [],
    ),
  );
}

/** A row to be written. `from`, `before`: the key and the box it had. */
interface Writing {
  readonly incoming: Incoming;
  readonly uuid: string;
  readonly generation: number;
  readonly from?: DataKey | undefined;
  readonly before?: Box | undefined;
}

interface Known {
  readonly row: RecipientRow;
  readonly key: DataKey | undefined;
  readonly box: Box | undefined;
}

async function knownRows(
  storage: Storage,
  trx: Trx,
  campaignId: string,
  ids: readonly string[],
): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('recipients')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('recipient_id', 'in', ids)
    .orderBy('uuid')
    .forUpdate()
    .execute();
  const keys = await storage.keys.findMany(rows.map(keyIdOf), trx);
  return new Map(
    rows.map((row) => {
      const key = keys.get(keyIdOf(row));
      return [row.recipient_id, { row, key, box: key && openBox(key, row) }];
    }),
  );
}
