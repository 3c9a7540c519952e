/** Sending over a real socket: ranges and versions, the cut when the answer turns, and that nothing is left behind. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { send } from '../../src/delivery/stream.ts';
import { Watchman } from '../../src/delivery/watchman.ts';

const FILE = randomBytes(300_000);
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Served {
  readonly url: string;
  readonly watchman: Watchman;
  readonly sources: Readable[];
  readonly over: Promise<void>[];
}

async function serve(o: { allowed?: () => Promise<boolean>; endless?: boolean; tag?: () => string }): Promise<Served> {
  const watchman = new Watchman();
  const sources: Readable[] = [];
  const over: Promise<void>[] = [];
  const server = createServer((request, response) => {
    const sending = send(request, response, {
      type: 'video/mp4',
      tag: o.tag?.() ?? 'v1',
      bytes: o.endless ? 1e9 : FILE.length,
      read: async ({ start, end }) => {
        const source = o.endless
          ? Readable.from(forever(), { objectMode: false })
          : Readable.from([FILE.subarray(start, end + 1)], { objectMode: false });
        sources.push(source);
        return source;
      },
      key: 'one',
      allowed: o.allowed ?? (async () => true),
      watchman,
    });
    over.push(sending);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, watchman, sources, over };
}

async function* forever(): AsyncGenerator<Buffer> {
  for (;;) {
    yield Buffer.alloc(4096);
    await new Promise((done) => setTimeout(done, 5));
  }
}

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

test('a whole file and every part of it arrive as they are', async () => {
  const { url } = await serve({});
  const whole = await fetch(url);
  expect(whole.status).toBe(200);
  expect(whole.headers.get('accept-ranges')).toBe('bytes');
  expect((await bytesOf(whole)).equals(FILE)).toBe(true);
  const part = await fetch(url, { headers: { range: 'bytes=1000-200999' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 1000-200999/${FILE.length}`);
  expect((await bytesOf(part)).equals(FILE.subarray(1000, 201_000))).toBe(true);
  const beyond = await fetch(url, { headers: { range: `bytes=${FILE.length}-` } });
  expect(beyond.status).toBe(416);
  expect(beyond.headers.get('content-range')).toBe(`bytes */${FILE.length}`);
});

test('a version a client has is not sent again; a part of another version is answered with the whole', async () => {
  let tag = 'v1';
  const { url } = await serve({ tag: () => tag });
  const etag = (await fetch(url, { method: 'HEAD' })).headers.get('etag') ?? '';
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  expect((await fetch(url, { headers: { 'if-range': etag, range: 'bytes=0-9' } })).status).toBe(206);
  tag = 'v2';
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(200);
  expect((await fetch(url, { headers: { 'if-range': etag, range: 'bytes=0-9' } })).status).toBe(200);
});

test('HEAD says what GET would send, and sends nothing', async () => {
  const { url, sources } = await serve({});
  const head = await fetch(url, { method: 'HEAD' });
  expect(head.headers.get('content-length')).toBe(String(FILE.length));
  expect((await bytesOf(head)).length).toBe(0);
  expect(sources).toEqual([]);
});

const watch = async (url: string): Promise<{ response: IncomingMessage; ended: Promise<string> }> => {
  const response = await new Promise<IncomingMessage>((done, fail) => get(url, done).on('error', fail));
  response.resume();
  const ended = new Promise<string>((done) => {
    response.once('error', () => done('cut'));
    response.once('end', () => done('complete'));
  });
  return { response, ended };
};

test('a running response is cut when it may no longer be sent, and its file is closed', async () => {
  let allowed = true;
  const { url, sources, watchman, over } = await serve({ endless: true, allowed: async () => allowed });
  const { ended } = await watch(url);
  allowed = false;
  expect(await ended).toBe('cut');
  await Promise.all(over);
  expect(sources.map((source) => source.destroyed)).toEqual([true]);
  expect(watchman.size).toBe(0);
});

test('an answer that fails is a no', async () => {
  const { url, sources, over } = await serve({
    endless: true,
    allowed: () => Promise.reject(new Error('no database')),
  });
  const outcome = await watch(url).then(
    ({ ended }) => ended,
    () => 'cut',
  );
  expect(outcome).toBe('cut');
  await Promise.all(over);
  expect(sources.map((source) => source.destroyed)).toEqual([true]);
});

test('a viewer who goes away frees the file and the watch', async () => {
  const { url, sources, watchman, over } = await serve({ endless: true });
  const { response } = await watch(url);
  expect(watchman.size).toBe(1);
  response.destroy();
  await Promise.all(over);
  expect(sources.map((source) => source.destroyed)).toEqual([true]);
  expect(watchman.size).toBe(0);
});

test('viewers of one thing share one question', async () => {
  let asked = 0;
  const { url, watchman, over } = await serve({
    endless: true,
    allowed: async () => {
      asked += 1;
      return asked < 3;
    },
  });
  const viewers = await Promise.all(Array.from({ length: 20 }, () => watch(url)));
  for (const { ended } of viewers) expect(await ended).toBe('cut');
  await Promise.all(over);
  expect(asked).toBe(3);
  expect(watchman.size).toBe(0);
});
