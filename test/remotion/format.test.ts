/** Numbers, money and dates are the same text in Node and in Chromium. */
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as format from '../../remotion/kit/format.ts';
import { drawing, hasBrowser } from './browser.ts';
import { root } from './support.tsx';

const LOCALES = ['en', 'en-GB', 'de', 'fr', 'es', 'ar', 'it', 'pt', 'nl', 'pl', 'tr', 'ja'];
const NUMBERS = [
  0,
  -0,
  0.004,
  1,
  -1,
  12.345,
  999,
  1000,
  1234.5,
  -9876.54,
  10_000,
  1_234_567.891,
  Number.NaN,
  Number.POSITIVE_INFINITY,
];
const DATES = [
  '2026-01-01',
  '2026-06-30T23:30:00Z',
  '2026-06-30T23:30:00-05:00',
  '2024-02-29',
  '1999-12-31',
  'not a date',
];

/** Every text this module makes of the samples; runs here and in the page. */
function texts(kit: typeof format, locales: string[], numbers: number[], dates: string[]): string[] {
  return locales.flatMap((locale) => [
    ...numbers.flatMap((n) => [
      kit.formatNumber(locale, n),
      kit.formatNumber(locale, n, 2),
      kit.formatPercent(locale, n / 100, 1),
      kit.formatMoney(locale, n, 'EUR'),
      kit.formatMoney(locale, n, 'GBP', 0),
      kit.formatMoney(locale, n, 'USD'),
      kit.formatMoney(locale, n, 'CHF'),
    ]),
    ...dates.flatMap((date) => [
      kit.formatDate(locale, date),
      kit.formatDate(locale, date, 'short'),
      kit.formatWeekday(locale, date),
      kit.formatWeekday(locale, date, 'short'),
    ]),
    ...Array.from({ length: 12 }, (_, month) => [
      kit.formatMonth(locale, month),
      kit.formatMonth(locale, month, 'short'),
      kit.formatMonth(locale, month, 'narrow'),
    ]).flat(),
    kit.formatList(locale, ['one', 'two', 'three']),
    kit.formatList(locale, ['one', 'two']),
  ]);
}

describe('formats', () => {
  it('write as the locale does', () => {
    expect(format.formatNumber('en', 1234.5, 1)).toBe('1,234.5');
    expect(format.formatNumber('de', 1234.5, 1)).toBe('1.234,5');
    expect(format.formatNumber('fr', 1234.5, 1)).toBe('1\u00a0234,5');
    expect(format.formatMoney('de', 12.5, 'EUR')).toBe('12,50\u00a0€');
    expect(format.formatMoney('en', -12.5, 'EUR')).toBe('−€12.50');
    expect(format.formatPercent('de', 0.25)).toBe('25\u00a0%');
    expect(format.formatDate('de', '2026-06-01')).toBe('1.\u00a0Juni\u00a02026');
    expect(format.formatDate('en', '2026-06-01', 'short')).toBe('June\u00a01');
    expect(format.formatMonth('de', 2)).toBe('März');
  });

  it('read a date in UTC, whatever the machine thinks', () => {
    expect(format.formatDate('en', '2026-06-30T23:30:00-05:00')).toBe('July\u00a01,\u00a02026');
    expect(format.formatDate('en', '2026-01-01')).toBe('January\u00a01,\u00a02026');
  });

  it('never show NaN, undefined, minus zero or a direction mark', () => {
    for (const text of texts(format, LOCALES, NUMBERS, DATES)) {
      expect(text).not.toMatch(/NaN|undefined|Infinity|Invalid|^[-−]0$|[\u061c\u200e\u200f\u202f\u2009]/);
    }
  });
});

describe.skipIf(!hasBrowser)('in Chromium', () => {
  const open = drawing();

  it('formats give the same texts as in Node', async () => {
    const built = await build({
      entryPoints: [`${root}remotion/kit/format.ts`],
      bundle: true,
      format: 'iife',
      globalName: 'kit',
      write: false,
    });
    const script = `${built.outputFiles[0]?.text};(${texts.toString()})(kit,${JSON.stringify(LOCALES)},[${NUMBERS.map((n) => (Object.is(n, -0) ? '-0' : String(n)))}],${JSON.stringify(DATES)})`;
    expect(await open().page.evaluate(script)).toEqual(texts(format, LOCALES, NUMBERS, DATES));
  });
});
