/**
 * Approval by a second person, where a workspace asks for it. What is approved is exactly what is there: a fingerprint of
 * the campaign, its content, its template and its audience. After any change the approval stands for something else.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { inTransaction } from '../consent/index.ts';
import type { ApprovalsTable } from '../storage/tables.ts';
import { type CampaignRow, findCampaign, specOf } from './campaign.ts';
import type { Deps } from './deps.ts';
import { CampaignError, type Issue } from './errors.ts';

/** Who asks or decides. */
export interface Approver {
  readonly id: string;
  readonly name: string;
}

export interface Approval {
  /** Whether the workspace asks for one. */
  readonly required: boolean;
  /** `outdated`: approved or asked for, and changed since. */
  readonly state: 'none' | 'requested' | 'approved' | 'rejected' | 'outdated';
  readonly requestedBy?: string;
  /** ISO 8601. */
  readonly requestedAt?: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  /** What whoever decided wrote. */
  readonly note?: string;
}

/** What a viewer never sees and nobody has to approve. */
const NOT_APPROVED = new Set(['name']);

function fingerprintOf(row: CampaignRow): string {
  const spec = Object.entries(row.spec)
    .filter(([key]) => !NOT_APPROVED.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = [row.template_id, row.template_version, row.audience_version, spec];
  // `jsonb` gives the keys of an object in an order of its own, and always in the same: equal values, equal text.
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Whether campaigns of the workspace need a second person's approval. */
export async function approvalRequired(d: Deps, workspaceId: string): Promise<boolean> {
  const row = await d.storage.db
    .selectFrom('workspaces')
    .select('approval_required')
    .where('id', '=', workspaceId)
    .executeTakeFirst();
  return row?.approval_required ?? false;
}

const lastOf = (d: Deps, campaignId: string): Promise<Selectable<ApprovalsTable> | undefined> =>
  d.storage.db
    .selectFrom('approvals')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('requested_at', 'desc')
    .limit(1)
    .executeTakeFirst();

export async function approval(d: Deps, workspaceId: string, id: string): Promise<Approval> {
  const row = await findCampaign(d, workspaceId, id);
  const [required, last] = await Promise.all([approvalRequired(d, workspaceId), lastOf(d, row.id)]);
  if (!last) return { required, state: 'none' };
  const same = last.fingerprint === fingerprintOf(row);
  return {
    required,
    state: same ? (last.decision ?? 'requested') : 'outdated',
    requestedBy: last.requested_name,
    requestedAt: last.requested_at.toISOString(),
    ...(last.decided_name ? { decidedBy: last.decided_name } : {}),
    ...(last.decided_at ? { decidedAt: last.decided_at.toISOString() } : {}),
    ...(last.note ? { note: last.note } : {}),
  };
}

/** Asks for what is there now; asking again for the same changes nothing. */
export async function requestApproval(d: Deps, workspaceId: string, id: string, by: Approver): Promise<Approval> {
  const row = await findCampaign(d, workspaceId, id);
  const fingerprint = fingerprintOf(row);
  const last = await lastOf(d, row.id);
  if (!last || last.fingerprint !== fingerprint || last.decision === 'rejected') {
    await d.storage.db
      .insertInto('approvals')
      .values({
        ...{ id: randomUUID(), campaign_id: row.id, fingerprint },
        ...{ requested_by: by.id, requested_name: by.name, requested_at: d.clock() },
      })
      .execute();
    d.notices?.approvalAsked({ workspaceId, campaign: named(row), by });
  }
  return approval(d, workspaceId, id);
}

const named = (row: CampaignRow) => ({ id: row.id, name: specOf(row).name });

/** Throws `not-requested` where nothing that still stands waits; `same-person` for whoever asked. */
export async function decideApproval(
  d: Deps,
  workspaceId: string,
  id: string,
  by: Approver,
  o: { readonly decision: 'approved' | 'rejected'; readonly note?: string | undefined },
): Promise<Approval> {
  const row = await findCampaign(d, workspaceId, id);
  const asked = await inTransaction(d.storage.db, async (trx) => {
    const waiting = await trx
      .selectFrom('approvals')
      .selectAll()
      .where('campaign_id', '=', row.id)
      .orderBy('requested_at', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst();
    if (!waiting || waiting.decision || waiting.fingerprint !== fingerprintOf(row)) {
      throw new CampaignError('not-requested');
    }
    if (waiting.requested_by === by.id) throw new CampaignError('same-person');
    await trx
      .updateTable('approvals')
      .set({
        ...{ decision: o.decision, note: o.note ?? null },
        ...{ decided_by: by.id, decided_name: by.name, decided_at: d.clock() },
      })
      .where('id', '=', waiting.id)
      .execute();
    return waiting.requested_by;
  });
  d.notices?.approvalDecided({ workspaceId, campaign: named(row), by, asked, decision: o.decision });
  return approval(d, workspaceId, id);
}

const WHY = {
  none: 'a second person must approve it first',
  requested: 'it waits for a second person’s approval',
  rejected: 'it was not approved',
  outdated: 'it was changed since it was approved or asked for',
} as const;

/** What is missing before it may start; none where the workspace does not ask for it. */
export async function approvalIssues(d: Deps, row: CampaignRow): Promise<Issue[]> {
  const { required, state } = await approval(d, row.workspace_id, row.id);
  if (!required || state === 'approved') return [];
  return [{ path: 'approval', code: `approval-${state}`, message: WHY[state] }];
}

export async function requireApproval(d: Deps, workspaceId: string, required: boolean): Promise<void> {
  await d.storage.db
    .updateTable('workspaces')
    .set({ approval_required: required })
    .where('id', '=', workspaceId)
    .execute();
}
