/** Imports as many rows as it is told, made as they are read or from a workbook, and tells its memory before and at its peak, in bytes. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { createWorkspace } from '../../src/accounts/index.ts';
import { CONTENT_TYPES } from '../../src/campaigns/columns/detect.ts';
import { openCampaigns } from '../../src/campaigns/index.ts';
import { openFrames } from '../../src/frames/index.ts';
import { openQueue } from '../../src/queue/index.ts';
import { openStorage } from '../../src/storage/index.ts';
import { openVideos } from '../../src/videos/index.ts';
import { rowOf, SPEC, TEMPLATES } from './rows.ts';

const [databaseUrl = '', dataDir = '', type = 'json', count = '0', file = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const clock = () => new Date();
const storage = await openStorage({ dataDir, databaseUrl, log });
const frames = await openFrames({ templates: TEMPLATES, cacheDir: join(dataDir, 'cache'), log });
const queue = await openQueue({ databaseUrl, log });
const videos = openVideos({
  storage,
  frames,
  renderer: undefined,
  queue,
  clock,
  log,
  cacheDir: dataDir,
  renderMode: 'reuse',
});
const campaigns = openCampaigns({ storage, frames, videos, queue, clock, log });
const { id: workspace } = await createWorkspace(storage, 'Large');
const campaign = await campaigns.create(workspace, SPEC);

const row = (index: number) =>
  rowOf(`cust-${index}`, {
    firstName: `Person ${index}`,
    usageKwh: [210, 190, 170, 150, 130, 110, 90, 80, 70, 60, 50, 40],
  });
function* json(): Generator<Buffer> {
  yield Buffer.from('[');
  for (let index = 0; index < Number(count); index += 1) {
    yield Buffer.from(`${index ? ',' : ''}${JSON.stringify(row(index))}\n`);
  }
  yield Buffer.from(']');
}
const idle = process.memoryUsage().rss;
let peak = idle;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 20);
const start = performance.now();
const body = type === 'xlsx' ? createReadStream(file) : Readable.from(json(), { objectMode: false });
const contentType = CONTENT_TYPES[type === 'xlsx' ? 'xlsx' : 'json'];
const { accepted, rejected } = await campaigns.importAudience(workspace, campaign.id, body, contentType, {
  dryRun: false,
});
clearInterval(watch);
const seconds = (performance.now() - start) / 1000;
process.stdout.write(`${JSON.stringify({ accepted, rejected, idle, peak, seconds })}\n`);
await videos.close();
await queue.close();
await frames.close();
await storage.close();
