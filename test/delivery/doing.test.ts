/** What can be done in the video, as a viewer does it: by mouse, by keys alone, on a telephone. In a real browser. */
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, devices, type Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPerson } from '../../src/consent/index.ts';
import { openBrowser } from '../support/browser.ts';
import { openRig, type Rig, rowOf } from './rig.ts';

const NAME = 'Zoëphine';
let rig: Rig;
let browser: Browser;
beforeAll(async () => {
  rig = await openRig(fileURLToPath(new URL('./templates', import.meta.url)));
  browser = await openBrowser(rig.storage.dir);
}, 120_000);

let people = 0;
/** Opens a video as its viewer. Nothing of the stream arrives: what is seen is drawn in the page, whatever the machine does. */
async function watch(
  template: string,
  options: BrowserContextOptions,
  walk: (page: Page, person: { uuid: string; watch: string }) => Promise<void>,
): Promise<void> {
  const campaign = await rig.campaign({ template });
  people += 1;
  const { uuid, links } = await rig.person(campaign.id, rowOf(`doing-${people}`, { firstName: NAME }));
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  try {
    const page = await context.newPage();
    await page.route(/\/stream\//, (route) => route.abort());
    await page.goto(links.watch, { waitUntil: 'domcontentloaded' });
    await page.getByRole('button', { name: 'This is me', exact: true }).click();
    await page.locator('#page[data-data]').waitFor();
    await walk(page, { uuid, watch: links.watch });
  } finally {
    await context.close();
  }
}

const shows = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction(
    (words) => document.querySelector('.live-picture')?.shadowRoot?.querySelector('div')?.textContent?.includes(words),
    text,
  );
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
const waits = (page: Page): Promise<unknown> => page.locator('.stage:not(.plays) .asks').waitFor();
/** Presses the key until `there` has the keyboard: what can be reached by nothing else can be reached so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const here = await page.evaluate(() => {
      const { activeElement: one } = document;
      return one?.getAttribute('aria-label') ?? one?.textContent ?? '';
    });
    if (here === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached`);
}

describe('a branch and a value of one’s own', () => {
  test('by mouse: the video waits for the answer, goes that way, comes back; a value shows at once and is kept on asking', async () => {
    await watch('crossing', {}, async (page, { uuid }) => {
      await page.locator('#play').click();
      await waits(page);
      await page.getByRole('button', { name: 'Aside', exact: true }).click();
      await page.getByRole('button', { name: 'Go on' }).click();
      await shows(page, 'hours');
      await page.getByRole('slider', { name: 'Hours' }).waitFor();
      const slider = page.getByRole('slider', { name: 'Hours' });
      await slider.fill('20');
      await shows(page, '20 hours');
      await page.getByText('Only on this device until you press').waitFor();
      expect((await openPerson(rig.storage, uuid))?.kept.values).not.toHaveProperty('hours');
      await page.getByRole('button', { name: 'Keep this' }).click();
      await page.getByText('Kept. It is in your video now').first().waitFor();
      expect((await openPerson(rig.storage, uuid))?.kept.values).toMatchObject({ hours: 20 });
      await page.getByRole('button', { name: 'Go on' }).click();
      await shows(page, 'The goal');
    });
  });

  test('by keys alone, on a telephone’s screen', async () => {
    await watch('crossing', { viewport: devices['iPhone 12'].viewport }, async (page) => {
      await page.locator('body').focus();
      await tabTo(page, 'Play');
      await page.keyboard.press('Enter');
      await waits(page);
      // The video waits, and what it waits for has the keyboard.
      expect(await focused(page)).toBe('On');
      expect(await page.locator('#live').textContent()).toContain('Which way?');
      await tabTo(page, 'Aside');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Go on');
      await page.keyboard.press('Enter');
      await shows(page, 'hours');
      await tabTo(page, 'Hours');
      await page.keyboard.press('ArrowRight');
      await shows(page, '9 hours');
      await tabTo(page, 'Keep this');
      await page.keyboard.press('Enter');
      await page.getByText('Kept. It is in your video now').first().waitFor();
    });
  });
});

test('a form and a poll, by keys alone on a telephone: sent on their buttons, told where they went', async () => {
  await watch('asking', { viewport: devices['iPhone 12'].viewport }, async (page, { uuid }) => {
    const over = page.locator('.over');
    await over.getByRole('textbox', { name: /Phone/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.locator('#play').focus();
    await page.keyboard.press('Shift+Tab');
    await over.getByRole('textbox', { name: /Phone/ }).focus();
    await page.keyboard.type('+49 40 1234567');
    expect((await openPerson(rig.storage, uuid))?.entries).toEqual([]);
    await tabTo(page, 'Send');
    await page.keyboard.press('Enter');
    await page.getByText('Thank you.').waitFor();
    expect((await openPerson(rig.storage, uuid))?.entries.map(({ value }) => value)).toEqual(['+49 40 1234567']);
    const good = over.getByRole('button', { name: 'Good' });
    await good.focus();
    await page.keyboard.press('Space');
    await page.getByText('Shown when more people have answered.').waitFor();
    expect(await good.getAttribute('aria-pressed')).toBe('true');
  });
});

test('without a script the same is asked in plain forms, and an answer is listed and taken back', async () => {
  const campaign = await rig.campaign({ template: 'asking' });
  const { uuid, links } = await rig.person(campaign.id, rowOf('plain-1', { firstName: NAME }));
  const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(links.watch, { waitUntil: 'domcontentloaded' });
    expect(await page.getByRole('textbox').count()).toBe(0);
    await page.getByRole('button', { name: 'This is me', exact: true }).click();
    await page.getByRole('textbox', { name: /Phone/ }).fill('+49 40 7654321');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Sent. It is listed below').waitFor();
    expect((await openPerson(rig.storage, uuid))?.entries).toHaveLength(1);
    await page.getByRole('button', { name: 'Take it back' }).click();
    expect((await openPerson(rig.storage, uuid))?.entries).toEqual([]);
  } finally {
    await context.close();
  }
});

test('what it says is described: beside a picture that stands, and why it is in it', async () => {
  await watch('crossing', {}, async (page) => {
    await page.getByRole('button', { name: 'With description' }).click();
    await page.locator('#seek').evaluate((seek: HTMLInputElement) => {
      seek.value = '1.5';
      seek.dispatchEvent(new Event('input'));
    });
    const line = page.locator('.description');
    await page.waitForFunction(() => document.querySelector('.description')?.textContent === 'The goal');
    expect(await line.getAttribute('aria-live')).toBe('polite');
    const why = page.getByRole('button', { name: 'Why am I seeing this?' });
    await why.click();
    await page.locator('#reasons').getByText('This picture is the same for everybody.').waitFor();
    await page.locator('#seek').evaluate((seek: HTMLInputElement) => {
      seek.value = '0.5';
      seek.dispatchEvent(new Event('input'));
    });
    await page.locator('#reasons').getByText('To greet you.').waitFor();
    expect(await why.getAttribute('aria-expanded')).toBe('true');
  });
});
