/** Links by which somebody sets a new password: once, within an hour. What rests is a hash. */
import { randomBytes } from 'node:crypto';
import { isAPIError } from 'better-auth/api';
import { sql } from 'kysely';
import type { Storage } from '../storage/index.ts';
import { AccountError } from './errors.ts';
import { type Auth, checkPassword } from './sign-in.ts';

export const RESET_MS = 3_600_000;
/** Of one person at a time: whoever asks again and again fills nobody's mailbox. */
const MOST = 5;

const named = (token: string): string => `reset-password:${token}`;

export interface ResetLink {
  readonly token: string;
  readonly expiresAt: Date;
}

export class PasswordResets {
  readonly #storage: Storage;
  readonly #auth: Auth;
  constructor(storage: Storage, auth: Auth) {
    this.#storage = storage;
    this.#auth = auth;
  }

  /** Of whoever signs in with this address and is in some workspace; `undefined` where nobody does, or five are open. */
  async linkFor(email: string): Promise<ResetLink | undefined> {
    const user = await this.#storage.db
      .selectFrom('auth_users')
      .innerJoin('members', 'members.user_id', 'auth_users.id')
      .select('auth_users.id')
      .where('email', '=', email.toLowerCase())
      .limit(1)
      .executeTakeFirst();
    if (!user) return undefined;
    const { rows } = await sql<{ open: string }>`
      select count(*) as open from auth_verifications where value = ${user.id} and "expiresAt" > now()`.execute(
      this.#storage.db,
    );
    return Number(rows[0]?.open) < MOST ? this.#make(user.id) : undefined;
  }

  /** Of a member, for an admin to hand on. Throws `unknown-member`; `member-elsewhere` where it would open more than this workspace. */
  async linkForMember(workspaceId: string, userId: string): Promise<ResetLink> {
    const rows = await this.#storage.db
      .selectFrom('members')
      .select('workspace_id')
      .where('user_id', '=', userId)
      .execute();
    if (!rows.some((one) => one.workspace_id === workspaceId)) throw new AccountError('unknown-member');
    if (rows.length > 1) throw new AccountError('member-elsewhere');
    return this.#make(userId);
  }

  /** Whether the link can still be used; looking does not use it. */
  async holds(token: string): Promise<boolean> {
    const { internalAdapter } = await this.#auth.$context;
    const found = await internalAdapter.findVerificationValue(named(token));
    return found !== null && found !== undefined && found.expiresAt > new Date();
  }

  /** Ends every session and every other link of this person. Throws `password-shape`, `unknown-reset`. */
  async use(token: string, password: string): Promise<void> {
    checkPassword(password);
    const { internalAdapter } = await this.#auth.$context;
    const found = await internalAdapter.findVerificationValue(named(token));
    try {
      await this.#auth.api.resetPassword({ body: { token, newPassword: password } });
    } catch (error) {
      if (isAPIError(error)) throw new AccountError('unknown-reset');
      throw error;
    }
    await sql`delete from auth_verifications where value = ${found?.value ?? ''}`.execute(this.#storage.db);
  }

  async #make(userId: string): Promise<ResetLink> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + RESET_MS);
    const { internalAdapter } = await this.#auth.$context;
    await internalAdapter.createVerificationValue({ value: userId, identifier: named(token), expiresAt });
    return { token, expiresAt };
  }
}
