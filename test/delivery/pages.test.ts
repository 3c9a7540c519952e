/** The viewer's pages as people meet them: without barriers, in five languages, at every width, without a script. */
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { putLogo } from '../../src/accounts/index.ts';
import { LANGUAGES } from '../../src/web/watch/words.ts';
import { barriers } from '../support/barriers.ts';
import { openBrowser } from '../support/browser.ts';
import { openRig, type Rig, rowOf } from './rig.ts';

let rig: Rig;
let browser: Browser;
beforeAll(async () => {
  rig = await openRig(fileURLToPath(new URL('./templates', import.meta.url)));
  browser = await openBrowser(rig.storage.dir);
}, 120_000);

let people = 0;
async function fresh(spec: object = {}, more: object = {}) {
  const campaign = await rig.campaign(spec);
  people += 1;
  return rig.person(campaign.id, { ...rowOf(`cust-${people}`, { firstName: 'Zoëphine' }), ...more });
}

async function visit(options: BrowserContextOptions, walk: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  try {
    await walk(await context.newPage());
  } finally {
    await context.close();
  }
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const press = async (page: Page, name: string): Promise<void> => {
  await button(page, name).click();
  await page.waitForLoadState();
};

describe('no barrier', () => {
  const states: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
    'at first': async () => undefined,
    'in the general version': (page) => press(page, 'The general version'),
    'as oneself': async (page) => {
      await press(page, 'This is me');
      await page.getByRole('switch', { name: 'First name' }).click();
      await page.locator('#switch-firstName[aria-checked="false"]').waitFor();
      await page.locator('#history summary').click();
      await button(page, 'Show my values').click();
      await page.locator('#values').waitFor();
    },
    'with its data outlined, asked what it asks, and asked why': async (page) => {
      await press(page, 'This is me');
      await page.locator('.over').getByRole('textbox', { name: /Phone/ }).waitFor();
      await button(page, 'Show my data in the picture').click();
      await page.locator('.outline').first().waitFor();
      await button(page, 'Why am I seeing this?').click();
      await page.locator('#reasons li').waitFor();
      for (const summary of ['Chapters', 'More', 'The video in words'])
        await page.locator('summary', { hasText: summary }).click();
    },
    withdrawn: (page) => press(page, 'Withdraw my agreement'),
    'not theirs': (page) => press(page, 'Not me'),
    'of a link that has ended': (page) => page.goto(`${rig.url}/v/${'x'.repeat(32)}`),
    'where nothing plays': async (page) => {
      await page.route(/\/stream|\/watch\/live\/|video\.mp4/, (route) => route.abort());
      await page.reload();
      await page.getByText('The video does not play here.').waitFor();
      await page.locator('#transcript img').first().waitFor();
    },
    'on paper': async (page) => {
      await press(page, 'This is me');
      await page.getByRole('link', { name: 'Receipt to print' }).click();
      await page.getByRole('heading', { name: 'Receipt' }).waitFor();
    },
    erased: async (page) => {
      await press(page, 'This is me');
      await press(page, 'Erase what is held for these videos');
      await press(page, 'Erase it now');
      await page.getByRole('heading', { name: 'What cannot be erased here' }).waitFor();
    },
    'where receipts are checked': async (page) => {
      await page.goto(`${rig.url}/receipt/check`);
      await page.getByRole('textbox', { name: 'The receipt' }).fill('{}');
      await press(page, 'Check it');
      await page.getByText('This is no receipt that was signed here.').waitFor();
    },
  };
  test.each(Object.entries(states))('%s', async (_, walk) => {
    const { links } = await fresh();
    await visit({}, async (page) => {
      await page.goto(links.watch);
      await walk(page);
      expect(await barriers(page)).toEqual([]);
    });
  });

  test('in Arabic', { timeout: 60_000 }, async () => {
    const { links } = await fresh({}, { locale: 'ar' });
    await visit({ locale: 'ar' }, async (page) => {
      await page.goto(links.watch);
      await press(page, 'هذا أنا');
      expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe('rtl');
      expect(await barriers(page)).toEqual([]);
    });
  });
});

