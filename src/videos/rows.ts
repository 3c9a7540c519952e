/**
 * Rows of `videos`, and what the recipient's own row shows of them. A change is told twice: to those who wait for a
 * video (`candor_video`) and to those who watch a campaign (`candor_progress`); both carry ids alone.
 */
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { bury } from '../storage/index.ts';
import type { Database, VideoStatus, VideosTable } from '../storage/tables.ts';
import { VideoError } from './types.ts';
import type { Wanted } from './wanted.ts';

export type VideoRow = Selectable<VideosTable>;
type Db = Kysely<Database>;

export const PROGRESS_CHANNEL = 'candor_progress';
export const VIDEO_CHANNEL = 'candor_video';

export interface State {
  readonly status: VideoStatus;
  readonly code?: string | null;
  readonly progress?: number;
}

const whose = (wanted: Wanted) => ({
  campaign_id: wanted.campaign.id,
  recipient_uuid: wanted.person?.uuid ?? null,
  format: wanted.request.format,
});

export function findVersion(db: Db, wanted: Wanted): Promise<VideoRow | undefined> {
  const { campaign_id, recipient_uuid, format } = whose(wanted);
  return db
    .selectFrom('videos')
    .selectAll()
    .where('campaign_id', '=', campaign_id)
    .where('recipient_uuid', recipient_uuid === null ? 'is' : '=', recipient_uuid)
    .where('format', '=', format)
    .where('locale', '=', wanted.request.locale)
    .where('version', '=', wanted.version)
    .executeTakeFirst();
}

export const findVideo = (db: Db, id: string): Promise<VideoRow | undefined> =>
  db.selectFrom('videos').selectAll().where('id', '=', id).executeTakeFirst();

/**
 * Writes the planned version and buries the older ones of the same person and format (of the same locale, for a general
 * one), in one transaction. Throws `changed` where the person's key is not the one the facts were sealed under.
 */
export async function insertVersion(
  db: Db,
  wanted: Wanted,
  row: { id: string; sealedFacts: Buffer },
  now: Date,
): Promise<{ row: VideoRow; replaced: string[] }> {
  return db.transaction().execute(async (trx) => {
    if (wanted.person) await holdPerson(trx, wanted.person);
    const inserted = await trx
      .insertInto('videos')
      .values({
        ...whose(wanted),
        id: row.id,
        locale: wanted.request.locale,
        version: wanted.version,
        status: 'planned',
        sealed_facts: row.sealedFacts,
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!inserted) {
      const known = await findVersion(trx, wanted);
      if (!known) throw new VideoError('changed');
      return { row: known, replaced: [] };
    }
    const replaced = await buryOthers(trx, wanted, row.id);
    await mirror(trx, wanted, { status: 'planned' }, now);
    return { row: inserted, replaced };
  });
}

async function buryOthers(trx: Transaction<Database>, wanted: Wanted, id: string): Promise<string[]> {
  const { campaign_id, recipient_uuid, format } = whose(wanted);
  const old = await trx
    .deleteFrom('videos')
    .where('campaign_id', '=', campaign_id)
    .where('recipient_uuid', recipient_uuid === null ? 'is' : '=', recipient_uuid)
    .where('format', '=', format)
    .where('id', '<>', id)
    .$if(recipient_uuid === null, (query) => query.where('locale', '=', wanted.request.locale))
    .returning(['id', 'file'])
    .execute();
  await bury(
    trx,
    old.flatMap(({ file }) => file ?? []),
  );
  for (const one of old) await tell(trx, VIDEO_CHANNEL, one.id);
  return old.map((one) => one.id);
}

/** Takes a version away that nobody may see any more, with its file; its recipient is planned anew when next asked for. */
export async function dropVersion(db: Db, id: string, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom('videos')
      .where('id', '=', id)
      .returning(['file', 'recipient_uuid', 'campaign_id'])
      .executeTakeFirst();
    if (!gone) return;
    if (gone.file) await bury(trx, [gone.file]);
    if (gone.recipient_uuid) {
      await trx
        .updateTable('recipients')
        .set({ status: 'planned', progress: 0, updated_at: now })
        .where('uuid', '=', gone.recipient_uuid)
        .where('status', 'in', ['queued', 'rendering'])
        .execute();
    }
    await tell(trx, VIDEO_CHANNEL, id);
    await tell(trx, PROGRESS_CHANNEL, gone.campaign_id);
  });
}

