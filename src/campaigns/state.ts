/** Where a campaign may go from where it stands, and what that does to its jobs and videos. */
import { inTransaction } from '../consent/index.ts';
import { bury } from '../storage/index.ts';
import type { CampaignStatus } from '../storage/tables.ts';
import { localeOf } from '../videos/index.ts';
import { approvalIssues } from './approval.ts';
import { type Campaign, type CampaignRow, findCampaign, findCard, type Opened, show, specOf } from './campaign.ts';
import { missingTexts } from './check.ts';
import type { Deps } from './deps.ts';
import { CampaignError, type Issue } from './errors.ts';
import { notify } from './progress.ts';

/** Which states each call starts from. A finished campaign may still be stopped, and its videos with it. */
const FROM = {
  launch: ['draft'],
  pause: ['live', 'scheduled'],
  resume: ['paused'],
  cancel: ['draft', 'scheduled', 'live', 'paused', 'completed'],
  stopPersonal: ['draft', 'scheduled', 'live', 'paused', 'completed', 'cancelled'],
  allowPersonal: ['draft', 'scheduled', 'live', 'paused', 'completed'],
} as const satisfies Record<string, readonly CampaignStatus[]>;

/**
 * `live` now, or `scheduled` for `startAt`. Throws `not-launchable` with everything that is missing: an audience, the
 * template, or a text that a viewer must be told, in each locale in use.
 */
export async function launch(d: Deps, workspaceId: string, id: string): Promise<Campaign> {
  const row = await findCampaign(d, workspaceId, id);
  if (!has(FROM.launch, row.status)) throw new CampaignError('wrong-status');
  const missing = await missingAtLaunch(d, row);
  if (missing.length > 0) throw new CampaignError('not-launchable', missing);
  const { startAt } = specOf(row);
  const now = d.clock();
  const status = startAt && new Date(startAt) > now ? 'scheduled' : 'live';
  return move(d, row, FROM.launch, { status, launched_at: now, ...(status === 'live' ? { running_since: now } : {}) });
}

async function missingAtLaunch(d: Deps, row: CampaignRow): Promise<Issue[]> {
  const card = await findCard(d, row.template_id);
  if (!card) return [{ path: 'template', code: 'unknown-template', message: 'the template is not installed' }];
  const spec = specOf(row);
  const locales = await localesInUse(d, { row, spec, card });
  const audience: Issue[] =
    locales.length > 0 ? [] : [{ path: 'audience', code: 'no-audience', message: 'nobody is in the campaign yet' }];
  const answers = spec.confirm === 'code' ? await answersMissing(d, row.id) : [];
  return [
    ...audience,
    ...answers,
    ...(await approvalIssues(d, row)),
    ...missingTexts(spec, card, locales.length > 0 ? locales : [localeOf(card, spec.locale)]),
  ];
}

