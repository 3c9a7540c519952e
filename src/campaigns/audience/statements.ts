/**
 * One consent record stated for a whole file: who sends it says in words how these people agreed, somebody else approves
 * it, and only then it counts, for exactly that file. The words rest sealed under the workspace's key.
 */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { type ConsentRecord, consentRecordSchema } from '../../consent/index.ts';
import { seal, unseal } from '../../storage/index.ts';
import type { StatementsTable } from '../../storage/tables.ts';
import { type Opened, openCampaign } from '../campaign.ts';
import type { Deps } from '../deps.ts';
import { CampaignError } from '../errors.ts';

const record = consentRecordSchema.in.shape;

export const statementSchema = z.strictObject({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex')
    .describe('SHA-256 of the file, hex: the statement holds for this file alone'),
  fields: z
    .array(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/))
    .min(1)
    .max(200),
  givenAt: record.givenAt,
  expiresAt: record.expiresAt,
  method: z.string().trim().min(1).max(200).describe('How they agreed, in a word or two'),
  noticeUrl: record.noticeUrl,
  evidence: z
    .string()
    .trim()
    .min(20)
    .max(2000)
    .describe(
      'Where and how these people agreed, and where that can be looked up; in words, and without anybody’s data',
    ),
});

export type StatementInput = z.output<typeof statementSchema>;

/** Who acts, as audit entries name them. */
export interface By {
  readonly id: string;
  readonly name: string;
}

/** Times ISO 8601 UTC. */
export interface Statement extends StatementInput {
  readonly id: string;
  readonly purpose: string;
  readonly statedAt: string;
  readonly statedBy: string;
  readonly approvedAt?: string;
  readonly approvedBy?: string;
}

type Row = Selectable<StatementsTable>;
interface Sealed extends Omit<StatementInput, 'digest' | 'fields'> {
  readonly purpose: string;
  readonly statedBy: string;
  readonly approvedBy?: string;
}

const boundTo = (id: string): string => `consent-statement:${id}`;

/** States it; it counts once it is approved. Throws `invalid-statement` for fields that the template lacks. */
export async function state(d: Deps, workspaceId: string, campaignId: string, given: StatementInput, by: By) {
  const opened = await openCampaign(d, workspaceId, campaignId);
  const declared = new Set(opened.card.fields.filter(({ from }) => from === undefined).map(({ key }) => key));
  if (given.fields.some((key) => !declared.has(key))) {
    const message = 'the template has no such field';
    throw new CampaignError('invalid-statement', [{ path: 'fields', code: 'undeclared-field', message }]);
  }
  const { digest, fields, ...rest } = given;
  const id = randomUUID();
  const key = await d.storage.keys.workspace(workspaceId);
  const said: Sealed = { ...rest, purpose: opened.spec.purpose, statedBy: by.name };
  const row = await d.storage.db
    .insertInto('consent_statements')
    .values({
      id,
      workspace_id: workspaceId,
      campaign_id: campaignId,
      digest: Buffer.from(digest, 'hex'),
      fields,
      sealed: seal(key, JSON.stringify(said), boundTo(id)),
      stated_by: by.id,
      stated_at: d.clock(),
      approved_by: null,
      approved_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  d.notices?.consentStated({ workspaceId, campaign: { id: campaignId, name: opened.spec.name }, by });
  return shown(key, row);
}

/** Newest first. */
export async function statements(d: Deps, workspaceId: string, campaignId: string): Promise<Statement[]> {
  const { row } = await openCampaign(d, workspaceId, campaignId);
  const key = await d.storage.keys.workspace(workspaceId);
  const rows = await d.storage.db
    .selectFrom('consent_statements')
    .selectAll()
    .where('campaign_id', '=', row.id)
    .orderBy('stated_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((one) => shown(key, one));
}

/**
 * Approves it. `alone`: the workspace has nobody else who could. Throws `unknown-statement`; `own-statement` where it is
 * one's own and somebody else could look at it.
 */
export async function approveStatement(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  id: string,
  by: By & { readonly alone: boolean },
): Promise<Statement> {
  const { row } = await openCampaign(d, workspaceId, campaignId);
  const found = await findStatement(d, row.id, id);
  if (found.stated_by === by.id && !by.alone) throw new CampaignError('own-statement');
  const key = await d.storage.keys.workspace(workspaceId);
  if (found.approved_at) return shown(key, found);
  const said = { ...openSaid(key, found), approvedBy: by.name };
  const approved = await d.storage.db
    .updateTable('consent_statements')
    .set({ approved_by: by.id, approved_at: d.clock(), sealed: seal(key, JSON.stringify(said), boundTo(id)) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!approved) throw new CampaignError('unknown-statement');
  return shown(key, approved);
}

async function findStatement(d: Deps, campaignId: string, id: string): Promise<Row> {
  const found = await d.storage.db
    .selectFrom('consent_statements')
    .selectAll()
    .where('id', '=', id)
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst();
  if (!found) throw new CampaignError('unknown-statement');
  return found;
}

/**
 * The statement that an upload leans on. A dry run may lean on one that waits. Throws `statement-waiting`,
 * `statement-other-file`.
 */
export async function checkUse(
  d: Deps,
  { row }: Opened,
  id: string,
  o: { readonly dryRun: boolean; readonly digest?: string | undefined },
): Promise<Statement> {
  const found = await findStatement(d, row.id, id);
  if (!o.dryRun && !found.approved_at) throw new CampaignError('statement-waiting');
  // Told beforehand, so that another file is refused before anything of it is kept; it is measured at the end as well.
  if (!o.dryRun && o.digest !== found.digest.toString('hex')) throw new CampaignError('statement-other-file');
  return shown(await d.storage.keys.workspace(row.workspace_id), found);
}

export const statedRecord = (one: Statement): ConsentRecord => ({
  recordId: `stated-${one.id}`,
  purpose: one.purpose,
  fields: one.fields,
  givenAt: one.givenAt,
  method: one.method,
  ...(one.expiresAt ? { expiresAt: one.expiresAt } : {}),
  ...(one.noticeUrl ? { noticeUrl: one.noticeUrl } : {}),
});

const openSaid = (key: Buffer, row: Row): Sealed =>
  JSON.parse(unseal(key, row.sealed, boundTo(row.id)).toString()) as Sealed;

function shown(key: Buffer, row: Row): Statement {
  return {
    id: row.id,
    digest: row.digest.toString('hex'),
    fields: row.fields,
    ...openSaid(key, row),
    statedAt: row.stated_at.toISOString(),
    ...(row.approved_at ? { approvedAt: row.approved_at.toISOString() } : {}),
  };
}
