/** An https server that hands on what it is asked, in a process of its own: tests that wait for a command block theirs. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

const [key = '', cert = ''] = process.argv.slice(2);
let target: string | undefined;
const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (incoming, outgoing) => {
  if (!target) return void outgoing.writeHead(502).end();
  const { method, headers } = incoming;
  const handed = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  handed.on('error', () => outgoing.destroy());
  incoming.pipe(handed);
});
process.on('message', (to: { target: string | null }) => {
  target = to.target ?? undefined;
  process.send?.({ done: true });
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
