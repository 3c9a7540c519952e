/**
 * How fast a campaign's people are done, and how long the rest will take: from the rate of the last minutes, so that what
 * it says comes true. The first people of a campaign pay for what all share; the newest tell what the next will cost.
 */
import { sql } from 'kysely';
import type { CampaignRow } from './campaign.ts';
import type { Deps } from './deps.ts';

/** Of a campaign that is being drawn ahead; one that is drawn when opened has no end to wait for. */
export interface Pace {
  /** People done a minute. */
  readonly perMinute: number;
  /** Until everybody who waits is done, seconds. */
  readonly secondsLeft: number;
}

/** What failed, and how often. */
export interface Failure {
  readonly code: string;
  readonly count: number;
}

const WINDOW_MS = 600_000;
/** So many of the newest are enough to know the rate. */
const NEWEST = 200;
/** Fewer say nothing yet. */
const FEWEST = 3;

const isDrawnAhead = (row: CampaignRow): boolean => row.status === 'live' && row.spec.delivery === 'prerender';

/** @param waiting people who are not done, by campaign; parts of a person count as such */
export async function pacesOf(
  d: Pick<Deps, 'storage' | 'clock'>,
  rows: readonly CampaignRow[],
  waiting: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, Pace>> {
  const now = d.clock();
  const running = rows.filter((row) => isDrawnAhead(row) && (waiting.get(row.id) ?? 0) > 0);
  const paces = new Map<string, Pace>();
  for (const row of running) {
    const from = new Date(Math.max(row.running_since?.getTime() ?? 0, now.getTime() - WINDOW_MS));
    const { rows: found } = await sql<{ done: string; oldest: Date | null }>`
      select count(*) as done, min(updated_at) as oldest from (
        select updated_at from recipients
        where campaign_id = ${row.id} and status in ('ready', 'failed') and not preview and updated_at >= ${from}
        order by updated_at desc limit ${NEWEST}
      ) newest`.execute(d.storage.db);
    const done = Number(found[0]?.done ?? 0);
    if (done < FEWEST) continue;
    // With all of the newest taken the oldest of them begins the time; it is not itself done in it.
    const full = done === NEWEST && found[0]?.oldest;
    const [count, since] = full ? [done - 1, full] : [done, from];
    const minutes = Math.max(1, now.getTime() - since.getTime()) / 60_000;
    const rate = count / minutes;
    paces.set(row.id, {
      perMinute: Math.round(rate * 10) / 10,
      secondsLeft: Math.ceil(((waiting.get(row.id) ?? 0) / rate) * 60),
    });
  }
  return paces;
}

/** By campaign, the most frequent first. */
export async function failuresOf(
  d: Pick<Deps, 'storage'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Failure[]>> {
  if (ids.length === 0) return new Map();
  const rows = await d.storage.db
    .selectFrom('recipients')
    .select(({ fn }) => ['campaign_id', 'code', fn.countAll<string>().as('count')])
    .where('campaign_id', 'in', ids)
    .where('status', '=', 'failed')
    .where('preview', '=', false)
    .groupBy(['campaign_id', 'code'])
    .orderBy('count', 'desc')
    .orderBy('code')
    .execute();
  const failures = new Map<string, Failure[]>();
  for (const { campaign_id, code, count } of rows) {
    const known = failures.get(campaign_id) ?? [];
    failures.set(campaign_id, [...known, { code: code ?? 'unknown', count: Number(count) }]);
  }
  return failures;
}
