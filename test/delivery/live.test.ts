/** Live play in a real browser: what stands in for what, switches and outlines on the live picture, keys, size, embedding. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
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
  return rig.person(campaign.id, rowOf(`live-${people}`, { firstName: NAME, usageKwh: [210, 190, 170] }));
}

/** A page of its own, calm: nothing starts by itself. `before` may cut the network. */
async function visit(
  walk: (page: Page, watch: string) => Promise<void>,
  before: (page: Page) => Promise<unknown> = async () => {},
  spec: object = {},
): Promise<void> {
  const { links } = await fresh(spec);
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  try {
    await before(page);
    await page.goto(links.watch);
    await walk(page, links.watch);
  } finally {
    await context.close();
  }
  expect(complaints).toEqual([]);
}

const isMe = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'This is me', exact: true }).click();
  await page.locator('#page[data-data]').waitFor();
};
const way = (page: Page, which: 'live' | 'video') => page.locator(`.stage[data-way="${which}"]`).waitFor();
/** From now on: by how many seconds the shown time went on from picture to picture, and the clock meanwhile. */
async function recordsTime(page: Page): Promise<() => Promise<{ shown: number; gone: number }[]>> {
  const steps = await page.evaluateHandle(() => {
    const seek = document.getElementById('seek') as HTMLInputElement;
    const all: { shown: number; gone: number }[] = [];
    let [before, at] = [Number(seek.value), performance.now()];
    const look = (): void => {
      const [value, now] = [Number(seek.value), performance.now()];
      if (value !== before) all.push({ shown: value - before, gone: (now - at) / 1000 });
      if (value !== before) [before, at] = [value, now];
      requestAnimationFrame(look);
    };
    look();
    return all;
  });
  return () => steps.jsonValue();
}
const seekTo = (page: Page, seconds: number) =>
  page.locator('#seek').evaluate((seek: HTMLInputElement, to) => {
    seek.value = String(to);
    seek.dispatchEvent(new Event('input'));
  }, seconds);
const shows = (page: Page, text: string, there = true): Promise<unknown> =>
  page.waitForFunction(
    ([words, wanted]) => {
      const text = document.querySelector('.live-picture')?.shadowRoot?.querySelector('div')?.textContent ?? '';
      return text !== '' && text.includes(words as string) === wanted;
    },
    [text, there] as const,
  );

describe('what stands in for what', () => {
  test('live play shows the video until the stream is there, which takes over at the same picture', async () => {
    let release = (): void => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    await visit(
      async (page) => {
        await isMe(page);
        await seekTo(page, 0.55);
        await way(page, 'live');
        await shows(page, NAME);
        release();
        await way(page, 'video');
        const at = await page.locator('#video').evaluate((video: HTMLVideoElement) => video.currentTime);
        expect(Math.floor(at * 10)).toBe(5);
      },
      (page) =>
        page.route(/\/stream\/.*\.(m4s|mp4)/, async (route) => {
          await held;
          await route.continue().catch(() => {});
        }),
    );
  });

  test('where the stream fails live play goes on; without it the file plays; without that it can be read', async () => {
    await visit(
      async (page) => {
        await isMe(page);
        await page.locator('#play').click();
        await way(page, 'live');
        // It goes on playing, and may be past the name by now.
        await seekTo(page, 0.55);
        await shows(page, NAME);
      },
      (page) => page.route(/\/(stream|video\.mp4)/, (route) => route.abort()),
    );
    await visit(
      async (page) => {
        await isMe(page);
        await page.waitForFunction(() => {
          const video = document.getElementById('video') as HTMLVideoElement;
          return video.readyState >= 2 && video.currentSrc.includes('video.mp4');
        });
        await way(page, 'video');
      },
      (page) => page.route(/\/stream|\/watch\/live\//, (route) => route.abort()),
    );
    await visit(
      async (page) => {
        await page.getByText('The video does not play here.').waitFor();
        expect(await page.locator('#transcript p').first().isVisible()).toBe(true);
      },
      (page) => page.route(/\/stream|\/watch\/live\/|video\.mp4/, (route) => route.abort()),
    );
  });
});

test('a stream that is cut while it plays goes on live, at the same second', async () => {
  await visit(
    async (page) => {
      await isMe(page);
      await page.waitForFunction(() => (document.getElementById('video') as HTMLVideoElement).readyState >= 3);
      const steps = await recordsTime(page);
      await page.locator('#play').click();
      // Two seconds arrived; a browser's clock may run on a little before it tells.
      await way(page, 'live');
      await page.waitForFunction(() => Number((document.getElementById('seek') as HTMLInputElement).value) > 3.5);
      // Whatever a stall held up, time never went back, and never ran ahead of the clock.
      for (const { shown, gone } of await steps()) {
        expect(shown).toBeGreaterThan(-0.3);
        expect(shown).toBeLessThan(gone + 0.3);
      }
    },
    // The first pieces arrive: a quarter, a half and a whole second.
    (page) => page.route(/\/stream\/[^/]+\/([3-9]|\d\d+)\.m4s|video\.mp4/, (route) => route.abort()),
  );
});

test('over a slow network the question can be answered at once, and one’s own picture comes', async () => {
  await visit(
    async (page) => {
      await isMe(page);
      await page.locator('#play').click();
      await shows(page, NAME);
    },
    async (page) => {
      const devtools = await page.context().newCDPSession(page);
      const speed = 120_000;
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', {
        ...{ offline: false, latency: 300, downloadThroughput: speed, uploadThroughput: speed },
      });
    },
  );
});

