import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase } from '../support/storage.ts';
import { TYPESCRIPT } from '../support/typescript.ts';

interface Owner {
  readonly child: ChildProcess;
  line(): Promise<string>;
  ended: Promise<number | null>;
}

let dir: string;
const started: Owner[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'candor-lifecycle-'));
});
afterEach(async () => {
  for (const owner of started.splice(0)) {
    owner.child.kill('SIGTERM');
    await owner.ended;
  }
  rmSync(dir, { recursive: true, force: true });
});

function start(role = 'all', folder = dir, env: Record<string, string> = {}): Owner {
  const script = new URL('./owner.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [...TYPESCRIPT, script, folder, role], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const owner: Owner = {
    child,
    line: async () => (await lines.next()).value ?? '',
    ended: new Promise((done) => child.once('exit', done)),
  };
  started.push(owner);
  return owner;
}

const serverPid = (): number => Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const running = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');

test('a clean stop stops PostgreSQL too', async () => {
  const owner = start();
  expect(await owner.line()).toBe('open ');
  const pid = serverPid();
  owner.child.kill('SIGTERM');
  expect(await owner.ended).toBe(0);
  expect(running(pid)).toBe(false);
});

test('after kill -9 the next start takes over by itself and finds what was written', async () => {
  const first = start();
  await first.line();
  first.child.stdin?.write('Acme\n');
  expect(await first.line()).toBe('written');
  const orphan = serverPid();
  first.child.kill('SIGKILL');
  await first.ended;
  expect(running(orphan)).toBe(true);
  const second = start();
  expect(await second.line()).toBe('open Acme');
  expect(running(orphan)).toBe(false);
});

test('kill -9 of service and database together is recovered from', async () => {
  const first = start();
  await first.line();
  first.child.stdin?.write('Acme\n');
  await first.line();
  process.kill(serverPid(), 'SIGKILL');
  first.child.kill('SIGKILL');
  await first.ended;
  expect(await start().line()).toBe('open Acme');
});

test('a second owner of the same folder is refused; another folder is fine side by side', async () => {
  const first = start();
  await first.line();
  expect(await start().line()).toBe('failed data-dir-in-use');
  expect(await start('all', join(dir, 'other')).line()).toBe('open ');
});

test('a worker waits for the owner, then attaches to its database', async () => {
  const worker = start('worker');
  const owner = start();
  expect(await owner.line()).toBe('open ');
  expect(await worker.line()).toBe('open ');
});

test('passwords and the master key are readable by the owner alone', async () => {
  await start().line();
  for (const file of ['postgres.json', 'master.key']) expect(statSync(join(dir, file)).mode & 0o077).toBe(0);
});

test('two processes that start at once on an empty database migrate it once', async () => {
  const DATABASE_URL = await freshDatabase();
  const both = [start('all', join(dir, 'a'), { DATABASE_URL }), start('all', join(dir, 'a'), { DATABASE_URL })];
  expect(await Promise.all(both.map((owner) => owner.line()))).toEqual(['open ', 'open ']);
});
