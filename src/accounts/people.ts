/** People who sign in: how they come in, how they prove who they are, and how they leave. */
import { randomUUID } from 'node:crypto';
import { isAPIError } from 'better-auth/api';
import type { Kysely } from 'kysely';
import type { Storage } from '../storage/index.ts';
import type { Database } from '../storage/tables.ts';
import { ByProvider } from './by-provider.ts';
import { AccountError, type AccountErrorCode } from './errors.ts';
import {
  addMember,
  type Membership,
  membershipsOf,
  readInvitation,
  shownEmail,
  UNNAMED,
  useInvitation,
} from './members.ts';
import type { ProviderOptions } from './provider.ts';
import { PasswordResets } from './reset.ts';
import { type Auth, checkPassword, openAuth, type Step } from './sign-in.ts';
import { createWorkspace } from './workspaces.ts';

export interface SignedIn {
  readonly userId: string;
  readonly name: string;
  readonly email?: string;
  readonly secondFactor: boolean;
  /** Of the session, for what is done to it; never shown. */
  readonly token: string;
  readonly headers: Headers;
  /** The workspace that is open, and all of them. */
  readonly open: Membership;
  readonly memberships: readonly Membership[];
}

const cookiesOnly = (cookie: string | undefined): Headers => new Headers(cookie ? { cookie } : {});

/** better-auth's own errors may name what was sent; ours do not. */
async function refusing<T>(code: AccountErrorCode, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isAPIError(error)) throw new AccountError(code);
    throw error;
  }
}

/** Whether somebody has a way to sign in: then the address that is printed at start is needed no more. */
export async function hasAccounts({ db }: Storage): Promise<boolean> {
  return (await db.selectFrom('auth_accounts').select('userId').limit(1).executeTakeFirst()) !== undefined;
}

export class People {
  readonly #storage: Storage;
  readonly #auth: Auth;
  /** By an identity provider, where there is one. */
  readonly byProvider: ByProvider | undefined;
  readonly resets: PasswordResets;

