/** A real Chromium for the kit's tests: one a file, closed when it ends. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll } from 'vitest';
import { document } from './support.tsx';

const EXECUTABLE = process.env.BROWSER_EXECUTABLE ?? '/usr/bin/chromium-headless-shell';
export const hasBrowser = existsSync(EXECUTABLE);
if (!hasBrowser) console.warn('Tests of the picture need chromium-headless-shell, or BROWSER_EXECUTABLE.');

export interface Drawing {
  readonly page: Page;
  /** Puts markup into the page and waits until its fonts are there. */
  show(markup: string, size: { readonly width: number; readonly height: number }): Promise<void>;
}

/** Starts a browser with the kit's stylesheet before the tests of a file. */
export function drawing(): () => Drawing {
  let browser: Browser | undefined;
  let open: Drawing | undefined;
  let folder: string | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kit-'));
    const file = join(folder, 'page.html');
    await writeFile(file, document(''));
    browser = await puppeteer.launch({
      executablePath: EXECUTABLE,
      args: ['--no-sandbox', '--allow-file-access-from-files'],
    });
    const page = await browser.newPage();
    await page.goto(`file://${file}`);
    open = {
      page,
      async show(markup, size) {
        await page.setViewport(size);
        await page.evaluate((html) => {
          globalThis.document.body.innerHTML = html;
        }, markup);
        await fontsReady(page);
      },
    };
  });
  afterAll(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true });
  });
  return () => {
    if (!open) throw new Error('the browser is not open');
    return open;
  };
}

/** Laying out asks for fonts, fonts change the layout, and that may ask for more: until nothing is asked for any more. */
async function fontsReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { document } = globalThis;
    do {
      await document.fonts.ready;
      document.body.getBoundingClientRect();
      await new Promise((done) => requestAnimationFrame(done));
    } while (document.fonts.status === 'loading');
  });
}
