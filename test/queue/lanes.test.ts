import { expect, test } from 'vitest';
import type { RenderJobData, RenderQueue } from '../../src/queue/index.ts';
import { job, onEveryBackend, until } from './support.ts';

onEveryBackend(({ queueWith }) => {
  /** A worker whose jobs run until `free`; says which run, and whether somebody waits for them. */
  const holding = (queue: RenderQueue) => {
    const { promise, resolve: free } = Promise.withResolvers<void>();
    const runs: [video: string, watched: boolean][] = [];
    queue.work(
      async ({ video }, { watched }) => {
        runs.push([video, watched]);
        await promise;
      },
      { watching: 1, concurrency: 1 },
    );
    return { runs, free };
  };

  test('what somebody waits for runs although the campaign has all its workers, and knows that it is watched', async () => {
    const queue = await queueWith();
    const [ahead, watched] = [job(), job()];
    const { runs, free } = holding(queue);
    await queue.add(ahead, { priority: 'campaign' });
    await until('the campaign runs', () => runs.length === 1);
    await queue.add(watched, { priority: 'watch' });
    await until('both run', () => runs.length === 2);
    expect(runs).toEqual([
      [ahead.video, false],
      [watched.video, true],
    ]);
    free();
  });

  test('a job that waits in the campaign moves to those somebody waits for, and stays one job', async () => {
    const queue = await queueWith();
    const [ahead, first, second, third] = [job(), job(), job(), job()];
    const { runs, free } = holding(queue);
    await queue.add(ahead, { priority: 'campaign' });
    await until('the campaign runs', () => runs.length === 1);
    for (const data of [first, second, third]) await queue.add(data, { priority: 'campaign' });
    await queue.prioritise(third.video);
    await until('the one that moved runs', () => runs.length === 2);
    await queue.add(second, { priority: 'watch' });
    await queue.add(second, { priority: 'watch' });
    await queue.add(second, { priority: 'campaign' });
    expect((await queue.ids()).sort()).toEqual([ahead, first, second, third].map(({ video }) => video).sort());
    free();
    await until('all ran', async () => (await queue.ids()).length === 0);
    const by = new Map(runs);
    expect(runs).toHaveLength(4);
    expect([ahead, first, second, third].map(({ video }) => by.get(video))).toEqual([false, false, true, true]);
  });

  test('a job that runs already is not run twice, however often it is asked for', async () => {
    const queue = await queueWith();
    const [ahead, watched] = [job(), job()];
    const { runs, free } = holding(queue);
    await queue.add(ahead, { priority: 'campaign' });
    await queue.add(watched, { priority: 'watch' });
    await until('both run', () => runs.length === 2);
    for (const data of [ahead, watched]) {
      await queue.prioritise(data.video);
      await queue.add(data, { priority: 'watch' });
      await queue.add(data, { priority: 'campaign' });
    }
    expect((await queue.ids()).sort()).toEqual([ahead.video, watched.video].sort());
    free();
    await until('both are gone', async () => (await queue.ids()).length === 0);
    expect(runs).toHaveLength(2);
  });

  test('the campaign goes on while somebody waits, also when all that is watched hangs', async () => {
    const queue = await queueWith();
    const { promise, resolve: free } = Promise.withResolvers<void>();
    const done: string[] = [];
    queue.work(
      async ({ video }, { watched }) => {
        if (watched) await promise;
        done.push(video);
      },
      { watching: 1, concurrency: 1 },
    );
    const [watched, ...ahead] = [job(), job(), job()];
    await queue.add(watched as RenderJobData, { priority: 'watch' });
    for (const data of ahead) await queue.add(data, { priority: 'campaign' });
    await until('the campaign is done', () => done.length === 2);
    expect(done.sort()).toEqual(ahead.map(({ video }) => video).sort());
    free();
  });
});
