/** The audit log of a workspace: who did what, when. Never values; a person stands in it by a keyed hash at most. */
import type { Kysely } from 'kysely';
import type { Database } from '../storage/tables.ts';
import type { Actor } from './permissions.ts';

export interface AuditTarget {
  /** `campaign`, `recipient`, `key`, `member`, `workspace` … */
  readonly kind: string;
  readonly id?: string;
}

export interface AuditEntry {
  readonly workspaceId: string;
  readonly actor: Actor;
  /** Dotted, e.g. `campaigns.launch`. */
  readonly action: string;
  readonly target: AuditTarget;
  /** Keys that were changed, never what they hold. */
  readonly fields?: readonly string[];
}

export interface AuditItem extends Omit<AuditEntry, 'workspaceId'> {
  readonly id: string;
  readonly at: Date;
}

/** Pass the transaction as `db` where the entry belongs to what is written there. */
export async function recordAudit(db: Kysely<Database>, entry: AuditEntry): Promise<void> {
  const { workspaceId, actor, action, target, fields } = entry;
  await db
    .insertInto('audit')
    .values({
      workspace_id: workspaceId,
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
      action,
      target_kind: target.kind,
      target_id: target.id ?? null,
      fields: fields ? [...fields] : null,
    })
    .execute();
}

/** The newest first, `limit` at a time. `before` is the id of the last entry seen. */
export async function listAudit(
  db: Kysely<Database>,
  workspaceId: string,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<{ items: AuditItem[]; next?: string }> {
  let query = db.selectFrom('audit').selectAll().where('workspace_id', '=', workspaceId);
  if (before !== undefined) query = query.where('id', '<', before);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(
    (row): AuditItem => ({
      id: row.id,
      at: row.at,
      actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
      action: row.action,
      target: { kind: row.target_kind, ...(row.target_id === null ? {} : { id: row.target_id }) },
      ...(row.fields ? { fields: row.fields } : {}),
    }),
  );
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last ? { next: last.id } : {}) };
}
