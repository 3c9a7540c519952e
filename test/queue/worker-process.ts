/** A worker in a process of its own that takes a job, says so, and never ends it. */
import { pino } from 'pino';
import { openQueue } from '../../src/queue/index.ts';

const [databaseUrl = '', redisUrl = ''] = process.argv.slice(2);
const queue = await openQueue({
  databaseUrl,
  ...(redisUrl ? { redisUrl } : {}),
  log: pino({ level: 'silent' }),
  timing: { lockMs: 1000, stalledMs: 300 },
});
queue.work(
  async (job) => {
    process.stdout.write(`${job.video}\n`);
    await new Promise(() => {});
  },
  { watching: 1, concurrency: 1 },
);
