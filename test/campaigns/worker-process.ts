/** A process that draws: takes jobs of the storage it is given until it is told to end, or killed. */
import { join } from 'node:path';
import { pino } from 'pino';
import { openFrames } from '../../src/frames/index.ts';
import { openQueue } from '../../src/queue/index.ts';
import { openRenderer } from '../../src/render/index.ts';
import { openStorage } from '../../src/storage/index.ts';
import { openVideos } from '../../src/videos/index.ts';

const [databaseUrl = '', dataDir = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const clock = () => new Date();
const templates = new URL('../fixtures/templates', import.meta.url).pathname;
const cacheDir = join(dataDir, `worker-${process.pid}`);
const storage = await openStorage({ dataDir, databaseUrl, role: 'worker', log });
const frames = await openFrames({ templates, cacheDir, log });
const renderer = await openRenderer({ frames, cacheDir, log });
const queue = await openQueue({ databaseUrl, log, timing: { lockMs: 3000, stalledMs: 1000 } });
const work = openVideos({ storage, frames, renderer, queue, clock, log, cacheDir, renderMode: 'reuse' }).work({
  concurrency: 1,
});
process.once('SIGTERM', async () => {
  await work.close();
  await queue.close();
  await renderer.close();
  await frames.close();
  await storage.close();
  process.exit(0);
});
process.stdout.write('ready\n');
