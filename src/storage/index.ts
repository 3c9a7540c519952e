/** Opens everything that rests: database (migrated), files, keys. Nothing outside this room knows where they are. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { StorageError } from './errors.ts';
import { type FileStore, openFiles } from './files.ts';
import { Keys } from './keys.ts';
import { readMasterKey } from './master-key.ts';
import { migrate } from './migrate.ts';
import { attachPostgres, type EmbeddedPostgres, startPostgres } from './postgres.ts';
import type { Database } from './tables.ts';

export { StorageError } from './errors.ts';
export type { ByteRange, FileStore } from './files.ts';
export { type Keys, noticeKeyId, recipientKeyId, segmentKeyId, workspaceKeyId } from './keys.ts';
export { Listener } from './listen.ts';
export { openCursor, type Page, type Paging, toPage } from './pages.ts';
export { type DataKey, hmac, seal, unseal } from './seal.ts';
export { openSealed, putSealed } from './sealed-files.ts';
export { bury, sweepTombstones } from './tombstones.ts';

export interface Storage {
  readonly db: Kysely<Database>;
  /** For BullMQ and for LISTEN. */
  readonly databaseUrl: string;
  readonly files: FileStore;
  readonly keys: Keys;
  close(): Promise<void>;
}

export interface StorageOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly storageUrl?: string;
  /** 32 bytes in base64; made and kept in `dataDir` when absent. */
  readonly masterKey?: string;
  /** A worker attaches to the embedded PostgreSQL that `api` or `all` owns. */
  readonly role?: 'all' | 'api' | 'worker';
  readonly log: Logger;
  readonly signal?: AbortSignal;
}

/** Numbers of 64 bits come as text from `pg`; those of this schema that count rows fit a double. */
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => text);

/** Throws `StorageError`; what was opened before the failure is closed again. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { dataDir, log, role = 'all' } = options;
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const undo of opened.reverse()) await undo();
    opened.length = 0;
  };
  try {
    let url = options.databaseUrl;
    if (!url && role === 'worker') url = await attachPostgres(dataDir, log, options.signal);
    if (!url) {
      const server: EmbeddedPostgres = await startPostgres(dataDir, log);
      opened.push(() => server.stop());
      url = server.url;
    }
    const pool = new pg.Pool({ connectionString: url, max: 10 });
    // An idle connection that is cut is replaced at the next query; without a listener it would end the process.
    pool.on('error', (error) =>
      log.warn({ code: (error as { code?: string }).code }, 'a database connection was lost'),
    );
    const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
    opened.push(() => db.destroy());
    await reach(pool);
    await migrate(db);
    const keys = new Keys(db, readMasterKey(dataDir, options.masterKey));
    await keys.verify();
    const files = await openFiles(dataDir, options.storageUrl, role !== 'worker');
    await files.check();
    return { db, databaseUrl: url, files, keys, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function reach(pool: pg.Pool): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (cause) {
    throw new StorageError('postgres-unavailable', 'the database does not answer; is DATABASE_URL right?', { cause });
  }
}
