/** The console as marketers meet it: every page without barriers and without errors, and the way to a campaign by keyboard. */
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../../src/render/index.ts';
import { dataDir, launchCampaign, type RunningService, startService } from '../support/service.ts';

const NAME = 'Read by a reader';
const person = (id: string) => ({
  id,
  profile: { firstName: 'Zoë' },
  consent: [
    { recordId: `r-${id}`, purpose: 'personalised-video', fields: ['firstName'], givenAt: '2026-05-01T10:00:00Z' },
  ],
});

let service: RunningService;
let browser: Browser;
let context: BrowserContext;
let campaign: string;
let page: Page;
/** What the page complained about, and what it asked other places for. */
const heard: string[] = [];

beforeAll(async () => {
  const dir = dataDir();
  service = await startService({ DATA_DIR: dir, ROLE: 'api' });
  campaign = (await launchCampaign(service, [person('p-1'), person('p-2')], { name: NAME, delivery: 'on-open' })).id;
  const { executable, env } = await findBrowser({ cacheDir: dir });
  browser = await chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    args: ['--no-sandbox'],
  });
  context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(service.url) && !request.url().startsWith('blob:')) heard.push(request.url());
  });
  await context.request.post(`${service.url}/console/sign-in`, { form: { key: service.key } });
}, 120_000);
afterAll(() => browser?.close());

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Every rule of WCAG 2.2 A and AA that axe can check; in the dark those that colours decide. */
async function barriers(): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page });
    const asked = colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe.withTags(RULES);
    const { violations } = await asked.analyze();
    for (const { id, nodes } of violations)
      found.push(`${colorScheme} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }
  return found;
}

const go = async (path: string): Promise<void> => {
  await page.goto(`${service.url}/console${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.waiting').waitFor({ state: 'detached' });
};

describe('no barrier, no error, nothing from elsewhere', () => {
  const pages: Readonly<Record<string, () => string>> = {
    campaigns: () => '',
    'a new campaign': () => '/campaigns/new',
    templates: () => '/templates',
    overview: () => `/campaigns/${campaign}`,
    launch: () => `/campaigns/${campaign}/launch`,
    analytics: () => `/campaigns/${campaign}/analytics`,
    'audit log': () => '/audit',
    settings: () => '/settings/approval',
    webhooks: () => '/settings/webhooks',
    nowhere: () => '/no/such/page',
  };
  test.each(Object.entries(pages))('%s', async (_name, path) => {
    await go(path());
    expect(await barriers()).toEqual([]);
    expect(heard.splice(0)).toEqual([]);
  });

  test('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of Object.values(pages)) {
      await go(path());
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path()).toBe(0);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

test('by keyboard alone: from the list to a new campaign and its overview', async () => {
  await go('');
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'New campaign' }).waitFor();
  const write = async (label: string, text: string): Promise<void> => {
    const field = page.getByLabel(label, { exact: true });
    for (
      let presses = 0;
      presses < 60 && !(await field.evaluate((one) => one === document.activeElement));
      presses += 1
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  };
  await write('Name', 'Made by keyboard');
  await write('Company', 'Northlight Energy');
  await write('E-mail for questions about data', 'privacy@northlight.example');
  await write('Postal address', 'Harbour Street 12');
  await write('Privacy notice', 'not an address');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  // What is wrong is said where it was written.
  const notice = page.getByLabel('Privacy notice', { exact: true });
  expect(await notice.getAttribute('aria-invalid')).toBe('true');
  await write('Privacy notice', 'https://northlight.example/privacy');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Made by keyboard' }).waitFor();
  const { body } = await service.api('GET', '/v1/campaigns');
  expect(body.items.map((one: { name: string }) => one.name)).toContain('Made by keyboard');

  await page.keyboard.press('s');
  await page.keyboard.press('l');
  await page.getByText('It is a draft: no link works yet.').waitFor();
  // Launching too early says what is missing, as a list.
  await page.keyboard.press('l');
  await page.getByRole('heading', { name: 'Missing before it can start' }).waitFor();
  heard.length = 0;
});

test('one button makes every link general, after saying what happens', async () => {
  await go(`/campaigns/${campaign}/launch`);
  await page.getByRole('button', { name: 'Stop personal videos' }).click();
  await page.getByRole('alertdialog').getByText('Within a second').waitFor();
  await page.getByRole('button', { name: 'Stop personal videos now' }).click();
  await page.getByText('0 people had opened a personal video by then.').waitFor();
  const { body } = await service.api('GET', `/v1/campaigns/${campaign}`);
  expect(body.personalStoppedAt).toBeDefined();
});