/** Moves a row that is in one of `from`; answers whether it was. */
export async function moveVideo(
  db: Db,
  row: { id: string },
  wanted: Pick<Wanted, 'campaign' | 'person' | 'main'>,
  o: { from: readonly VideoStatus[]; to: State; attempt?: string | null; onlyAttempt?: string },
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const moved = await trx
      .updateTable('videos')
      .set({
        status: o.to.status,
        code: o.to.code ?? null,
        updated_at: now,
        ...(o.to.progress === undefined ? {} : { progress: o.to.progress }),
        ...(o.attempt === undefined ? {} : { attempt: o.attempt }),
      })
      .where('id', '=', row.id)
      .where('status', 'in', o.from)
      .$if(o.onlyAttempt !== undefined, (query) => query.where('attempt', '=', o.onlyAttempt ?? null))
      .returning('id')
      .executeTakeFirst();
    if (!moved) return false;
    await mirror(trx, wanted, o.to, now);
    await tell(trx, VIDEO_CHANNEL, row.id);
    return true;
  });
}

/**
 * The commit point: the row takes the file only from the attempt it names, and only while the person's key is the one
 * the file was sealed under. Answers whether it did; a loser deletes its file.
 */
export async function publishVideo(
  db: Db,
  wanted: Wanted,
  o: { id: string; attempt: string; file: string; bytes: number },
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    if (wanted.person && !(await samePerson(trx, wanted.person))) return false;
    const published = await trx
      .updateTable('videos')
      .set({ status: 'ready', code: null, progress: 1, file: o.file, bytes: String(o.bytes), updated_at: now })
      .where('id', '=', o.id)
      .where('attempt', '=', o.attempt)
      .where('status', '=', 'rendering')
      .returning('id')
      .executeTakeFirst();
    if (!published) return false;
    await mirror(trx, wanted, { status: 'ready', progress: 1 }, now);
    await tell(trx, VIDEO_CHANNEL, o.id);
    return true;
  });
}

async function holdPerson(trx: Transaction<Database>, person: NonNullable<Wanted['person']>): Promise<void> {
  if (!(await samePerson(trx, person))) throw new VideoError('changed');
}

/** Locks the person's row against a withdrawal or erasure that would overtake this transaction. */
async function samePerson(trx: Transaction<Database>, person: NonNullable<Wanted['person']>): Promise<boolean> {
  const row = await trx
    .selectFrom('recipients')
    .select('key_generation')
    .where('uuid', '=', person.uuid)
    .forUpdate()
    .executeTakeFirst();
  return row?.key_generation === person.generation;
}

/** What the recipient's row shows: the state of the video in the campaign's own format. */
async function mirror(
  trx: Transaction<Database>,
  wanted: Pick<Wanted, 'campaign' | 'person' | 'main'>,
  state: State,
  now: Date,
): Promise<void> {
  if (wanted.person && wanted.main) {
    const progress = state.progress ?? (state.status === 'planned' || state.status === 'queued' ? 0 : undefined);
    await trx
      .updateTable('recipients')
      .set({
        status: state.status,
        code: state.code ?? null,
        updated_at: now,
        ...(progress === undefined ? {} : { progress }),
      })
      .where('uuid', '=', wanted.person.uuid)
      .where('status', '<>', 'excluded')
      .execute();
  }
  await tell(trx, PROGRESS_CHANNEL, wanted.campaign.id);
}

const tell = (db: Db, channel: string, id: string) => sql`select pg_notify(${channel}, ${id})`.execute(db);
