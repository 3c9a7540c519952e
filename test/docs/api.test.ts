/** The guide for developers runs: its TypeScript, block after block, as one program against the real service. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { openTestApp } from '../http/support.ts';
import { atEnd } from '../support/at-end.ts';
import { until } from '../support/service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(join(root, 'docs/api.md'), 'utf8');
const program = [...guide.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code).join('\n');

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

test('docs/api.md does what it says', async () => {
  const app = await openTestApp();
  const [background, work] = [app.campaigns.startBackground(), app.webhooks.work()];
  const dir = mkdtempSync(join(tmpdir(), 'candor-guide-'));
  const outfile = join(dir, 'guide.mjs');
  const stdin = { contents: program, resolveDir: root, loader: 'ts' } as const;
  await build({ stdin, bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'silent' });
  const port = await freePort();
  const child = spawn(process.execPath, [outfile], {
    env: {
      CANDOR_URL: app.url,
      CANDOR_KEY: app.key,
      TEMPLATE: 'tiny',
      HOOKS_PORT: String(port),
      HOOKS_URL: `http://127.0.0.1:${port}`,
    },
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  atEnd(async () => {
    child.kill();
    await Promise.all([background.close(), work.close()]);
    rmSync(dir, { recursive: true, force: true });
  });
  await until('the withdrawal was told', async () => said.includes('withdrawn by') || child.exitCode !== null);
  const lines = said.trim().split('\n');
  expect(lines).toEqual([
    '1 accepted, 0 rejected',
    expect.stringMatching(/^cust-1001 http:\/\/127\.0\.0\.1:\d+\/v\/[\w-]{22,}$/),
    expect.stringMatching(/^live \d+$/),
    expect.stringMatching(/^409 wrong-status [0-9a-f-]{36}$/),
    'withdrawn by cust-1001',
  ]);
  const [hook] = (await app.webhooks.list(app.workspace, { limit: 10 })).items;
  const log = (await app.webhooks.deliveries(app.workspace, hook?.id ?? '', { limit: 10 })).items;
  await until('both were taken', async () => log.length === 2);
  expect(log.map((one) => one.type)).toEqual(['consent.withdrawn', 'test']);
  expect(guide).toContain('(embed.md)');
});
