/**
 * A mail the way it goes: links.csv and email.html from the service, merged by each mailing system's own syntax, through
 * SMTP, and looked at in a browser.
 */
import type { ParsedMail } from 'mailparser';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ESP_IDS, ESPS, type EspId } from '../../../src/delivery/email/index.ts';
import { openBrowser } from '../../support/browser.ts';
import { type PublicAddress, publicAddress } from '../../support/https.ts';
import { CONTROLLER, dataDir, type RunningService, startService } from '../../support/service.ts';
import { contactsIn, leftovers, merge } from './merge.ts';
import { PROGRAMS, shownIn } from './programs.ts';
import { openSink, type Sink } from './sink.ts';

const consent = (id: string) => [
  { recordId: `r-${id}`, purpose: 'personalised-video', fields: ['firstName'], givenAt: '2026-05-01T10:00:00Z' },
];
const PEOPLE = [
  { id: 'cust-1', locale: 'en', profile: { firstName: 'Zoëphine' }, consent: consent('1') },
  { id: 'cust-2', locale: 'de', profile: { firstName: 'Jürgen' }, consent: consent('2') },
  { id: '-3', profile: {}, consent: [] },
];

let service: RunningService;
let address: PublicAddress;
let sink: Sink;
let browser: Browser;
let campaign: string;

beforeAll(async () => {
  address = await publicAddress();
  service = await startService({ DATA_DIR: dataDir(), ...address.env });
  sink = await openSink();
  browser = await openBrowser(dataDir());
  const spec = {
    name: 'Mail',
    template: 'tiny',
    controller: CONTROLLER,
    retentionDays: 30,
    brand: { colour: '#b4532a' },
  };
  campaign = (await service.api('POST', '/v1/campaigns', spec)).body.id;
  await service.api('POST', `/v1/campaigns/${campaign}/audience`, PEOPLE);
}, 240_000);

const get = (file: string, query = '') => service.api('GET', `/v1/campaigns/${campaign}/${file}?${query}`);

describe('before the public address answers', () => {
  test.each(['links.csv', 'email.html', 'email.txt'])(
    '%s is refused, with what to do; a preview is not',
    async (file) => {
      const { status, body } = await get(file);
      expect([status, body.type]).toEqual([409, 'urn:candor:address-no-answer']);
      expect(body.detail).toContain('certificate');
      if (file === 'links.csv') return;
      const preview = await get(file, file === 'email.txt' ? 'preview=1' : 'preview=1&scheme=dark&pictures=off');
      expect(preview.status).toBe(200);
      expect(preview.headers.get('content-security-policy')).toContain('sandbox');
      expect(preview.body).not.toContain('candor_watch');
    },
  );
});

