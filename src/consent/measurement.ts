/**
 * Whether it may be noted how one person watches: only with a consent record for the purpose `measurement`, or by that
 * person's own switch, which starts off. What is noted goes with the permission for it.
 */
import type { Kysely } from 'kysely';
import type { Database, MeasurementsTable } from '../storage/tables.ts';
import { isNewSince } from './gate.ts';
import { type Acts, type ConsentRecord, MEASUREMENT } from './types.ts';

/** Of records for `measurement`, what may rest: the one that lasts longest. */
export function measurementRecord(records: readonly ConsentRecord[]): ConsentRecord | undefined {
  const end = ({ expiresAt }: ConsentRecord) => (expiresAt ? Date.parse(expiresAt) : Number.POSITIVE_INFINITY);
  const [longest] = records.filter(({ purpose }) => purpose === MEASUREMENT).sort((a, b) => end(b) - end(a));
  return longest && { ...longest, fields: [] };
}

/** `record`: the sender's, and since when; `own`: switched on here; `off`: nothing is noted. */
export type Measuring = { readonly by: 'record'; readonly agreedAt: string } | { readonly by: 'own' | 'off' };

export function measuringOf(record: ConsentRecord | undefined, acts: Acts, now: Date): Measuring {
  const { switched, withdrawals = [] } = acts.measuring ?? {};
  if (switched !== undefined) return { by: switched === 'on' ? 'own' : 'off' };
  const begins = record ? Date.parse(record.givenAt) : Number.NaN;
  const ends = record?.expiresAt ? Date.parse(record.expiresAt) : Number.POSITIVE_INFINITY;
  const stands =
    record !== undefined &&
    begins <= now.getTime() &&
    ends > now.getTime() &&
    withdrawals.every((act) => isNewSince(act, record)) &&
    (!acts.erased || isNewSince(acts.erased, record));
  return stands ? { by: 'record', agreedAt: record.givenAt } : { by: 'off' };
}

export async function forgetMeasured(db: Kysely<Database>, uuids: readonly string[]): Promise<void> {
  if (uuids.length > 0) await db.deleteFrom('measurements').where('recipient_uuid', 'in', uuids).execute();
}

export type Measured = Pick<MeasurementsTable, 'name'> & { readonly key: string };

/** Notes how a person watches. To be called only where `Current.measuring` is not off, and no browser asks otherwise. */
export async function noteMeasured(
  db: Kysely<Database>,
  uuid: string,
  what: readonly Measured[],
  now: Date,
): Promise<void> {
  for (const { name, key } of what) {
    await db
      .insertInto('measurements')
      .values({ recipient_uuid: uuid, name, key, count: 1, first_at: now, last_at: now })
      .onConflict((conflict) =>
        conflict
          .columns(['recipient_uuid', 'name', 'key'])
          .doUpdateSet((eb) => ({ count: eb('measurements.count', '+', 1), last_at: now })),
      )
      .execute();
  }
}

/** What was noted of one person. Times ISO 8601. */
export async function measuredOf(
  db: Kysely<Database>,
  uuid: string,
): Promise<{ what: string; of?: string; times: number; firstAt: string; lastAt: string }[]> {
  const rows = await db
    .selectFrom('measurements')
    .selectAll()
    .where('recipient_uuid', '=', uuid)
    .orderBy('first_at')
    .orderBy('name')
    .orderBy('key')
    .execute();
  return rows.map(({ name, key, count, first_at, last_at }) => ({
    what: name,
    ...(key ? { of: key } : {}),
    times: count,
    firstAt: first_at.toISOString(),
    lastAt: last_at.toISOString(),
  }));
}
