import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unpackPackaged } from '../../src/render/browser/packaged.ts';
import { BrowserPool } from '../../src/render/browser/pool.ts';
import { findBrowser, RenderError } from '../../src/render/index.ts';
import { children, folder, testPool } from './support.ts';

const sheet = { width: 64, height: 64, stylesheet: '', files: {} };
const square = (colour: string) => `<div style="width:64px;height:64px;background:${colour}"></div>`;

test('equal markup is the same picture to the byte, from any browser', async () => {
  const pool = await testPool(2);
  const leases = await Promise.all([pool.lease(), pool.lease()]);
  expect(leases[0]?.pid).not.toBe(leases[1]?.pid);
  const pictures: Buffer[] = [];
  for (const { page } of leases) {
    await page.load(sheet);
    for (const colour of ['#123456', '#654321', '#123456']) pictures.push(await page.draw(square(colour)));
  }
  for (const lease of leases) await lease.release();
  const [a, b] = pictures;
  expect(a?.equals(b as Buffer)).toBe(false);
  expect(pictures.map((one) => one.equals(a as Buffer))).toEqual([true, false, true, true, false, true]);
});

test('a page runs nothing and reaches nothing, whatever is in the markup', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pool = await testPool(1);
  const lease = await pool.lease();
  await lease.page.load({ ...sheet, stylesheet: `@import url(${address}/style); .a{background:url(${address}/css)}` });
  const plain = await lease.page.draw('<p>x</p>');
  const attempts = [
    '<script>document.body.textContent="ran"</script><p>x</p>',
    '<p>x</p><svg style="position:absolute" width="0" height="0" onload="document.body.textContent=\'ran\'"></svg>',
    `<p>x</p><iframe style="display:none" src="${address}/frame"></iframe>`,
    `<p>x</p><link rel="stylesheet" href="${address}/link"><meta http-equiv="refresh" content="0;url=${address}/refresh">`,
    `<p>x</p><i class="a"></i><object style="display:none" data="${address}/object"></object>`,
  ];
  for (const markup of attempts) expect((await lease.page.draw(markup)).equals(plain)).toBe(true);
  await expect(lease.page.draw(`<img src="${address}/img">`)).rejects.toThrow(new RenderError('template-failed'));
  await expect(lease.page.draw('<img src="file:///etc/hostname">')).rejects.toThrow(RenderError);
  await lease.release();
  await new Promise((resolve) => server.close(resolve));
  expect(asked).toEqual([]);
});

test('what one job drew is off the page before the next one has it', async () => {
  const pool = await testPool(1);
  const first = await pool.lease();
  await first.page.load(sheet);
  const empty = await first.page.draw('<p></p>');
  await first.page.draw(square('#b00'));
  await first.release();
  const second = await pool.lease();
  expect((await second.page.draw('')).equals(empty)).toBe(true);
  await second.release();
});

test('a dead browser is replaced when one is asked for; a worn one too; giving back twice is harmless', async () => {
  const pool = await testPool(1, 2);
  const first = await pool.lease();
  process.kill(-(first.pid ?? 0), 'SIGKILL');
  await expect(first.page.load(sheet)).rejects.toBeDefined();
  await first.release(true);
  await first.release();
  const second = await pool.lease();
  expect(second.pid).not.toBe(first.pid);
  await second.release();
  const third = await pool.lease();
  expect(third.pid).toBe(second.pid);
  await third.release();
  const fourth = await pool.lease();
  expect(fourth.pid).not.toBe(second.pid);
  await fourth.release();
});

test('who no longer waits is not served, and takes no browser with them', async () => {
  const pool = await testPool(1);
  const held = await pool.lease();
  const gone = new AbortController();
  const waiting = pool.lease(gone.signal);
  const next = pool.lease();
  gone.abort();
  await expect(waiting).rejects.toBeDefined();
  await held.release();
  await (await next).release();
});

test('closed, a pool leaves no process and no profile', async () => {
  const browser = await findBrowser({ cacheDir: folder() });
  const dir = folder();
  const before = children('--remote-debugging-pipe');
  const pool = new BrowserPool({ browser, size: 2, folder: dir });
  await Promise.all([pool.lease(), pool.lease()]);
  expect(children('--remote-debugging-pipe').length).toBe(before.length + 2);
  await pool.close();
  expect(children('--remote-debugging-pipe')).toEqual(before);
  expect(readdirSync(dir)).toEqual([]);
  await expect(pool.lease()).rejects.toThrow('closed');
});

test('a browser that is named and does not start is not replaced by another', async () => {
  const dir = folder();
  const broken = join(dir, 'chrome-headless-shell');
  writeFileSync(broken, '#!/bin/sh\nexit 1\n');
  chmodSync(broken, 0o755);
  await expect(findBrowser({ cacheDir: dir, executable: broken })).rejects.toThrow(new RenderError('browser-failed'));
});

test.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'where none is installed, or it is broken, the packaged one draws (needs Linux x64)',
  async () => {
    const dir = folder();
    const broken = join(dir, 'chrome-headless-shell');
    writeFileSync(broken, '#!/bin/sh\nexit 1\n');
    chmodSync(broken, 0o755);
    const path = process.env.PATH;
    process.env.PATH = dir;
    try {
      const refused: string[] = [];
      const browser = await findBrowser({ cacheDir: dir, onRefused: (origin) => refused.push(origin) });
      expect(refused[0]).toBe('installed');
      expect(browser.build).toMatch(/^packaged/);
    } finally {
      process.env.PATH = path;
    }
    const unpacked = await unpackPackaged(join(dir, 'browser'));
    expect(readdirSync(unpacked?.libraries ?? '')).toEqual(
      expect.arrayContaining(['libnss3.so', 'libnspr4.so', 'libexpat.so.1']),
    );
    expect(readdirSync(unpacked?.fonts ?? '')).toContain('fonts.conf');
  },
);
