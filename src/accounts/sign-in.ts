/**
 * Signing in: better-auth on our own tables. Nothing of it is reached over HTTP but what is called from here, and it is
 * given a request's cookies alone, so that no address and no browser is ever stored.
 */
import { type BetterAuthPlugin, betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import type { Kysely } from 'kysely';
import { z } from 'zod';

export const PASSWORD = { min: 10, max: 128 } as const;
const WEEK_SECONDS = 7 * 86_400;

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

export function openAuth({ db, secret, publicUrl }: SignInOptions) {
  return betterAuth({
    appName: 'Candor',
    baseURL: publicUrl,
    basePath: '/console/auth',
    secret,
    database: { db, type: 'postgres' },
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, minPasswordLength: PASSWORD.min, maxPasswordLength: PASSWORD.max },
    user: { modelName: 'auth_users' },
    session: {
      modelName: 'auth_sessions',
      expiresIn: WEEK_SECONDS,
      disableSessionRefresh: true,
      additionalFields: { workspaceId: { type: 'string', required: false, input: false } },
    },
    account: { modelName: 'auth_accounts' },
    verification: { modelName: 'auth_verifications' },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'candor',
      useSecureCookies: publicUrl.startsWith('https:'),
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      twoFactor({ issuer: 'Candor', schema: { twoFactor: { modelName: 'auth_second_factors' } } }),
      startPlugin,
    ],
  });
}

export type Auth = ReturnType<typeof openAuth>;
