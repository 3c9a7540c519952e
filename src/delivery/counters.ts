/**
 * Counts of a campaign: how often something happened, never to whom. No person, session, cookie or device is in them, and
 * what is published is rounded down to tens, with nothing said below ten.
 */
import type { Kysely } from 'kysely';
import type { CountersTable, Database } from '../storage/tables.ts';

export type Counted = Pick<CountersTable, 'name'> & { readonly key?: string };

export async function count(db: Kysely<Database>, campaignId: string, what: readonly Counted[]): Promise<void> {
  // One after the other and in one order, so that two requests never wait for each other.
  const sorted = what.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
  for (const { name, key = '' } of sorted) {
    await db
      .insertInto('counters')
      .values({ campaign_id: campaignId, name, key, count: '1' })
      .onConflict((conflict) =>
        conflict
          .columns(['campaign_id', 'name', 'key'])
          .doUpdateSet((eb) => ({ count: eb('counters.count', '+', '1') })),
      )
      .execute();
  }
}

const nameOf = ({ name, key = '' }: Counted): string => `${name} ${key}`;

const STEP = 10;

/** In steps of ten; nothing below ten. */
export const published = (n: number): number | undefined => (n < STEP ? undefined : Math.floor(n / STEP) * STEP);

/** What may be published of a campaign: by name, then by scene, field or option. What is below ten is left out. */
export async function publishedCounts(
  db: Kysely<Database>,
  campaignId: string,
  name?: Counted['name'],
): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  const rows = await db
    .selectFrom('counters')
    .select(['name', 'key', 'count'])
    .where('campaign_id', '=', campaignId)
    .$if(name !== undefined, (query) => query.where('name', '=', name as Counted['name']))
    .orderBy('name')
    .orderBy('key')
    .execute();
  const all: Record<string, Record<string, number>> = {};
  for (const row of rows) {
    const shown = published(Number(row.count));
    if (shown === undefined) continue;
    all[row.name] = { ...all[row.name], [row.key === '' ? 'all' : row.key]: shown };
  }
  return all;
}

/**
 * Counts a vote, once a link: that it has voted is noted, how is not. A second vote changes nothing.
 * @returns whether it was counted
 */
export async function vote(
  db: Kysely<Database>,
  by: { readonly campaignId: string; readonly recipientUuid: string },
  poll: string,
  option: string,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const noted = await trx
      .insertInto('ballots')
      .values({ recipient_uuid: by.recipientUuid, poll })
      .onConflict((conflict) => conflict.doNothing())
      .returning('poll')
      .executeTakeFirst();
    if (!noted) return false;
    await count(trx, by.campaignId, [{ name: 'poll', key: `${poll}:${option}` }]);
    return true;
  });
}
