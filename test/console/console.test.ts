/** The console as marketers meet it: every page without barriers and without errors, the ways in, settings, and a campaign by keyboard. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { barriers } from '../support/barriers.ts';
import { openBrowser } from '../support/browser.ts';
import { CONTROLLER, dataDir, launchCampaign, type RunningService, startService } from '../support/service.ts';
import { totp } from '../support/totp.ts';

const NAME = 'Read by a reader';
const EMAIL = 'ada@northlight.example';
const PASSWORD = 'correct horse battery';
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
  browser = await openBrowser(dir);
  context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(service.url) && !request.url().startsWith('blob:')) heard.push(request.url());
  });
  const invited = await service.api('POST', '/v1/invitations', { email: EMAIL, role: 'admin', people: true });
  await context.request.post(invited.body.link, { form: { name: 'Ada Berg', password: PASSWORD } });
}, 120_000);

const go = async (path: string): Promise<void> => {
  await page.goto(`${service.url}/console${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => !document.querySelector('.waiting'));
};

describe('no barrier, no error, nothing from elsewhere, and it fits a phone', () => {
  const pages: Readonly<Record<string, () => string>> = {
    campaigns: () => '',
    'a new campaign': () => '/campaigns/new',
    templates: () => '/templates',
    overview: () => `/campaigns/${campaign}`,
    launch: () => `/campaigns/${campaign}/launch`,
    analytics: () => `/campaigns/${campaign}/analytics`,
    'audit log': () => '/audit',
    brand: () => '/settings/brand',
    sender: () => '/settings/sender',
    data: () => '/settings/data',
    embedding: () => '/settings/sites',
    approval: () => '/settings/approval',
    keys: () => '/settings/keys',
    members: () => '/settings/members',
    webhooks: () => '/settings/webhooks',
    'your account': () => '/account',
    nowhere: () => '/no/such/page',
  };
  test.each(Object.entries(pages))('%s', async (_name, path) => {
    await go(path());
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(heard.splice(0)).toEqual([]);
  });
});

/** Walks there with the keyboard and writes. */
async function write(label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  for (let presses = 0; presses < 90 && !(await field.evaluate((one) => one === document.activeElement)); presses += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

test('a member comes in by password, and is told where it is not right', async () => {
  const other = await browser.newContext({ locale: 'en-GB' });
  const own = await other.newPage();
  await own.goto(`${service.url}/console`);
  const signIn = async (password: string): Promise<void> => {
    await own.getByLabel('E-mail address').fill(EMAIL);
    await own.getByLabel('Password').fill(password);
    await own.getByRole('button', { name: 'Sign in' }).click();
  };
  await signIn('something else');
  await own.getByRole('alert').getByText('do not fit together').waitFor();
  await signIn(PASSWORD);
  await own.getByRole('heading', { name: 'Campaigns' }).waitFor();
  await own.getByRole('button', { name: 'Sign out' }).click();
  await own.getByRole('heading', { name: 'Sign in' }).waitFor();
  await other.close();
});

describe('settings', () => {
  test('by keyboard alone: an error stands where it belongs, what is saved is said and stays', async () => {
    await go('/settings/sender');
    await write('Company', CONTROLLER.name);
    await write('E-mail for questions about data', CONTROLLER.email);
    await write('Postal address', CONTROLLER.address);
    await write('Privacy notice', 'http://northlight.example');
    await page.keyboard.press('Enter');
    const notice = page.getByLabel('Privacy notice', { exact: true });
    await page.getByText('This is not an https address.').waitFor();
    expect(await notice.evaluate((one) => [one === document.activeElement, one.getAttribute('aria-invalid')])).toEqual([
      true,
      'true',
    ]);
    heard.length = 0;
    await write('Privacy notice', CONTROLLER.privacyUrl);
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    expect((await service.api('GET', '/v1/workspace')).body.controller).toEqual(CONTROLLER);
    await page.reload();
    expect(await page.getByLabel('Company', { exact: true }).inputValue()).toBe(CONTROLLER.name);
  });

  test('what is not saved is not lost without asking', async () => {
    await page.getByLabel('Company', { exact: true }).fill('Southlight');
    await page.getByRole('link', { name: 'Embedding' }).click();
    const asked = page.getByRole('alertdialog', { name: 'Leave without saving?' });
    await asked.getByRole('button', { name: 'Stay here' }).click();
    expect(await page.getByLabel('Company', { exact: true }).inputValue()).toBe('Southlight');
    await page.getByRole('link', { name: 'Embedding' }).click();
    await asked.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('heading', { name: 'Sites' }).waitFor();
    expect((await service.api('GET', '/v1/workspace')).body.controller.name).toBe(CONTROLLER.name);
  });

  test('a logo is shown as it was uploaded; a colour that does not show is refused while it is chosen', async () => {
    await go('/settings/brand');
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h30v10H0z"/></svg>';
    const logo = { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(drawing) };
    await page.locator('input[type=file]').setInputFiles(logo);
    const shown = page.getByRole('img', { name: 'Your logo' });
    await shown.first().waitFor();
    expect(await shown.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth > 0))).toEqual([
      true,
      true,
    ]);
    await page.getByLabel('Brand colour', { exact: true }).fill('#fff3a0');
    await page.getByText('This is too close to the light paper').waitFor();
    await page.getByRole('button', { name: /^Take #/ }).click();
    await page.getByText('This is too close').waitFor({ state: 'detached' });
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    const { brand } = (await service.api('GET', '/v1/workspace')).body;
    expect(brand).toEqual({ logo: expect.any(String), colour: expect.stringMatching(/^#[0-9a-f]{6}$/) });
    expect(heard.splice(0)).toEqual([]);
  });

  test('a list grows and shrinks; what is missing in it is said there', async () => {
    await go('/settings/data');
    await page.getByRole('button', { name: 'Add a processor' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Mailer');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('group', { name: 'Processor 1' }).getByText('It is missing.').first().waitFor();
    heard.length = 0;
    await page.getByLabel('Place', { exact: true }).fill('Frankfurt');
    await page.getByLabel('What for', { exact: true }).fill('Sends our e-mails');
    await page.getByLabel('Kept for, in days').fill('60');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    const { processors, retentionDays } = (await service.api('GET', '/v1/workspace')).body;
    expect([processors, retentionDays]).toEqual([
      [{ name: 'Mailer', place: 'Frankfurt', why: 'Sends our e-mails' }],
      60,
    ]);
    await page.getByRole('button', { name: 'Remove processor 1' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    expect((await service.api('GET', '/v1/workspace')).body.processors).toBeUndefined();
  });
});

test('whoever forgot their password is handed a link, which is shown once', async () => {
  const other = await browser.newContext({ locale: 'en-GB' });
  const invited = await service.api('POST', '/v1/invitations', { email: 'ben@northlight.example', role: 'editor' });
  await other.request.post(invited.body.link, { form: { name: 'Ben Holt', password: PASSWORD } });
  await go('/settings/members');
  await page.getByRole('button', { name: 'More for Ben Holt' }).click();
  await page.getByRole('menuitem', { name: 'Link for a new password' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Make the link' }).click();
  const dialog = page.getByRole('dialog', { name: 'The link, shown this once' });
  const link = (await dialog.locator('.secret').textContent()) ?? '';
  expect(await dialog.textContent()).toMatch(/until \d+ \w+, \d\d:\d\d/);
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'I have it' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await page.getByText(link).count()).toBe(0);

  const own = await other.newPage();
  await own.goto(link);
  await own.getByLabel(/password/i).fill('another long password');
  await own.keyboard.press('Enter');
  await own.getByRole('status').getByText('Your new password is set').waitFor();
  expect(heard.splice(0)).toEqual([]);
  await other.close();
});

test('by keyboard alone: from the list to a new campaign and its overview', async () => {
  await go('');
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'New campaign' }).waitFor();
  await write('Name', 'Made by keyboard');
  // What the settings say is there already.
  expect(await page.getByLabel('Company', { exact: true }).inputValue()).toBe(CONTROLLER.name);
  await write('Privacy notice', 'not an address');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  // What is wrong is said where it was written.
  const notice = page.getByLabel('Privacy notice', { exact: true });
  expect(await notice.getAttribute('aria-invalid')).toBe('true');
  await write('Privacy notice', CONTROLLER.privacyUrl);
  await write('Words of the link', 'See our tariffs');
  await write('Its address', 'https://northlight.example/tariffs');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Made by keyboard' }).waitFor();
  const { body } = await service.api('GET', '/v1/campaigns');
  const made = body.items.find((one: { name: string }) => one.name === 'Made by keyboard');
  expect(made).toMatchObject({
    ...{ controller: CONTROLLER, retentionDays: 60, measure: false },
    brand: { logo: expect.any(String), colour: expect.any(String) },
    cta: { label: 'See our tariffs', url: 'https://northlight.example/tariffs' },
  });

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

test('a second factor is set up with an app, and its codes are shown once', async () => {
  await go('/account');
  await page.getByRole('button', { name: 'Set it up' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password', { exact: true }).fill('not this one');
  await page.keyboard.press('Enter');
  await dialog.getByText('This is not your password.').waitFor();
  await dialog.getByLabel('Your password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await dialog.getByRole('img', { name: /picture for your app/ }).waitFor();
  heard.length = 0;
  expect(await barriers(page)).toEqual([]);
  const secret = ((await dialog.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
  await dialog.getByLabel('The code it shows now').fill(totp(secret));
  await page.keyboard.press('Enter');
  await dialog.getByText('The second factor is on.').waitFor();
  expect(await dialog.getByRole('listitem').count()).toBeGreaterThan(5);
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'I have them' }).click();
  await page.getByText('On: signing in asks for a code').waitFor();
  expect(heard.splice(0)).toEqual([]);
});

test('somebody in several workspaces opens another and finds nothing of the first in it', async () => {
  await go('/account');
  await page.getByLabel('Another workspace').fill('Southlight');
  await page.getByRole('button', { name: 'Make it and open it' }).click();
  await page.getByText('Southlight').first().waitFor();
  await page.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor();
  expect(await page.getByText(NAME).count()).toBe(0);
  await page.getByRole('button', { name: /^Workspace Southlight/ }).click();
  await page.getByRole('menuitem').first().click();
  await page.getByText(NAME).first().waitFor();
  expect(heard.splice(0)).toEqual([]);
});
