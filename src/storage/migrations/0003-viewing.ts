import { type Kysely, sql } from 'kysely';

/** What viewers do: answers to a sender's question, counts of campaigns without persons, and who has answered a poll. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table recipients add column answer_hash bytea;
    alter table links add column tries integer not null default 0;
    create table counters (
      campaign_id uuid not null references campaigns on delete cascade,
      name text not null,
      key text not null,
      count bigint not null default 0,
      primary key (campaign_id, name, key)
    );
    create table ballots (
      recipient_uuid uuid not null references recipients on delete cascade,
      poll text not null,
      primary key (recipient_uuid, poll)
    );
  `.execute(db);
}
