import { type Kysely, sql } from 'kysely';

/** Addresses that are told what happens, what they are told, and how the telling went. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhooks (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      sealed_url bytea not null,
      events text[] not null,
      sealed_secret bytea not null,
      sealed_secret_before bytea,
      secret_before_until timestamptz,
      status text not null,
      code text,
      failing_since timestamptz,
      changed_at timestamptz not null,
      created_at timestamptz not null
    );
    create index webhooks_of_workspace on webhooks (workspace_id, created_at, id);
    create table webhook_events (
      id uuid primary key,
      notice text unique,
      workspace_id uuid not null references workspaces on delete cascade,
      type text not null,
      campaign_id uuid,
      recipient_uuid uuid,
      sealed_recipient bytea,
      fields text[] not null,
      code text,
      at timestamptz not null
    );
    create index webhook_events_by_time on webhook_events (at);
    create table webhook_deliveries (
      id uuid primary key,
      webhook_id uuid not null references webhooks on delete cascade,
      event_id uuid not null references webhook_events on delete cascade,
      status text not null,
      code text,
      tries jsonb not null default '[]',
      round integer not null default 0,
      next_at timestamptz,
      leased_until timestamptz,
      created_at timestamptz not null
    );
    create index webhook_deliveries_of_webhook on webhook_deliveries (webhook_id, created_at, id);
    create index webhook_deliveries_of_event on webhook_deliveries (event_id);
    create index webhook_deliveries_open on webhook_deliveries (webhook_id, next_at) where status = 'pending';
    create index webhook_events_sealed on webhook_events (id) where sealed_recipient is not null;
  `.execute(db);
}
