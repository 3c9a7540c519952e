/**
 * Somebody of the sender looks at a person's own video: through an address of their own, that opens nothing else, ends soon,
 * and leaves a note that the person reads on their page.
 */
import type { Kysely } from 'kysely';
import type { Database } from '../storage/tables.ts';
import { hashToken, newToken } from './tokens.ts';

const ROLES = ['admin', 'editor', 'approver', 'reader', 'key'] as const;
export type LookRole = (typeof ROLES)[number];

export interface Look {
  /** ISO 8601. */
  readonly at: string;
  readonly role: LookRole;
  /** Values were shown as well. */
  readonly withValues: boolean;
}

const LASTS_MS = 15 * 60_000;

/** `undefined` when the recipient is gone. `token`: what `/v/…` takes. */
export async function openLook(
  db: Kysely<Database>,
  o: { readonly uuid: string; readonly role: LookRole; readonly withValues: boolean; readonly now: Date },
): Promise<{ token: string; endsAt: Date } | undefined> {
  const { uuid, role, withValues, now } = o;
  return db.transaction().execute(async (trx) => {
    const owner = await trx
      .selectFrom('recipients')
      .select(['campaign_id', 'kept_until'])
      .where('uuid', '=', uuid)
      .where('preview', '=', false)
      .forUpdate()
      .executeTakeFirst();
    if (!owner) return undefined;
    const token = newToken();
    const hash = hashToken(token);
    const endsAt = new Date(Math.min(now.getTime() + LASTS_MS, owner.kept_until.getTime()));
    const { campaign_id } = owner;
    await trx
      .insertInto('links')
      .values({ hash, kind: 'look', campaign_id, recipient_uuid: uuid, expires_at: endsAt, ended_at: null })
      .execute();
    await trx
      .insertInto('looks')
      .values({ link_hash: hash, recipient_uuid: uuid, role, with_values: withValues, at: now })
      .execute();
    return { token, endsAt };
  });
}

/** Who looked at a person's video, the latest first. */
export async function looksAt(db: Kysely<Database>, uuid: string): Promise<Look[]> {
  const rows = await db
    .selectFrom('looks')
    .select(['at', 'role', 'with_values'])
    .where('recipient_uuid', '=', uuid)
    .orderBy('at', 'desc')
    .execute();
  return rows.map(({ at, role, with_values }) => ({
    at: at.toISOString(),
    role: ROLES.find((one) => one === role) ?? 'key',
    withValues: with_values,
  }));
}
