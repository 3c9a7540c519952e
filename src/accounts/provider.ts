/**
 * An identity provider of one's own, by OpenID Connect: better-auth's generic provider. The provider says who somebody is;
 * who comes in is ours to say. The address they come back to is `/console/auth/callback/oidc`.
 */
import { genericOAuth } from 'better-auth/plugins';
import { type Kysely, sql } from 'kysely';
import type { Storage } from '../storage/index.ts';
import type { Database } from '../storage/tables.ts';
import { open } from './members.ts';

export const PROVIDER = 'oidc';

export interface ProviderOptions {
  /** Where its discovery document lies: `<issuer>/.well-known/openid-configuration`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export const providerPlugin = ({ issuer, clientId, clientSecret }: ProviderOptions) =>
  genericOAuth({
    config: [
      {
        providerId: PROVIDER,
        discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
        requireIdTokenVerification: true,
        ...{ clientId, clientSecret, authentication: 'basic' },
        scopes: ['openid', 'email', 'profile'],
        // A name, and nothing else of what the provider knows.
        mapProfileToUser: (profile) => ({ name: nameIn(profile), image: undefined }),
      },
    ],
  });

function nameIn(profile: Readonly<Record<string, unknown>>): string {
  const given = [profile.name, profile.preferred_username, profile.email].find(
    (one): one is string => typeof one === 'string' && one.trim() !== '',
  );
  return (given ?? 'Somebody').trim().slice(0, 80);
}

/** Whether somebody whose address is proven may come in at all: a member of some workspace, or invited. */
export async function isExpected(
  db: Kysely<Database>,
  { userId, email }: { readonly userId?: string | undefined; readonly email: string },
): Promise<boolean> {
  const member = db
    .selectFrom('members')
    .select('role')
    .where('user_id', '=', userId ?? '');
  if (userId !== undefined && (await member.executeTakeFirst())) return true;
  const invited = db.selectFrom('invitations').select('id').where('email', '=', email.toLowerCase()).where(open);
  return (await invited.executeTakeFirst()) !== undefined;
}

/**
 * When a provider vouches for an address for the first time, whatever was set up under it before ends: password, second
 * factor, other providers, open sessions. Nobody ever proved that the address was theirs; else whoever wrote down a
 * colleague's address first would share what the colleague may do.
 */
export async function takeOver(
  { db }: Storage,
  account: { readonly id: string; readonly userId: string },
): Promise<void> {
  const { id, userId } = account;
  await db.transaction().execute(async (trx) => {
    const unproven = await trx
      .updateTable('auth_users')
      .set({ emailVerified: true, twoFactorEnabled: null })
      .where('id', '=', userId)
      .where('emailVerified', '=', false)
      .returning('id')
      .executeTakeFirst();
    if (!unproven) return;
    await trx.deleteFrom('auth_accounts').where('userId', '=', userId).where('id', '!=', id).execute();
    await trx.deleteFrom('auth_sessions').where('userId', '=', userId).execute();
    await sql`delete from auth_second_factors where "userId" = ${userId}`.execute(trx);
  });
}
