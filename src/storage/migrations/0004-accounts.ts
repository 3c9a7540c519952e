import { type Kysely, sql } from 'kysely';

/**
 * What an API key may do and when it ends (keys made before may do everything, as they could), the audit log, people who
 * sign in (`auth_*`, columns as better-auth names them), members and invitations, and settings of a workspace.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table api_keys add column scopes text[] not null default '{read,edit,approve,admin,people}';
    alter table api_keys alter column scopes drop default;
    alter table api_keys add column ends_at timestamptz;
    create table audit (
      id bigint generated always as identity primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      at timestamptz not null default now(),
      actor_kind text not null,
      actor_id text not null,
      actor_name text not null,
      action text not null,
      target_kind text not null,
      target_id text,
      fields text[]
    );
    create index audit_of_workspace on audit (workspace_id, id);

    create table auth_users (
      "id" text primary key,
      "name" text not null,
      "email" text not null unique,
      "emailVerified" boolean not null,
      "image" text,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null default now(),
      "twoFactorEnabled" boolean
    );
    create table auth_sessions (
      "id" text primary key,
      "expiresAt" timestamptz not null,
      "token" text not null unique,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null,
      "ipAddress" text,
      "userAgent" text,
      "userId" text not null references auth_users on delete cascade,
      "workspaceId" text
    );
    create index auth_sessions_of_user on auth_sessions ("userId");
    create table auth_accounts (
      "id" text primary key,
      "accountId" text not null,
      "providerId" text not null,
      "userId" text not null references auth_users on delete cascade,
      "accessToken" text,
      "refreshToken" text,
      "idToken" text,
      "accessTokenExpiresAt" timestamptz,
      "refreshTokenExpiresAt" timestamptz,
      "scope" text,
      "password" text,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null
    );
    create index auth_accounts_of_user on auth_accounts ("userId");
    create table auth_verifications (
      "id" text primary key,
      "identifier" text not null,
      "value" text not null,
      "expiresAt" timestamptz not null,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null default now()
    );
    create index auth_verifications_by_identifier on auth_verifications ("identifier");
    create table auth_second_factors (
      "id" text primary key,
      "secret" text not null,
      "backupCodes" text not null,
      "userId" text not null references auth_users on delete cascade,
      "verified" boolean,
      "failedVerificationCount" integer,
      "lockedUntil" timestamptz
    );
    create index auth_second_factors_of_user on auth_second_factors ("userId");

    create table members (
      workspace_id uuid not null references workspaces on delete cascade,
      user_id text not null references auth_users on delete cascade,
      role text not null,
      sees_people boolean not null,
      created_at timestamptz not null default now(),
      primary key (workspace_id, user_id)
    );
    create index members_by_user on members (user_id, created_at);
    create table invitations (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      hash bytea not null unique,
      email text not null,
      role text not null,
      sees_people boolean not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    -- As rate-limiter-flexible names it; keys are keyed hashes, ends are milliseconds since 1970.
    create unlogged table rate_limits (
      key text primary key,
      points integer not null default 0,
      expire bigint
    );
    alter table workspaces add column settings jsonb not null default '{}';
  `.execute(db);
}
