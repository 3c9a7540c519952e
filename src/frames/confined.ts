/**
 * One confined process for one base and template: started when first asked, asked one thing at a time, ended when it takes too long,
 * grows too large or was idle for a while, and started again for whoever asks next. A template has a process of its own, so
 * one that hangs or crashes costs only its own requests; those waiting behind it are tried in a new process. A process that
 * dies without having been ended may have been killed by the system: its job is tried once more.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { FrameError, type FrameFailure } from './errors.ts';
import { giveWay } from './priority.ts';
import { type Answer, answerSchema, type Job } from './protocol.ts';

const HEAP_MEGABYTES = 384;
const RESIDENT_BYTES = 1_000_000_000;
/** A process that rests with more than this is not worth keeping: the next job should not be the one that is ended. */
const RESTING_BYTES = 600_000_000;
const WATCH_EVERY_MS = 250;
const IDLE_MS = 120_000;
/** Linux counts resident memory in pages; they have 4 KiB on the machines we know, and larger ones only end a process sooner. */
const PAGE_BYTES = 4096;

/** What the process is started without; each script it may read is added by name. */
export const CONFINEMENT = [
  '--permission',
  '--disallow-code-generation-from-strings',
  `--max-old-space-size=${HEAP_MEGABYTES}`,
  '--no-warnings',
];

export interface ConfinedOptions {
  /** Absolute path of the built host script. */
  readonly host: string;
  /** Absolute paths of the scripts it runs: a base, and where there is one a template on it. */
  readonly scripts: readonly string[];
  /** Milliseconds for one job. */
  readonly deadline: number;
}

/** A job that did not succeed; `message` of a template is there only when `reveal` asked for it. */
export class ConfinedError extends FrameError {
  override name = 'ConfinedError';
  readonly reveal: string | undefined;
  constructor(code: FrameFailure, reveal?: string) {
    super(code);
    this.reveal = reveal;
  }
}

/** The process went away by itself. */
class Died extends ConfinedError {
  override name = 'ConfinedError';
}

export class Confined {
  readonly #options: ConfinedOptions;
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #counter = 0;
  #closed = false;

  constructor(options: ConfinedOptions) {
    this.#options = options;
  }

  /**
   * Runs one job after those asked before it.
   * @throws ConfinedError `template-failed`, `template-timeout`; the signal's reason when aborted before its turn.
   */
  ask(job: Job, o: { signal?: AbortSignal | undefined; reveal?: boolean } = {}): Promise<unknown> {
    const turn = this.#last.then(() => {
      o.signal?.throwIfAborted();
      const run = () => this.#run(job, o.reveal ?? false);
      return run().catch((cause) => (cause instanceof Died ? run() : Promise.reject(cause)));
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the process. What is waiting fails. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#end();
    await this.#last;
  }

  #start(): ChildProcess {
    const { host, scripts, deadline } = this.#options;
    const child = fork(host, [String(2 * deadline), ...scripts], {
      env: { TZ: 'UTC' },
      execArgv: [...CONFINEMENT, ...[host, ...scripts].map((path) => `--allow-fs-read=${path}`)],
      // A crash report would print what the template held.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    giveWay(child.pid);
    return child;
  }

  #end(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #run(job: Job, reveal: boolean): Promise<unknown> {
    if (this.#closed) return Promise.reject(new ConfinedError('template-failed'));
    clearTimeout(this.#idle);
    if (!this.#child?.connected) this.#child = this.#start();
    const child = this.#child;
    const id = ++this.#counter;
    return new Promise<unknown>((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(deadline);
        clearInterval(watch);
        child.removeAllListeners();
        // Whatever a dying process still has to say concerns nobody.
        child.on('error', () => {});
        act();
      };
      const fail = (error: ConfinedError) =>
        settle(() => {
          this.#end();
          reject(error);
        });
      const deadline = setTimeout(() => fail(new ConfinedError('template-timeout')), this.#options.deadline);
      const watch = setInterval(() => {
        void residentBytes(child.pid).then((bytes) => {
          if (bytes > RESIDENT_BYTES && this.#counter === id) fail(new ConfinedError('template-failed'));
        });
      }, WATCH_EVERY_MS);
      child.once('error', () => fail(new Died('template-failed')));
      child.once('exit', () => fail(new Died('template-failed')));
      child.on('message', (raw) => {
        const parsed = answerSchema.safeParse(raw);
        if (!parsed.success || parsed.data.id !== id) return fail(new ConfinedError('template-failed'));
        const answer: Answer = parsed.data;
        return settle(() => {
          this.#rest(id);
          if (answer.ok) resolve(answer.result);
          else reject(new ConfinedError('template-failed', answer.message));
        });
      });
      child.send({ id, job, reveal });
    });
  }

  #rest(id: number): void {
    void residentBytes(this.#child?.pid).then((bytes) => {
      if (bytes > RESTING_BYTES && this.#counter === id) this.#end();
    });
    this.#idle = setTimeout(() => this.#end(), IDLE_MS);
    this.#idle.unref();
    // A resting process keeps nobody awake; the next job's timers do while it runs.
    this.#child?.unref();
    this.#child?.channel?.unref();
  }
}

/** Memory outside V8's heap (typed arrays) has no limit of its own. Only Linux tells cheaply; elsewhere the heap limit and the deadline stand alone. */
async function residentBytes(pid: number | undefined): Promise<number> {
  if (pid === undefined || process.platform !== 'linux') return 0;
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * PAGE_BYTES;
}
