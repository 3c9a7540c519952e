/** Taking jobs: attempts, cancelling, the cap on starts. Whatever a handler throws leaves it as a code. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, type QueueEventsListener, UnrecoverableError } from 'bullmq';
import type { Logger } from 'pino';
import type { Backend } from './backend.ts';
import { type JobHandler, type RenderJobData, Unrecoverable, type WorkOptions } from './types.ts';

export interface Timing {
  /** Tries of a job whose handler throws. */
  readonly attempts: number;
  /** Wait before the second try; doubles each time. */
  readonly backoffMs: number;
  /** Starts of a job, thrown or killed, before it is abandoned. */
  readonly starts: number;
  /** A worker that has not renewed a job's lock for so long has lost it. */
  readonly lockMs: number;
  /** How often somebody looks for lost jobs. */
  readonly stalledMs: number;
}

/** Told to every worker by `remove`. */
interface CancelEvent extends QueueEventsListener {
  cancel: (told: { jobId: string }, id: string) => void;
}

export const TIMING: Timing = { attempts: 3, backoffMs: 2000, starts: 6, lockMs: 20_000, stalledMs: 10_000 };

interface Work {
  readonly backend: Backend;
  readonly name: string;
  readonly handler: JobHandler;
  readonly how: Pick<WorkOptions, 'concurrency' | 'abandoned'> & { readonly watched: boolean };
  readonly timing: Timing;
  readonly log: Logger;
  readonly told: (error: Error) => void;
}

/** Wait before a connection is tried again. */
const RETRY_MS = 1000;

export function work({ backend, name, handler, how, timing, log, told }: Work): { close(): Promise<void> } {
  const run = async (job: Job<RenderJobData>, _token?: string, signal?: AbortSignal): Promise<void> => {
    if (job.attemptsStarted > timing.starts) {
      log.error({ room: 'queue', video: job.data.video, attempt: job.attemptsStarted }, 'a job was abandoned');
      await how.abandoned?.(job.data);
      return;
    }
    const attempt = job.attemptsMade + 1;
    try {
      await handler(job.data, {
        signal: signal ?? new AbortController().signal,
        attempt,
        lastAttempt: attempt >= timing.attempts,
        watched: how.watched,
        progress: (done) => job.updateProgress(Math.round(done * 100)),
      });
    } catch (error) {
      if (signal?.aborted) throw new UnrecoverableError('cancelled');
      const code = codeOf(error);
      throw error instanceof Unrecoverable ? new UnrecoverableError(code) : new Error(code);
    }
  };
  const { classes, connection } = backend;
  const make = () => {
    const worker = new classes.Worker<RenderJobData>(name, run, {
      connection,
      autorun: false,
      concurrency: how.concurrency,
      lockDuration: timing.lockMs,
      stalledInterval: timing.stalledMs,
      // Starts are capped in `run`, where it can be told; BullMQ's own cap ends a job in silence.
      maxStalledCount: timing.starts + 1,
      runRetryDelay: RETRY_MS,
      drainDelay: 2,
    });
    const events = new classes.QueueEvents(name, { connection, autorun: false });
    worker.on('error', told);
    events.on('error', told);
    events.on<CancelEvent>('cancel', ({ jobId }: { jobId: string }) => void worker.cancelJob(jobId));
    worker.on('lockRenewalFailed', (ids: string[]) => {
      for (const id of ids) worker.cancelJob(id);
    });
    return { worker, events };
  };
  const stopping = new AbortController();
  const { signal: stop } = stopping;
  const pause = () => sleep(RETRY_MS, undefined, { signal: stop }).catch(() => {});

  /** BullMQ remembers a first connection that failed for ever: such parts are made anew. */
  const start = async (): Promise<ReturnType<typeof make> | undefined> => {
    while (!stop.aborted) {
      const parts = make();
      try {
        await Promise.all([parts.worker.waitUntilReady(), parts.events.waitUntilReady()]);
        parts.worker.run().catch(told);
        void listen(parts.events);
        return parts;
      } catch (error) {
        told(error as Error);
        await Promise.allSettled([parts.worker.close(), parts.events.close()]);
        await pause();
      }
    }
    return undefined;
  };
  const listen = async (events: ReturnType<typeof make>['events']): Promise<void> => {
    while (!stop.aborted) {
      await events.run().catch(told);
      await pause();
    }
  };
  const started = start();
  return {
    close: async () => {
      stopping.abort();
      const parts = await started;
      await parts?.worker.close();
      await parts?.events.close();
    },
  };
}

/** A code such as `template-failed`, from an error's `code` or message; anything else is not repeated. */
function codeOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const found = [code, message].find((text) => typeof text === 'string' && /^[a-z][a-z-]{1,39}$/.test(text));
  return typeof found === 'string' ? found : 'job-failed';
}
