/** How people leave: erased from a workspace, dropped from a campaign, or past what may be kept of them. */
import { type SelectQueryBuilder, sql } from 'kysely';
import { noticeKeyId, type Storage, seal } from '../storage/index.ts';
import type { Database } from '../storage/tables.ts';
import { logAct } from './acts.ts';
import { knownRecords, type Someone, settle, withPerson, withRow } from './decide.ts';
import { ConsentError } from './errors.ts';
import { announce, pruneOutbox } from './outbox.ts';
import { lockPerson } from './people.ts';
import { destroyGenerations, removeRows, replan } from './sealed.ts';
import { inTransaction } from './transaction.ts';

/** What an erasure took. What stays is one keyed hash with the time, and of each link its hash and campaign. */
export interface Erased {
  readonly campaigns: readonly string[];
  readonly videos: number;
}

/**
 * Erases a person from the workspace: rows, keys, sessions, videos with their files, links, and the log of their acts but
 * for one row that says that they were erased. Rows of this id are rejected from then on, until a record with a new id,
 * given after this, comes. Also for a person with no row.
 */
export async function erase(storage: Storage, who: Someone, now: Date): Promise<Erased> {
  return withPerson(storage, who, async (trx, person, workspaceKey, opened, rows) => {
    const { workspaceId, personHash } = person;
    const past = await trx
      .deleteFrom('keys.acts')
      .where('workspace_id', '=', workspaceId)
      .where('person_hash', '=', personHash)
      .returning('known_records')
      .execute();
    const known = [...knownRecords(opened, workspaceKey), ...past.flatMap((act) => act.known_records ?? [])];
    const unique = new Map(known.map((hash) => [hash.toString('hex'), hash]));
    await logAct(trx, person, { kind: 'erased', at: now, knownRecords: [...unique.values()] });
    const videos = await removeRows(trx, storage.keys, rows, now);
    await destroyGenerations(
      trx,
      rows.map((row) => row.uuid),
    );
    const people = rows.filter((row) => !row.preview);
    const real = people.map((row) => row.campaign_id);
    // Whoever must be told which of theirs it was reads it here; the keys go as soon as nobody waits to be told.
    // One may be there: a copy of the data that was restored is erased again.
    const noticeKeys = await storage.keys.ensureMany(
      people.map((row) => noticeKeyId(row.uuid)),
      trx,
    );
    const sealedFor = (row: (typeof rows)[number]) => {
      const id = noticeKeyId(row.uuid);
      const key = noticeKeys.get(id);
      return key ? { sealedRecipient: seal(key, row.recipient_id, id) } : {};
    };
    if (real.length > 0) {
      await trx
        .updateTable('campaigns')
        .set((eb) => ({ erased_count: eb('erased_count', '+', 1) }))
        .where('id', 'in', real)
        .execute();
    }
    await announce(
      trx,
      rows.map((row) => ({
        topic: 'recipient.erased' as const,
        workspaceId,
        campaignId: row.campaign_id,
        recipientUuid: row.uuid,
        videos: videos.get(row.uuid) ?? [],
        ...sealedFor(row),
      })),
    );
    const campaigns = [...new Set(rows.map((row) => row.campaign_id))];
    return { campaigns, videos: [...videos.values()].flat().length };
  });
}

/** Takes one person out of one campaign. Their acts stay: the same row again finds them. Throws `unknown-recipient`. */
export async function dropFromCampaign(storage: Storage, uuid: string, now: Date): Promise<void> {
  const dropped = await drop(storage, uuid, now);
  if (!dropped) throw new ConsentError('unknown-recipient');
}

/**
 * Takes everybody out of a campaign, with the switches they set there, before it is deleted: deleting the campaign alone
 * would leave keys and files. Answers how many there were.
 */
