/**
 * The queue of videos to draw: BullMQ on the service's own PostgreSQL, or on Redis, with the same code above it.
 * Names, ids, errors, progress and events of a job hold random ids and codes, nothing else: BullMQ keeps them after the
 * job is gone.
 */
import type { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { type Backend, onPostgres, onRedis } from './backend.ts';
import { teller } from './teller.ts';
import type { Priority, RenderJobData, RenderQueue } from './types.ts';
import { TIMING, type Timing, work } from './work.ts';

export { type ErrandQueue, openErrands } from './errands.ts';
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

/** Two queues, so that somebody who waits never stands behind what is drawn ahead. */
const NAMES: Readonly<Record<Priority, string>> = { watch: 'watch', campaign: 'render' };
/** Four of these listen, for jobs and for events of both queues; the rest serves calls. */
const POOL = 12;
const OPEN_STATES = ['waiting', 'prioritized', 'delayed', 'active'] as const;

/** Opens the queue; its tables are made where they are missing. Throws where the backend cannot be reached. */
export async function openQueue(options: QueueOptions): Promise<RenderQueue> {
  const { databaseUrl, redisUrl, log } = options;
  const timing = { ...TIMING, ...options.timing };
  const told = teller(log);
  const backend = await (redisUrl ? onRedis(redisUrl, told) : onPostgres(databaseUrl, POOL, told));
  const [watch, campaign] = await Promise.all([
    openLane(backend, NAMES.watch, timing, told),
    openLane(backend, NAMES.campaign, timing, told),
  ]);
  const lanes = [watch, campaign];
  const workers = new Set<{ close(): Promise<void> }>();

  const addWatched = async (data: RenderJobData): Promise<void> => {
    // One that runs already is not run twice; whoever draws it hears of the watcher otherwise.
    if (await campaign.runs(data.video)) return;
    await campaign.queue.remove(data.video);
    await watch.queue.add(NAMES.watch, data, { jobId: data.video });
  };
  return {
    add: async (data, { priority }) => {
      if (priority === 'watch') await addWatched(data);
      else if (!(await watch.queue.getJob(data.video))) {
        await campaign.queue.add(NAMES.campaign, data, { jobId: data.video });
      }
    },
    prioritise: async (video) => {
      const job = await campaign.queue.getJob(video);
      if (job) await addWatched(job.data);
    },
    remove: async (videos) => {
      for (const video of videos) for (const lane of lanes) await lane.remove(video);
    },
    work: (handler, { watching, concurrency, abandoned }) => {
      const each = (priority: Priority, many: number) =>
        work({
          ...{ backend, name: NAMES[priority], handler, timing, log, told },
          how: { concurrency: many, watched: priority === 'watch', abandoned },
        });
      const pair = [each('watch', watching), each('campaign', concurrency)];
      const worker = { close: async () => void (await Promise.all(pair.map((one) => one.close()))) };
      workers.add(worker);
      return {
        close: async () => {
          workers.delete(worker);
          await worker.close();
        },
      };
    },
    counts: async () => {
      const counts = await Promise.all(lanes.map(({ queue }) => queue.getJobCounts(...OPEN_STATES)));
      return Object.fromEntries(
        OPEN_STATES.map((state) => [state, counts.reduce((sum, one) => sum + (one[state] ?? 0), 0)]),
      );
    },
    ids: async () => {
      const jobs = await Promise.all(lanes.map(({ queue }) => queue.getJobs([...OPEN_STATES])));
      return jobs.flat().flatMap((job) => job?.id ?? []);
    },
    close: async () => {
      await Promise.all([...workers].map((worker) => worker.close()));
      await Promise.all(lanes.map((lane) => lane.close()));
      await backend.close();
    },
  };
}

interface Lane {
  readonly queue: Queue<RenderJobData>;
  /** Whether a worker has this job now. */
  runs(video: string): Promise<boolean>;
  /** Waiting: removed. Running: cancelled, on whichever worker. */
  remove(video: string): Promise<void>;
  close(): Promise<void>;
}

async function openLane(
  { classes, connection }: Backend,
  name: string,
  timing: Timing,
  told: (error: Error) => void,
): Promise<Lane> {
  const queue = new classes.Queue<RenderJobData>(name, {
    connection,
    defaultJobOptions: {
      attempts: timing.attempts,
      backoff: { type: 'exponential', delay: timing.backoffMs },
      removeOnComplete: true,
      removeOnFail: true,
      stackTraceLimit: 0,
    },
  });
  const producer = new classes.QueueEventsProducer(name, { connection });
  queue.on('error', told);
  producer.on('error', told);
  await Promise.all([queue.waitUntilReady(), producer.waitUntilReady()]);
  return {
    queue,
    runs: async (video) => (await (await queue.getJob(video))?.isActive()) ?? false,
    remove: async (video) => {
      if (await queue.remove(video)) return;
      // It runs somewhere, where it is heard of, or is gone.
      if (await queue.getJob(video)) await producer.publishEvent({ eventName: 'cancel', jobId: video });
    },
    close: async () => {
      await producer.close();
      await queue.close();
    },
  };
}
