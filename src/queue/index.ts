/**
 * The queue of videos to draw: BullMQ on the service's own PostgreSQL, or on Redis, with the same code above it.
 * Names, ids, errors, progress and events of a job hold random ids and codes, nothing else: BullMQ keeps them after the
 * job is gone.
 */
import type { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { onPostgres, onRedis } from './backend.ts';
import type { Priority, RenderJobData, RenderQueue } from './types.ts';
import { TIMING, type Timing, work } from './work.ts';

export {
  type Attempt,
  type JobHandler,
  type Priority,
  type RenderJobData,
  type RenderQueue,
  Unrecoverable,
  type WorkOptions,
} from './types.ts';

export interface QueueOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  readonly log: Logger;
  /** Shorter times, where waiting for the usual ones makes no sense. */
  readonly timing?: Partial<Timing>;
}

const NAME = 'render';
/** Lower goes first. */
const PRIORITIES: Readonly<Record<Priority, number>> = { watch: 1, campaign: 10 };
const OPEN_STATES = ['waiting', 'prioritized', 'delayed', 'active'] as const;

/** Opens the queue; its tables are made where they are missing. Throws where the backend cannot be reached. */
export async function openQueue(options: QueueOptions): Promise<RenderQueue> {
  const { databaseUrl, redisUrl, log } = options;
  const timing = { ...TIMING, ...options.timing };
  const told = teller(log);
  const backend = await (redisUrl ? onRedis(redisUrl, told) : onPostgres(databaseUrl, told));
  const { classes, connection } = backend;
  const queue = new classes.Queue<RenderJobData>(NAME, {
    connection,
    defaultJobOptions: {
      attempts: timing.attempts,
      backoff: { type: 'exponential', delay: timing.backoffMs },
      removeOnComplete: true,
      removeOnFail: true,
      stackTraceLimit: 0,
    },
  });
  const producer = new classes.QueueEventsProducer(NAME, { connection });
  queue.on('error', told);
  producer.on('error', told);
  await Promise.all([queue.waitUntilReady(), producer.waitUntilReady()]);
  const workers = new Set<{ close(): Promise<void> }>();
  const prioritise = (video: string) => toFront(queue, video);
  return {
    add: async (data, { priority }) => {
      await queue.add(NAME, data, { jobId: data.video, priority: PRIORITIES[priority] });
      if (priority === 'watch') await prioritise(data.video);
    },
    prioritise,
    remove: async (videos) => {
      for (const video of videos) {
        if (await queue.remove(video)) continue;
        // It runs somewhere, where it is heard of, or is gone.
        if (await queue.getJob(video)) await producer.publishEvent({ eventName: 'cancel', jobId: video });
      }
    },
    work: (handler, how) => {
      const worker = work({ backend, name: NAME, handler, how, timing, log, told });
      workers.add(worker);
      return {
        close: async () => {
          workers.delete(worker);
          await worker.close();
        },
      };
    },
    counts: () => queue.getJobCounts(...OPEN_STATES),
    ids: async () => {
      const jobs = await queue.getJobs([...OPEN_STATES]);
      return jobs.flatMap((job) => job?.id ?? []);
    },
    close: async () => {
      await Promise.all([...workers].map((worker) => worker.close()));
      await producer.close();
      await queue.close();
      await backend.close();
    },
  };
}

async function toFront(queue: Queue<RenderJobData>, video: string): Promise<void> {
  const job = await queue.getJob(video);
  if (!job || job.priority === PRIORITIES.watch) return;
  try {
    await job.changePriority({ priority: PRIORITIES.watch });
  } catch (error) {
    // Done between the two calls: there is nothing left to move.
    if (await queue.getJob(video)) throw error;
  }
}

/** Logs a connection's error by its code alone, as its message and properties may hold settings; once a second at most. */
function teller(log: Logger): (error: Error & { code?: unknown }) => void {
  let last = 0;
  return (error) => {
    if (Date.now() - last < 1000) return;
    last = Date.now();
    log.warn({ room: 'queue', code: String(error.code ?? error.name) }, 'a connection of the queue failed');
  };
}