test('a switch acts on the live picture before the service has answered, and is undone by one press', async () => {
  let release = (): void => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  await visit(
    async (page) => {
      await isMe(page);
      await seekTo(page, 0.55);
      await page.getByRole('switch', { name: 'First name' }).click();
      await shows(page, NAME, false);
      expect(await page.locator('#live').textContent()).toContain('Applying');
      release();
      await page.locator('#undo').click();
      await shows(page, NAME);
      await page.locator('#switch-firstName[aria-checked="true"]:not([aria-busy])').waitFor();
    },
    (page) =>
      page.route(/\/choices/, async (route) => {
        await held;
        await route.continue();
      }),
  );
});

test('outlines name the fields that the measure names, picture by picture', async () => {
  await visit(async (page) => {
    await isMe(page);
    const manifest = await page.evaluate(async () =>
      (await fetch(document.getElementById('page')?.dataset.manifest ?? '')).json(),
    );
    await page.locator('#show').click();
    for (const at of [0.55, 0.95, 1.55, 1.95, 2.55, 3.55]) {
      await seekTo(page, at);
      const named = manifest.disclosure.fields
        .filter(({ where }: { where: { start: number; end: number }[] }) =>
          where.some(({ start, end }) => at >= start && at < end),
        )
        .map(({ key }: { key: string }) => key);
      await page.waitForFunction((wanted) => {
        const found = [...document.querySelectorAll<HTMLElement>('.outline')].map(({ dataset }) => dataset.field);
        return [...new Set(found)].sort().join() === wanted;
      }, [...named].sort().join());
    }
  });
});

test('plays, seeks, and shows what it knows by keys alone', async () => {
  await visit(async (page) => {
    await isMe(page);
    await page.locator('#play').focus();
    await page.keyboard.press('l');
    expect(Number(await page.locator('#seek').inputValue())).toBeGreaterThan(0);
    await page.keyboard.press('Home');
    await page.keyboard.press('k');
    await page.locator('.stage.plays').waitFor();
    await page.keyboard.press('k');
    await page.locator('.stage:not(.plays)').waitFor();
    await page.keyboard.press('x');
    await page.locator('#show[aria-pressed="true"]').waitFor();
    await page.keyboard.press('c');
    await page.locator('#captions[aria-pressed="true"]').waitFor();
  });
});

test('all of its script is at most 400 KB, compressed; the page itself carries no React', async () => {
  const { links } = await fresh();
  const html = await (await fetch(links.watch, { headers: { accept: 'text/html' } })).text();
  const own = /<script type="module" src="([^"]+)"/.exec(html)?.[1] ?? '';
  const { script } = (await (await fetch(`${links.watch}/live.json`)).json()) as { script: string };
  const first = await (await fetch(new URL(own, rig.url))).text();
  const parts = [...first.matchAll(/"\.\/([\w.-]+\.js)"/g)].map(
    ([, name]) => new URL(name ?? '', new URL(own, rig.url)),
  );
  expect(parts.length).toBeGreaterThan(0);
  const sizes = await Promise.all(
    [own, script, ...parts].map(async (path) => {
      const answer = await fetch(new URL(path, rig.url), { headers: { 'accept-encoding': 'br' } });
      expect(answer.headers.get('content-encoding')).toBe('br');
      return Number(answer.headers.get('content-length'));
    }),
  );
  expect(sizes[0]).toBeGreaterThan(10_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(400_000);
  expect(first).not.toMatch(/react\.element|createRoot/);
});

test('stands in the pages of the sites a campaign names, tells them what happens, and in no others', async () => {
  const around = createServer((request, response) => {
    const link = new URL(request.url ?? '/', 'http://x').searchParams.get('link');
    response.setHeader('content-type', 'text/html');
    response.end(
      `<script type="module" src="${rig.url}/embed.js"></script><candor-video link="${link}"></candor-video>
       <script>addEventListener('play', (e) => { if (e.detail) document.title = 'plays'; });</script>`,
    );
  }).listen(0, '127.0.0.1');
  const port = () => (around.address() as AddressInfo).port;
  await new Promise((done) => around.once('listening', done));
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    const allowed = await fresh({ embedOn: [`http://localhost:${port()}`] });
    const open = (host: string) =>
      page.goto(`http://${host}:${port()}/?link=${encodeURIComponent(allowed.links.watch)}`);
    await open('localhost');
    await page.frameLocator('iframe').locator('#play').click();
    await page.waitForFunction(() => document.title === 'plays');
    expect(await page.locator('iframe').evaluate((frame) => frame.clientHeight)).not.toBe(640);
    const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
    await open('127.0.0.1');
    await refused;
  } finally {
    await context.close();
    around.close();
  }
});
