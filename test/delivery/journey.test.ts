/** Viewers' ways through the page in a real browser, without and with JavaScript. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { openRig, type Rig, rowOf } from './rig.ts';

const NAME = 'Zoëphine';
let rig: Rig;
let browser: Browser;

beforeAll(async () => {
  rig = await openRig();
  browser = await openBrowser(rig.storage.dir);
}, 120_000);

let people = 0;
async function fresh(spec: object = {}) {
  const campaign = await rig.campaign(spec);
  people += 1;
  return rig.person(campaign.id, rowOf(`cust-${people}`, { firstName: NAME, usageKwh: [210, 190, 170] }));
}

/** Runs a journey in a browser of its own; whatever the page complains of fails it. */
async function visit(
  options: Parameters<Browser['newContext']>[0],
  walk: (page: Page) => Promise<void>,
): Promise<void> {
  const context: BrowserContext = await browser.newContext({ locale: 'en-GB', ...options });
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) complaints.push(message.text());
  });
  try {
    await walk(page);
  } finally {
    await context.close();
  }
  expect(complaints).toEqual([]);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.each([{ javaScriptEnabled: false }, { javaScriptEnabled: true }])('with %o', (options) => {
  test('open, switch a field off and on, see the values, say what is wrong', async () => {
    const { links } = await fresh();
    await visit(options, async (page) => {
      await page.goto(links.watch);
      expect(await page.content()).not.toContain(NAME);
      await button(page, 'This is me').click();
      await page.getByRole('heading', { name: 'What this video knows about you' }).waitFor();
      const name = page.getByRole('switch', { name: 'First name' });
      expect(await name.getAttribute('aria-checked')).toBe('true');
      await name.click();
      await page.locator('#switch-firstName[aria-checked="false"]').waitFor();
      await page.getByText('You switched it off.').waitFor();
      await name.click();
      await page.locator('#switch-firstName[aria-checked="true"]').waitFor();
      await button(page, 'Show my values').click();
      await page.getByText(NAME).first().waitFor();
      await button(page, 'Hide my values').click();
      await page.locator('.value').first().waitFor({ state: 'detached' });
      await button(page, 'That’s not right').first().click();
      await page.getByText('has been told that this is not right').waitFor();
    });
  });

  test('withdrawing takes one press from the first page, no more than watching', async () => {
    const { links } = await fresh();
    await visit(options, async (page) => {
      await page.goto(links.watch);
      await button(page, 'Withdraw my agreement').click();
      await page.getByText('Your agreement is withdrawn.').waitFor();
    });
  });

  test('erasing asks once more, and the link has ended then', async () => {
    const { links } = await fresh();
    await visit(options, async (page) => {
      await page.goto(links.watch);
      await button(page, 'This is me').click();
      await button(page, 'Erase what is held for these videos').click();
      await page.getByRole('heading', { name: 'Erase what is held for these videos?' }).waitFor();
      await button(page, 'Erase it now').click();
      await page.getByText('is erased, and this link has ended.').waitFor();
      const again = await page.goto(links.watch);
      expect(again?.status()).toBe(410);
    });
  });

  test('"not me" and the general version show nothing of anybody', async () => {
    const { links } = await fresh();
    await visit(options, async (page) => {
      await page.goto(links.watch);
      await button(page, 'The general version').click();
      await page.getByText('This is the general version.').waitFor();
      await button(page, 'Not me').click();
      await page.getByText('This link shows nothing personal any more.').waitFor();
      expect(await page.content()).not.toContain(NAME);
    });
  });

  test('a browser that keeps no cookies goes on without one', async () => {
    const { links } = await fresh();
    await visit(options, async (page) => {
      await page.route('**/open*', async (route) => {
        const response = await route.fetch({ maxRedirects: 0 });
        const headers = Object.fromEntries(
          Object.entries(response.headers()).filter(([name]) => name !== 'set-cookie'),
        );
        await route.fulfill({ response, headers });
      });
      await page.goto(links.watch);
      await button(page, 'This is me').click();
      await page.waitForURL(/opened=1/);
      await page.context().clearCookies();
      await page.reload();
      await button(page, 'Go on without a cookie').click();
      await page.getByRole('heading', { name: 'What this video knows about you' }).waitFor();
      await page.getByRole('switch', { name: 'First name' }).click();
      await page.locator('#switch-firstName[aria-checked="false"]').waitFor();
    });
  });
});

