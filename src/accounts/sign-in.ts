/**
 * Signing in: better-auth on our own tables. Nothing of it is reached over HTTP but what is called from here, and it is
 * given a request's cookies alone, so that no address and no browser is ever stored.
 */
import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { AccountError } from './errors.ts';
import { type ProviderOptions, providerPlugin } from './provider.ts';

export const PASSWORD = { min: 10, max: 128 } as const;
const WEEK_SECONDS = 7 * 86_400;

/** Throws `password-shape`. */
export function checkPassword(password: string): void {
  if (password.length < PASSWORD.min || password.length > PASSWORD.max) throw new AccountError('password-shape');
}

/** A step of signing in: cookies to send, and whether a code is still asked for. */
export interface Step {
  readonly cookies: readonly string[];
  readonly codeNeeded: boolean;
}

/** Signs somebody in whom another proof has let in: the printed address, an invitation. */
const startPlugin = {
  id: 'candor-start',
  endpoints: {
    startSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
        if (!user) throw new APIError('NOT_FOUND');
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return { token: session.token };
      },
    ),
  },
} satisfies BetterAuthPlugin;

export interface SignInOptions {
  // biome-ignore lint/suspicious/noExplicitAny: better-auth asks for a database without types
  readonly db: Kysely<any>;
  /** 256 bits; sessions and second factors made with another one are void. */
  readonly secret: string;
  readonly publicUrl: string;
}

/** What signing in by an identity provider asks of us. */
export interface Provider extends ProviderOptions {
  /** Whether somebody may come in whose address the provider has verified; `userId` of one who is known. */
  isExpected(who: { readonly userId?: string; readonly email: string }): Promise<boolean>;
  /** They come in by an account that was joined to them before. */
  comes(who: { readonly userId: string; readonly email: string }): Promise<void>;
  /** The account was joined to them now. */
  joined(account: { readonly id: string; readonly userId: string }): Promise<void>;
}

const shared = ({ db, secret, publicUrl }: SignInOptions) =>
  ({
    appName: 'Candor',
    baseURL: publicUrl,
    basePath: '/console/auth',
    secret,
    database: { db, type: 'postgres' },
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: {
      ...{ enabled: true, minPasswordLength: PASSWORD.min, maxPasswordLength: PASSWORD.max },
      revokeSessionsOnPasswordReset: true,
    },
    user: { modelName: 'auth_users' },
    session: {
      modelName: 'auth_sessions',
      expiresIn: WEEK_SECONDS,
      disableSessionRefresh: true,
      additionalFields: { workspaceId: { type: 'string', required: false, input: false } },
    },
    account: { modelName: 'auth_accounts' },
    verification: {
      modelName: 'auth_verifications',
      storeIdentifier: { default: 'plain', overrides: { 'reset-password': 'hashed' } },
    },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'candor',
      useSecureCookies: publicUrl.startsWith('https:'),
      ipAddress: { disableIpTracking: true },
    },
  }) satisfies BetterAuthOptions;

export const openAuth = (o: SignInOptions) =>
  betterAuth({
    ...shared(o),
    plugins: [
      twoFactor({ issuer: 'Candor', schema: { twoFactor: { modelName: 'auth_second_factors' } } }),
      startPlugin,
    ],
  });

export type Auth = ReturnType<typeof openAuth>;

/** Codes with which somebody is turned away. */
export const REFUSED = { unverified: 'email-unverified', unexpected: 'not-invited' } as const;

/**
 * The same accounts and sessions, by an identity provider. Apart, so that a provider that does not answer keeps nobody else
 * out. Of its tokens nothing is kept.
 */
export const openProvider = (o: SignInOptions, { isExpected, comes, joined, ...provider }: Provider) => {
  const options = shared(o);
  return betterAuth({
    ...options,
    user: {
      ...options.user,
      validateUserInfo: async ({ user: { id, email, emailVerified }, source: { action } }) => {
        if (emailVerified !== true || !email) return { error: REFUSED.unverified };
        const who = { email, ...(action === 'create-user' || !id ? {} : { userId: id }) };
        if (action === 'sign-in' && who.userId !== undefined) await comes({ ...who, userId: who.userId });
        return (await isExpected(who)) ? undefined : { error: REFUSED.unexpected };
      },
    },
    account: {
      ...options.account,
      storeStateStrategy: 'cookie',
      updateAccountOnSignIn: false,
      // The provider says whose address it is; that nobody had proven it here is what `joined` is for.
      accountLinking: { requireLocalEmailVerified: false },
    },
    databaseHooks: {
      account: {
        create: {
          before: async (account) => ({ data: { ...account, ...NO_TOKENS } }),
          after: (account) => joined(account),
        },
      },
    },
    plugins: [providerPlugin(provider)],
  });
};

export type ProviderAuth = ReturnType<typeof openProvider>;

const NO_TOKENS = {
  ...{ accessToken: null, refreshToken: null, idToken: null, scope: null },
  ...{ accessTokenExpiresAt: null, refreshTokenExpiresAt: null },
};
