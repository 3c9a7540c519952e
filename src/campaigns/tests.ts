/**
 * Test links: a few addresses of made-up or own people that a team sends itself before it launches. They are good for a
 * week, marked as a test wherever they are opened, and nobody's: no count and no audience has them.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { dropFromCampaign, inTransaction, keepPreview } from '../consent/index.ts';
import { type DataKey, openCursor, type Page, type Paging, seal, toPage, unseal } from '../storage/index.ts';
import type { RecipientStatus } from '../storage/tables.ts';
import { findCampaign, importRules, openForImport } from './campaign.ts';
import type { Deps } from './deps.ts';
import { CampaignError } from './errors.ts';
import { checkRow } from './people.ts';

export interface TestLink {
  readonly uuid: string;
  /** What its maker calls it. */
  readonly label: string;
  readonly status: RecipientStatus;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly endsAt: string;
}

const WEEK = 7 * 86_400_000;
const MOST = 20;

const boundTo = (uuid: string): string => `test:${uuid}`;

/** @param body `{label, row}`, checked: an audience row, of which the id is not kept. Throws `invalid-row`, `too-many-tests`. */
export async function addTest(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  body: { readonly label: string; readonly row: unknown },
): Promise<TestLink> {
  const opened = await openForImport(d, workspaceId, campaignId);
  // With an id of its own: what is pressed on the page of a test is no act of the person whose id the row may have.
  const row = { ...checkRow(body.row), id: `test-${randomUUID()}` };
  const now = d.clock();
  const key = await d.storage.keys.workspace(workspaceId);
  const uuid = await inTransaction(d.storage.db, async (trx) => {
    // One after the other, so that two at once do not both have the last place.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`tests:${campaignId}`}, 0))`.execute(trx);
    const { count } = await trx
      .selectFrom('recipients')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('campaign_id', '=', campaignId)
      .where('sealed_test_label', 'is not', null)
      .where('kept_until', '>', now)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST) throw new CampaignError('too-many-tests');
    const until = new Date(now.getTime() + WEEK);
    const kept = await keepPreview(d.storage, trx, importRules(opened), row, { now, until });
    if ('rejected' in kept) throw new CampaignError('erased');
    await trx
      .updateTable('recipients')
      .set({ sealed_test_label: seal(key, body.label, boundTo(kept.uuid)) })
      .where('uuid', '=', kept.uuid)
      .execute();
    return kept.uuid;
  });
  const made = await open(d, campaignId).where('uuid', '=', uuid).executeTakeFirst();
  if (!made) throw new CampaignError('unknown-test');
  return show(key, made);
}

/** The newest first. Throws `invalid-cursor`. */
export async function tests(d: Deps, workspaceId: string, campaignId: string, paging: Paging): Promise<Page<TestLink>> {
  const { id } = await findCampaign(d, workspaceId, campaignId);
  const key = await d.storage.keys.workspace(workspaceId);
  const place = `tests:${id}`;
  const after = openCursor(key, paging.cursor, place);
  const rows = await open(d, id)
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('accepted_at', 'uuid'), '<', tuple(after?.at ?? new Date(0), after?.id ?? '')),
      ),
    )
    .limit(paging.limit + 1)
    .execute();
  const placed = rows.map((row) => ({ ...row, id: row.uuid, created_at: row.accepted_at }));
  return toPage(key, placed, paging, place, (row) => show(key, row));
}

/** Ends a test link, and with it everything held for it. Throws `unknown-test`. */
export async function removeTest(d: Deps, workspaceId: string, campaignId: string, uuid: string): Promise<void> {
  const campaign = await findCampaign(d, workspaceId, campaignId);
  const test = await open(d, campaign.id).where('uuid', '=', uuid).executeTakeFirst();
  if (!test) throw new CampaignError('unknown-test');
  await dropFromCampaign(d.storage, test.uuid, d.clock());
}

/** Those that have not ended, the newest first. */
const open = (d: Deps, campaignId: string) =>
  d.storage.db
    .selectFrom('recipients')
    .select(['uuid', 'status', 'accepted_at', 'kept_until', 'sealed_test_label'])
    .where('campaign_id', '=', campaignId)
    .where('sealed_test_label', 'is not', null)
    .where('kept_until', '>', d.clock())
    .orderBy('accepted_at', 'desc')
    .orderBy('uuid', 'desc');

type Row = Awaited<ReturnType<ReturnType<typeof open>['execute']>>[number];

const show = (key: DataKey, row: Row): TestLink => ({
  uuid: row.uuid,
  label: unseal(key, row.sealed_test_label as Buffer, boundTo(row.uuid)).toString(),
  status: row.status,
  createdAt: row.accepted_at.toISOString(),
  endsAt: row.kept_until.toISOString(),
});
