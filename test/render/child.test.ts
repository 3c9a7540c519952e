import { expect, test } from 'vitest';
import { ChildError, runChild, startChild } from '../../src/render/child.ts';

const node = (script: string, more: object = {}) => ({
  command: process.execPath,
  args: ['-e', script],
  deadline: 20_000,
  ...more,
});

const endOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error as ChildError).end,
  );

test('what it writes is answered, what it is given is read', async () => {
  const out = await runChild(node('process.stdin.pipe(process.stdout)'), Buffer.from('through'));
  expect(out.toString()).toBe('through');
});

test('it sees nothing of the service’s environment but the path', async () => {
  process.env.CANDOR_TEST_SECRET = 'secret';
  const out = await runChild(node('console.log(JSON.stringify(Object.keys(process.env)))', { env: { OWN: '1' } }));
  expect(JSON.parse(out.toString())).toEqual(expect.arrayContaining(['PATH', 'OWN']));
  expect(out.toString()).not.toContain('CANDOR_TEST_SECRET');
});

test('every bad end has one name', async () => {
  expect(await endOf(runChild(node('process.exit(3)')))).toBe('exit');
  expect(await endOf(runChild(node('process.kill(process.pid, "SIGSEGV")')))).toBe('signal');
  expect(await endOf(runChild({ command: '/nowhere/ffmpeg', args: [], deadline: 1000 }))).toBe('start');
  expect(await endOf(runChild(node('setInterval(() => {}, 1000)', { deadline: 50 })))).toBe('deadline');
});

test('after an abort the process is gone, though it ignores polite signals', async () => {
  const stop = new AbortController();
  const child = startChild(
    node('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")', { signal: stop.signal }),
  );
  await new Promise((resolve) => child.stdout.once('data', resolve));
  stop.abort();
  expect(await endOf(child.done)).toBe('aborted');
  expect(() => process.kill(child.pid ?? 0, 0)).toThrow();
});

test('of a flood of complaints only the last 4 KiB are kept', async () => {
  const error = await runChild(node('process.stderr.write("x".repeat(100_000) + "end"); process.exitCode = 1')).catch(
    (thrown: unknown) => thrown as ChildError,
  );
  expect(error).toBeInstanceOf(ChildError);
  expect((error as ChildError).stderr).toMatch(/x{4093}end$/);
  expect((error as ChildError).stderr).toHaveLength(4096);
});

test('a reader that ends early does not take the writer down', async () => {
  const child = startChild(node('process.stdin.destroy(); process.exit(1)'));
  child.stdin.write(Buffer.alloc(10_000_000));
  expect(await endOf(child.done)).toBe('exit');
});
