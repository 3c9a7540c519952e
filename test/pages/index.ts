/**
 * `node --import ./src/typescript.mjs test/pages/index.ts <watch link> [folder]`: the page of a running service as a viewer meets it. Measures how
 * long a press takes to reach the picture, and with a folder writes the pictures of the docs there. Links of `npm start` do.
 */
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../src/render/index.ts';

/** A second at which much of what is known is in the picture of `year-in-review`. */
const MOMENT = 14;
/** A link is drawn anew at most 20 times an hour; a switch and back are two. */
const TIMES = 3;
/** Whoever reads first needs a second at the least. */
const PRESSES = [
  { when: 'as soon as it can be', wait: 0 },
  { when: 'a second later', wait: 1000 },
];

const [link, folder] = process.argv.slice(2);
if (!link) throw new Error('which watch link?');
const { executable, env } = await findBrowser({ cacheDir: '.candor/cache' });
const browser = await chromium.launch({
  executablePath: executable,
  env: { ...process.env, ...env },
  args: ['--no-sandbox'],
});
try {
  for (const figure of await measured(browser, link)) process.stdout.write(`${figure}\n`);
  if (folder) await pictures(folder);
} finally {
  await browser.close();
}

async function visit(options: BrowserContextOptions, walk: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  try {
    const page = await context.newPage();
    await page.goto(link ?? '', { waitUntil: 'domcontentloaded' });
    await walk(page);
  } finally {
    await context.close();
  }
}

async function isMe(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'This is me', exact: true }).click();
  await page.locator('#page[data-data]').waitFor();
}

/** At rest at this second, drawn live or from the stream, whichever is there. */
async function rest(page: Page, seconds: number): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.live-picture')?.shadowRoot ||
      (document.getElementById('video') as HTMLVideoElement).readyState > 2,
  );
  await page.locator('.stage.plays').waitFor();
  await page.locator('#play').click();
  await page.locator('#seek').evaluate((seek: HTMLInputElement, at) => {
    seek.value = String(at);
    seek.dispatchEvent(new Event('input'));
  }, seconds);
  await page.waitForTimeout(1500);
}

/** Milliseconds from a press to the first changed picture, told by the page's own clock: medians of {@link TIMES}. */
async function measured(browser: Browser, link: string): Promise<string[]> {
  const told: string[] = [];
  for (const { when, wait } of PRESSES) {
    const [empty, warm, switched]: number[][] = [[], [], []];
    for (let time = 0; time < TIMES; time += 1) {
      const context = await browser.newContext({ locale: 'en-GB' });
      for (const figures of [empty, warm]) {
        const page = await context.newPage();
        await page.goto(link, { waitUntil: 'domcontentloaded' });
        await page.waitForFunction(() => document.getElementById('page')?.classList.contains('live'));
        await page.waitForTimeout(wait);
        figures?.push(await page.evaluate(pressed));
        await page.locator('#page[data-data]').waitFor();
        if (figures === warm) {
          await rest(page, 1);
          switched?.push(await page.evaluate(pressedSwitch));
          await page.locator('#undo').waitFor();
          await Promise.all([page.waitForResponse(/\/choices/), page.locator('#undo').click()]);
        }
        await page.close();
        await context.clearCookies();
      }
      await context.close();
    }
    const [first, again, off] = [empty, warm, switched].map((figures) => median(figures ?? []));
    told.push(`from "This is me", pressed ${when}, to a moving picture: ${first} ms, with a warm cache ${again} ms`);
    told.push(`from a switch to the changed picture: ${off} ms`);
  }
  return told;
}

function median(figures: readonly number[]): number {
  return Math.round(figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN);
}

/** In the page. */
function pressed(): Promise<number> {
  return new Promise((done) => {
    const form = document.querySelector<HTMLFormElement>('form[action$="/open"]');
    const before = performance.now();
    const video = document.getElementById('video') as HTMLVideoElement;
    const look = (): void => {
      const drawn = document.querySelector<HTMLElement>('.live-picture');
      const isLive = drawn?.style.visibility === 'visible' && document.querySelector('.stage.plays');
      if (isLive || (!video.paused && video.readyState > 2)) done(performance.now() - before);
      else requestAnimationFrame(look);
    };
    form?.requestSubmit();
    look();
  });
}

/** In the page. */
function pressedSwitch(): Promise<number> {
  return new Promise((done) => {
    const tree = document.querySelector('.live-picture')?.shadowRoot;
    const button = document.querySelector<HTMLElement>('.switch');
    if (!tree || !button) return done(Number.NaN);
    const before = performance.now();
    new MutationObserver(() => done(performance.now() - before)).observe(tree, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    button.click();
  });
}

async function pictures(into: string): Promise<void> {
  const desk = { viewport: { width: 1280, height: 860 } };
  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
  const keep = (page: Page, name: string, part?: string) => {
    const how = { path: join(into, `${name}.jpg`), type: 'jpeg', quality: 72 } as const;
    return part ? page.locator(part).screenshot(how) : page.screenshot(how);
  };
  await visit(desk, async (page) => {
    await page.waitForFunction(() => document.getElementById('page')?.classList.contains('live'));
    await keep(page, 'first');
    await isMe(page);
    await rest(page, MOMENT);
    await keep(page, 'watching');
    await page.locator('#show').click();
    await page.locator('.outline').first().waitFor();
    await page.waitForTimeout(300);
    await keep(page, 'outlined');
    await keep(page, 'panel', '#knows');
  });
  await visit({ ...desk, colorScheme: 'dark' }, async (page) => {
    await isMe(page);
    await rest(page, MOMENT);
    await page.locator('#show').click();
    await page.locator('.outline').first().waitFor();
    await page.waitForTimeout(300);
    await keep(page, 'dark');
  });
  await visit(phone, async (page) => {
    await isMe(page);
    await rest(page, MOMENT);
    await keep(page, 'phone');
  });
  await visit({ ...phone, colorScheme: 'dark' }, async (page) => {
    await isMe(page);
    await rest(page, MOMENT);
    await keep(page, 'phone-dark');
  });
}
