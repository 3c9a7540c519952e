import { type Kysely, sql } from 'kysely';

/** Mappings of senders' files, consent stated for a whole file, and what drawing a video took. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audience_mappings (
      id uuid primary key default gen_random_uuid(),
      workspace_id uuid not null references workspaces on delete cascade,
      template_id text not null,
      content_hash bytea not null,
      columns text[],
      sealed_mapping bytea not null,
      used_at timestamptz not null,
      unique (workspace_id, template_id, content_hash)
    );
    create table consent_statements (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      campaign_id uuid not null references campaigns on delete cascade,
      digest bytea not null,
      fields text[] not null,
      sealed bytea not null,
      stated_by text not null,
      stated_at timestamptz not null,
      approved_by text,
      approved_at timestamptz
    );
    create index on consent_statements (campaign_id, stated_at desc);
    alter table videos add column drawn integer, add column draw_ms integer;
  `.execute(db);
}
