import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import { lockDown } from '../../../src/frames/inside/lockdown.ts';

const own = process;
const [, , port, secret] = own.argv;
lockDown();

function outcome(act: () => unknown): unknown {
  try {
    return act();
  } catch (thrown) {
    const error = thrown as NodeJS.ErrnoException;
    return error.code ?? (error.name === 'Error' ? error.message : error.name);
  }
}

own.send?.({
  connect: outcome(() => net.connect(Number(port), '127.0.0.1')),
  socket: outcome(() => new net.Socket().connect(Number(port), '127.0.0.1')),
  datagram: outcome(() => dgram.createSocket('udp4')),
  lookup: outcome(() => dns.lookup('localhost', () => {})),
  listen: outcome(() => new net.Server().listen(0)),
  fetch: typeof fetch,
  environment: Object.keys(own.env),
  file: outcome(() => readFileSync(secret ?? '', 'utf8')),
  spawn: outcome(() => spawn('true')),
  worker: outcome(() => new Worker('0', { eval: true })),
  strings: outcome(() => new Function('return 1')()),
});
own.disconnect();
