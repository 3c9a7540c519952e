/** What a workspace says of itself once, for all its campaigns; a campaign that says it itself is not touched. */
import type { Storage } from '../storage/index.ts';
import { AccountError } from './errors.ts';
import { settingsSchema, type WorkspaceSettings } from './settings-schema.ts';

export interface WorkspaceView {
  readonly id: string;
  readonly name: string;
  readonly settings: WorkspaceSettings;
}

/** Throws `unknown-workspace`. */
export async function readWorkspace(storage: Storage, id: string): Promise<WorkspaceView> {
  const row = await storage.db
    .selectFrom('workspaces')
    .select(['name', 'settings'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AccountError('unknown-workspace');
  return { id, name: row.name, settings: settingsSchema.parse(row.settings) };
}

/** Keys that are not sent stay; `null` takes one away. Throws `unknown-workspace`. */
export async function changeWorkspace(
  storage: Storage,
  id: string,
  { name, ...change }: { readonly name?: string | undefined } & Readonly<Record<string, unknown>>,
): Promise<WorkspaceView> {
  await storage.db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('workspaces')
      .select('settings')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new AccountError('unknown-workspace');
    const merged = Object.fromEntries(
      Object.entries({ ...row.settings, ...change }).filter(([, value]) => value !== null && value !== undefined),
    );
    const settings = settingsSchema.parse(merged);
    await trx
      .updateTable('workspaces')
      .set({ settings, ...(name === undefined ? {} : { name }) })
      .where('id', '=', id)
      .execute();
  });
  return readWorkspace(storage, id);
}

/** What a campaign takes where its body says nothing. */
export function campaignDefaults({ settings }: WorkspaceView): Readonly<Record<string, unknown>> {
  const { controller, brand, legalBasis, processors, retentionDays, embedOn } = settings;
  return {
    ...(controller ? { controller } : {}),
    ...(brand
      ? { brand: { ...(brand.logo ? { logo: brand.logo } : {}), ...(brand.colour ? { colour: brand.colour } : {}) } }
      : {}),
    ...(legalBasis ? { legalBasis } : {}),
    ...(processors ? { processors } : {}),
    ...(retentionDays ? { retentionDays } : {}),
    ...(embedOn ? { embedOn } : {}),
  };
}
