/** The queue on each backend there is, and a look into what it keeps. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect } from 'vitest';
import { openQueue, type RenderJobData, type RenderQueue } from '../../src/queue/index.ts';
import { hasRedis, testRedis } from '../support/redis.ts';
import { freshDatabase } from '../support/storage.ts';

const log = pino({ level: 'silent' });
export const job = (video: string = randomUUID()): RenderJobData => ({
  video,
  campaign: randomUUID(),
  sealed: 'c2VhbGVk',
});

/** Waits on a condition. */
export async function until(what: string, ask: () => unknown): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await ask()) return;
    await sleep(50);
  }
  throw new Error(`it never happened: ${what}`);
}

export interface Place {
  databaseUrl: string;
  redisUrl?: string;
}

const BACKENDS = [
  { name: 'PostgreSQL', present: true, place: async (): Promise<Place> => ({ databaseUrl: await freshDatabase() }) },
  {
    name: hasRedis ? 'Redis' : 'Redis (needs redis-server on the PATH)',
    present: hasRedis,
    place: async (): Promise<Place> => ({ databaseUrl: '', redisUrl: await testRedis() }),
  },
];

type Timing = Parameters<typeof openQueue>[0]['timing'];

/** What a file's tests have of one backend. Queues are emptied and closed after each test. */
export interface Stand {
  readonly queueWith: (timing?: Timing) => Promise<RenderQueue>;
  readonly where: () => Place;
}

/** Declares `tests` for every backend. */
export function onEveryBackend(tests: (stand: Stand) => void): void {
  for (const { name, present, place } of BACKENDS) {
    describe.skipIf(!present)(`the queue on ${name}`, () => {
      let where: Place;
      const open: RenderQueue[] = [];
      beforeAll(async () => {
        where = await place();
      });
      afterEach(async () => {
        for (const queue of open.splice(0)) {
          await queue.remove(await queue.ids());
          await until('no job is left', async () => (await queue.ids()).length === 0);
          await queue.close();
        }
      });
      const queueWith = async (timing: Timing = {}) => {
        const queue = await openQueue({
          ...where,
          log,
          timing: { backoffMs: 20, lockMs: 1500, stalledMs: 500, ...timing },
        });
        open.push(queue);
        return queue;
      };
      tests({ queueWith, where: () => where });
    });
  }
}

/** Cuts every connection to the backend but the test's own; answers how many. */
export async function cut({ databaseUrl, redisUrl }: Place): Promise<number> {
  if (redisUrl) {
    const redis = new Redis(redisUrl);
    const [normal, blocked] = [await redis.client('LIST'), 0];
    await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    redis.disconnect();
    return String(normal).trim().split('\n').length - 1 + blocked;
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
  return rows.length;
}

/** Everything the backend holds, as text. */
export async function everything({ databaseUrl, redisUrl }: Place): Promise<string> {
  const all: unknown[] = [];
  if (redisUrl) {
    const redis = new Redis(redisUrl);
    for (const key of await redis.keys('*')) {
      const type = await redis.type(key);
      if (type === 'hash') all.push(key, await redis.hgetall(key));
      else if (type === 'stream') all.push(key, await redis.xrange(key, '-', '+'));
      else if (type === 'zset') all.push(key, await redis.zrange(key, 0, -1));
      else if (type === 'list') all.push(key, await redis.lrange(key, 0, -1));
      else if (type === 'set') all.push(key, await redis.smembers(key));
      else all.push(key, await redis.get(key));
    }
    redis.disconnect();
    return JSON.stringify(all);
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query("select table_name from information_schema.tables where table_schema = 'bullmq'");
  expect(rows.length).toBeGreaterThan(3);
  for (const { table_name } of rows) all.push((await client.query(`select * from bullmq."${table_name}"`)).rows);
  await client.end();
  return JSON.stringify(all);
}
