/**
 * What the rows owe is brought to the queue, again and again: the queue may be emptied, a worker killed, a notice lost, and
 * nobody is. It holds only a little of a large campaign at a time, so that pausing is quick and campaigns take turns.
 */
import { sql } from 'kysely';
import type { Format } from '../../remotion/template.ts';
import { announce, inTransaction } from '../consent/index.ts';
import type { CurrentVideo } from '../videos/index.ts';
import { approvalIssues } from './approval.ts';
import { type CampaignRow, findCard, specOf } from './campaign.ts';
import type { Deps } from './deps.ts';
import { CampaignError } from './errors.ts';
import { notify } from './progress.ts';
import { localesInUse } from './state.ts';

/** Jobs in the queue above which no campaign adds to it. */
const MOST_WAITING = 40;

/** Scheduled campaigns whose time has come go live; one that was changed after its approval waits for a new one. */
export async function startScheduled(d: Deps): Promise<void> {
  const due = await d.storage.db
    .selectFrom('campaigns')
    .selectAll()
    .where('status', '=', 'scheduled')
    .where(sql<boolean>`(spec->>'startAt' is null or (spec->>'startAt')::timestamptz <= ${d.clock()})`)
    .execute();
  for (const row of due) {
    if ((await approvalIssues(d, row)).length > 0) continue;
    const started = await d.storage.db
      .updateTable('campaigns')
      .set({ status: 'live', running_since: d.clock() })
      .where('id', '=', row.id)
      .where('status', '=', 'scheduled')
      .returning('id')
      .executeTakeFirst();
    if (started) await notify(d.storage.db, row.id);
  }
}

/** Queues videos of campaigns that are drawn ahead: people who are planned, a few of every campaign in turn. */
export async function feed(d: Deps, stop: AbortSignal): Promise<void> {
  const room = MOST_WAITING - (await d.queue.ids()).length;
  if (room <= 0) return;
  const { rows } = await sql<{ uuid: string }>`
    select uuid from (
      select r.uuid, r.accepted_at, row_number() over (partition by r.campaign_id order by r.accepted_at, r.uuid) as turn
      from recipients r join campaigns c on c.id = r.campaign_id
      where r.status = 'planned' and not r.preview
        and c.status in ('live', 'completed') and c.spec->>'delivery' = 'prerender'
    ) planned
    order by turn, accepted_at limit ${room}`.execute(d.storage.db);
  for (const { uuid } of rows) {
    if (stop.aborted) return;
    await queuePerson(d, uuid);
  }
}

/** Plans a person's video and queues it; someone whose link is general waits for the general one instead. */
async function queuePerson(d: Deps, uuid: string): Promise<void> {
  try {
    const video = await d.videos.personal(uuid);
    if ('general' in video) return await followGeneral(d, uuid);
    await d.videos.request(video, 'campaign');
    // A version that was drawn or has failed before: the row says so again.
    if (video.status === 'ready' || video.status === 'failed') await settle(d, uuid, video);
  } catch (error) {
    await broken(d, uuid, error);
  }
}

async function followGeneral(d: Deps, uuid: string): Promise<void> {
  const general = await generalFor(d, uuid);
  await d.videos.request(general, 'campaign');
  if (general.status === 'ready' || general.status === 'failed') await settle(d, uuid, general);
  else await setStatus(d, uuid, 'queued');
}

/** The general video in a person's own language. Throws `unknown-recipient`. */
export async function generalFor(d: Deps, uuid: string): Promise<CurrentVideo> {
  const person = await d.storage.db
    .selectFrom('recipients')
    .select(['campaign_id', 'locale'])
    .where('uuid', '=', uuid)
    .executeTakeFirst();
  if (!person) throw new CampaignError('unknown-recipient');
  return d.videos.general(person.campaign_id, person.locale ? { locale: person.locale } : {});
}

const settle = (d: Deps, uuid: string, video: { status: string; code?: string }): Promise<void> =>
  video.status === 'ready'
    ? setStatus(d, uuid, 'ready')
    : setStatus(d, uuid, 'failed', video.code ?? 'template-failed');

async function setStatus(d: Deps, uuid: string, status: 'queued' | 'ready' | 'failed', code?: string): Promise<void> {
  await inTransaction(d.storage.db, async (trx) => {
    const row = await trx
      .updateTable('recipients')
      .set({ status, code: code ?? null, updated_at: d.clock() })
      .where('uuid', '=', uuid)
      .where('status', 'in', ['planned', 'queued', 'rendering'])
      .returning(['campaign_id', 'workspace_id'])
      .executeTakeFirst();
    if (!row) return;
    await notify(trx, row.campaign_id);
    if (status === 'queued') return;
    await announce(trx, [
      {
        topic: status === 'ready' ? 'video.ready' : 'video.failed',
        workspaceId: row.workspace_id,
        campaignId: row.campaign_id,
        recipientUuid: uuid,
        ...(code === undefined ? {} : { code }),
      },
    ]);
  });
}

