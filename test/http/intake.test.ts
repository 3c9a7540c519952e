/** Bodies: what stands still is ended, what is held up by us is not, and a hash needs no consumer. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Intake, takeIn } from '../../src/http/intake.ts';

const LIMITS = { bytes: 1024 * 1024, patienceMs: 200 };
let arrived: (sent: IncomingMessage) => void;
const server = createServer((sent, response) => {
  arrived(sent);
  response.writeHead(200).flushHeaders();
});
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A request on its way, and its body as it is taken in. */
async function sending(limits = LIMITS) {
  const { port } = server.address() as AddressInfo;
  const came = new Promise<IncomingMessage>((done) => {
    arrived = done;
  });
  const out = request({ port, host: '127.0.0.1', method: 'POST' }).on('error', () => {});
  out.flushHeaders();
  return { out, intake: takeIn(await came, limits) };
}
const codeOf = (intake: Intake) =>
  intake.whole().then(
    () => 'whole',
    () => intake.failure?.code ?? 'gone',
  );

test('a body that stops coming is ended', async () => {
  const { out, intake } = await sending();
  out.write('{"name":');
  expect(await codeOf(intake)).toBe('body-too-slow');
});

test('a body over its limit is ended', async () => {
  const { out, intake } = await sending({ bytes: 10, patienceMs: 10_000 });
  out.end('x'.repeat(11));
  expect(await codeOf(intake)).toBe('too-large');
});

test('a sender who leaves is no fault of the body', async () => {
  const { out, intake } = await sending({ bytes: 10, patienceMs: 10_000 });
  out.write('x', () => out.destroy());
  expect(await codeOf(intake)).toBe('gone');
});

test('a consumer that takes its time costs the sender nothing', async () => {
  const { out, intake } = await sending();
  const body = Buffer.alloc(1024 * 1024, 'x');
  out.end(body);
  let read = 0;
  for await (const chunk of intake.reader()) {
    // Longer than the sender's patience, for the first pieces.
    if (read < 200_000) await sleep(LIMITS.patienceMs + 50);
    read += chunk.length;
  }
  expect(read).toBe(body.length);
});

test('a consumer that stops early leaves the rest to the hash', async () => {
  const { out, intake } = await sending();
  const body = Buffer.alloc(900_000, 'xyz');
  out.end(body);
  for await (const _ of intake.reader()) break;
  expect(await intake.digest()).toEqual(createHash('sha256').update(body).digest());
});
