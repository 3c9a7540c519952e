import { type Kysely, sql } from 'kysely';

/**
 * What running a campaign needs: since when it runs and how fast people were done, who approved what, links for testing,
 * who of the sender looked at a person's video, and what a person lets be measured.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table campaigns
      add column running_since timestamptz,
      add column audience_version integer not null default 0,
      add column personal_stopped_because text,
      add column personal_allowed_at timestamptz;
    update campaigns set running_since = launched_at where status = 'live';
    update campaigns set personal_stopped_because = 'asked' where personal_stopped_at is not null;
    create index recipients_done on recipients (campaign_id, updated_at) where status in ('ready', 'failed');
    create index acts_not_me on keys.acts (campaign_id) where kind = 'not-me';

    alter table workspaces add column approval_required boolean not null default false;
    alter table recipients add column sealed_test_label bytea;

    create table approvals (
      id uuid primary key,
      campaign_id uuid not null references campaigns on delete cascade,
      fingerprint text not null,
      requested_by text not null,
      requested_name text not null,
      requested_at timestamptz not null,
      decision text,
      decided_by text,
      decided_name text,
      decided_at timestamptz,
      note text
    );
    create index approvals_of_campaign on approvals (campaign_id, requested_at);

    create table looks (
      link_hash bytea primary key references links on delete cascade,
      recipient_uuid uuid not null references recipients on delete cascade,
      role text not null,
      with_values boolean not null,
      at timestamptz not null
    );
    create index looks_of_recipient on looks (recipient_uuid);

    create table measurements (
      recipient_uuid uuid not null references recipients on delete cascade,
      name text not null,
      key text not null,
      count integer not null default 0,
      first_at timestamptz not null,
      last_at timestamptz not null,
      primary key (recipient_uuid, name, key)
    );
  `.execute(db);
}
