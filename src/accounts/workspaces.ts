/** Workspaces: the tenants of the service. */
import { randomUUID } from 'node:crypto';
import { type Storage, workspaceKeyId } from '../storage/index.ts';

/** A new workspace with a key of its own. */
export async function createWorkspace(storage: Storage, name: string): Promise<{ id: string }> {
  const id = randomUUID();
  await storage.db.transaction().execute(async (trx) => {
    await trx.insertInto('workspaces').values({ id, name }).execute();
    await storage.keys.create(workspaceKeyId(id), trx);
  });
  return { id };
}
