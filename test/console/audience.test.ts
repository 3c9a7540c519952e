/** The step “Audience” in a real browser over the real rooms: a list is dropped, understood, tried and taken. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expected, germanText, HEADER, NOT_KEPT, ROWS } from '../campaigns/german.ts';
import { CAMPAIGN, CONSOLE_CODE, openTestApp, type TestApp } from '../http/support.ts';
import { barriers } from '../support/barriers.ts';
import { openBrowser } from '../support/browser.ts';

let app: TestApp;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  app = await openTestApp();
  browser = await openBrowser(app.storage.dir);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 1000 } });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(`${app.url}/console/start/${CONSOLE_CODE}`);
}, 120_000);
afterAll(async () => {
  expect(complaints).toEqual([]);
});

/** The step of a new campaign. */
async function open(spec: object = {}): Promise<string> {
  const { body } = await app.post('/v1/campaigns', { ...CAMPAIGN, ...spec });
  await page.goto(`${app.url}/console/campaigns/${body.id}/audience`);
  await page.getByRole('heading', { name: 'The list' }).waitFor();
  return body.id;
}
const choose = (name: string, text: string | Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: Buffer.from(text) });
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

/** As the system's file manager drops it. */
async function drop(name: string, text: string): Promise<void> {
  const file = join(app.storage.dir, name);
  writeFileSync(file, text);
  const { x = 0, y = 0 } = (await page.locator('.drop').boundingBox()) ?? {};
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type, x: x + 20, y: y + 20, data });
  }
}

const accessible = async (): Promise<void> => expect(await barriers(page)).toEqual([]);

test('a German spreadsheet’s list is understood, corrected by keyboard, tried and taken', {
  timeout: 180_000,
}, async () => {
  const id = await open({ locale: 'de', timeZone: 'Europe/Berlin' });
  await accessible();
  await choose('kunden.csv', Buffer.from(germanText(), 'latin1'));
  const columns = page.getByRole('table').first();
  await columns.getByRole('row', { name: /Kunden-Nr\./ }).waitFor();
  expect(await columns.getByRole('row').count()).toBe(HEADER.length + 1);
  const what = (name: string) => page.getByRole('button', { name: new RegExp(`What “${name}” is`) });
  expect(await what('Kunden-Nr.').textContent()).toContain('Your number for the person');
  expect(await what('Verbrauch Dez').textContent()).toContain('Monthly usage');
  expect(await what('Nachname').textContent()).toContain('Not used');
  expect(await page.getByRole('button', { name: /Columns are separated by/ }).textContent()).toContain('Semicolon');
  expect(await page.getByRole('button', { name: /Letters are written in/ }).textContent()).toContain('1252');
  await page.getByText('Zoë').first().waitFor();
  await accessible();

  // A column less, with the keyboard alone; and back.
  await what('Tarif').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Not used' }).waitFor();
  await page.keyboard.type('Not');
  await page.keyboard.press('Enter');
  expect(await what('Tarif').textContent()).toContain('Not used');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Plan' }).waitFor();
  await page.keyboard.type('Plan');
  await page.keyboard.press('Enter');
  expect(await what('Tarif').textContent()).toContain('Plan');

  await button('Check the file').click();
  await button(/^Take .* into the campaign$/).waitFor({ timeout: 120_000 });
  expect((await app.send(`/v1/campaigns/${id}`)).body.counts.planned).toBe(0);
  const { rejected, granted } = expected(ROWS);
  const accepted = ROWS - rejected;
  const sums = page.locator('.sums');
  expect(await sums.textContent()).toContain(`Taken${accepted.toLocaleString('en-GB')}`);
  await page.getByText(`You sent ${NOT_KEPT} columns that we do not keep.`).waitFor();
  await page.getByRole('row', { name: `First name ${granted.firstName.toLocaleString('en-GB')}` }).waitFor();
  await accessible();
  const downloading = page.waitForEvent('download');
  await button('Download the list').click();
  const list = await (await downloading).createReadStream();
  const text = Buffer.concat(await list.toArray()).toString();
  expect(text.trim().split('\r\n')).toHaveLength(rejected + 1);
  expect(text).not.toMatch(/beispiel|Mustermann/);
});

test('what was said of a file is remembered; its people are taken', { timeout: 120_000 }, async () => {
  const id = await open({ locale: 'de', timeZone: 'Europe/Berlin' });
  await choose('kunden.csv', Buffer.from(germanText(200), 'latin1'));
  await page.getByText('you said of such a file before').waitFor();
  await button('Check the file').click();
  await button(/^Take 1\d\d people into the campaign$/).click();
  await page.getByText(/were taken/).waitFor();
  await accessible();
  const { counts } = (await app.send(`/v1/campaigns/${id}`)).body;
  expect(counts.planned).toBeGreaterThan(150);
  await page.getByRole('link', { name: 'On to the content' }).waitFor();
});

test('a file that cannot be read is told in words, dropped or chosen', { timeout: 60_000 }, async () => {
  await open();
  await choose('old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]));
  await page
    .getByRole('alert')
    .getByText(/save it as \.xlsx/)
    .waitFor();
  await drop('list.csv', 'id;firstName\nc-1;Ada\n');
  await page.getByRole('row', { name: /firstName/ }).waitFor();
  // Who says nothing of agreement is told so before anything is sent.
  expect(await page.getByRole('radio', { name: /Nobody did/ }).isChecked()).toBe(true);
});
