/** Who is in a workspace, as what; and the one-time links by which somebody comes in. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Storage } from '../storage/index.ts';
import type { Database } from '../storage/tables.ts';
import { AccountError } from './errors.ts';
import type { Role } from './permissions.ts';

/** A workspace's first admin, until a name and an address are set. */
export const UNNAMED = 'first@candor.invalid';
export const INVITATION_DAYS = 7;

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly role: Role;
  readonly people: boolean;
  readonly secondFactor: boolean;
}

export interface Membership {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly people: boolean;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly people: boolean;
  readonly expiresAt: Date;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** An address that people can be reached at; the first admin's stand-in is none. */
export const shownEmail = (email: string): { email?: string } => (email.endsWith('@candor.invalid') ? {} : { email });

/** The workspaces of somebody, the oldest membership first. */
export async function membershipsOf(storage: Storage, userId: string): Promise<Membership[]> {
  return storage.db
    .selectFrom('members')
    .innerJoin('workspaces', 'workspaces.id', 'members.workspace_id')
    .select(['workspaces.id', 'workspaces.name', 'members.role', 'members.sees_people as people'])
    .where('members.user_id', '=', userId)
    .orderBy('members.created_at')
    .orderBy('workspaces.id')
    .execute();
}

export async function addMember(
  db: Kysely<Database>,
  o: { workspaceId: string; userId: string; role: Role; people: boolean },
): Promise<void> {
  const values = { workspace_id: o.workspaceId, user_id: o.userId, role: o.role, sees_people: o.people };
  await db
    .insertInto('members')
    .values(values)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doNothing())
    .execute();
}

export async function listMembers(storage: Storage, workspaceId: string): Promise<Member[]> {
  const rows = await storage.db
    .selectFrom('members')
    .innerJoin('auth_users', 'auth_users.id', 'members.user_id')
    .select(['auth_users.id', 'name', 'email', 'role', 'sees_people', 'twoFactorEnabled'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('members.created_at')
    .execute();
  return rows.map(({ id, name, email, role, sees_people, twoFactorEnabled }) => ({
    ...{ id, name, role, people: sees_people, secondFactor: twoFactorEnabled === true },
    ...shownEmail(email),
  }));
}

/** Throws `unknown-member`, `last-admin`. */
export async function changeMember(
  storage: Storage,
  workspaceId: string,
  userId: string,
  change: { role?: Role | undefined; people?: boolean | undefined },
): Promise<void> {
  const set = {
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.people === undefined ? {} : { sees_people: change.people }),
  };
  await keepingAnAdmin(storage, workspaceId, async (trx) => {
    const found = await trx
      .updateTable('members')
      .set({ role: sql.ref('role'), ...set })
      .where('workspace_id', '=', workspaceId)
      .where('user_id', '=', userId)
      .returning('user_id')
      .executeTakeFirst();
    if (!found) throw new AccountError('unknown-member');
  });
}

/** Out of this workspace; what they may do elsewhere stays. Throws `unknown-member`, `last-admin`. */
export async function removeMember(storage: Storage, workspaceId: string, userId: string): Promise<void> {
  await keepingAnAdmin(storage, workspaceId, async (trx) => {
    const found = await trx
      .deleteFrom('members')
      .where('workspace_id', '=', workspaceId)
      .where('user_id', '=', userId)
      .returning('user_id')
      .executeTakeFirst();
    if (!found) throw new AccountError('unknown-member');
  });
}

/** Rows of a workspace are changed by one at a time, so that two admins cannot remove each other. */
async function keepingAnAdmin(
  storage: Storage,
  workspaceId: string,
  change: (trx: Transaction<Database>) => Promise<void>,
): Promise<void> {
  await storage.db.transaction().execute(async (trx) => {
    await trx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forUpdate().execute();
    await change(trx);
    const admin = await trx
      .selectFrom('members')
      .select('user_id')
      .where('workspace_id', '=', workspaceId)
      .where('role', '=', 'admin')
      .executeTakeFirst();
    if (!admin) throw new AccountError('last-admin');
  });
}

/** A one-time link's token, shown only now, good for seven days. */
export async function invite(
  storage: Storage,
  workspaceId: string,
  { email, role, people }: { email: string; role: Role; people: boolean },
): Promise<Invitation & { readonly token: string }> {
  const token = randomBytes(32).toString('base64url');
  const id = randomUUID();
  const { expires_at } = await storage.db
    .insertInto('invitations')
    .values({
      ...{ id, workspace_id: workspaceId, hash: hashOf(token), email: email.toLowerCase(), role, sees_people: people },
      expires_at: sql<Date>`now() + make_interval(days => ${INVITATION_DAYS})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return { id, email: email.toLowerCase(), role, people, expiresAt: expires_at, token };
}

/** Of an invitation that can still be used. */
export const open = sql<boolean>`expires_at > now()`;

export async function listInvitations(storage: Storage, workspaceId: string): Promise<Invitation[]> {
  return storage.db
    .selectFrom('invitations')
    .select(['id', 'email', 'role', 'sees_people as people', 'expires_at as expiresAt'])
    .where('workspace_id', '=', workspaceId)
    .where(open)
    .orderBy('created_at')
    .execute();
}

/** Throws `unknown-invitation`. */
export async function takeBackInvitation(storage: Storage, workspaceId: string, id: string): Promise<void> {
  const gone = await storage.db
    .deleteFrom('invitations')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw new AccountError('unknown-invitation');
}

/** What an invitation offers; looking does not use it. Throws `unknown-invitation`. */
export async function readInvitation(
  storage: Storage,
  token: string,
): Promise<Invitation & { readonly workspaceId: string; readonly workspace: string }> {
  const row = await storage.db
    .selectFrom('invitations')
    .innerJoin('workspaces', 'workspaces.id', 'invitations.workspace_id')
    .select(['invitations.id', 'email', 'role', 'sees_people as people', 'expires_at as expiresAt', 'workspace_id'])
    .select('workspaces.name as workspace')
    .where('hash', '=', hashOf(token))
    .where(open)
    .executeTakeFirst();
  if (!row) throw new AccountError('unknown-invitation');
  const { workspace_id: workspaceId, ...invitation } = row;
  return { ...invitation, workspaceId };
}

/** Uses an invitation up: one caller alone gets true. Pass the transaction that makes the member. */
export async function useInvitation(db: Kysely<Database>, id: string): Promise<boolean> {
  const used = await db.deleteFrom('invitations').where('id', '=', id).where(open).returning('id').executeTakeFirst();
  return used !== undefined;
}

/** Uses every open invitation of an address that somebody has proven to be theirs. */
export async function useInvitationsOf(db: Kysely<Database>, userId: string, email: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const used = await trx
      .deleteFrom('invitations')
      .where('email', '=', email.toLowerCase())
      .where(open)
      .returning(['workspace_id as workspaceId', 'role', 'sees_people as people'])
      .execute();
    for (const one of used) await addMember(trx, { ...one, userId });
  });
}
