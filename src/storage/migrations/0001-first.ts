import { type Kysely, sql } from 'kysely';

/** Every table of `tables.ts`. Foreign keys go with what they hang on; ended links and the acts log (no foreign keys) stay. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema if not exists keys;
    create table keys.wrapped (
      id text primary key,
      wrapped bytea not null,
      created_at timestamptz not null default now()
    );
    create table keys.acts (
      id bigint generated always as identity primary key,
      workspace_id uuid not null,
      person_hash bytea not null,
      kind text not null,
      campaign_id uuid,
      fields text[],
      purpose text,
      known_records bytea[],
      at timestamptz not null
    );
    create index acts_of_person on keys.acts (workspace_id, person_hash, id);

    create table workspaces (
      id uuid primary key,
      name text not null,
      created_at timestamptz not null default now()
    );
    create table api_keys (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      name text not null,
      hash bytea not null unique,
      prefix text not null,
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      revoked_at timestamptz
    );
    create table campaigns (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      spec jsonb not null,
      template_id text not null,
      template_version text not null,
      status text not null,
      demo boolean not null default false,
      created_at timestamptz not null default now(),
      first_row_at timestamptz,
      launched_at timestamptz,
      ended_at timestamptz,
      personal_stopped_at timestamptz,
      erased_count integer not null default 0,
      picture_id text not null unique
    );
    create index campaigns_of_workspace on campaigns (workspace_id, created_at);
    create table recipients (
      uuid uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      campaign_id uuid not null references campaigns on delete cascade,
      recipient_id text not null,
      person_hash bytea not null,
      locale text,
      sealed_kept bytea not null,
      key_generation integer not null,
      status text not null,
      code text,
      progress real not null default 0,
      accepted_at timestamptz not null,
      kept_until timestamptz not null,
      changes_at timestamptz,
      opened_at timestamptz,
      preview boolean not null default false,
      updated_at timestamptz not null,
      unique (campaign_id, recipient_id)
    );
    create index recipients_by_person on recipients (workspace_id, person_hash);
    create index recipients_by_status on recipients (campaign_id, status);
    create index recipients_changing on recipients (changes_at) where changes_at is not null;
    create index recipients_ending on recipients (kept_until);
    create table links (
      hash bytea primary key,
      kind text not null,
      campaign_id uuid not null references campaigns on delete cascade,
      recipient_uuid uuid references recipients on delete set null,
      sealed_token bytea,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      ended_at timestamptz
    );
    create index links_of_recipient on links (recipient_uuid);
    create table sessions (
      hash bytea primary key,
      link_hash bytea not null references links on delete cascade,
      recipient_uuid uuid not null references recipients on delete cascade,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index sessions_of_recipient on sessions (recipient_uuid);
    create table videos (
      id uuid primary key,
      campaign_id uuid not null references campaigns on delete cascade,
      recipient_uuid uuid references recipients on delete cascade,
      format text not null,
      locale text not null,
      version text not null,
      status text not null,
      code text,
      sealed_facts bytea,
      file text,
      bytes bigint,
      attempt uuid,
      progress real not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null
    );
    create unique index videos_version on videos (campaign_id, recipient_uuid, format, locale, version) nulls not distinct;
    create index videos_of_recipient on videos (recipient_uuid);
    create table outbox (
      id bigint generated always as identity primary key,
      topic text not null,
      workspace_id uuid not null,
      campaign_id uuid,
      recipient_uuid uuid,
      payload jsonb not null,
      created_at timestamptz not null default now(),
      done_at timestamptz
    );
    create index outbox_open on outbox (id) where done_at is null;
    create table idempotency (
      workspace_id uuid not null references workspaces on delete cascade,
      key_hash bytea not null,
      request_hash bytea not null,
      status integer,
      sealed_answer bytea,
      created_at timestamptz not null default now(),
      primary key (workspace_id, key_hash)
    );
    create table tombstones (
      file text primary key,
      created_at timestamptz not null default now()
    );
  `.execute(db);
}
