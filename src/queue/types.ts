/** What the rest of the house knows of the queue. Nothing personal is in a job but `sealed`, which rests under the recipient's key. */

export interface RenderJobData {
  /** The video's id (random); the job's id too, so that adding twice is one job. */
  readonly video: string;
  readonly campaign: string;
  /** Base64: data for this job, sealed under the recipient's key; empty for a general video. */
  readonly sealed: string;
}

/** `watch`: somebody is waiting for it. `campaign`: drawn ahead of demand. */
export type Priority = 'watch' | 'campaign';

export interface Attempt {
  /** Aborted when the job was removed, or when this worker lost it to another. */
  readonly signal: AbortSignal;
  /** 1 for the first. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
  /** Somebody waits for it. */
  readonly watched: boolean;
  /** 0–1. */
  progress(done: number): Promise<void>;
}

export type JobHandler = (job: RenderJobData, attempt: Attempt) => Promise<void>;

export interface WorkOptions {
  /** Jobs somebody waits for, taken at once. */
  readonly watching: number;
  /** Jobs drawn ahead of demand, taken at once. */
  readonly concurrency: number;
  /**
   * Called instead of the handler for a job that was started more often than allowed without coming to an end,
   * because it takes its worker down with it. The job is gone afterwards.
   */
  readonly abandoned?: ((job: RenderJobData) => Promise<void>) | undefined;
}

/** At least once: a handler must be safe to run twice for one job. */
export interface RenderQueue {
  /** Adds a job; one that waits already moves to those somebody waits for with `watch`. */
  add(data: RenderJobData, options: { readonly priority: Priority }): Promise<void>;
  /** Moves a waiting job to those somebody waits for; nothing happens for one that runs or is gone. */
  prioritise(video: string): Promise<void>;
  /** Waiting jobs are removed; running ones get their signal, on whichever worker they run. */
  remove(videos: readonly string[]): Promise<void>;
  /** Starts taking jobs. A handler that throws is tried again with back-off; `Unrecoverable` ends the job at once. */
  work(handler: JobHandler, options: WorkOptions): { close(): Promise<void> };
  /** Jobs by state: `waiting`, `prioritized`, `delayed`, `active`. */
  counts(): Promise<Record<string, number>>;
  /** Video ids of every job that is not done. */
  ids(): Promise<string[]>;
  close(): Promise<void>;
}

/** Thrown by a handler: trying again would not help. The message must be a code. */
export class Unrecoverable extends Error {
  override name = 'Unrecoverable';
}
