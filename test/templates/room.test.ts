/** In a real browser: no text of a template leaves its scene's box, and no two texts lie over each other. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stylesheet } from '../../remotion/index.ts';
import { findBrowser } from '../../src/render/browser/find.ts';
import { LEAVE } from '../../templates/year-in-review/timing.ts';
import { draw, FORMATS, LOCALES, samples, scenesOf, templates } from './draw.ts';
import { people } from './values.ts';

const modules = join(createRequire(import.meta.url).resolve('react/package.json'), '../..');

let folder: string;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candor-room-'));
  const empty = join(folder, 'empty.html');
  await writeFile(
    empty,
    '<!doctype html><html class="light"><meta charset="utf-8"><body style="margin:0"></body></html>',
  );
  const { executable, env } = await findBrowser({ cacheDir: folder });
  browser = await puppeteer.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    args: ['--no-sandbox', '--allow-file-access-from-files'],
  });
  page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 1920 });
  await page.goto(pathToFileURL(empty).href);
  await page.addStyleTag({ content: stylesheet((file) => pathToFileURL(join(modules, file)).href) });
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What is wrong with the texts of a picture, in words; nothing where all is well. */
async function faults(markup: string): Promise<string[]> {
  return page.evaluate(async (html) => {
    document.body.innerHTML = html;
    await document.fonts.ready;
    const stage = document.querySelector('.candor')?.getBoundingClientRect();
    if (!stage) return ['there is no scene'];
    const texts: { text: string; box: DOMRect; line: Element | null }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.textContent?.trim() === '') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      // The ink of a line is lower than the line: a quarter off, above and below.
      const ink = new DOMRect(box.x, box.y + box.height / 4, box.width, box.height / 2);
      texts.push({ text: node.textContent ?? '', box: ink, line: node.parentElement?.closest('div') ?? null });
    }
    const wrong = texts
      .filter(({ box }) => box.left < -2 || box.right > stage.right + 2 || box.top < 0 || box.bottom > stage.bottom)
      .map(({ text }) => `outside: ${text}`);
    for (const [index, one] of texts.entries()) {
      for (const other of texts.slice(index + 1)) {
        if (one.line && one.line === other.line) continue;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (wide > 2 && high > 2) wrong.push(`over each other: ${one.text} / ${other.text}`);
      }
    }
    return wrong;
  }, markup);
}

describe.each(templates)('$id', (template) => {
  const scenes = scenesOf(template);
  const settled = scenes.map(({ from, frames }) => from + frames - LEAVE - 1);

  it('has room for everybody in its sample, and for nobody, in every format and locale', async () => {
    const everybody = [{}, ...(samples[template.id] ?? []).map(({ profile }) => profile)];
    for (const format of FORMATS) {
      for (const locale of LOCALES) {
        for (const [person, data] of everybody.entries()) {
          for (const [scene, frame] of settled.entries()) {
            const wrong = await faults(draw({ template, format, locale, data }, frame));
            expect([format, locale, person, scenes[scene]?.id, wrong]).toEqual([
              format,
              locale,
              person,
              scenes[scene]?.id,
              [],
            ]);
          }
        }
      }
    }
  });

  it('has room for whatever the fields let in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FORMATS),
        fc.constantFrom(...LOCALES),
        people(template),
        fc.constantFrom(...settled),
        async (format, locale, data, frame) => {
          expect(await faults(draw({ template, format, locale, data }, frame))).toEqual([]);
        },
      ),
      { numRuns: 120 },
    );
  });
});
