/** Making, changing and deleting campaigns. What a person has agreed to rests on some of it: that is fixed from the first row on. */
import { randomBytes, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { campaignDefaults, readWorkspace } from '../accounts/index.ts';
import { dropEverybody, inTransaction, shortenRetention } from '../consent/index.ts';
import { bury, openCursor, type Page, type Paging, toPage } from '../storage/index.ts';
import { type Campaign, type CampaignRow, findCampaign, progressOf, show, shown, specOf } from './campaign.ts';
import { checkBody, type FullSpec } from './check.ts';
import type { Deps } from './deps.ts';
import { CampaignError, type Issue } from './errors.ts';
import { notify } from './progress.ts';

/** Whose body says nothing of sender, look and retention takes the workspace's. Throws `invalid-campaign`. `demo`: made by the service itself to show what it can do. */
export async function create(
  d: Deps,
  workspaceId: string,
  body: unknown,
  o: { demo?: boolean } = {},
): Promise<Campaign> {
  const { spec, card } = await checkBody(d, await withDefaults(d, workspaceId, body));
  const row = await d.storage.db
    .insertInto('campaigns')
    .values({
      id: randomUUID(),
      workspace_id: workspaceId,
      spec: JSON.stringify(spec),
      template_id: card.id,
      template_version: card.version,
      status: 'draft',
      demo: o.demo ?? false,
      created_at: d.clock(),
      picture_id: randomBytes(16).toString('hex'),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return show(d, row);
}

async function withDefaults(d: Deps, workspaceId: string, body: unknown): Promise<unknown> {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  return { ...campaignDefaults(await readWorkspace(d.storage, workspaceId)), ...body };
}

const newestFirst = (d: Deps, workspaceId: string) =>
  d.storage.db
    .selectFrom('campaigns')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc');

async function withProgress(d: Deps, rows: readonly CampaignRow[]): Promise<Campaign[]> {
  const sums = await progressOf(d, rows);
  return rows.flatMap((row, at) => (sums[at] ? [shown(row, sums[at])] : []));
}

/** All of them, the newest first. */
export async function list(d: Deps, workspaceId: string): Promise<Campaign[]> {
  return withProgress(d, await newestFirst(d, workspaceId).execute());
}

/** A page of them, the newest first. Throws `invalid-cursor`. */
export async function page(d: Deps, workspaceId: string, paging: Paging): Promise<Page<Campaign>> {
  const key = await d.storage.keys.workspace(workspaceId);
  const place = `campaigns:${workspaceId}`;
  const after = openCursor(key, paging.cursor, place);
  const rows = await newestFirst(d, workspaceId)
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(after?.at ?? new Date(0), after?.id ?? '')),
      ),
    )
    .limit(paging.limit + 1)
    .execute();
  const { items, next } = toPage(key, rows, paging, place, (row) => row);
  return { items: await withProgress(d, items), ...(next === undefined ? {} : { next }) };
}

export async function get(d: Deps, workspaceId: string, id: string): Promise<Campaign> {
  return show(d, await findCampaign(d, workspaceId, id));
}

/** Fixed from the first row on. */
const FIXED = ['template', 'purpose', 'controller', 'sharedWith'] as const satisfies readonly (keyof FullSpec)[];
/** Neither in the picture nor in what is said about it. */
const UNSEEN = [
  ...['name', 'startAt', 'delivery', 'confirm', 'confirmQuestion', 'measure', 'poster', 'animation', 'cta'],
  'withoutConsent',
];

/**
 * Changes what the body names; `null` takes a part back to its default. Videos that would look or say otherwise now are
 * planned anew. Throws `invalid-campaign`, `fixed-after-first-row`, `wrong-status`.
 */
export async function patch(d: Deps, workspaceId: string, id: string, body: unknown): Promise<Campaign> {
  const before = await findCampaign(d, workspaceId, id);
  if (before.status === 'cancelled') throw new CampaignError('wrong-status');
  const old = specOf(before);
  const merged = Object.entries({ ...old, ...changesOf(body) }).filter(([, value]) => value !== null);
  const { spec, card } = await checkBody(d, Object.fromEntries(merged));
  const looksDifferent = changed(old, spec).some((key) => !UNSEEN.includes(key));
  const row = await inTransaction(d.storage.db, async (trx) => {
    const current = await trx
      .selectFrom('campaigns')
      .select('first_row_at')
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!current) throw new CampaignError('unknown-campaign');
    const issues = current.first_row_at ? fixedIssues(old, spec) : [];
    if (issues.length > 0) throw new CampaignError('fixed-after-first-row', issues);
    const next = await trx
      .updateTable('campaigns')
      .set({ spec: JSON.stringify(spec), template_id: card.id, template_version: card.version })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (looksDifferent && next.launched_at) {
      await trx
        .updateTable('recipients')
        .set({ status: 'planned', code: null, progress: 0, updated_at: d.clock() })
        .where('campaign_id', '=', id)
        .where('status', 'in', ['queued', 'rendering', 'ready', 'failed'])
        .execute();
    }
    await notify(trx, id);
    return next;
  });
  if (spec.retentionDays < old.retentionDays) await shortenRetention(d.storage, id, spec.retentionDays);
  return show(d, row);
}

function changesOf(body: unknown): object {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new CampaignError('invalid-campaign', [{ path: '', code: 'invalid-type', message: 'is not an object' }]);
}

const changed = (old: FullSpec, spec: FullSpec): string[] =>
  [...new Set([...Object.keys(old), ...Object.keys(spec)])].filter(
    (key) => !isDeepStrictEqual(old[key as keyof FullSpec], spec[key as keyof FullSpec]),
  );

function fixedIssues(old: FullSpec, spec: FullSpec): Issue[] {
  const differs = changed(old, spec);
  const issues: Issue[] = FIXED.filter((key) => differs.includes(key)).map((path) => ({
    path,
    code: 'fixed',
    message: 'is fixed from the first row on',
  }));
  if (spec.retentionDays > old.retentionDays) {
    issues.push({ path: 'retentionDays', code: 'may-only-shorten', message: 'may only shrink from the first row on' });
  }
  return issues;
}

/** Takes everybody out of the campaign, then the campaign: rows, keys, videos, files, links. */
export async function remove(d: Deps, workspaceId: string, id: string): Promise<void> {
  const row = await findCampaign(d, workspaceId, id);
  // No row comes in and no job is given out while its people leave.
  await d.storage.db.updateTable('campaigns').set({ status: 'cancelled' }).where('id', '=', row.id).execute();
  await dropEverybody(d.storage, row.id, d.clock());
  const general = await inTransaction(d.storage.db, async (trx) => {
    const videos = await trx.deleteFrom('videos').where('campaign_id', '=', row.id).returning(['id', 'file']).execute();
    await bury(
      trx,
      videos.flatMap(({ file }) => file ?? []),
    );
    await trx.deleteFrom('campaigns').where('id', '=', row.id).execute();
    return videos;
  });
  await d.queue.remove(general.map((video) => video.id));
}
