/** A real storage for a test: its own database, its own folder; gone after the file's tests. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Logger, pino } from 'pino';
import { inject } from 'vitest';
import { openStorage, type Storage } from '../../src/storage/index.ts';
import { atEnd } from './at-end.ts';

export type TestStorage = Storage & { readonly dir: string; readonly log: Logger };

/** `storageUrl`: another file store than the folder, e.g. a test's own S3 server. */
export async function testStorage(options: { storageUrl?: string } = {}): Promise<TestStorage> {
  const dir = mkdtempSync(join(tmpdir(), 'candor-test-'));
  const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const databaseUrl = await freshDatabase();
  const storage = await openStorage({ dataDir: dir, databaseUrl, log, ...options });
  atEnd(async () => {
    await storage.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return { ...storage, dir, log };
}

/** An empty database in the run's server; answers its URL. */
export async function freshDatabase(): Promise<string> {
  const server = inject('databaseUrl');
  if (!server)
    throw new Error('run tests as `npm test -- test/<folder>`: the database is started by test/vitest.config.ts');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return server.replace(/\/postgres$/, `/${name}`);
}
