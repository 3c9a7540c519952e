/**
 * Rows of `videos`, and what the recipient's own row shows of them. A change is told twice: to those who wait for a
 * video (`candor_video`) and to those who watch a campaign (`candor_progress`); both carry ids alone.
 */
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { announce, inTransaction } from '../consent/index.ts';
import { bury } from '../storage/index.ts';
import type { Database, VideoStatus, VideosTable } from '../storage/tables.ts';
import { VideoError } from './types.ts';
import type { Wanted } from './wanted.ts';

export type VideoRow = Selectable<VideosTable>;
type Db = Kysely<Database>;
type Trx = Transaction<Database>;

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
  return inTransaction(db, async (trx) => {
    const generation = wanted.person && (await holdRow(trx, wanted.person.uuid));
    if (generation !== wanted.person?.generation) throw new VideoError('changed');
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
    await keepSegments(trx, wanted, row.id);
    const replaced = await buryOthers(trx, wanted, row.id);
    await mirror(trx, wanted, { status: 'planned' }, now);
    return { row: inserted, replaced };
  });
}

/**
 * What the versions before show is held for this one, which shares most of it, until it is drawn: places below 0. Nothing is
 * held across a change of the person's key: what was withdrawn went with the old versions.
 */
async function keepSegments(trx: Trx, wanted: Wanted, id: string): Promise<void> {
  const { campaign_id, recipient_uuid, format } = whose(wanted);
  if (recipient_uuid === null) return;
  await sql`
    insert into video_segments (video_id, place, segment_id)
    select ${id}, -row_number() over (), segment_id from (
      select distinct segment_id from video_segments join videos on videos.id = video_id
      where campaign_id = ${campaign_id} and recipient_uuid = ${recipient_uuid} and format = ${format} and videos.id <> ${id}
    ) as before`.execute(trx);
}

async function buryOthers(trx: Trx, wanted: Wanted, id: string): Promise<string[]> {
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

/** A version that could not even be measured has no row; its recipient's says why. */
export async function failPlanning(db: Db, wanted: Wanted, code: string, now: Date): Promise<void> {
  await inTransaction(db, (trx) => mirror(trx, wanted, { status: 'failed', code }, now));
}

/** Takes a version away that nobody may see any more, with its file; its recipient is planned anew when next asked for. */
export async function dropVersion(
  db: Db,
  { id, recipient_uuid }: Pick<VideoRow, 'id' | 'recipient_uuid'>,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (recipient_uuid) await holdRow(trx, recipient_uuid);
    const gone = await trx
      .deleteFrom('videos')
      .where('id', '=', id)
      .returning(['file', 'campaign_id'])
      .executeTakeFirst();
    if (!gone) return;
    if (gone.file) await bury(trx, [gone.file]);
    if (recipient_uuid) {
      await trx
        .updateTable('recipients')
        .set({ status: 'planned', progress: 0, updated_at: now })
        .where('uuid', '=', recipient_uuid)
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
  return inTransaction(db, async (trx) => {
    if (wanted.person) await holdRow(trx, wanted.person.uuid);
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
 * The commit point: the row takes the file only from the attempt it names. Answers whether it did; a loser deletes its
 * file. Runs in the transaction in which the gate was asked.
 */
export async function publishVideo(
  trx: Trx,
  wanted: Wanted,
  o: { id: string; attempt: string; file: string; bytes: number; drawn: number; drawMs: number },
  now: Date,
): Promise<boolean> {
  const effort = { drawn: o.drawn, draw_ms: Math.round(o.drawMs) };
  const published = await trx
    .updateTable('videos')
    .set({ status: 'ready', code: null, progress: 1, file: o.file, bytes: String(o.bytes), updated_at: now, ...effort })
    .where('id', '=', o.id)
    .where('version', '=', wanted.version)
    .where('attempt', '=', o.attempt)
    .where('status', '=', 'rendering')
    .returning('id')
    .executeTakeFirst();
  if (!published) return false;
  await trx.deleteFrom('video_segments').where('video_id', '=', o.id).where('place', '<', 0).execute();
  await mirror(trx, wanted, { status: 'ready', progress: 1 }, now);
  await tell(trx, VIDEO_CHANNEL, o.id);
  return true;
}

/**
 * Holds the recipient's row and answers its key generation. Everybody takes this lock before those of videos, so that
 * an act of the person and a step of a video wait for each other instead of blocking.
 */
async function holdRow(trx: Trx, uuid: string): Promise<number | undefined> {
  const row = await trx
    .selectFrom('recipients')
    .select('key_generation')
    .where('uuid', '=', uuid)
    .forUpdate()
    .executeTakeFirst();
  return row?.key_generation;
}

/** What the recipient's row shows: the state of the video in the campaign's own format. */
async function mirror(
  trx: Trx,
  wanted: Pick<Wanted, 'campaign' | 'person' | 'main'>,
  state: State,
  now: Date,
): Promise<void> {
  if (wanted.person && wanted.main) {
    const { uuid } = wanted.person;
    const progress = state.progress ?? (state.status === 'planned' || state.status === 'queued' ? 0 : undefined);
    await trx
      .updateTable('recipients')
      .set({
        status: state.status,
        code: state.code ?? null,
        updated_at: now,
        ...(progress === undefined ? {} : { progress }),
      })
      .where('uuid', '=', uuid)
      .where('status', '<>', 'excluded')
      .execute();
    const { status, code } = state;
    if (status === 'ready' || status === 'failed') {
      const { id: campaignId, workspaceId } = wanted.campaign;
      await announce(trx, [
        { topic: `video.${status}`, workspaceId, campaignId, recipientUuid: uuid, ...(code ? { code } : {}) },
      ]);
    }
  }
  await tell(trx, PROGRESS_CHANNEL, wanted.campaign.id);
}

const tell = (db: Db, channel: string, id: string) => sql`select pg_notify(${channel}, ${id})`.execute(db);
