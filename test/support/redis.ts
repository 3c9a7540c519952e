/** A real Redis for as long as a file's tests run, where `redis-server` is installed. */
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { atEnd } from './at-end.ts';

export const hasRedis: boolean = spawnSync('redis-server', ['--version']).status === 0;

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Answers a REDIS_URL. */
export async function testRedis(): Promise<string> {
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: 'ignore',
    },
  );
  atEnd(() => child.kill('SIGTERM'));
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => undefined);
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      await client.connect();
      client.disconnect();
      return url;
    } catch {
      await sleep(50);
    }
  }
  throw new Error('redis-server did not start');
}
