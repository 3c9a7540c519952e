import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Builder } from '../../src/frames/build.ts';
import { FIXED_TIME } from '../../src/frames/clock.ts';
import { openTemplate as find } from '../../src/frames/discover.ts';
import { Refusal } from '../../src/frames/errors.ts';
import { type OpenedTemplate, openTemplate } from '../../src/frames/opened.ts';
import type { TemplateCard } from '../../src/frames/types.ts';
import { TYPESCRIPT } from '../support/typescript.ts';

const fixtures = new URL('fixtures/', import.meta.url).pathname;
let cacheDir: string;
let builder: Builder;
const opened: OpenedTemplate[] = [];

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'candor-frames-'));
  builder = await Builder.open(cacheDir);
  process.env.CANDOR_SECRET = 'a-secret-of-the-service';
});
afterAll(async () => {
  delete process.env.CANDOR_SECRET;
  await Promise.all(opened.map((template) => template.close()));
  await rm(cacheDir, { recursive: true, force: true });
});

async function open(
  name: string,
  deadline = 10_000,
  onApart: (card: TemplateCard) => void = () => undefined,
): Promise<OpenedTemplate> {
  const found = await find(join(fixtures, name));
  if (!found) throw new Error(`no fixture ${name}`);
  const template = await openTemplate(found, { builder, deadline, onApart });
  opened.push(template);
  return template;
}

/** Child processes that run a bundle, by what the kernel says. */
async function confinedPids(bundle: string, parent = process.pid): Promise<number[]> {
  const tasks = await readdir(`/proc/${parent}/task`);
  const children = await Promise.all(tasks.map((task) => readFile(`/proc/${parent}/task/${task}/children`, 'utf8')));
  const pids = children.join(' ').split(/\s+/).filter(Boolean);
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return pids.filter((_, index) => lines[index]?.includes(bundle)).map(Number);
}

const job = (firstName?: string) => ({
  scene: 'only',
  format: 'landscape',
  locale: 'en',
  brand: { name: 'Northlight' },
  content: {},
  data: firstName === undefined ? {} : { firstName },
  markup: true,
});

/** The text of the first frame. */
async function drawn(template: OpenedTemplate, firstName?: string): Promise<string> {
  const { hashes, markups } = await template.draw(job(firstName));
  return (markups[hashes[0] ?? ''] ?? '').replace(/<[^>]*>/g, '').replaceAll('&#x27;', "'");
}

