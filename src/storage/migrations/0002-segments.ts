import { type Kysely, sql } from 'kysely';

/**
 * Kept segments of videos, and which video shows which. What shows something of a person goes with the last video that
 * shows it, in the same transaction, whatever took that video away: its row, its key, and its file by a tombstone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table segments (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      address text not null,
      personal boolean not null,
      status text not null,
      drawer uuid,
      lease_until timestamptz not null,
      file text,
      bytes bigint,
      used_at timestamptz not null,
      unique (workspace_id, address)
    );
    create index segments_by_use on segments (used_at) where status = 'ready';
    create table video_segments (
      video_id uuid not null references videos on delete cascade,
      place integer not null,
      segment_id uuid not null references segments on delete cascade,
      primary key (video_id, place)
    );
    create index video_segments_of_segment on video_segments (segment_id);

    create function end_segments() returns trigger language plpgsql as $$
    begin
      insert into tombstones (file) select file from old_segments where file is not null on conflict do nothing;
      delete from keys.wrapped where id in (select 'segment:' || old_segments.id from old_segments);
      return null;
    end $$;
    create trigger segments_end after delete on segments
      referencing old table as old_segments for each statement execute function end_segments();

    create function end_personal_segments() returns trigger language plpgsql as $$
    begin
      delete from segments using (select distinct segment_id from old_uses) as ended
        where segments.id = ended.segment_id and segments.personal
          and not exists (select from video_segments where video_segments.segment_id = segments.id);
      return null;
    end $$;
    create trigger video_segments_end after delete on video_segments
      referencing old table as old_uses for each statement execute function end_personal_segments();
  `.execute(db);
}
