import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type RenderJobData, Unrecoverable } from '../../src/queue/index.ts';
import { TYPESCRIPT } from '../support/typescript.ts';
import { cut, everything, job, onEveryBackend, until } from './support.ts';

const SECRET = 'Zoëphine-4711';

onEveryBackend(({ queueWith, where }) => {
  test('a job runs once with what it was given, and nothing of it is left', async () => {
    const queue = await queueWith();
    const data = job();
    const seen: RenderJobData[] = [];
    queue.work(async (given) => void seen.push(given), { watching: 2, concurrency: 2 });
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
      { watching: 1, concurrency: 1 },
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
      { watching: 1, concurrency: 1 },
    );
    await queue.add(job(), { priority: 'campaign' });
    await until('it is gone', async () => tries > 0 && (await queue.ids()).length === 0);
    expect(tries).toBe(1);
  });

  test.each(['watch', 'campaign'] as const)(
    'removing takes waiting jobs away and ends running ones through their signal, from another worker too (%s)',
    async (priority) => {
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
        { watching: 1, concurrency: 1 },
      );
      await mine.add(running, { priority });
      await mine.add(waiting, { priority });
      await until('the first runs', () => started.length === 1);
      await mine.remove([waiting.video, running.video]);
      await until('the running one heard of it', () => aborted.length === 1);
      await until('both are gone', async () => (await mine.ids()).length === 0);
      expect(started).toEqual([running.video]);
    },
  );

  test('the job of a worker that was killed is taken again', async () => {
    const queue = await queueWith({ lockMs: 1000, stalledMs: 300 });
    const data = job();
    const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
    const { databaseUrl, redisUrl = '' } = where();
    const child = spawn(process.execPath, [...TYPESCRIPT, script, databaseUrl, redisUrl], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await queue.add(data, { priority: 'campaign' });
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    expect(value).toBe(data.video);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const taken: string[] = [];
    queue.work(async ({ video }) => void taken.push(video), { watching: 1, concurrency: 1 });
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
      { watching: 1, concurrency: 1, abandoned: async (data) => void abandoned.push(data) },
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
    queue.work(async ({ video }) => void done.push(video), { watching: 1, concurrency: 1 });
    const [before, after] = [job(), job()];
    await queue.add(before, { priority: 'campaign' });
    await until('the first ran', () => done.length === 1);
    expect(await cut(where())).toBeGreaterThan(0);
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
      { watching: 1, concurrency: 1 },
    );
    expect(await cut(where())).toBeGreaterThan(0);
    await until('nothing runs any more', async () => (await queue.ids().catch(() => ['?'])).length === 0);
    await until('one runs where it stays', async () => {
      await queue.add(job(), { priority: 'campaign' }).catch(() => {});
      return started.length > 0;
    });
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
      { watching: 1, concurrency: 1 },
    );
    await queue.add(job(), { priority: 'campaign' });
    await until('it failed for good', async () => tries === 2 && (await queue.ids()).length === 0);
    const dump = await everything(where());
    expect(dump).toContain('job-failed');
    expect(dump).not.toContain(SECRET);
    expect(dump).not.toContain('c2VhbGVk');
  });
});
