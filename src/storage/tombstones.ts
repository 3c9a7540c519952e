/** Deleting files so that a crash can always be resumed: tombstone in the caller's transaction, then the file, then the row. */
import type { Kysely } from 'kysely';
import type { FileStore } from './files.ts';
import type { Database } from './tables.ts';

/** Marks files for deletion, in the transaction that takes away what refers to them. */
export async function bury(db: Kysely<Database>, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  await db
    .insertInto('tombstones')
    .values(files.map((file) => ({ file })))
    .onConflict((conflict) => conflict.column('file').doNothing())
    .execute();
}

/** Deletes what is marked. Answers how many files went. */
export async function sweepTombstones(storage: { db: Kysely<Database>; files: FileStore }): Promise<number> {
  const rows = await storage.db.selectFrom('tombstones').select('file').limit(1000).execute();
  for (const { file } of rows) {
    await storage.files.delete(file);
    await storage.db.deleteFrom('tombstones').where('file', '=', file).execute();
  }
  return rows.length;
}
