/** API keys of a workspace. A key is shown once; what rests is its hash. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Storage } from '../storage/index.ts';
import { AccountError } from './errors.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

const PREFIX = 'cdr_';
/** How much of a key is kept in the clear, so that people can tell their keys apart. */
const SHOWN = PREFIX.length + 6;
/** `last used` is written at most once in this time, so that reading stays reading. */
const TOUCH_MS = 60_000;

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  /** What it may do. */
  readonly scopes: readonly Permission[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  /** It ends then; null for no end that is set. */
  readonly endsAt: Date | null;
  readonly revokedAt: Date | null;
}

/** A key that was presented and stands. */
export interface KnownKey {
  readonly id: string;
  readonly name: string;
  readonly workspaceId: string;
  readonly scopes: readonly Permission[];
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** A new API key of 256 random bits, `cdr_…`. The answer is the only place where it is ever seen. */
export async function createKey(
  storage: Pick<Storage, 'db'>,
  workspaceId: string,
  name: string,
  scopes: readonly Permission[] = PERMISSIONS,
): Promise<{ id: string; key: string }> {
  const id = randomUUID();
  const key = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  await storage.db
    .insertInto('api_keys')
    .values({
      id,
      workspace_id: workspaceId,
      name,
      hash: hashOf(key),
      prefix: key.slice(0, SHOWN),
      scopes: [...scopes],
    })
    .execute();
  return { id, key };
}

/** Who presents this key, or `undefined` for one that is unknown, ended or revoked. */
export async function findKey(storage: Storage, presented: string): Promise<KnownKey | undefined> {
  if (!presented.startsWith(PREFIX)) return undefined;
  const row = await storage.db
    .selectFrom('api_keys')
    .select(['id', 'name', 'workspace_id', 'scopes', 'last_used_at'])
    .where('hash', '=', hashOf(presented))
    .where(stands)
    .executeTakeFirst();
  if (!row) return undefined;
  const now = new Date();
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > TOUCH_MS) {
    await storage.db.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', row.id).execute();
  }
  return { id: row.id, name: row.name, workspaceId: row.workspace_id, scopes: row.scopes };
}

/** Neither revoked nor past its end. */
const stands = sql<boolean>`revoked_at is null and (ends_at is null or ends_at > now())`;

export async function listKeys(storage: Storage, workspaceId: string): Promise<ApiKey[]> {
  return storage.db
    .selectFrom('api_keys')
    .select([
      'id',
      'name',
      'prefix',
      'scopes',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
      'ends_at as endsAt',
      'revoked_at as revokedAt',
    ])
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at')
    .execute();
}

/** Answers whether there was such a key to revoke. */
export async function revokeKey(storage: Storage, workspaceId: string, id: string): Promise<boolean> {
  const row = await storage.db
    .updateTable('api_keys')
    .set({ revoked_at: new Date() })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * A new key with the name and scopes of an old one, which ends at `oldEndsAt`, at once where it is absent. Throws
 * `unknown-key`.
 */
export async function rotateKey(
  storage: Storage,
  workspaceId: string,
  id: string,
  oldEndsAt: Date | undefined,
): Promise<{ id: string; key: string; name: string; scopes: readonly Permission[] }> {
  return storage.db.transaction().execute(async (trx) => {
    const old = await trx
      .updateTable('api_keys')
      .set(oldEndsAt ? { ends_at: oldEndsAt } : { revoked_at: new Date() })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where(stands)
      .returning(['name', 'scopes'])
      .executeTakeFirst();
    if (!old) throw new AccountError('unknown-key');
    const made = await createKey({ db: trx }, workspaceId, old.name, old.scopes);
    return { ...made, ...old };
  });
}
