import { type Kysely, sql } from 'kysely';

/** What an API key may do and when it ends, and the audit log. Keys made before may do everything, as they could. */
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
  `.execute(db);
}
