/** A process that claims a segment, says how that went, and never ends. */
import { pino } from 'pino';
import { Segments } from '../../src/render/segments.ts';
import { openStorage } from '../../src/storage/index.ts';

const o = JSON.parse(process.argv[2] ?? '{}') as Record<
  'databaseUrl' | 'dataDir' | 'workspaceId' | 'video' | 'address',
  string
>;
const storage = await openStorage({ dataDir: o.dataDir, databaseUrl: o.databaseUrl, log: pino({ level: 'silent' }) });
const key = await storage.keys.workspace(o.workspaceId);
const shelf = new Segments(storage).shelf({ workspaceId: o.workspaceId, video: o.video, key });
const claim = await shelf.claim({ address: o.address, personal: false }, 0);
process.stdout.write(`${claim.state}\n`);
await new Promise(() => {});
