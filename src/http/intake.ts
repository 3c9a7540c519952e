/**
 * A request's body as it arrives: counted against a limit, hashed, and timed. The clock runs only while we wait for the
 * sender; a consumer that takes its time costs the sender nothing.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable, Transform, type TransformCallback } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Problem } from './problems.ts';

export interface IntakeLimits {
  readonly bytes: number;
  /** Within this many milliseconds at least `MIN_BYTES` must arrive, or the body's end. */
  readonly patienceMs: number;
}

const MIN_BYTES = 1024;

/** The sender left before the body's end. */
export class SenderGone extends Error {
  override name = 'SenderGone';
}

export class Intake extends Transform {
  /** Why it broke off, where that was ours to say. */
  failure: Problem | undefined;
  readonly #hash = createHash('sha256');
  readonly #limits: IntakeLimits;
  readonly #watch: NodeJS.Timeout;
  #received = 0;
  #sinceLastLook = 0;

  constructor(limits: IntakeLimits) {
    super();
    this.#limits = limits;
    this.#watch = setInterval(() => this.#look(), limits.patienceMs).unref();
    this.once('close', () => clearInterval(this.#watch));
    // Whoever reads hears of it; without a listener an error before the first read would end the process.
    this.on('error', () => {});
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#received += chunk.length;
    this.#sinceLastLook += chunk.length;
    if (this.#received > this.#limits.bytes) {
      done(this.#fail('too-large'));
      return;
    }
    this.#hash.update(chunk);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    clearInterval(this.#watch);
    done();
  }

  #look(): void {
    const heldByUs = this.readableLength >= this.readableHighWaterMark || this.writableLength > 0;
    if (!heldByUs && this.#sinceLastLook < MIN_BYTES) this.destroy(this.#fail('body-too-slow'));
    this.#sinceLastLook = 0;
  }

  #fail(code: 'too-large' | 'body-too-slow'): Problem {
    this.failure = new Problem(code);
    return this.failure;
  }

  /** Everything, in memory: for bodies with a small limit. */
  async whole(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  /** For one consumer that may stop early; the rest can still be hashed. */
  reader(): Readable {
    const reader = new PassThrough();
    this.once('error', (error) => reader.destroy(error));
    reader.once('close', () => this.unpipe(reader));
    this.pipe(reader);
    return reader;
  }

  /** SHA-256 of the whole body; reads on to its end where the consumer stopped early. Rejects where it never came. */
  async digest(): Promise<Buffer> {
    this.unpipe();
    this.resume();
    await finished(this);
    return this.#hash.copy().digest();
  }
}

/** Starts taking a request's body in. The request is left alone when a limit is broken, so that an answer can be sent. */
export function takeIn(request: IncomingMessage, limits: IntakeLimits): Intake {
  const intake = new Intake(limits);
  intake.once('error', () => request.unpipe(intake));
  request.once('close', () => {
    if (!request.complete) intake.destroy(new SenderGone());
  });
  request.pipe(intake);
  return intake;
}

const DISCARD_MS = 30_000;

/** After the answer: what still comes is thrown away, for a while, so that the sender can read the answer. */
export function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  request.resume();
  const enough = setTimeout(() => request.destroy(), DISCARD_MS).unref();
  request.once('close', () => clearTimeout(enough));
}