test('the sender’s logo stands beside its name, and nothing moves when it comes', async () => {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M0 0h90v30H0z"/></svg>';
  const logo = await putLogo(rig.storage, rig.workspace, Buffer.from(drawing));
  const { links } = await fresh({ brand: { logo } });
  await visit({}, async (page) => {
    const held = Promise.withResolvers<void>();
    await page.route('**/logos/**', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(links.watch, { waitUntil: 'domcontentloaded' });
    const places = () =>
      page
        .locator('header')
        .evaluate((all) => [...all.querySelectorAll('*')].map((one) => JSON.stringify(one.getBoundingClientRect())));
    await page.evaluate(() => document.fonts.ready);
    const before = await places();
    held.resolve();
    const image = page.locator('header img');
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('header img')?.complete);
    expect(await image.evaluate((one: HTMLImageElement) => [one.naturalWidth > 0, one.width, one.height])).toEqual([
      true,
      108,
      36,
    ]);
    expect(await places()).toEqual(before);
    expect(await page.locator('header').textContent()).toContain('made this video');
  });
});

test('is read out in the order in which it is seen: who, the video and its controls, what it knows, what can be done', async () => {
  const { links } = await fresh();
  await visit({ reducedMotion: 'reduce' }, async (page) => {
    await page.goto(links.watch);
    const order = async (...said: string[]): Promise<void> => {
      const tree = await page.locator('body').ariaSnapshot();
      const places = said.map((text) => tree.indexOf(text));
      expect({ said, missing: said.filter((_, index) => places[index] === -1) }).toEqual({ said, missing: [] });
      expect(places).toEqual([...places].sort((a, b) => a - b));
    };
    await order(
      'Skip to what this video knows about you',
      'banner',
      'heading "Is this link yours?" [level=2]',
      'button "This is me"',
      'button "The general version"',
      'button "Not me"',
      'region "Video: Asking"',
      'button "Play"',
      'slider "Position"',
      'heading "What your own version could show" [level=2]',
      'button "Withdraw my agreement"',
      'contentinfo',
    );
    await press(page, 'This is me');
    await page.locator('.over').getByRole('textbox', { name: /Phone/ }).waitFor();
    await order(
      'banner',
      'region "Video: Asking"',
      'textbox "Phone (optional)"',
      'button "Play"',
      'slider "Position"',
      'button "Captions"',
      'button "With description"',
      'button "Why am I seeing this?"',
      'heading "What this video knows about you" [level=2]',
      'heading "First name" [level=3]',
      'switch "First name" [checked]',
      'heading "Change your mind" [level=2]',
      'button "Withdraw my agreement"',
      'button "Erase what is held for these videos"',
      'contentinfo',
    );
  });
});

test('a browser of 2018 keeps the page as it is sent: its own player with the file, and forms', async () => {
  const { links } = await fresh();
  await visit({}, async (page) => {
    await page.addInitScript(() => {
      // What browsers of that year do not have.
      Reflect.deleteProperty(Element.prototype, 'replaceChildren');
      Reflect.deleteProperty(window, 'SubmitEvent');
    });
    const failed: string[] = [];
    page.on('pageerror', ({ message }) => failed.push(message));
    await page.goto(links.watch);
    await press(page, 'This is me');
    expect(await page.locator('#video').evaluate((video: HTMLVideoElement) => video.controls)).toBe(true);
    await page.locator('#video source[src*="video.mp4"]').waitFor({ state: 'attached' });
    await page.getByRole('switch', { name: 'First name' }).click();
    await page.getByText('You switched it off.').waitFor();
    expect(failed).toEqual([]);
  });
});

