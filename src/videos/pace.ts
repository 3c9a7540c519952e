/** How fast this service draws, from what it has drawn. */
import type { Kysely } from 'kysely';
import type { Database } from '../storage/tables.ts';

/** The latest so many videos are looked at. */
const LATEST = 200;

/**
 * Pictures a second over the time in which at least one video was being drawn: what many workers draw at once counts
 * together. Undefined where nothing was drawn yet.
 */
export async function paceOf(db: Kysely<Database>): Promise<number | undefined> {
  const rows = await db
    .selectFrom('videos')
    .select(['drawn', 'draw_ms', 'updated_at'])
    .where('status', '=', 'ready')
    .where('drawn', '>', 0)
    .orderBy('updated_at', 'desc')
    .limit(LATEST)
    .execute();
  const spans = rows
    .map((row) => ({ from: row.updated_at.getTime() - (row.draw_ms ?? 0), to: row.updated_at.getTime() }))
    .sort((a, b) => a.from - b.from);
  let busy = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of spans) {
    busy += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  const drawn = rows.reduce((sum, row) => sum + (row.drawn ?? 0), 0);
  return busy > 0 ? drawn / (busy / 1000) : undefined;
}
