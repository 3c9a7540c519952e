/** The half second of the contract, on a clock of the test's own. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Watchman } from '../../src/delivery/watchman.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const settled = async (promise: Promise<void>): Promise<boolean> => {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return done;
};

test('a yes counts for half a second from when it was asked for, and for no longer while the next is awaited', async () => {
  const watchman = new Watchman();
  const answers = [Promise.resolve(true), new Promise<boolean>(() => undefined)];
  const watch = watchman.watch('one', () => answers.shift() as Promise<boolean>);
  await vi.advanceTimersByTimeAsync(490);
  expect(await settled(watch.fresh())).toBe(true);
  await vi.advanceTimersByTimeAsync(20);
  expect(await settled(watch.fresh())).toBe(false);
  watch.end();
  expect(watchman.size).toBe(0);
});

test('a no ends the watch within half a second, and whoever waited for an answer goes on to learn it', async () => {
  const watchman = new Watchman();
  let allowed = true;
  const watch = watchman.watch('one', async () => allowed);
  await vi.advanceTimersByTimeAsync(1000);
  expect(watch.signal.aborted).toBe(false);
  allowed = false;
  await vi.advanceTimersByTimeAsync(500);
  expect(watch.signal.aborted).toBe(true);
  expect(await settled(watch.fresh())).toBe(true);
  expect(watchman.size).toBe(0);
});

test('a watch that nobody keeps asks nothing more', async () => {
  const watchman = new Watchman();
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return true;
  };
  const [one, two] = [watchman.watch('one', ask), watchman.watch('one', ask)];
  one.end();
  one.end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(watchman.size).toBe(1);
  two.end();
  const before = asked;
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toBe(before);
  expect(watchman.size).toBe(0);
});
