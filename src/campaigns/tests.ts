/**
 * Test links: a few addresses of made-up or own people that a team sends itself before it launches. They are good for a
 * week, marked as a test wherever they are opened, and nobody's: no count and no audience has them.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { dropFromCampaign, inTransaction, keepPreview } from '../consent/index.ts';
import { seal, unseal } from '../storage/index.ts';
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
  const [made] = await testsWhere(d, workspaceId, campaignId, uuid);
  if (!made) throw new CampaignError('unknown-test');
  return made;
}

/** The newest first. */
export async function tests(d: Deps, workspaceId: string, campaignId: string): Promise<TestLink[]> {
  return testsWhere(d, workspaceId, (await findCampaign(d, workspaceId, campaignId)).id);
}

/** Ends a test link, and with it everything held for it. Throws `unknown-test`. */
export async function removeTest(d: Deps, workspaceId: string, campaignId: string, uuid: string): Promise<void> {
  const campaign = await findCampaign(d, workspaceId, campaignId);
  const [test] = await testsWhere(d, workspaceId, campaign.id, uuid);
  if (!test) throw new CampaignError('unknown-test');
  await dropFromCampaign(d.storage, test.uuid, d.clock());
}

async function testsWhere(d: Deps, workspaceId: string, campaignId: string, uuid?: string): Promise<TestLink[]> {
  const key = await d.storage.keys.workspace(workspaceId);
  const rows = await d.storage.db
    .selectFrom('recipients')
    .select(['uuid', 'status', 'accepted_at', 'kept_until', 'sealed_test_label'])
    .where('campaign_id', '=', campaignId)
    .where('sealed_test_label', 'is not', null)
    .where('kept_until', '>', d.clock())
    .$if(uuid !== undefined, (query) => query.where('uuid', '=', uuid as string))
    .orderBy('accepted_at', 'desc')
    .execute();
  return rows.map((row) => ({
    uuid: row.uuid,
    label: unseal(key, row.sealed_test_label as Buffer, boundTo(row.uuid)).toString(),
    status: row.status,
    createdAt: row.accepted_at.toISOString(),
    endsAt: row.kept_until.toISOString(),
  }));
}
