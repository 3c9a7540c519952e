import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unpackPackaged } from '../../src/render/browser/packaged.ts';
import { findBrowser, RenderError } from '../../src/render/index.ts';
import { folder, testPage } from './support.ts';

const sheet = { width: 64, height: 64, stylesheet: '', files: {} };
/** Covers the page: what is under it is not seen. */
const ground = '<div style="width:64px;height:64px;background:#fff">x</div>';
const square = (colour: string) => `<div style="width:64px;height:64px;background:${colour}"></div>`;

test('equal markup is the same picture to the byte, in any order, from any browser', async () => {
  const pictures: Buffer[] = [];
  for (const colours of [
    ['#123456', '#654321', '#123456'],
    ['#654321', '#123456'],
  ]) {
    const { page } = await testPage();
    await page.load(sheet);
    for (const picture of await page.draw(colours.map(square))) pictures.push(picture);
  }
  const [a, b] = pictures;
  expect(a?.equals(b as Buffer)).toBe(false);
  expect(pictures.map((one) => one.equals(a as Buffer))).toEqual([true, false, true, false, true]);
});

test('a page runs nothing and reaches nothing, whatever is in the markup', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { page } = await testPage();
  await page.load({ ...sheet, stylesheet: `@import url(${address}/style); .a{background:url(${address}/css)}` });
  const [plain] = await page.draw([ground]);
  const ran = "document.getElementById('root').textContent='ran'";
  const attempts = [
    `<script>${ran}</script>${ground}`,
    `${ground}<svg style="position:absolute" width="0" height="0" onload="${ran}"></svg>`,
    `${ground}<p onload="${ran}"></p><style onload="${ran}"></style><a href="javascript:${ran}"></a>`,
    `${ground}<iframe style="display:none" src="${address}/frame" srcdoc="<script>parent.${ran}</script>"></iframe>`,
    `${ground}<link rel="stylesheet" href="${address}/link"><meta http-equiv="refresh" content="0;url=${address}/refresh">`,
    `${ground}<i class="a"></i><object style="display:none" data="${address}/object"></object>`,
  ];
  for (const markup of attempts) {
    const [drawn] = await page.draw([markup]);
    expect([markup, drawn?.equals(plain as Buffer)]).toEqual([markup, true]);
  }
  for (const src of [`${address}/img`, 'file:///etc/hostname', '/own/nothing.png'])
    await expect(page.draw([`<img src="${src}">`])).rejects.toThrow(new RenderError('template-failed'));
  const [after] = await page.draw([ground]);
  expect(after?.equals(plain as Buffer)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(asked).toEqual([]);
});

test('a picture that fails leaves none of itself in the next', async () => {
  const { page } = await testPage();
  await page.load(sheet);
  const [red, blue] = await page.draw([square('#b00'), square('#00b')]);
  await expect(page.draw([`${square('#0b0')}<img src="/nothing.png">`])).rejects.toThrow(RenderError);
  const [again, other] = await page.draw([square('#b00'), square('#00b')]);
  expect(again?.equals(red as Buffer)).toBe(true);
  expect(other?.equals(blue as Buffer)).toBe(true);
});

test('after one of several pictures failed, the next ones are what they are alone', async () => {
  const { page } = await testPage();
  await page.load(sheet);
  const [blue] = await page.draw([square('#00b')]);
  const broken = [square('#b00'), '<img src="/nothing.png">', square('#00b')];
  await expect(page.draw(broken)).rejects.toThrow(RenderError);
  const [again] = await page.draw([square('#00b')]);
  expect(again?.equals(blue as Buffer)).toBe(true);
});

test('a picture that does not cover the page shows nothing of the one before', async () => {
  const { page } = await testPage();
  await page.load(sheet);
  const [alone] = await page.draw(['<i>x</i>']);
  const [, after] = await page.draw([square('#b00'), '<i>x</i>']);
  expect(after?.equals(alone as Buffer)).toBe(true);
});

test('wiped, a page holds nothing of the last picture, neither markup nor pixels, and draws the next one whole', async () => {
  const { page, browser } = await testPage();
  await page.load(sheet);
  const [before] = await page.draw([`${square('#b00')}<i>Zoëphine</i>`]);
  await page.clear();
  const inside = await Promise.all((await browser.pages()).map((one) => one.content()));
  expect(inside.join()).toContain('<canvas');
  expect(inside.join()).not.toContain('Zoëphine');
  const pixels = await Promise.all(
    (await browser.pages()).map((one) =>
      one.evaluate(() => {
        const canvas = document.querySelector('canvas');
        return [...(canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [])];
      }),
    ),
  );
  expect(new Set(pixels.flat())).toEqual(new Set([0, 255]));
  expect(pixels.flat().filter((value) => value === 255)).toHaveLength(64 * 64);
  const [after] = await page.draw([`${square('#b00')}<i>Zoëphine</i>`]);
  expect(after?.equals(before as Buffer)).toBe(true);
});

test('a still is a file of the kind and width that was asked for', async () => {
  const { page } = await testPage();
  await page.load(sheet);
  const png = await page.still(square('#b00'), { type: 'png', width: 32 });
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([32, 32]);
  const jpeg = await page.still(square('#b00'), { type: 'jpeg' });
  expect(jpeg.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
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