describe('the page', () => {
  test('applies a switch without leaving, tells it, and takes the new version of the video', async () => {
    const { links } = await fresh();
    await visit({}, async (page) => {
      await page.goto(links.watch);
      await button(page, 'This is me').click();
      const version = () => page.locator('#video').getAttribute('data-version');
      const before = await version();
      await page.evaluate(() => {
        document.body.dataset.stayed = 'yes';
      });
      const name = page.getByRole('switch', { name: 'First name' });
      await name.focus();
      await page.keyboard.press('Space');
      await page.locator('#switch-firstName[aria-checked="false"]').waitFor();
      await page.getByRole('status').getByText('Done.').waitFor();
      expect(await version()).not.toBe(before);
      expect(await page.locator('#video source').getAttribute('src')).toContain(await version());
      expect(await page.locator('body').getAttribute('data-stayed')).toBe('yes');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('switch-firstName');
    });
  });

  test('learns by itself of what was done elsewhere', async () => {
    const { links } = await fresh();
    await visit({}, async (page) => {
      await page.clock.install();
      await page.goto(links.watch);
      await button(page, 'This is me').click();
      await page.getByRole('switch', { name: 'First name' }).waitFor();
      await page.waitForResponse((response) => response.url().includes('manifest.json'));
      await fetch(`${links.watch}/withdraw`, { method: 'POST' });
      await page.clock.runFor(11_000);
      await page.getByText('You withdrew your agreement.').first().waitFor();
    });
  });

  test('shows in the picture what is in it, and a time leads to its second', async () => {
    const { links } = await fresh();
    await visit({}, async (page) => {
      await page.goto(links.watch);
      await button(page, 'This is me').click();
      const show = button(page, 'Show my data in the picture');
      await show.click();
      expect(await show.getAttribute('aria-pressed')).toBe('true');
      expect(await page.locator('#now').isVisible()).toBe(true);
      expect(await page.locator('#lanes foreignObject').count()).toBeGreaterThan(1);
      expect(await page.locator('a[data-seek]').count()).toBeGreaterThan(1);
      await show.click();
      expect(await page.locator('#now').isVisible()).toBe(false);
    });
  });

  test('has landmarks, one title, headings in order, and a name for every control', async () => {
    const { links } = await fresh();
    for (const personal of [false, true]) {
      await visit({}, async (page) => {
        await page.goto(links.watch);
        if (personal) await button(page, 'This is me').click();
        for (const role of ['main', 'banner', 'contentinfo'] as const) {
          expect(await page.getByRole(role).count()).toBe(1);
        }
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
        const found = await page.evaluate(() => {
          const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map((heading) => Number(heading.tagName[1]));
          const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
          const refs = ['aria-labelledby', 'aria-describedby'].flatMap((name) =>
            [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name) ?? ''),
          );
          return {
            jumps: levels.filter((level, at) => at > 0 && level > (levels[at - 1] ?? 0) + 1),
            twice: ids.filter((id, at) => ids.indexOf(id) !== at),
            dangling: refs.filter((id) => !document.getElementById(id)),
            lang: document.documentElement.lang,
          };
        });
        expect(found).toEqual({ jumps: [], twice: [], dangling: [], lang: 'en' });
        const snapshot = await page.locator('body').ariaSnapshot();
        expect(snapshot).toMatch(/- button "/);
        expect(snapshot).not.toMatch(/- (button|link|switch|slider|textbox)(?! ")/);
      });
    }
  });

  test('plays the video while it is drawn, and names it', { timeout: 120_000 }, async () => {
    const { links } = await fresh();
    await visit({}, async (page) => {
      await page.goto(links.watch);
      await button(page, 'This is me').click();
      await page.waitForFunction(() => (document.getElementById('video') as HTMLVideoElement).readyState >= 3);
      await page.locator('#state').waitFor({ state: 'detached' });
      expect(await page.getByRole('region', { name: 'Video: Tiny' }).count()).toBe(1);
    });
  });

  test('carries nothing inline, as it is sent', async () => {
    const { links } = await fresh();
    const html = await (await fetch(links.watch, { headers: { accept: 'text/html' } })).text();
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)|\son\w+=|javascript:/);
  });

  test('fits from 320 pixels on, in both languages and both formats of light', async () => {
    const { links } = await fresh();
    for (const [width, locale, colorScheme] of [
      [320, 'de-DE', 'light'],
      [390, 'en-GB', 'dark'],
      [1280, 'en-GB', 'light'],
      [3840, 'de-DE', 'dark'],
    ] as const) {
      await visit({ viewport: { width, height: 900 }, locale, colorScheme }, async (page) => {
        await page.goto(links.watch);
        const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(await overflow()).toBeLessThanOrEqual(0);
        await button(page, locale === 'de-DE' ? 'Das bin ich' : 'This is me').click();
        await page.locator('#knows').waitFor();
        expect(await overflow()).toBeLessThanOrEqual(0);
      });
    }
  });

  test('keeps room of the video’s shape, whatever shape its poster has', async () => {
    const { links } = await fresh();
    await visit({}, async (page) => {
      const upright = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="300"/>';
      await page.route(/poster\.jpg/, (route) => route.fulfill({ contentType: 'image/svg+xml', body: upright }));
      await page.goto(links.watch);
      const shapes = await page
        .locator('#video')
        .evaluate((video: HTMLVideoElement) => [video.offsetWidth / video.offsetHeight, video.width / video.height]);
      expect(shapes[0]).toBeCloseTo(shapes[1] ?? 0, 1);
    });
  });

  test('offers reading first to who wants less motion, and starts nothing by itself', async () => {
    const { links } = await fresh();
    await visit({ reducedMotion: 'reduce' }, async (page) => {
      await page.goto(links.watch);
      expect(await page.getByRole('link', { name: 'Read it instead of watching' }).isVisible()).toBe(true);
      expect(await page.locator('#video').evaluate((video: HTMLVideoElement) => video.paused && !video.autoplay)).toBe(
        true,
      );
      await page.getByRole('link', { name: 'Read it instead of watching' }).click();
      expect(await page.locator('#transcript p').first().isVisible()).toBe(true);
    });
  });
});
