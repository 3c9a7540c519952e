/** Whether somebody else could look at what one has done. */
import type { Storage } from '../storage/index.ts';
import { listKeys } from './keys.ts';
import type { Actor } from './permissions.ts';

/** True where the workspace has nobody but `actor` who may approve: only then somebody approves their own. */
export async function isOnlyApprover(storage: Storage, workspaceId: string, actor: Actor): Promise<boolean> {
  const now = new Date();
  const keys = await listKeys(storage, workspaceId);
  const standing = keys.filter(({ revokedAt, endsAt }) => !revokedAt && !(endsAt && endsAt <= now));
  return !standing.some(({ id, scopes }) => id !== actor.id && scopes.includes('approve'));
}
