/**
 * One owner for one child process: abort, deadline, bounded stderr, hard stop, and one named reason for the end.
 * Encoders are stopped hard: a polite stop would finish, and leave half a file that looks whole.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { giveWay } from '../frames/index.ts';

const STDERR_KEPT = 4096;

export type ChildEnd = 'start' | 'exit' | 'signal' | 'deadline' | 'aborted';

/** Why a child process did not end well. `stderr` is its last 4 KiB: for logs of our own programs, never for answers. */
export class ChildError extends Error {
  override name = 'ChildError';
  readonly end: ChildEnd;
  readonly stderr: string;
  constructor(end: ChildEnd, stderr: string, options?: ErrorOptions) {
    super(`child process ended: ${end}`, options);
    this.end = end;
    this.stderr = stderr;
  }
}

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which it is killed; without one it lives until it is stopped. */
  readonly deadline?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Child {
  readonly pid: number | undefined;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves when the process ended with 0 and its streams are closed; rejects with a {@link ChildError} otherwise. */
  readonly done: Promise<void>;
  /** Ends it at once; `done` rejects. */
  stop(): void;
}

/** Starts a program that sees only `env` and PATH of our environment. */
export function startChild(options: ChildOptions): Child {
  options.signal?.throwIfAborted();
  const process_ = spawn(options.command, [...options.args], {
    env: { PATH: process.env.PATH ?? '', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  giveWay(process_.pid);
  // A reader that went away is told by `done`; without a listener EPIPE would end the service.
  process_.stdin.on('error', () => {});
  const stopping = new AbortController();
  return {
    pid: process_.pid,
    stdin: process_.stdin,
    stdout: process_.stdout,
    done: ended(process_, options, stopping.signal),
    stop: () => stopping.abort(),
  };
}

/** Runs a program to its end with `input` on stdin; returns its stdout. */
export async function runChild(options: ChildOptions, input?: Buffer): Promise<Buffer> {
  const child = startChild(options);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(input);
  await child.done;
  return Buffer.concat(chunks);
}

function ended(
  child: ChildProcessWithoutNullStreams,
  { deadline, signal }: ChildOptions,
  stopped: AbortSignal,
): Promise<void> {
  let reason: ChildEnd | undefined;
  let stderr = '';
  const stop = (why: ChildEnd) => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  const onAbort = () => stop('aborted');
  const timer = deadline === undefined ? undefined : setTimeout(() => stop('deadline'), deadline);
  signal?.addEventListener('abort', onAbort, { once: true });
  stopped.addEventListener('abort', onAbort, { once: true });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => reject(new ChildError('start', stderr, { cause })));
    child.once('close', (code) => {
      if (code === 0 && !reason) resolve();
      else reject(new ChildError(reason ?? (code === null ? 'signal' : 'exit'), stderr));
    });
  }).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  });
  // Whoever writes to stdin may look at `done` only later; an early end is not an unhandled rejection.
  done.catch(() => {});
  return done;
}