/** What a template does to its own video is its person's failure; anything else comes again. */
const LASTING = new Set(['template-failed', 'template-timeout', 'unknown-template']);

async function broken(d: Deps, uuid: string, error: unknown): Promise<void> {
  const code = (error as { code?: unknown }).code;
  // Gone, or changed while it was planned: the next round finds what is there then.
  if (code === 'unknown-recipient' || code === 'changed') return;
  d.log.warn({ room: 'campaigns', code: typeof code === 'string' ? code : 'plan-failed' }, 'a video was not planned');
  if (typeof code === 'string' && LASTING.has(code)) await setStatus(d, uuid, 'failed', code);
}

/** The general video in every locale in use, and format, of campaigns that are live. */
export async function prepareGeneral(d: Deps, stop: AbortSignal): Promise<void> {
  const campaigns = await d.storage.db.selectFrom('campaigns').selectAll().where('status', '=', 'live').execute();
  for (const row of campaigns) {
    try {
      for (const one of await generalOf(d, row)) {
        if (stop.aborted) return;
        const video = await d.videos.general(row.id, one);
        if (video.status === 'planned') await d.videos.request(video, 'campaign');
      }
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      d.log.warn({ room: 'campaigns', campaign: row.id, code }, 'a general video was not planned');
    }
  }
}

async function generalOf(d: Deps, row: CampaignRow): Promise<{ locale: string; format: Format }[]> {
  const card = await findCard(d, row.template_id);
  if (!card) return [];
  const spec = specOf(row);
  const formats = spec.format === 'auto' ? (Object.keys(card.formats) as Format[]) : [spec.format];
  const locales = await localesInUse(d, { row, spec, card });
  return formats.flatMap((format) => locales.map((locale) => ({ locale, format })));
}

/** Rows that say a job is waiting or running, where the queue knows of none: it is queued again. */
export async function reconcile(d: Deps, stop: AbortSignal): Promise<void> {
  const owed = await d.storage.db
    .selectFrom('videos')
    .innerJoin('campaigns', 'campaigns.id', 'videos.campaign_id')
    .select(['videos.id', 'videos.campaign_id', 'videos.recipient_uuid', 'videos.format', 'videos.locale'])
    .where('videos.status', 'in', ['queued', 'rendering'])
    .where('campaigns.status', '<>', 'cancelled')
    .where(({ or, eb }) => or([eb('campaigns.status', '<>', 'paused'), eb('videos.recipient_uuid', 'is', null)]))
    .orderBy('videos.updated_at')
    .limit(500)
    .execute();
  // Asked after the rows: what was added in between is not taken for lost.
  const known = new Set(await d.queue.ids());
  for (const video of owed.filter(({ id }) => !known.has(id))) {
    if (stop.aborted) return;
    const format = video.format as Format;
    try {
      const current = video.recipient_uuid
        ? await d.videos.personal(video.recipient_uuid, { format })
        : await d.videos.general(video.campaign_id, { format, locale: video.locale });
      if (!('general' in current)) await d.videos.request(current, 'campaign');
    } catch (error) {
      if (video.recipient_uuid) await broken(d, video.recipient_uuid, error);
    }
  }
  await reconcilePeople(d, stop);
}

/** People who wait without a video of their own: for the general one, or for one that was taken away. */
async function reconcilePeople(d: Deps, stop: AbortSignal): Promise<void> {
  const { rows } = await sql<{ uuid: string }>`
    select r.uuid from recipients r join campaigns c on c.id = r.campaign_id
    where r.status in ('queued', 'rendering') and c.status in ('live', 'completed')
      and not exists (select from videos v where v.recipient_uuid = r.uuid and v.status in ('queued', 'rendering'))
    order by r.updated_at limit 200`.execute(d.storage.db);
  for (const { uuid } of rows) {
    if (stop.aborted) return;
    await queuePerson(d, uuid);
  }
}

/** A live campaign whose people all have a video, or a reason why not, is completed. Counted from rows. */
export async function complete(d: Deps): Promise<void> {
  const done = await inTransaction(d.storage.db, async (trx) => {
    const completed = await trx
      .updateTable('campaigns')
      .set({ status: 'completed', ended_at: d.clock() })
      .where('status', '=', 'live')
      .where(({ and, exists, not, selectFrom }) => {
        const people = selectFrom('recipients')
          .select(sql`1`.as('one'))
          .whereRef('recipients.campaign_id', '=', 'campaigns.id')
          .where('preview', '=', false);
        return and([exists(people), not(exists(people.where('status', 'in', ['planned', 'queued', 'rendering'])))]);
      })
      .returning(['id', 'workspace_id'])
      .execute();
    await announce(
      trx,
      completed.map((one) => ({
        topic: 'campaign.completed' as const,
        workspaceId: one.workspace_id,
        campaignId: one.id,
      })),
    );
    return completed;
  });
  for (const { id } of done) await notify(d.storage.db, id);
}
