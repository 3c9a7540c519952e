/** What mail programs can do (caniemail.com), and what a mail does where they cannot. */
import { caniemail } from 'caniemail';
import { describe, expect, test } from 'vitest';
import {
  ESP_IDS,
  ESPS,
  MAIL_LANGUAGES,
  mailBlock,
  mailHtml,
  mailText,
  tagOf,
} from '../../../src/delivery/email/index.ts';
import { leftovers, merge } from './merge.ts';
import { mailOf } from './views.ts';

const CLIENTS = ['gmail.*', 'outlook.*', 'apple-mail.*', 'yahoo.*'] as const;

/** What some program of these lacks, and what stands in for it. A mail that uses anything else fails, and so does an idle line here. */
const FALLBACKS: Readonly<Record<string, string>> = {
  '<style> element': 'every style that the layout needs is on its element',
  '@media': 'paddings and light colours on the elements',
  'Class selector': 'as the style sheet',
  'Attribute selector': 'as the style sheet; it is there for Outlook on the web alone',
  'Descendant combinator': 'as the style sheet',
  'color-scheme CSS property': 'light colours on the elements',
  'color-scheme meta tag': 'light colours on the elements',
  '<body> element': 'background and padding are on the outer table too',
  'display:none': 'the preheader is also one pixel small and of the background’s colour',
  'max-height property': 'mso-hide, for Outlook',
  overflow: 'mso-hide, for Outlook',
  'border-radius': 'square corners; Outlook for Windows draws its own button with VML',
  'height property': 'the picture has its height as an attribute',
  'role attribute': 'layout tables hold no table headers, so they are read as text',
};
/** Of the part that goes into somebody's own design. */
const BLOCK_FALLBACKS = ['border-radius', 'height property', 'role attribute'];

function unsupported(html: string): string[] {
  const { issues } = caniemail({ clients: [...CLIENTS], html });
  return [...new Set([...issues.errors.values()].flat().map(({ title }) => title))].toSorted();
}

describe('Gmail, Outlook, Apple Mail and Yahoo', () => {
  test.each(['de', 'ar'])('lack nothing that the mail needs and that has no fallback (%s)', (locale) => {
    expect(unsupported(mailHtml(mailOf('mailchimp', { locale })))).toEqual(Object.keys(FALLBACKS).toSorted());
  });

  test('lack still less of what the block uses', () => {
    const titles = unsupported(mailBlock(mailOf('mailchimp')));
    expect(titles).toEqual(BLOCK_FALLBACKS);
    for (const title of titles) expect(FALLBACKS[title]).toBeDefined();
  });

  test('are told everything that they need besides style', () => {
    const html = mailHtml(mailOf('mailchimp'));
    expect(html).toMatch(/<img [^>]*alt="[^"]{10,}" width="600" height="338"/);
    expect(html).toContain('<v:roundrect');
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toMatch(/<table [^>]*width="600" align="center">/);
    // Gmail cuts a mail off at 102 KB.
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
  });
});

describe.each(ESP_IDS)('%s', (id) => {
  const esp = ESPS[id];
  const contact = Object.fromEntries(
    Object.entries(esp.columns).map(([name, column]) => [column, `https://v.example/${name}/Tok_en-1`]),
  );

  test('merges both parts of a mail, and nothing of its tags is left', () => {
    const view = mailOf(id, { personal: true });
    for (const part of [mailHtml(view), mailBlock(view), mailText(view)]) {
      const merged = merge(id, part, contact);
      expect(leftovers(merged)).toEqual([]);
      expect(merged).toContain('https://v.example/watch/Tok_en-1');
      expect(merged).toContain('https://v.example/stop/Tok_en-1');
    }
    expect(merge(id, mailHtml(view), contact)).toContain('src="https://v.example/animation/Tok_en-1"');
  });

  test('leaves links alone where it is known how', () => {
    const html = mailHtml(mailOf(id));
    const links = html.match(/<a [^>]*>/g) ?? [];
    const ours = links.filter((link) => link.includes(tagOf(esp, 'watch')) || link.includes(tagOf(esp, 'stop')));
    expect(ours.length).toBe(3);
    const { attribute, attributeIs } = esp.tracking;
    expect(attribute === null).toBe(attributeIs === 'none');
    for (const link of ours) {
      // One system finds it only before the address.
      if (attribute) expect(link.startsWith(`<a ${attribute} href=`)).toBe(true);
      else expect(link).toMatch(/^<a href=/);
    }
  });

  test('has its facts with a source and a day', () => {
    expect(esp.checked).toBe('2026-11-25');
    if (id !== 'generic') expect(esp.sources.length).toBeGreaterThan(0);
  });
});

test('every language says all of it, in its own direction', () => {
  for (const locale of MAIL_LANGUAGES) {
    const html = mailHtml(mailOf('generic', { locale }));
    const text = mailText(mailOf('generic', { locale }));
    expect(html).toContain(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"`);
    expect(html).not.toMatch(/\{(sender|title)\}/);
    for (const said of ['Your first name', 'to greet you', 'Northlight Energy']) {
      expect(html).toContain(said);
      expect(text).toContain(said);
    }
  }
});

test('what a sender wrote is text in a mail, never markup', () => {
  const evil = '"><script>alert(1)</script>&amp;';
  const html = mailHtml(mailOf('generic', { title: evil, sender: evil }));
  expect(html).not.toContain('<script');
  expect(html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;');
});

test('no line of the text part is too long, but for addresses and tags', () => {
  for (const line of mailText(mailOf('klaviyo', { locale: 'fr' })).split('\n')) {
    if (!/[{%|]|:\/\//.test(line)) expect(line.length).toBeLessThanOrEqual(72);
  }
});