export async function dropEverybody(storage: Storage, campaignId: string, now: Date): Promise<number> {
  const count = await forEach(
    storage,
    (query) => query.where('campaign_id', '=', campaignId),
    (uuid) => drop(storage, uuid, now),
  );
  await storage.db.deleteFrom('keys.acts').where('campaign_id', '=', campaignId).execute();
  return count;
}

/** Shortens how long a campaign's people are kept; never lengthens it. Previews keep their hour. */
export async function shortenRetention(storage: Storage, campaignId: string, retentionDays: number): Promise<void> {
  await storage.db
    .updateTable('recipients')
    .set({ kept_until: sql<Date>`least(kept_until, accepted_at + make_interval(days => ${retentionDays}))` })
    .where('campaign_id', '=', campaignId)
    .where('preview', '=', false)
    .execute();
}

/**
 * Does what time alone asks for: destroys values whose consent has ended, plans those whose consent has begun, drops
 * people past their retention, forgets old notices. Safe to run in several processes at once. Answers how many people
 * each befell.
 */
export async function sweepConsent(storage: Storage, now: Date): Promise<{ expired: number; retained: number }> {
  const retained = await forEach(
    storage,
    (query) => query.where('kept_until', '<=', now),
    (uuid) => drop(storage, uuid, now),
  );
  const expired = await forEach(
    storage,
    (query) => query.where('changes_at', '<=', now),
    (uuid) => renew(storage, uuid, now),
  );
  await pruneOutbox(storage.db, now);
  return { expired, retained };
}

/** Answers whether there was such a row; its key need not be there any more. */
async function drop(storage: Storage, uuid: string, now: Date): Promise<boolean> {
  return inTransaction(storage.db, async (trx) => {
    const row = await lockPerson(trx, uuid);
    if (!row) return false;
    const videos = await removeRows(trx, storage.keys, [row], now);
    await announce(trx, [
      {
        topic: 'recipient.dropped',
        workspaceId: row.workspace_id,
        campaignId: row.campaign_id,
        recipientUuid: uuid,
        videos: videos.get(uuid) ?? [],
      },
    ]);
    return true;
  });
}

/** Brings a row to what holds now, after a record began or ended. Answers whether something was destroyed. */
async function renew(storage: Storage, uuid: string, now: Date): Promise<boolean> {
  return withRow(storage, uuid, async (held) => {
    const { trx, row } = held;
    if (!row.changes_at || row.changes_at > now) return false;
    const { lost, verdict, videos } = await settle(storage, held, now);
    const begun = Object.keys(verdict.data).length > 0;
    if (row.status === 'excluded' && begun) {
      await trx.updateTable('recipients').set({ status: 'planned', code: null }).where('uuid', '=', uuid).execute();
    }
    await announce(trx, [
      {
        topic: lost ? 'consent.expired' : 'consent.begun',
        workspaceId: row.workspace_id,
        campaignId: row.campaign_id,
        recipientUuid: uuid,
        videos: lost ? videos : await replan(trx, uuid, now),
      },
    ]);
    return lost;
  }).catch((error: unknown) => {
    if (error instanceof ConsentError) return false;
    throw error;
  });
}

const PAGE = 200;

type Recipients = SelectQueryBuilder<Database, 'recipients', { uuid: string }>;

/** Calls `act` for every row that `which` picks, a page at a time. Answers how often it said yes. */
async function forEach(
  storage: Storage,
  which: (query: Recipients) => Recipients,
  act: (uuid: string) => Promise<boolean>,
): Promise<number> {
  let count = 0;
  for (let last: string | undefined; ; ) {
    const after = last;
    const rows = await which(storage.db.selectFrom('recipients').select('uuid'))
      .$if(after !== undefined, (query) => query.where('uuid', '>', after as string))
      .orderBy('uuid')
      .limit(PAGE)
      .execute();
    for (const { uuid } of rows) if (await act(uuid)) count += 1;
    last = rows.at(-1)?.uuid;
    if (rows.length < PAGE) return count;
  }
}
