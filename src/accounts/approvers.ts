/** Members who may do something: whom to tell of it, and whether somebody else could look at what one has done. */
import type { Storage } from '../storage/index.ts';
import { shownEmail } from './members.ts';
import { type Actor, type Permission, permissionsOf, ROLES } from './permissions.ts';

export interface Reachable {
  readonly id: string;
  /** Absent of a first admin who has set none. */
  readonly email?: string;
}

/** The oldest membership first. `people` goes with no role and is not asked for here. */
export async function membersWho(
  { db }: Pick<Storage, 'db'>,
  workspaceId: string,
  may: Exclude<Permission, 'people'>,
): Promise<Reachable[]> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('auth_users', 'auth_users.id', 'members.user_id')
    .select(['auth_users.id', 'email'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'role',
      'in',
      ROLES.filter((role) => permissionsOf(role, false).includes(may)),
    )
    .orderBy('members.created_at')
    .execute();
  return rows.map(({ id, email }) => ({ id, ...shownEmail(email) }));
}

/**
 * True where no member but `actor` may approve: only then somebody approves their own. A key is nobody who looks, and
 * whoever may make one could approve by it what they did themselves.
 */
export async function isOnlyApprover(storage: Storage, workspaceId: string, actor: Actor): Promise<boolean> {
  return (await membersWho(storage, workspaceId, 'approve')).every(({ id }) => id === actor.id);
}
