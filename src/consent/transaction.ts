/**
 * Transactions about people. Whoever writes what a person's acts decide holds that person's lock first: an import that
 * began before an act either commits before it, or reads it.
 */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../storage/tables.ts';

export type Trx = Transaction<Database>;

const DEADLOCK = '40P01';
const SERIALIZATION = '40001';
const TRIES = 4;

/** Runs `work` in a transaction, and again where the database ended it for the sake of another. */
export async function inTransaction<T>(db: Kysely<Database>, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const { code } = error as { code?: string };
      if (tries === TRIES || (code !== DEADLOCK && code !== SERIALIZATION)) throw error;
    }
  }
}

/**
 * Holds people until the transaction ends, known to the database or not. Taken before anything about them is read, and
 * in one order, so that two imports of the same people wait instead of blocking each other.
 */
export async function lockPeople(trx: Kysely<Database>, hashes: readonly Buffer[]): Promise<void> {
  const locks = [...new Set(hashes.map((hash) => hash.readBigInt64BE(0)))].sort((a, b) => (a < b ? -1 : 1));
  if (locks.length === 0) return;
  await sql`select pg_advisory_xact_lock(l) from unnest(${locks.map(String)}::bigint[]) as l`.execute(trx);
}
