/** Text fits: the tables say what Chromium draws, and no name, however ugly, leaves its box. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { clean, FACES, type FaceName, FittedText, fit, graphemes, widthOf } from '../../remotion/index.ts';
import { drawing, hasBrowser } from './browser.ts';
import { root } from './support.tsx';

const naughty = JSON.parse(
  readFileSync(join(root, 'node_modules/big-list-of-naughty-strings/blns.json'), 'utf8'),
) as string[];
const names = [
  'Zoë',
  'O’Brien',
  'null',
  'Ñandú',
  'Ø',
  'Nguyễn Thị Minh Khai',
  'Wolfeschlegelsteinhausenbergerdorff',
  'Αλέξανδρος',
  'Владимир',
  'محمد عبد الله',
  'שרה לוי',
  'อรุณี ศรีสุข',
  '王小明',
  'さくら',
  '김민준',
  'प्रियंका शर्मा',
  '👩‍👩‍👧‍👦 Ada',
  'e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a',
  '\u202eevil',
  'a\u200bb',
];
const latin = [
  'August was your lightest month.',
  'AVATAR Tomorrow Yes',
  '1,111.50 €',
  'fi office ffl',
  'Łódź Żółć İstanbul',
  'Αθήνα Ώρα',
  'Москва Жыць',
  '“quote” – dash — x',
  'Großstraße ẞ',
  'To. Ty, V. 1/2 100 %',
];
const faces = Object.keys(FACES) as FaceName[];

describe('clean', () => {
  it('leaves ordinary names as they are', () => {
    for (const name of names.slice(0, 17)) expect(clean(name)).toBe(name.normalize('NFC'));
  });

  it('takes out what steers a line, and keeps what is read', () => {
    expect(clean('\u202eevil\u202c')).toBe('evil');
    expect(clean('a\u200bb\u2066c\ufeff')).toBe('abc');
    expect(clean('two\nlines\t here\u0000')).toBe('two lines here');
    expect(clean('👩‍👩‍👧‍👦')).toBe('👩‍👩‍👧‍👦');
  });

  it('piles at most four marks on a letter', () => {
    const [sign, ...rest] = graphemes(clean(`Z${'\u0321'.repeat(40)}algo`));
    expect(sign?.length).toBe(5);
    expect(rest.join('')).toBe('algo');
  });

  it('is done after once', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => clean(clean(text)) === clean(text)));
  });
});

describe('fit', () => {
  const options = fc.record({
    face: fc.constantFrom(...faces),
    width: fc.integer({ min: 40, max: 1200 }),
    size: fc.integer({ min: 10, max: 140 }),
    lines: fc.integer({ min: 1, max: 4 }),
    height: fc.integer({ min: 20, max: 500 }),
    balance: fc.boolean(),
  });
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.constantFrom(...names, ...naughty.slice(0, 200)),
  );

  it('keeps within width, height and lines, and loses nothing but blanks', () => {
    fc.assert(
      fc.property(text, options, (words, given) => {
        const fitted = fit(words, given);
        const shown = fitted.lines.flatMap(({ runs }) => runs.map((run) => run.text)).join('');
        expect(shown.replaceAll(' ', '')).toBe(clean(words).replaceAll(' ', ''));
        if (fitted.size <= 1) return;
        expect(fitted.lines.length).toBeLessThanOrEqual(given.lines);
        expect(fitted.height).toBeLessThanOrEqual(given.height);
        expect(fitted.size).toBeLessThanOrEqual(given.size);
        expect(fitted.width).toBeLessThanOrEqual(given.width + 0.01);
      }),
      { numRuns: 300 },
    );
  });

  it('breaks a word only where no smaller size within the limits would hold it', () => {
    const fitted = fit('Wolfeschlegelsteinhausenbergerdorff', {
      face: 'display',
      width: 500,
      size: 100,
      min: 20,
      lines: 3,
    });
    expect(fitted.lines).toHaveLength(1);
    expect(
      fit('Wolfeschlegelsteinhausenbergerdorff', { face: 'display', width: 300, size: 100, min: 60, lines: 4 }).size,
    ).toBe(60);
  });

  it('keeps runs of a field apart from shared words', () => {
    const { lines } = fit(['Hello, ', { text: 'Ada Lovelace', field: 'firstName' }, '.'], {
      face: 'text',
      width: 130,
      size: 20,
    });
    expect(lines.flatMap(({ runs }) => runs)).toEqual([
      { text: 'Hello, ' },
      { text: 'Ada', field: 'firstName' },
      { text: 'Lovelace', field: 'firstName' },
      { text: '.' },
    ]);
  });

  it('sets lines of about one length where it balances', () => {
    const words = 'You used less than homes of your size all year long';
    const { lines } = fit(words, { face: 'display', width: 700, size: 60, balance: true });
    const widths = lines.map(({ width }) => width);
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.min(...widths) / Math.max(...widths)).toBeGreaterThan(0.6);
  });
});

describe.skipIf(!hasBrowser)('in Chromium', () => {
  const open = drawing();

  /** Widths in em, as the browser lays them out. */
  async function measured(texts: readonly string[], faces: readonly FaceName[]): Promise<number[]> {
    const spans = texts.flatMap((text) =>
      faces.map((face) =>
        renderToStaticMarkup(
          <span className={`f-${face}`} style={{ fontSize: 64, whiteSpace: 'pre', position: 'absolute' }}>
            {text}
          </span>,
        ),
      ),
    );
    const { page, show } = open();
    await show(`<div class="candor">${spans.join('')}</div>`, { width: 1280, height: 720 });
    return page.$$eval('.candor > span', (all) => all.map((one) => one.getBoundingClientRect().width / 64));
  }

  it('gives Latin, Greek and Cyrillic the widths of the tables, to a hundredth', async () => {
    const widths = await measured(latin, faces);
    for (const [place, text] of latin.entries()) {
      for (const [index, face] of faces.entries()) {
        const real = widths[place * faces.length + index] ?? 0;
        const told = widthOf(text, face);
        expect(told, `${face}: ${text}`).toBeGreaterThanOrEqual(real);
        expect(told, `${face}: ${text}`).toBeLessThanOrEqual(real * 1.01 + 0.03);
      }
    }
  });

  it('never gives any text more width than the tables do', async () => {
    const texts = [...names, ...naughty].map(clean).filter((text) => text.trim() !== '');
    const some: FaceName[] = ['display', 'strong'];
    const widths = await measured(texts, some);
    const wider = texts.flatMap((text, place) =>
      some
        .filter((face, index) => (widths[place * some.length + index] ?? 0) > widthOf(text, face) + 0.001)
        .map((face) => `${face}: ${text}`),
    );
    expect(wider).toEqual([]);
  });

  it('keeps every ugly name inside its box', async () => {
    const box = { width: 420, height: 180 };
    const all = [...names, ...naughty].filter((text) => clean(text).trim() !== '');
    const boxes = all.map((name) =>
      renderToStaticMarkup(
        <div className="box" style={{ ...box, position: 'relative' }}>
          <FittedText
            face="display"
            as="h1"
            fitted={fit(['Hello, ', name, '.'], { face: 'display', size: 64, lines: 3, ...box })}
          />
        </div>,
      ),
    );
    const { page, show } = open();
    await show(`<div class="candor">${boxes.join('')}</div>`, { width: 1280, height: 720 });
    const outside = await page.$$eval('.box', (found) =>
      found.flatMap((one, index) => {
        const limits = one.getBoundingClientRect();
        const inside = [...one.querySelectorAll('.lines > span')].every((line) => {
          const range = document.createRange();
          range.selectNodeContents(line);
          const ink = range.getBoundingClientRect();
          const row = line.getBoundingClientRect();
          return ink.right <= limits.right + 0.5 && ink.left >= limits.left - 0.5 && row.bottom <= limits.bottom + 0.5;
        });
        return inside ? [] : [index];
      }),
    );
    expect(outside.map((index) => all[index])).toEqual([]);
  });
});
