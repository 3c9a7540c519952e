import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { atEnd } from '../support/at-end.ts';
import { dataDir } from '../support/service.ts';
import { TYPESCRIPT } from '../support/typescript.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** `npm start` as a newcomer's shell runs it, and the first lines it prints. */
async function start(env: Record<string, string>, lines: number): Promise<{ child: ChildProcess; said: string[] }> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...TYPESCRIPT, main, 'start'], {
    env: { PATH, HOME, PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  atEnd(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === lines) break;
  }
  return { child, said };
}

const parts = (line: string | undefined): string[] =>
  /^(Console|API key|Watch)\s+(\S+)$/.exec(line ?? '')?.slice(1) ?? [];

test('a first start makes a demo of every template, prints where to look, and stops with its database', {
  timeout: 120_000,
}, async () => {
  const DATA_DIR = dataDir();
  const { child, said } = await start({ DATA_DIR }, 5);
  expect(said.map((line) => parts(line)[0])).toEqual(['Console', 'API key', 'Watch', 'Watch', 'Watch']);
  const [console_ = '', key = '', ...watch] = said.map((line) => parts(line)[1]);

  const signedIn = await fetch(console_, { redirect: 'manual' });
  expect(signedIn.headers.get('set-cookie')).toContain('HttpOnly');
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await fetch(new URL('/console', console_), { headers: { cookie } })).status).toBe(200);
  for (const link of watch) {
    const page = await fetch(link as string);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('This is me');
  }
  const api = new URL('/v1/', console_);
  const headers = { authorization: `Bearer ${key}` };
  const read = async (path: string) => (await fetch(new URL(path, api), { headers })).json();
  const { items: templates } = (await read('templates')) as { items: { id: string }[] };
  const { items: campaigns } = (await read('campaigns')) as { items: { template: string; status: string }[] };
  expect(campaigns.map((campaign) => campaign.template).sort()).toEqual(
    templates.map((template) => template.id).sort(),
  );
  expect(campaigns.every((campaign) => campaign.status === 'live')).toBe(true);

  const server = Number(readFileSync(join(DATA_DIR, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(() => process.kill(server, 0)).toThrow('ESRCH');
  expect(existsSync(join(DATA_DIR, 'postgres', 'postmaster.pid'))).toBe(false);
});

test('with a public address there is no demo, and no key is printed', { timeout: 60_000 }, async () => {
  const DATA_DIR = dataDir();
  const { said } = await start({ DATA_DIR, HOST: '127.0.0.1', PUBLIC_URL: 'https://videos.example.com' }, 1);
  expect(said[0]).toMatch(/^Console +https:\/\/videos\.example\.com\/console\/start\//);
  expect(existsSync(join(DATA_DIR, 'demo.json'))).toBe(false);
});