  constructor(storage: Storage, publicUrl: string, provider?: ProviderOptions) {
    const signIn = { db: storage.db, secret: storage.keys.derive('sign-in'), publicUrl };
    this.#storage = storage;
    this.#auth = openAuth(signIn);
    this.byProvider = provider && new ByProvider(storage, signIn, provider);
    this.resets = new PasswordResets(storage, this.#auth);
  }

  /** Who is signed in, by a `Cookie` header; nobody without a workspace. */
  async find(cookie: string | undefined): Promise<SignedIn | undefined> {
    if (!cookie?.includes('candor.session_token=')) return undefined;
    const headers = cookiesOnly(cookie);
    const found = await this.#auth.api.getSession({ headers });
    if (!found) return undefined;
    const { user, session } = found;
    const memberships = await membershipsOf(this.#storage, user.id);
    const open = memberships.find((one) => one.id === session.workspaceId) ?? memberships[0];
    if (!open) return undefined;
    return {
      ...{ userId: user.id, name: user.name, secondFactor: user.twoFactorEnabled === true, token: session.token },
      ...shownEmail(user.email),
      ...{ headers, open, memberships },
    };
  }

  /** The cookies of a new session for the first admin of the oldest workspace; both are made where there is none. */
  async startFirst(): Promise<Step> {
    const oldest = await this.#storage.db
      .selectFrom('workspaces')
      .select('id')
      .orderBy('created_at')
      .executeTakeFirst();
    const workspaceId = oldest?.id ?? (await createWorkspace(this.#storage, 'Workspace')).id;
    const admin = await this.#storage.db
      .selectFrom('members')
      .select('user_id')
      .where('workspace_id', '=', workspaceId)
      .where('role', '=', 'admin')
      .orderBy('created_at')
      .executeTakeFirst();
    const userId = admin?.user_id ?? (await this.#createUser('First admin', `${randomUUID()}.${UNNAMED}`));
    if (!admin) await addMember(this.#storage.db, { workspaceId, userId, role: 'admin', people: true });
    return this.#start(userId);
  }

  /** Throws `wrong-credentials`. */
  async signIn(email: string, password: string): Promise<Step> {
    return refusing('wrong-credentials', async () => {
      const { headers, response } = await this.#auth.api.signInEmail({
        body: { email, password },
        headers: new Headers(),
        returnHeaders: true,
      });
      return { cookies: headers.getSetCookie(), codeNeeded: 'twoFactorRedirect' in response };
    });
  }

  /** The second step, by the cookie of the first: a code of the app, or a backup code. Throws `wrong-credentials`. */
  async signInCode(cookie: string | undefined, code: string): Promise<Step> {
    const call = { body: { code }, headers: cookiesOnly(cookie), returnHeaders: true as const };
    return refusing('wrong-credentials', async () => {
      const { headers } = /^\d{6}$/.test(code)
        ? await this.#auth.api.verifyTOTP(call)
        : await this.#auth.api.verifyBackupCode(call);
      return { cookies: headers.getSetCookie(), codeNeeded: false };
    });
  }

  /** Cookies that forget the session, which is ended. */
  async signOut(cookie: string | undefined): Promise<readonly string[]> {
    const { headers } = await this.#auth.api.signOut({ headers: cookiesOnly(cookie), returnHeaders: true });
    return headers.getSetCookie();
  }

  /** Ends every session of this person, this one too. */
  async signOutEverywhere({ userId }: SignedIn): Promise<void> {
    await (await this.#auth.$context).internalAdapter.deleteUserSessions(userId);
  }

  /** Ends every other session of this person. */
  async signOutElsewhere({ userId, token }: SignedIn): Promise<void> {
    await this.#storage.db
      .deleteFrom('auth_sessions')
      .where('userId', '=', userId)
      .where('token', '!=', token)
      .execute();
  }

  /**
   * Uses an invitation: a new person with name and password, or one who is known by this address and proves it with the
   * password. Throws `unknown-invitation`, `password-shape`, `wrong-credentials`.
   */
  async accept(token: string, { name, password }: { name: string; password: string }): Promise<Step> {
    const invitation = await readInvitation(this.#storage, token);
    const { adapter, known } = await this.#known(invitation.email);
    const step = known ? await this.signIn(invitation.email, password) : undefined;
    if (!known) checkPassword(password);
    const userId = await this.#storage.db.transaction().execute(async (trx) => {
      if (!(await useInvitation(trx, invitation.id))) throw new AccountError('unknown-invitation');
      const id = known?.user.id ?? (await this.#createUser(name, invitation.email, trx));
      await addMember(trx, { ...invitation, userId: id });
      return id;
    });
    if (!known) await adapter.linkAccount(await this.#credential(userId, password));
    return step ?? this.#start(userId);
  }

  /** Name, address and password of oneself; an address needs a password, and a new one ends the other sessions. Throws `email-taken`, `password-shape`, `password-needed`. */
  async change(
    who: SignedIn,
    { name, email, password, current }: { name?: string; email?: string; password?: string; current?: string },
  ): Promise<void> {
    const { adapter, known } = await this.#known(email ?? who.email ?? '');
    if (known && known.user.id !== who.userId) throw new AccountError('email-taken');
    const credential = await adapter.findCredentialAccount(who.userId);
    if (!credential && (email === undefined) !== (password === undefined)) throw new AccountError('password-needed');
    if (credential?.password && (email !== undefined || password !== undefined)) {
      const { password: hashing } = await this.#auth.$context;
      const right = await hashing.verify({ hash: credential.password, password: current ?? '' });
      if (!right) throw new AccountError('wrong-credentials');
    }
    if (password !== undefined) {
      checkPassword(password);
      const made = await this.#credential(who.userId, password);
      if (credential) await adapter.updatePassword(who.userId, made.password);
      else await adapter.linkAccount(made);
      // Whoever knew the old one is out.
      if (credential) await this.signOutElsewhere(who);
    }
    if (name !== undefined || email !== undefined) {
      await adapter.updateUser(who.userId, {
        ...(name ? { name } : {}),
        // Nobody has proven yet that it is theirs.
        ...(email && email.toLowerCase() !== who.email ? { email: email.toLowerCase(), emailVerified: false } : {}),
      });
    }
  }

  /** Begins a second factor: it counts once a code was given. Throws `wrong-credentials`, `password-needed`. */
  async beginSecondFactor(who: SignedIn, password: string): Promise<{ uri: string; backupCodes: string[] }> {
    const { internalAdapter } = await this.#auth.$context;
    if (!(await internalAdapter.findCredentialAccount(who.userId))) throw new AccountError('password-needed');
    return refusing('wrong-credentials', async () => {
      const made = await this.#auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: who.headers });
      if (made.method !== 'totp') throw new AccountError('wrong-credentials');
      return { uri: made.totpURI, backupCodes: made.backupCodes };
    });
  }

  /** Cookies of the session that takes the place of this one. Throws `wrong-credentials`. */
  async confirmSecondFactor(who: SignedIn, code: string): Promise<readonly string[]> {
    return refusing('wrong-credentials', async () => {
      const { headers } = await this.#auth.api.verifyTOTP({
        ...{ body: { code }, headers: who.headers, returnHeaders: true },
      });
      await this.#stayIn(who);
      return headers.getSetCookie();
    });
  }

  /** Throws `wrong-credentials`. */
  async endSecondFactor(who: SignedIn, password: string): Promise<readonly string[]> {
    return refusing('wrong-credentials', async () => {
      const { headers } = await this.#auth.api.disableTwoFactor({
        ...{ body: { password }, headers: who.headers, returnHeaders: true },
      });
      await this.#stayIn(who);
      return headers.getSetCookie();
    });
  }

  /** Opens another workspace in this session. Throws `unknown-workspace`. */
  async switchTo({ memberships, token }: SignedIn, workspaceId: string): Promise<void> {
    if (!memberships.some((one) => one.id === workspaceId)) throw new AccountError('unknown-workspace');
    await this.#storage.db.updateTable('auth_sessions').set({ workspaceId }).where('token', '=', token).execute();
  }

  /** A session that took the place of one stands in the same workspace. */
  async #stayIn({ userId, open }: SignedIn): Promise<void> {
    await this.#storage.db
      .updateTable('auth_sessions')
      .set({ workspaceId: open.id })
      .where('userId', '=', userId)
      .where('workspaceId', 'is', null)
      .execute();
  }

  async #known(email: string) {
    const adapter = (await this.#auth.$context).internalAdapter;
    return { adapter, known: email ? await adapter.findUserByEmail(email.toLowerCase()) : null };
  }

  async #createUser(name: string, email: string, db: Kysely<Database> = this.#storage.db): Promise<string> {
    const id = randomUUID();
    await db
      .insertInto('auth_users')
      .values({ id, name, email: email.toLowerCase(), twoFactorEnabled: null, emailVerified: false })
      .execute();
    return id;
  }

  async #credential(userId: string, password: string) {
    const { password: hashing } = await this.#auth.$context;
    return { userId, providerId: 'credential', accountId: userId, password: await hashing.hash(password) };
  }

  async #start(userId: string): Promise<Step> {
    const { headers } = await this.#auth.api.startSession({ body: { userId }, returnHeaders: true });
    return { cookies: headers.getSetCookie(), codeNeeded: false };
  }
}