describe('a template in its confinement', () => {
  it('sees no environment', async () => {
    expect(await drawn(await open('hostile/reads-environment'))).toBe('threw process is not defined');
  });

  it('reads no file and loads no module', async () => {
    const text = await drawn(await open('hostile/reads-files'));
    expect(text).toMatch(/^threw .*; nothing yet$/);
  });

  it('opens no socket', async () => {
    expect(await drawn(await open('hostile/opens-sockets'))).toBe(
      ['fetch', 'WebSocket', 'XMLHttpRequest', 'navigator'].map((name) => `threw ${name} is not defined`).join('; '),
    );
  });

  it('ends nobody, having no process to end', async () => {
    expect(await drawn(await open('hostile/exits'))).not.toMatch(/got/);
  });

  it('finds no way out of its realm', async () => {
    expect(await drawn(await open('hostile/climbs-out'))).not.toMatch(/got/);
  });

  it('has a fixed clock and fixed chance, and nothing it put off for later runs', async () => {
    const template = await open('hostile/asks-time-and-chance');
    const { hashes, markups } = await template.draw(job());
    expect(new Set(hashes).size).toBe(1);
    expect(markups[hashes[0] ?? '']).toContain(`${FIXED_TIME} ${new Date(FIXED_TIME).toISOString()}`);
    expect(await template.draw(job())).toEqual({ hashes, markups, words: 'One scene.' });
  });

  it('remembers nothing of another person, and nothing of what it drew before for other fields', async () => {
    const template = await open('hostile/remembers');
    expect(await drawn(template, 'Zoë')).toBe('Zoë 1');
    expect(await drawn(template, 'Maria')).toBe('Maria 1');
    expect(await drawn(template)).toBe('nobody 1');
  });

  it('may spoil its own globals, and harms nobody with it: it is known for it, and drawn apart', async () => {
    const told: string[] = [];
    const template = await open('hostile/pollutes', 10_000, ({ id }) => told.push(id));
    expect(await drawn(template, 'Zoë')).toBe('Zoë yes');
    expect(await template.apart()).toBe(true);
    expect(told).toEqual(['pollutes']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('that does not end is ended at the deadline, and those who wait behind it are served', async () => {
    const template = await open('hostile/endless-loop', 6_000);
    const hung = template.draw(job('spin'));
    const behind = drawn(template, 'Zoë');
    await expect(hung).rejects.toMatchObject({ code: 'template-timeout' });
    expect(await behind).toBe('calm');
  });

  it.each(['heap', 'buffers'])('that takes memory without end (%s) is ended', async (way) => {
    const template = await open('hostile/endless-memory', 30_000);
    const hung = template.draw(job(way));
    const behind = drawn(template, 'Zoë');
    await expect(hung).rejects.toMatchObject({ code: 'template-failed' });
    expect(await behind).toBe('calm');
  });

  it.skipIf(!existsSync('/proc/self/task'))(
    'whose process is killed from outside is drawn all the same (needs /proc)',
    async () => {
      const template = await open('hostile/endless-loop', 30_000);
      const [pid] = await confinedPids(template.bundle.path);
      const slow = template.draw({ ...job('Zoë'), frames: Array.from({ length: 3_000 }, (_, n) => n % 3) });
      process.kill(pid ?? 0, 'SIGKILL');
      expect((await slow).hashes).toHaveLength(3_000);
      expect(await confinedPids(template.bundle.path)).not.toContain(pid);
    },
  );

  it.skipIf(!existsSync('/proc/self/task'))(
    'ends by itself when the service is gone, endless loop or not (needs /proc)',
    async () => {
      const folder = join(fixtures, 'hostile/endless-loop');
      const owner = fork(join(fixtures, '../support/owner.ts'), [folder, cacheDir], { execArgv: [...TYPESCRIPT] });
      const [bundle] = (await once(owner, 'message')) as [string];
      const left = await confinedPids(bundle, owner.pid);
      expect(left).toHaveLength(1);
      owner.kill('SIGKILL');
      await expect.poll(() => existsSync(`/proc/${left[0]}`), { timeout: 30_000 }).toBe(false);
    },
  );

  it.skipIf(!existsSync('/proc/self/task'))(
    'gets more processes when many ask at once, as many as there are cores (needs /proc)',
    async () => {
      const template = await open('hostile/remembers');
      await drawn(template);
      // Other tests may have left processes of the same template at rest.
      const before = (await confinedPids(template.bundle.path)).length;
      const names = ['Zoë', 'Maria', 'Ivan', 'Bo', 'Emma', 'Liam'];
      expect(await Promise.all(names.map((name) => drawn(template, name)))).toEqual(names.map((name) => `${name} 1`));
      const more = Math.min(availableParallelism(), names.length - 1) - 1;
      expect(await confinedPids(template.bundle.path)).toHaveLength(before + more);
    },
  );

  it('that throws fails alone, and its words stay inside', async () => {
    const template = await open('hostile/throws');
    for (const way of ['throw', 'proxy']) {
      const error = await template.draw(job(way)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'template-failed', reveal: undefined });
      expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('cannot draw');
    }
    expect(await drawn(template, 'Zoë')).toBe('calm');
  });

  it('that answers what is not a frame fails', async () => {
    const template = await open('hostile/lies');
    for (const way of ['none', 'huge'])
      await expect(template.draw(job(way))).rejects.toMatchObject({ code: 'template-failed' });
    expect(await drawn(template, 'Zoë')).toBe('calm');
  });
});

describe('loading', () => {
  it.each([
    ['throws-at-load', 'template-failed', /no luck today/],
    ['imports-node', 'build-failed', /node:fs/],
    ['custom-check', 'schema-unsayable', /fields\.firstName: custom/],
    ['not-a-template', 'template-failed', /./],
    ['missing-sample', 'file-missing', /sample\.json/],
  ])('%s is refused as %s', async (name, code, detail) => {
    const error = await open(`refused/${name}`).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ code, message: expect.stringMatching(detail) });
  });

  it('a template that hangs while it loads is refused at the deadline', async () => {
    await expect(open('hostile/loops-at-load', 1_000)).rejects.toMatchObject({ code: 'template-timeout' });
  });
});

describe('the process around the realm', () => {
  it('has no socket, no environment, no file and no child process left, should a template ever reach it', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    try {
      const { probe } = await import('./support/probe.ts');
      const secret = join(cacheDir, 'secret.txt');
      await writeFile(secret, 'secret');
      expect(await probe({ port, secret, cacheDir })).toEqual({
        connect: 'the network is not available here',
        socket: 'the network is not available here',
        datagram: 'the network is not available here',
        lookup: 'the network is not available here',
        listen: 'the network is not available here',
        fetch: 'undefined',
        environment: [],
        file: 'ERR_ACCESS_DENIED',
        spawn: 'ERR_ACCESS_DENIED',
        worker: 'ERR_ACCESS_DENIED',
        strings: 'EvalError',
      });
    } finally {
      server.close();
    }
  });
});