test('style and script are written for browsers of 2018', async () => {
  const { links } = await fresh();
  const html = await (await fetch(links.watch, { headers: { accept: 'text/html' } })).text();
  const read = async (pattern: RegExp) => (await fetch(new URL(pattern.exec(html)?.[1] ?? '', rig.url))).text();
  // What Chrome 66 and Safari 11.1 read: ES2019's `catch {`, and `import()`, are in them; ES2020 otherwise is not.
  const script = (await read(/<script type="module" src="([^"]+)"/)).replace(/\bimport\(/g, 'load(');
  expect(() => parse(script, { ecmaVersion: 2019, sourceType: 'module' })).not.toThrow();
  const css = await read(/<link rel="stylesheet" href="([^"]+)"/);
  // Each colour of the wide space stands behind one of sRGB, in rules that a browser without it passes over.
  const plain = css.replace(/@supports[^{]*\{(?:[^{}]|\{[^{}]*\})*\}/g, '');
  expect(css).toMatch(/--paper:\s*#[0-9a-f]{3,8}/);
  expect(plain.replace(/(--[\w-]+):#[0-9a-f]+;\1:(oklch|lab|color)\([^)]*\)/g, '')).not.toMatch(
    /oklch\(|lab\(|color\(/,
  );
});

test('a question before works without a script, and says what went wrong where it went wrong', async () => {
  const { links } = await fresh(
    { confirm: 'code', confirmQuestion: { en: 'Number of your meter?' } },
    { confirmAnswer: 'AB-12' },
  );
  await visit({ javaScriptEnabled: false }, async (page) => {
    await page.goto(links.watch);
    await press(page, 'This is me');
    const answer = page.getByRole('textbox', { name: 'Number of your meter?' });
    await answer.fill('something');
    await press(page, 'This is me');
    expect(await answer.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('alert').textContent()).toContain('4 tries are left.');
    await answer.fill('ab 12');
    await press(page, 'This is me');
    expect(await page.getByRole('switch', { name: 'First name' }).count()).toBe(1);
  });
});

test('withdrawing takes no more steps than watching one’s own version', async () => {
  const { links } = await fresh();
  await visit({ javaScriptEnabled: false }, async (page) => {
    let steps = 0;
    const step = async (name: string): Promise<void> => {
      steps += 1;
      await press(page, name);
    };
    await page.goto(links.watch);
    await step('This is me');
    await page.getByRole('heading', { name: 'What this video knows about you' }).waitFor();
    const toWatch = steps;
    steps = 0;
    await page.goto(links.watch);
    await step('Withdraw my agreement');
    await page.getByText('Your agreement is withdrawn.').waitFor();
    expect(steps).toBeLessThanOrEqual(toWatch);
  });
});

test('the three answers weigh the same', async () => {
  const { links } = await fresh();
  for (const width of [390, 1280]) {
    await visit({ viewport: { width, height: 860 } }, async (page) => {
      await page.goto(links.watch);
      const looks = await page.locator('.answers button').evaluateAll((all) =>
        all.map((one) => {
          const { width, height } = one.getBoundingClientRect();
          const { color, backgroundColor, borderColor, fontSize, fontWeight } = getComputedStyle(one);
          return [width, height, color, backgroundColor, borderColor, fontSize, fontWeight].join();
        }),
      );
      expect(looks).toHaveLength(3);
      expect(new Set(looks).size).toBe(1);
    });
  }
});

test('fits 320 pixels in every language, with nothing to press that is smaller than 24', {
  timeout: 90_000,
}, async () => {
  const { links } = await fresh();
  for (const locale of Object.keys(LANGUAGES)) {
    await visit({ viewport: { width: 320, height: 700 }, locale }, async (page) => {
      await page.goto(links.watch);
      await page.locator('form[action$="/open"] button').click();
      await page.locator('[role="switch"]').first().waitFor();
      const { beyond, small } = await page.evaluate(() => ({
        beyond: document.documentElement.scrollWidth - window.innerWidth,
        small: [...document.querySelectorAll<HTMLElement>('button, summary, .button')]
          .filter((one) => one.checkVisibility())
          .map((one) => ({ text: one.textContent, ...one.getBoundingClientRect().toJSON() }))
          .filter(({ height }) => height < 24)
          .map(({ text }) => text),
      }));
      expect({ locale, beyond: Math.max(0, beyond), small }).toEqual({ locale, beyond: 0, small: [] });
    });
  }
});

test('in forced colours a switch still shows which way it is', async () => {
  const { links } = await fresh();
  await visit({ forcedColors: 'active' }, async (page) => {
    await page.goto(links.watch);
    await press(page, 'This is me');
    const row = page.locator('.switching', { has: page.locator('#switch-firstName') });
    const word = row.locator('.state-word:visible');
    expect(await word.textContent()).toBe('On');
    // Found and read at once: the page may exchange it between the two.
    const knob = () =>
      page.evaluate(() => {
        const knob = document.querySelector('#switch-firstName');
        return knob && getComputedStyle(knob, '::after').backgroundColor;
      });
    const on = await knob();
    await page.getByRole('switch', { name: 'First name' }).click();
    await page.locator('#switch-firstName[aria-checked="false"]').waitFor();
    expect(await word.textContent()).toBe('Off');
    expect(await knob()).not.toBe(on);
  });
});
