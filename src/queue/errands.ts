/**
 * A queue of errands: short jobs that are nothing but the random id of a row. The row says what is owed and when; a job
 * only brings it to some process, so losing one costs time, and running one twice must be harmless.
 */
import type { Logger } from 'pino';
import { onPostgres, onRedis } from './backend.ts';
import { teller } from './teller.ts';

export interface ErrandQueue {
  /** `turn`: the same errand at another time. Adding the same turn twice is one job. */
  add(id: string, turn: number): Promise<void>;
  /** Starts taking errands. A handler that throws is told of by its code; the row brings the errand back. */
  work(handler: (id: string) => Promise<void>, concurrency: number): { close(): Promise<void> };
  close(): Promise<void>;
}

export interface ErrandOptions {
  /** Names the queue. */
  readonly name: string;
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  readonly log: Logger;
}

/** One listens for jobs. */
const POOL = 4;

/** Opens the queue on PostgreSQL or Redis. Throws where the backend cannot be reached. */
export async function openErrands({ name, databaseUrl, redisUrl, log }: ErrandOptions): Promise<ErrandQueue> {
  const told = teller(log);
  const backend = await (redisUrl ? onRedis(redisUrl, told) : onPostgres(databaseUrl, POOL, told));
  const { classes, connection } = backend;
  const queue = new classes.Queue<{ id: string }>(name, {
    connection,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, stackTraceLimit: 0 },
  });
  queue.on('error', told);
  await queue.waitUntilReady();
  const workers = new Set<{ close(): Promise<void> }>();
  return {
    add: async (id, turn) => void (await queue.add(name, { id }, { jobId: `${id}-${turn}` })),
    work: (handler, concurrency) => {
      const worker = new classes.Worker<{ id: string }>(
        name,
        async (job) => {
          try {
            await handler(job.data.id);
          } catch (error) {
            const { code, name: kind } = (error ?? {}) as { code?: unknown; name?: unknown };
            log.warn({ room: 'queue', code: String(code ?? kind) }, 'an errand failed');
            throw new Error('errand-failed');
          }
        },
        { connection, concurrency, drainDelay: 2 },
      );
      worker.on('error', told);
      const one = { close: () => worker.close() };
      workers.add(one);
      return one;
    },
    close: async () => {
      await Promise.all([...workers].map((one) => one.close()));
      await queue.close();
      await backend.close();
    },
  };
}
