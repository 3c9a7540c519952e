/**
 * Mappings, remembered by workspace and template. Column names do not rest: what recognises a file is a keyed hash of each,
 * and the mapping itself names places. It rests sealed under the workspace's key and is never changed; another is another.
 */
import { hmac, type Storage, seal, unseal } from '../../storage/index.ts';
import { type Opened, openCampaign } from '../campaign.ts';
import { type ColumnRef, type Mapping, mappingSchema, sameName } from '../columns/mapping.ts';
import { remap } from '../columns/remap.ts';
import { MAPPING_CODES } from '../columns/rowmaker.ts';
import type { Deps } from '../deps.ts';
import { CampaignError, type Issue } from '../errors.ts';

/** Of one template in one workspace; the longest unused go. */
const MOST_KEPT = 100;
/** Share of columns that two files must have in common for one mapping to be offered for the other. */
const ALIKE = 0.6;

/** A stored mapping, with what it knows of the header it was made for. */
export interface StoredMapping {
  readonly mapping: Mapping;
  readonly fits: (header: readonly string[]) => boolean;
}

export interface Recalled {
  /** Absent where nothing like this file was mapped before. */
  readonly mapping?: Mapping;
  /** Whether it was made for exactly these columns. */
  readonly exact: boolean;
}

/** Keeps a checked mapping. Throws `mapping-misfit` where it names columns that its own header lacks, or fields that the template lacks. */
export async function saveMapping(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  given: Mapping,
): Promise<{ id: string }> {
  const { card } = await openCampaign(d, workspaceId, campaignId);
  const declared = new Set(card.fields.filter(({ from }) => from === undefined).map(({ key }) => key));
  const undeclared = [
    ...Object.keys(given.fields).map((key) => [`fields.${key}`, key] as const),
    ...(given.consent?.answers ?? []).flatMap((answer, at) =>
      answer.fields.map((key) => [`consent.answers.${at}.fields`, key] as const),
    ),
  ].flatMap(([path, key]): Issue[] =>
    declared.has(key) ? [] : [{ path, code: 'undeclared-field', message: 'the template has no such field' }],
  );
  const { mapping, issues } = placed(given);
  if (undeclared.length + issues.length > 0) throw new CampaignError('mapping-misfit', [...undeclared, ...issues]);
  const key = await d.storage.keys.workspace(workspaceId);
  const columns = given.header ? columnsOf(key, given.header) : null;
  const body = JSON.stringify(mapping);
  const contentHash = hmac(key, 'audience-mapping', JSON.stringify(columns), body);
  const now = d.clock();
  const { id } = await d.storage.db
    .insertInto('audience_mappings')
    .values({
      workspace_id: workspaceId,
      template_id: card.id,
      content_hash: contentHash,
      columns,
      sealed_mapping: seal(key, body, boundTo(workspaceId, card.id)),
      used_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'template_id', 'content_hash']).doUpdateSet({ used_at: now }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await forgetOld(d.storage, workspaceId, card.id);
  return { id };
}

const boundTo = (workspaceId: string, templateId: string): string => `audience-mapping:${workspaceId}:${templateId}`;

/** Columns by their places where the header says where they are. */
function placed(given: Mapping): { mapping: Mapping; issues: Issue[] } {
  const { header, ...mapping } = given;
  if (!header) return { mapping, issues: [] };
  const names = header.map(sameName);
  const issues: Issue[] = [];
  const place = (column: ColumnRef): ColumnRef => {
    const at = typeof column === 'number' ? column - 1 : names.indexOf(sameName(column));
    const twice = typeof column === 'string' && at >= 0 && names.indexOf(sameName(column), at + 1) >= 0;
    const code = at < 0 || at >= names.length ? 'mapping-column' : twice ? 'mapping-column-twice' : undefined;
    if (code) issues.push({ path: 'header', code, message: MAPPING_CODES[code] });
    return at + 1;
  };
  return { mapping: remap(mapping, place) ?? mapping, issues };
}

/** Keyed hashes of column names: nobody can tell from them what a column is called. */
const columnsOf = (key: Buffer, header: readonly string[]): string[] =>
  header.map((name) => hmac(key, 'audience-column', sameName(name)).toString('hex').slice(0, 32));

/** Throws `unknown-mapping`. */
export async function findMapping(d: Deps, { row, card }: Opened, id: string): Promise<StoredMapping> {
  const found = await d.storage.db
    .updateTable('audience_mappings')
    .set({ used_at: d.clock() })
    .where('id', '=', id)
    .where('workspace_id', '=', row.workspace_id)
    .where('template_id', '=', card.id)
    .returning(['sealed_mapping', 'columns'])
    .executeTakeFirst();
  if (!found) throw new CampaignError('unknown-mapping');
  const key = await d.storage.keys.workspace(row.workspace_id);
  return {
    mapping: opened(key, row.workspace_id, card.id, found.sealed_mapping),
    fits: (header) => !found.columns || columnsOf(key, header).join() === found.columns.join(),
  };
}

const opened = (key: Buffer, workspaceId: string, templateId: string, sealed: Buffer): Mapping =>
  mappingSchema.parse(JSON.parse(unseal(key, sealed, boundTo(workspaceId, templateId)).toString()));

/** What was last used for such columns, or for columns that are mostly the same. */
export async function recallMapping(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  header: readonly string[],
): Promise<Recalled> {
  const { card } = await openCampaign(d, workspaceId, campaignId);
  const key = await d.storage.keys.workspace(workspaceId);
  const kept = await d.storage.db
    .selectFrom('audience_mappings')
    .select(['columns', 'sealed_mapping'])
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', card.id)
    .where('columns', 'is not', null)
    .orderBy('used_at', 'desc')
    .limit(MOST_KEPT)
    .execute();
  const columns = columnsOf(key, header);
  const same = kept.find((one) => one.columns?.join() === columns.join());
  if (same) return { mapping: opened(key, workspaceId, card.id, same.sealed_mapping), exact: true };
  const likeness = kept.map((one) => alike(one.columns ?? [], columns));
  const best = likeness.indexOf(Math.max(...likeness, 0));
  const found = kept[best];
  if (!found?.columns || (likeness[best] ?? 0) < ALIKE) return { exact: false };
  const before = found.columns;
  const mapping = remap(opened(key, workspaceId, card.id, found.sealed_mapping), (column) => {
    if (typeof column !== 'number') return undefined;
    const at = columns.indexOf(before[column - 1] ?? '');
    return at < 0 ? undefined : at + 1;
  });
  return { ...(mapping ? { mapping } : {}), exact: false };
}

/** 0–1. */
function alike(a: readonly string[], b: readonly string[]): number {
  const left = new Set(a);
  const common = new Set(b.filter((one) => left.has(one))).size;
  return common / Math.max(1, new Set([...a, ...b]).size);
}

async function forgetOld({ db }: Storage, workspaceId: string, templateId: string): Promise<void> {
  const theirs = db
    .selectFrom('audience_mappings')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', templateId)
    .orderBy('used_at', 'desc')
    .offset(MOST_KEPT);
  await db.deleteFrom('audience_mappings').where('id', 'in', theirs).execute();
}
