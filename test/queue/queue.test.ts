import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openQueue, type RenderJobData, type RenderQueue, Unrecoverable } from '../../src/queue/index.ts';
import { hasRedis, testRedis } from '../support/redis.ts';
import { freshDatabase } from '../support/storage.ts';

const SECRET = 'Zoëphine-4711';
const log = pino({ level: 'silent' });
const job = (video: string = randomUUID()): RenderJobData => ({ video, campaign: randomUUID(), sealed: 'c2VhbGVk' });

/** Waits on a condition. */
async function until(what: string, ask: () => unknown): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await ask()) return;
    await sleep(50);
  }
  throw new Error(`it never happened: ${what}`);
}

interface Place {
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

for (const { name, present, place } of BACKENDS) {
  describe.skipIf(!present)(`the queue on ${name}`, () => {
    let where: Place;
    let connect: string[];
    const open: RenderQueue[] = [];
    beforeAll(async () => {
      where = await place();
      connect = [where.databaseUrl, where.redisUrl ?? ''];
    });
    afterEach(async () => {
      for (const queue of open.splice(0)) {
        await queue.remove(await queue.ids());
        await until('no job is left', async () => (await queue.ids()).length === 0);
        await queue.close();
      }
    });
    const queueWith = async (timing: Parameters<typeof openQueue>[0]['timing'] = {}): Promise<RenderQueue> => {
      const queue = await openQueue({
        ...where,
        log,
        timing: { backoffMs: 20, lockMs: 1500, stalledMs: 500, ...timing },
      });
      open.push(queue);
      return queue;
    };

    test('a job runs once with what it was given, and nothing of it is left', async () => {
      const queue = await queueWith();
      const data = job();
      const seen: RenderJobData[] = [];
      queue.work(async (given) => void seen.push(given), { concurrency: 2 });
      await queue.add(data, { priority: 'campaign' });
      await until('it ran', () => seen.length === 1);
      expect(seen).toEqual([data]);
      await until('it is gone', async () => (await queue.ids()).length === 0);
      expect(Object.values(await queue.counts()).reduce((sum, count) => sum + count, 0)).toBe(0);
    });

    test('adding twice is one job', async () => {
      const queue = await queueWith();
      const data = job();
      await queue.add(data, { priority: 'campaign' });
      await queue.add(data, { priority: 'campaign' });
      expect(await queue.ids()).toEqual([data.video]);
    });

    test('what somebody waits for goes first, also when it waited in the campaign already', async () => {
      const queue = await queueWith();
      const [first, second, third, watched] = [job(), job(), job(), job()];
      for (const data of [first, second, third]) await queue.add(data, { priority: 'campaign' });
      await queue.add(watched, { priority: 'watch' });
      await queue.prioritise(third.video);
      await queue.add(second, { priority: 'watch' });
      const order: string[] = [];
      queue.work(async ({ video }) => void order.push(video), { concurrency: 1 });
      await until('all ran', () => order.length === 4);
      expect(order.at(-1)).toBe(first.video);
      expect(order[0]).toBe(watched.video);
    });

    test('moving a job that is gone to the front is no error', async () => {
      const queue = await queueWith();
      await queue.prioritise(randomUUID());
      await queue.remove([randomUUID()]);
    });

    test('a handler that throws is tried again, later each time, and the last try is told', async () => {
      const queue = await queueWith({ attempts: 3 });
      const tries: [number, boolean, number][] = [];
      queue.work(
        async (_, { attempt, lastAttempt }) => {
          tries.push([attempt, lastAttempt, Date.now()]);
          throw new Error('browser-failed');
        },
        { concurrency: 1 },
      );
      await queue.add(job(), { priority: 'campaign' });
      await until('three tries', () => tries.length === 3);
      await until('it is gone', async () => (await queue.ids()).length === 0);
      expect(tries.map(([attempt, last]) => [attempt, last])).toEqual([
        [1, false],
        [2, false],
        [3, true],
      ]);
    });

    test('an unrecoverable failure ends at once', async () => {
      const queue = await queueWith();
      let tries = 0;
      queue.work(
        async () => {
          tries += 1;
          throw new Unrecoverable('template-failed');
        },
        { concurrency: 1 },
      );
      await queue.add(job(), { priority: 'campaign' });
      await until('it is gone', async () => tries > 0 && (await queue.ids()).length === 0);
      expect(tries).toBe(1);
    });

    test('removing takes waiting jobs away and ends running ones through their signal, from another process too', async () => {
      const [mine, theirs] = [await queueWith(), await queueWith()];
      const [running, waiting] = [job(), job()];
      const started: string[] = [];
      const aborted: string[] = [];
      theirs.work(
        async ({ video }, { signal }) => {
          started.push(video);
          if (!signal.aborted) await once(signal, 'abort');
          aborted.push(video);
          throw new Error('cancelled');
        },
        { concurrency: 1 },
      );
      await mine.add(running, { priority: 'watch' });
      await mine.add(waiting, { priority: 'campaign' });
      await until('the first runs', () => started.length === 1);
      await mine.remove([waiting.video, running.video]);
      await until('the running one heard of it', () => aborted.length === 1);
      await until('both are gone', async () => (await mine.ids()).length === 0);
      expect(started).toEqual([running.video]);
    });

    test('the job of a worker that was killed is taken again', async () => {
      const queue = await queueWith({ lockMs: 1000, stalledMs: 300 });
      const data = job();
      const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
      const child = spawn(process.execPath, ['--import', 'tsx', script, ...connect], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await queue.add(data, { priority: 'campaign' });
      const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
      expect(value).toBe(data.video);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const taken: string[] = [];
      queue.work(async ({ video }) => void taken.push(video), { concurrency: 1 });
      await until('it was taken again', () => taken.length > 0);
      await until('it is gone', async () => (await queue.ids()).length === 0);
      expect(taken).toEqual([data.video]);
    });

    test('a job that was started too often is abandoned and told, not run again', async () => {
      const queue = await queueWith({ attempts: 10, starts: 2 });
      let runs = 0;
      const abandoned: RenderJobData[] = [];
      queue.work(
        async () => {
          runs += 1;
          throw new Error('browser-failed');
        },
        { concurrency: 1, abandoned: async (data) => void abandoned.push(data) },
      );
      const data = job();
      await queue.add(data, { priority: 'campaign' });
      await until('it was abandoned', () => abandoned.length === 1);
      await until('it is gone', async () => (await queue.ids()).length === 0);
      expect(runs).toBe(2);
      expect(abandoned).toEqual([data]);
    });

    test('it goes on after every connection was cut', async () => {
      const queue = await queueWith();
      const done: string[] = [];
      queue.work(async ({ video }) => void done.push(video), { concurrency: 1 });
      const [before, after] = [job(), job()];
      await queue.add(before, { priority: 'campaign' });
      await until('the first ran', () => done.length === 1);
      expect(await cut(where)).toBeGreaterThan(0);
      await until('it can be added to again', () =>
        queue.add(after, { priority: 'campaign' }).then(
          () => true,
          () => false,
        ),
      );
      await until('the second ran', () => done.includes(after.video));

      // Listening works again as well: a running job still hears that it was removed.
      const cancelled: string[] = [];
      const started: string[] = [];
      const other = await queueWith();
      other.work(
        async ({ video }, { signal }) => {
          started.push(video);
          if (!signal.aborted) await once(signal, 'abort');
          cancelled.push(video);
        },
        { concurrency: 1 },
      );
      expect(await cut(where)).toBeGreaterThan(0);
      await until('nothing runs any more', async () => (await queue.ids().catch(() => ['?'])).length === 0);
      const data = job();
      const blocked = [job(), job()];
      for (const one of [data, ...blocked]) {
        await until('it can be added', () =>
          queue.add(one, { priority: 'campaign' }).then(
            () => true,
            () => false,
          ),
        );
      }
      await until('one of them runs where it stays', () => started.length > 0);
      await until('it heard of its removal', async () => {
        await queue.remove(started).catch(() => {});
        return cancelled.length > 0;
      });
    });

    test('what a job threw, said or was made of is nowhere in the queue afterwards', async () => {
      const queue = await queueWith({ attempts: 2 });
      const thrown = Object.assign(new Error(`cannot draw ${SECRET}`), { code: SECRET });
      let tries = 0;
      queue.work(
        async (_, { progress }) => {
          tries += 1;
          await progress(0.5);
          throw thrown;
        },
        { concurrency: 1 },
      );
      await queue.add(job(), { priority: 'campaign' });
      await until('it failed for good', async () => tries === 2 && (await queue.ids()).length === 0);
      const dump = await everything(where);
      expect(dump).toContain('job-failed');
      expect(dump).not.toContain(SECRET);
      expect(dump).not.toContain('c2VhbGVk');
    });
  });
}

/** Cuts every connection to the backend but the test's own; answers how many. */
async function cut({ databaseUrl, redisUrl }: Place): Promise<number> {
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
async function everything({ databaseUrl, redisUrl }: Place): Promise<string> {
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