/** Whoever has no answer to the campaign's question could never open their own version. */
async function answersMissing(d: Deps, campaignId: string): Promise<Issue[]> {
  const somebody = await d.storage.db
    .selectFrom('recipients')
    .select('uuid')
    .where('campaign_id', '=', campaignId)
    .where('preview', '=', false)
    .where('answer_hash', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (!somebody) return [];
  const message = 'somebody in the audience has no confirmAnswer';
  return [{ path: 'audience.confirmAnswer', code: 'answer-missing', message }];
}

/** The locales that the campaign's people will see; none where there are no people. */
export async function localesInUse(d: Deps, { row, spec, card }: Opened): Promise<string[]> {
  const rows = await d.storage.db
    .selectFrom('recipients')
    .select('locale')
    .distinct()
    .where('campaign_id', '=', row.id)
    .where('preview', '=', false)
    .execute();
  return [...new Set(rows.map(({ locale }) => localeOf(card, locale, spec.locale)))];
}

/** Stops drawing; links go on showing what is drawn. */
export async function pause(d: Deps, workspaceId: string, id: string): Promise<Campaign> {
  const row = await findCampaign(d, workspaceId, id);
  const campaign = await move(d, row, FROM.pause, { status: 'paused' });
  await takeJobsBack(d, id);
  return campaign;
}

/** Goes on where it was paused; a campaign that was paused before its start waits for that again. */
export async function resume(d: Deps, workspaceId: string, id: string): Promise<Campaign> {
  const row = await findCampaign(d, workspaceId, id);
  const { startAt } = specOf(row);
  const waits = startAt !== undefined && new Date(startAt) > d.clock();
  return move(d, row, FROM.resume, waits ? { status: 'scheduled' } : { status: 'live', running_since: d.clock() });
}

/** For good. Links show the general version from now on; personal videos are deleted. */
export async function cancel(d: Deps, workspaceId: string, id: string): Promise<Campaign> {
  const row = await findCampaign(d, workspaceId, id);
  const campaign = await move(d, row, FROM.cancel, { status: 'cancelled', ended_at: d.clock() });
  await dropPersonalVideos(d, id);
  return campaign;
}

/** Makes every link general. Answers how many people had opened theirs. `because`: for what it was stopped first. */
export async function stopPersonal(
  d: Deps,
  workspaceId: string,
  id: string,
  because: 'asked' | 'not-me' = 'asked',
): Promise<{ opened: number }> {
  const row = await findCampaign(d, workspaceId, id);
  await move(d, row, FROM.stopPersonal, {
    personal_stopped_at: row.personal_stopped_at ?? d.clock(),
    personal_stopped_because: row.personal_stopped_because ?? because,
  });
  await dropPersonalVideos(d, id);
  const { opened } = await d.storage.db
    .selectFrom('recipients')
    .select(({ fn }) => fn.countAll<string>().as('opened'))
    .where('campaign_id', '=', id)
    .where('preview', '=', false)
    .where('opened_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return { opened: Number(opened) };
}

/**
 * Lets links be personal again after `stopPersonal`. "Not me" that was said before does not stop them a second time; who
 * said it stays general. Throws `not-stopped`.
 */
export async function allowPersonal(d: Deps, workspaceId: string, id: string): Promise<Campaign> {
  const row = await findCampaign(d, workspaceId, id);
  if (!row.personal_stopped_at) throw new CampaignError('not-stopped');
  return move(d, row, FROM.allowPersonal, {
    ...{ personal_stopped_at: null, personal_stopped_because: null },
    personal_allowed_at: d.clock(),
    // Those who were drawn wait again: a campaign that was done is not.
    ...(row.status === 'completed' ? { status: 'live', running_since: d.clock() } : {}),
  });
}

type Change = Partial<
  Pick<
    CampaignRow,
    | 'status'
    | 'launched_at'
    | 'running_since'
    | 'ended_at'
    | 'personal_stopped_at'
    | 'personal_stopped_because'
    | 'personal_allowed_at'
  >
>;

/** Of two calls at once, one moves; the other throws `wrong-status`. */
async function move(d: Deps, row: CampaignRow, from: readonly CampaignStatus[], change: Change): Promise<Campaign> {
  const moved = await inTransaction(d.storage.db, async (trx) => {
    const next = await trx
      .updateTable('campaigns')
      .set(change)
      .where('id', '=', row.id)
      .where('status', 'in', from)
      .returningAll()
      .executeTakeFirst();
    if (next) await notify(trx, row.id);
    return next;
  });
  if (!moved) throw new CampaignError('wrong-status');
  return show(d, moved);
}

const has = (states: readonly CampaignStatus[], status: CampaignStatus): boolean => states.includes(status);

/** Jobs of the campaign's people leave the queue, running ones too; their rows are planned again. */
async function takeJobsBack(d: Deps, campaignId: string): Promise<void> {
  const { db } = d.storage;
  const now = d.clock();
  const videos = await inTransaction(db, async (trx) => {
    const rows = await trx
      .updateTable('videos')
      .set({ status: 'planned', attempt: null, progress: 0, updated_at: now })
      .where('campaign_id', '=', campaignId)
      .where('recipient_uuid', 'is not', null)
      .where('status', 'in', ['queued', 'rendering'])
      .returning('id')
      .execute();
    await trx
      .updateTable('recipients')
      .set({ status: 'planned', progress: 0, updated_at: now })
      .where('campaign_id', '=', campaignId)
      .where('status', 'in', ['queued', 'rendering'])
      .execute();
    return rows;
  });
  await d.queue.remove(videos.map((video) => video.id));
}

async function dropPersonalVideos(d: Deps, campaignId: string): Promise<void> {
  const now = d.clock();
  const videos = await inTransaction(d.storage.db, async (trx) => {
    const gone = await trx
      .deleteFrom('videos')
      .where('campaign_id', '=', campaignId)
      .where('recipient_uuid', 'is not', null)
      .returning(['id', 'file', 'status'])
      .execute();
    await bury(
      trx,
      gone.flatMap(({ file }) => file ?? []),
    );
    await trx
      .updateTable('recipients')
      .set({ status: 'planned', code: null, progress: 0, updated_at: now })
      .where('campaign_id', '=', campaignId)
      .where('status', 'in', ['queued', 'rendering', 'ready', 'failed'])
      .execute();
    return gone.filter(({ status }) => status === 'queued' || status === 'rendering');
  });
  await d.queue.remove(videos.map((video) => video.id));
}
