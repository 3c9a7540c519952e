/** A workspace with campaigns in a real database, and what tests ask of them. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { createWorkspace } from '../../src/accounts/index.ts';
import { type ImportCampaign, inTransaction, keepPeople, type RowResult } from '../../src/consent/index.ts';
import type { AudienceRow } from '../../src/consent/record.ts';
import type { Storage } from '../../src/storage/index.ts';
import { RULES } from './events.ts';

export async function newWorkspace(storage: Storage): Promise<string> {
  return (await createWorkspace(storage, 'Test')).id;
}

export async function newCampaign(
  storage: Storage,
  workspaceId: string,
  more: Partial<ImportCampaign> = {},
): Promise<ImportCampaign> {
  const campaign: ImportCampaign = {
    id: randomUUID(),
    workspaceId,
    purpose: 'p',
    rules: RULES,
    retentionDays: 90,
    withoutConsent: 'general',
    ...more,
  };
  await storage.db
    .insertInto('campaigns')
    .values({
      id: campaign.id,
      workspace_id: workspaceId,
      spec: '{}',
      template_id: 't',
      template_version: '1',
      status: 'live',
      picture_id: randomUUID(),
      first_row_at: null,
      launched_at: null,
      ended_at: null,
      personal_stopped_at: null,
    })
    .execute();
  return campaign;
}

export const importRows = (
  storage: Storage,
  campaign: ImportCampaign,
  rows: readonly AudienceRow[],
  now: Date,
): Promise<RowResult[]> => inTransaction(storage.db, (trx) => keepPeople(storage, trx, campaign, rows, now));

/** Imports one row; answers its uuid. */
export async function importRow(
  storage: Storage,
  campaign: ImportCampaign,
  row: AudienceRow,
  now: Date,
): Promise<string> {
  const [result] = await importRows(storage, campaign, [row], now);
  if (!result || 'rejected' in result) throw new Error('rejected');
  return result.uuid;
}

/** Every row of every table as text, bytes in hex: what a dump of the database would hold. */
export async function dump(storage: Storage): Promise<string> {
  const tables = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'keys')
  `.execute(storage.db);
  const texts = await Promise.all(
    tables.rows.map(({ name }) =>
      sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(storage.db),
    ),
  );
  return texts.flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n');
}

/** The shapes a value could hide in. */
export const disguises = (value: string): string[] => [
  value,
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value).toString('hex'),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
  encodeURIComponent(value),
];

/** How many sessions of this database wait for a lock. */
export async function waiting(storage: Storage): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(storage.db);
  return Number(rows[0]?.count);
}
