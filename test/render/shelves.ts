/** Kept segments on a real database and real files, for videos that are nothing but rows. */

import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { createWorkspace } from '../../src/accounts/index.ts';
import { Segments, type Shelf } from '../../src/render/segments.ts';
import { atEnd } from '../support/at-end.ts';
import { testStorage } from '../support/storage.ts';
import { TYPESCRIPT } from '../support/typescript.ts';

export interface Video {
  readonly id: string;
  readonly shelf: Shelf;
}

export async function openShelves() {
  const storage = await testStorage();
  const segments = new Segments(storage);
  atEnd(() => segments.close());

  /** A workspace with a campaign; what it answers makes videos. */
  async function workspace() {
    const { id: workspaceId } = await createWorkspace(storage, 'Test');
    const campaign = randomUUID();
    await storage.db
      .insertInto('campaigns')
      .values({
        ...{ id: campaign, workspace_id: workspaceId, spec: '{}', template_id: 'none', template_version: '1.0.0' },
        ...{ status: 'live', picture_id: randomBytes(16).toString('hex') },
        ...{ first_row_at: null, launched_at: null, ended_at: null, personal_stopped_at: null },
      })
      .execute();
    const key = await storage.keys.workspace(workspaceId);
    const video = async (from = segments): Promise<Video> => {
      const id = randomUUID();
      await storage.db
        .insertInto('videos')
        .values({
          ...{ id, campaign_id: campaign, recipient_uuid: null, format: 'landscape', locale: 'en', version: id },
          ...{ status: 'rendering', updated_at: new Date() },
        })
        .execute();
      return { id, shelf: from.shelf({ workspaceId, video: id, key }) };
    };
    return { id: workspaceId, video };
  }

  const rows = () => storage.db.selectFrom('segments').selectAll().orderBy('used_at').execute();
  const ready = async () => (await rows()).filter(({ status }) => status === 'ready');
  const keys = async () => {
    const all = await storage.db.selectFrom('keys.wrapped').select('id').where('id', 'like', 'segment:%').execute();
    return all.map(({ id }) => id.slice('segment:'.length)).sort();
  };
  const buried = async () =>
    (await storage.db.selectFrom('tombstones').select('file').execute()).map(({ file }) => file).sort();
  const files = async () => {
    const found: string[] = [];
    for await (const key of storage.files.list('segments/')) found.push(key);
    return found.sort();
  };

  /** A process that has claimed a segment and died. */
  async function deadDrawer(o: { workspaceId: string; video: string; address: string }): Promise<void> {
    const script = fileURLToPath(new URL('./drawer-process.ts', import.meta.url));
    const what = JSON.stringify({ ...o, databaseUrl: storage.databaseUrl, dataDir: storage.dir });
    const child = spawn(process.execPath, [...TYPESCRIPT, script, what], { stdio: ['ignore', 'pipe', 'inherit'] });
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    if (value !== 'mine') throw new Error(`the process said ${String(value)}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** As if the time of every lease had passed. */
  const ageLeases = () =>
    sql`update segments set lease_until = now() - interval '1 second' where status = 'drawing'`.execute(storage.db);

  return { storage, segments, workspace, rows, ready, keys, buried, files, deadDrawer, ageLeases };
}

export async function bytesOf(file: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
