/** Applies the migrations at start. Kysely takes a lock, so of two processes that start at once one waits. */
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import * as first from './migrations/0001-first.ts';
import * as segments from './migrations/0002-segments.ts';
import * as viewing from './migrations/0003-viewing.ts';
import * as accounts from './migrations/0004-accounts.ts';
import * as webhooks from './migrations/0005-webhooks.ts';
import * as audience from './migrations/0007-audience.ts';
import * as running from './migrations/0008-running.ts';
import type { Database } from './tables.ts';

export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({
    db,
    allowUnorderedMigrations: true,
    provider: {
      getMigrations: async () => ({
        '0001-first': first,
        '0002-segments': segments,
        '0003-viewing': viewing,
        '0004-accounts': accounts,
        '0005-webhooks': webhooks,
        '0007-audience': audience,
        '0008-running': running,
      }),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