describe('once it does', () => {
  beforeAll(() => address.leadTo(service.url));

  /** A mail for one person, out of the sink. */
  async function mailFor(esp: EspId, at: number): Promise<{ mail: ParsedMail; contact: Record<string, string> }> {
    const [csv, html, text] = await Promise.all(
      ['links.csv', 'email.html', 'email.txt'].map(async (file) => (await get(file, `esp=${esp}`)).body as string),
    );
    const contact = contactsIn(csv ?? '')[at] ?? {};
    const mail = await sink.send({
      to: `person-${at}@mail.example`,
      subject: 'Your video',
      html: merge(esp, html ?? '', contact),
      text: merge(esp, text ?? '', contact),
    });
    return { mail, contact };
  }

  test.each(ESP_IDS)('%s: everybody gets their own links and nobody else’s, in both parts', async (esp) => {
    const { columns } = ESPS[esp];
    const seen = new Set<string>();
    for (const at of PEOPLE.keys()) {
      const { mail, contact } = await mailFor(esp, at);
      const watch = contact[columns.watch] ?? '';
      expect(watch).toMatch(new RegExp(`^${address.url}/v/[\\w-]{32}$`));
      expect(contact[columns.stop]).toBe(`${watch}/unsubscribe`);
      const html = mail.html || '';
      const tokens = [html, mail.text ?? ''].map((part) => new Set(part.match(/\/v\/[\w-]{32}/g)));
      for (const found of tokens) expect([...found]).toEqual([new URL(watch).pathname]);
      if (esp !== 'generic') expect(leftovers(html)).toEqual([]);
      expect(html).toContain(`src="${address.url}/p/`);
      expect(mail.text).toContain('Stop personal videos');
      seen.add(watch);
    }
    expect(seen.size).toBe(PEOPLE.length);
  });

  test('links.csv says whose language is which, guards an id like a formula, and has pictures only where they are personal', async () => {
    const csv = (await get('links.csv', 'esp=mailchimp')).body as string;
    const [header, ...lines] = csv.trim().split('\r\n');
    expect(header).toBe('id,VIDEO,VIDEOSTOP,VIDEOLANG');
    expect(lines.map((line) => [line.split(',')[0], line.split(',').at(-1)])).toEqual([
      ["'-3", 'en'],
      ['cust-1', 'en'],
      ['cust-2', 'de'],
    ]);
    await service.api('PATCH', `/v1/campaigns/${campaign}`, { animation: 'personal' });
    const personal = (await get('links.csv', 'esp=mailchimp')).body as string;
    expect(personal.split('\r\n')[0]).toBe('id,VIDEO,VIDEOSTOP,VIDEOGIF,VIDEOLANG');
    const html = (await get('email.html', 'esp=mailchimp')).body as string;
    expect(html).toContain('src="*|VIDEOGIF|*"');
    expect(html).toContain('was made for you');
    await service.api('PATCH', `/v1/campaigns/${campaign}`, { animation: 'general' });
    const { body } = await service.api('GET', '/v1/audit');
    expect(JSON.stringify(body.items)).toContain('campaigns.links.read');
  });

  test('the link in the body shows a page, and pressing its button ends personal videos', async () => {
    const { contact } = await mailFor('generic', 1);
    const stop = new URL(contact.candor_stop ?? '');
    const here = `${service.url}${stop.pathname}`;
    const shown = await fetch(here, { headers: { accept: 'text/html' } });
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain('method="post"');
    const pressed = await fetch(here, { method: 'POST', headers: { accept: 'text/html' } });
    expect(pressed.ok).toBe(true);
  });

  test('it is whole in every program: no sideways scrolling, words to read, a button to press', async () => {
    const { mail } = await mailFor('mailchimp', 1);
    const html = mail.html || '';
    for (const program of PROGRAMS) {
      await shownIn(browser, html, program, async (page) => {
        const name = JSON.stringify(program);
        const wide = await page.locator('body').evaluate((body) => body.ownerDocument.documentElement.scrollWidth);
        expect(wide, name).toBeLessThanOrEqual(program.width);
        const picture = page.locator('img.c-picture');
        const drawn = await picture.evaluate((img) => (img as HTMLImageElement).naturalWidth);
        expect(drawn > 0, name).toBe(program.pictures);
        expect(((await picture.getAttribute('alt')) ?? '').length).toBeGreaterThan(20);
        const button = page.locator('a.c-button');
        const box = await button.boundingBox();
        expect(box?.height ?? 0, name).toBeGreaterThanOrEqual(44);
        expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(program.width);
        for (const said of ['What the video may use', 'Stop personal videos', 'same for everybody']) {
          expect(await page.getByText(said).first().isVisible(), `${name} ${said}`).toBe(true);
        }
        const ground = await page.locator('table.c-paper').evaluate((table) => getComputedStyle(table).backgroundColor);
        const [red = 0] = (ground.match(/\d+/g) ?? []).map(Number);
        expect(red > 128, name).toBe(program.scheme === 'light');
      });
    }
    // Where no style sheet is read, what matters stands where it stood.
    const bare = html.replace(/<style>[\s\S]*?<\/style>/, '').replaceAll(/ class="[^"]*"/g, '');
    const program = { width: 700, scheme: 'light', pictures: true } as const;
    const boxes = (part: string) =>
      shownIn(browser, part, program, async (page) =>
        Promise.all(['h1', 'h2', 'img', 'a'].map((one) => page.locator(one).last().boundingBox())),
      );
    expect(await boxes(bare)).toEqual(await boxes(html));
  });
});
