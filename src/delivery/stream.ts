/**
 * Sends a video: whole or a range, by version (ETag), in chunks, for as long as it may be sent.
 * When that turns, the connection is reset, so that bytes already under way in this machine's buffers do not arrive either.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { matches, readRange, type Span } from './range.ts';
import type { Watchman } from './watchman.ts';

export interface Sending {
  /** Media type. */
  readonly type: string;
  /** Names this version and no other; without quotes. */
  readonly tag: string;
  readonly bytes: number;
  readonly read: (range: Span) => Promise<Readable>;
  /** Asked while the response runs, under `key` for all who are sent the same. */
  readonly key: string;
  readonly allowed: () => Promise<boolean>;
  readonly watchman: Watchman;
}

/** Answers GET or HEAD with 200, 206, 304 or 416; resolves when the response is over, however it ended. */
export async function send(request: IncomingMessage, response: ServerResponse, what: Sending): Promise<void> {
  const etag = `"${what.tag}"`;
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('ETag', etag);
  if (matches(request.headers['if-none-match'], etag)) return end(response, 304);
  const ifRange = request.headers['if-range'];
  const range = ifRange === undefined || ifRange === etag ? readRange(request.headers.range, what.bytes) : undefined;
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${what.bytes}`);
    return end(response, 416);
  }
  const span = range ?? { start: 0, end: what.bytes - 1 };
  response.statusCode = range ? 206 : 200;
  if (range) response.setHeader('Content-Range', `bytes ${span.start}-${span.end}/${what.bytes}`);
  response.setHeader('Content-Type', what.type);
  response.setHeader('Content-Length', span.end - span.start + 1);
  if (request.method === 'HEAD') return end(response, response.statusCode);
  await run(response, span, what);
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

async function run(response: ServerResponse, span: Span, what: Sending): Promise<void> {
  const watch = what.watchman.watch(what.key, what.allowed);
  const reset = () => response.socket?.resetAndDestroy();
  watch.signal.addEventListener('abort', reset, { once: true });
  async function* guarded(source: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      await watch.fresh();
      watch.signal.throwIfAborted();
      yield chunk as Buffer;
    }
  }
  try {
    await pipeline(await what.read(span), guarded, response, { signal: watch.signal });
  } catch {
    // The viewer went away, the version may no longer be sent, or the file ended early: what was begun cannot be
    // finished, and a cut connection says so.
    response.destroy();
  } finally {
    watch.signal.removeEventListener('abort', reset);
    watch.end();
  }
}
