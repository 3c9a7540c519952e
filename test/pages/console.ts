/**
 * `node --import ./src/typescript.mjs test/pages/console.ts <address printed at start> <folder>`: the console of a running service as a marketer
 * meets it, written as the pictures of docs/marketers.md. It makes its campaigns by itself, with made-up customers, and draws
 * some of their videos; give it a service of its own (`DATA_DIR`, `PORT`).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Locator } from 'playwright-core';
import { findBrowser } from '../../src/render/index.ts';

const [start, folder] = process.argv.slice(2);
if (!start || !folder) throw new Error('which service, and where to?');
const { origin } = new URL(start);
mkdirSync(folder, { recursive: true });
const { executable, env } = await findBrowser({ cacheDir: '.candor/cache' });
const browser: Browser = await chromium.launch({
  executablePath: executable,
  env: { ...process.env, ...env },
  args: ['--no-sandbox'],
});
const context: BrowserContext = await browser.newContext({
  ...{ locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' },
  ...{ viewport: { width: 1180, height: 820 }, deviceScaleFactor: 2 },
});
// The console is built once, after the first start.
context.setDefaultTimeout(240_000);
const page = await context.newPage();

const SENDER = {
  name: 'Northlight Energy',
  address: 'Harbour Street 12, 20457 Hamburg, Germany',
  email: 'privacy@northlight.example',
  privacyUrl: 'https://northlight.example/privacy',
};
const CAMPAIGN = {
  ...{ name: 'Your year with Northlight', template: 'year-in-review', controller: SENDER, retentionDays: 90 },
  ...{ locale: 'en', timeZone: 'Europe/Berlin', measure: true, brand: { colour: '#b4532a' } },
  cta: { label: 'See my account', url: 'https://northlight.example/account' },
};
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const NAMES = 'Maria Jonas Zoë Karim Ines Tomasz Aylin Peter Noor Lena Émile Sofia'.split(' ');
const PLANS = ['Flex', 'Night', 'Solar', 'Basic'];

/** As a spreadsheet saves it: semicolons, commas in numbers, columns that nobody needs, some rows that are wrong. */
function customers(many: number): string {
  const rows = Array.from({ length: many }, (_, index) => {
    const agrees = index % 5 !== 3;
    const id = index % 97 === 13 ? `customer${index}@mail.example` : `NL-${20_417 + index * 7}`;
    const usage = MONTHS.map((__, month) => {
      const season = 1 + 0.45 * Math.cos((month / 12) * 2 * Math.PI);
      return ((120 + ((index * 53) % 160)) * season + ((index + month) % 7)).toFixed(1).replace('.', ',');
    });
    const day = `${String(1 + (index % 28)).padStart(2, '0')}.05.2026`;
    return [
      ...[id, NAMES[index % NAMES.length], 'Example', `person${index}@mail.example`, ...usage],
      ...[PLANS[index % PLANS.length], String(48 + ((index * 17) % 120)), agrees ? 'yes' : 'no', agrees ? day : ''],
    ].join(';');
  });
  const header = [
    ...['Customer no.', 'First name', 'Surname', 'E-mail', ...MONTHS.map((month) => `Usage ${month}`)],
    ...['Tariff', 'Home size', 'Video agreed', 'Agreed on'],
  ];
  return `\ufeff${[header.join(';'), ...rows].join('\r\n')}`;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a script reads them
async function api(method: string, path: string, data?: unknown): Promise<any> {
  const answer = await context.request.fetch(`${origin}${path}`, { method, ...(data === undefined ? {} : { data }) });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  const text = await answer.text();
  return text ? JSON.parse(text) : undefined;
}
const go = async (path: string): Promise<void> => {
  await page.goto(`${origin}/console${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.waiting').first().waitFor({ state: 'detached' });
};
const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' });
const shoot = async (name: string): Promise<void> => {
  await page.mouse.move(0, 0);
  await sleep(600);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  process.stdout.write(`${name}\n`);
};
/** With this at the top of the picture, a little air above. */
const show = (one: Locator): Promise<void> =>
  one.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 24));
async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await ask()); tries += 1) {
    if (tries > 600) throw new Error(`it never happened: ${what}`);
    await sleep(500);
  }
}

async function dropped(campaign: string, many: number): Promise<void> {
  await go(`/campaigns/${campaign}/audience`);
  const file = { name: 'northlight-customers.csv', mimeType: 'text/csv', buffer: Buffer.from(customers(many)) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('row', { name: /Customer no\./ }).waitFor();
}

async function audience(campaign: string, many: number, pictured: boolean): Promise<void> {
  await dropped(campaign, many);
  if (pictured) {
    await show(page.getByRole('heading', { name: 'What the columns are' }));
    await shoot('audience');
  }
  await button('Check the file').click();
  const take = button(/^Take .* into the campaign$/);
  await take.waitFor({ timeout: 240_000 });
  if (pictured) {
    await show(page.getByRole('heading', { name: 'Try it' }));
    await shoot('check');
  }
  await take.click();
  await page.getByRole('heading', { name: 'Done' }).waitFor({ timeout: 120_000 });
}

/** A day on which many watched: what their pages send, sent. */
async function watched(campaign: string, many: number): Promise<void> {
  const scenes = ['hello', 'months', 'compare', 'tip', 'close'];
  const { items } = await api('GET', `/v1/campaigns/${campaign}/recipients?limit=${many}`);
  for (const [index, one] of items.entries()) {
    const link = one.links?.watch;
    if (!link) continue;
    const send = async (path: string, body: unknown, session?: string) =>
      fetch(`${link}/${path}${session ? `?session=${session}` : ''}`, {
        method: path === 'choices' ? 'PUT' : 'POST',
        headers: { 'content-type': 'application/json', ...(index % 9 === 4 ? { 'sec-gpc': '1' } : {}) },
        body: JSON.stringify(body),
      });
    const { session } = (await (await send('open', {})).json()) as { session: string };
    const seen = scenes.slice(0, index % 6 === 0 ? 2 : index % 4 === 0 ? 3 : 5);
    const events: object[] = [{ type: 'play' }, ...seen.map((scene) => ({ type: 'scene', scene }))];
    if (index % 3 === 0) events.push({ type: 'cta' });
    await send('events', { events }, session);
    if (index % 7 === 2) await send('choices', { fields: { homeSize: false } }, session);
    if (index % 11 === 5) await send('withdraw', {}, session);
  }
}

try {
  await page.goto(start);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await api('PATCH', '/v1/workspace', { name: 'Northlight Energy', controller: SENDER, retentionDays: 90 });

  await go('/templates');
  // They are built once, after the first start.
  await until('the templates are drawn', async () => (await page.getByText('Drawing …').count()) === 0);
  await shoot('templates');

  const { id } = await api('POST', '/v1/campaigns', CAMPAIGN);
  await audience(id, 1204, true);

  await go(`/campaigns/${id}/content`);
  await page.locator('.seeing').waitFor();
  await sleep(5000);
  await show(page.locator('.content-step'));
  await shoot('content');

  await go(`/campaigns/${id}/email`);
  await page.locator('iframe').first().scrollIntoViewIfNeeded();
  await sleep(30_000);
  await page.reload();
  await page.locator('iframe').first().scrollIntoViewIfNeeded();
  await sleep(5000);
  await show(page.getByRole('heading', { name: 'The mail' }));
  await shoot('email');

  await api('POST', `/v1/campaigns/${id}/launch`);
  await watched(id, 90);
  await go(`/campaigns/${id}/analytics`);
  await shoot('analytics');

  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await go(`/campaigns/${id}/launch`);
  await button('Stop personal videos').click();
  await page.getByRole('alertdialog').waitFor();
  await shoot('stop');

  // The last, because drawing takes its time.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const few = await api('POST', '/v1/campaigns', { ...CAMPAIGN, name: 'Movers, May', delivery: 'prerender' });
  await audience(few.id, 32, false);
  await api('POST', `/v1/campaigns/${few.id}/launch`);
  await go(`/campaigns/${few.id}/launch`);
  await until('some are drawn', async () => (await api('GET', `/v1/campaigns/${few.id}`)).counts.ready >= 8);
  await shoot('launch');
  await api('POST', `/v1/campaigns/${few.id}/pause`);
} finally {
  await browser.close();
}
