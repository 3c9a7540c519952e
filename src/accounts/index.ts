/** Workspaces and their API keys. A key is shown once; what rests is its hash. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Storage, workspaceKeyId } from '../storage/index.ts';

const PREFIX = 'cdr_';
/** How much of a key is kept in the clear, so that people can tell their keys apart. */
const SHOWN = PREFIX.length + 6;
/** `last used` is written at most once in this time, so that reading stays reading. */
const TOUCH_MS = 60_000;

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** A new workspace with a key of its own. */
export async function createWorkspace(storage: Storage, name: string): Promise<{ id: string }> {
  const id = randomUUID();
  await storage.db.transaction().execute(async (trx) => {
    await trx.insertInto('workspaces').values({ id, name }).execute();
    await storage.keys.create(workspaceKeyId(id), trx);
  });
  return { id };
}

/** A new API key of 256 random bits, `cdr_…`. The answer is the only place where it is ever seen. */
export async function createKey(
  storage: Storage,
  workspaceId: string,
  name: string,
): Promise<{ id: string; key: string }> {
  const id = randomUUID();
  const key = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  await storage.db
    .insertInto('api_keys')
    .values({ id, workspace_id: workspaceId, name, hash: hashOf(key), prefix: key.slice(0, SHOWN) })
    .execute();
  return { id, key };
}

/** The key's workspace, or `undefined` for a key that is unknown or revoked. */
export async function findKey(
  storage: Storage,
  presented: string,
): Promise<{ id: string; workspaceId: string } | undefined> {
  if (!presented.startsWith(PREFIX)) return undefined;
  const row = await storage.db
    .selectFrom('api_keys')
    .select(['id', 'workspace_id', 'last_used_at'])
    .where('hash', '=', hashOf(presented))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const now = new Date();
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > TOUCH_MS) {
    await storage.db.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', row.id).execute();
  }
  return { id: row.id, workspaceId: row.workspace_id };
}

export async function listKeys(storage: Storage, workspaceId: string): Promise<ApiKey[]> {
  return storage.db
    .selectFrom('api_keys')
    .select([
      'id',
      'name',
      'prefix',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
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
