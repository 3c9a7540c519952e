/**
 * Writes `advances.json` from the font files: how wide every sign is in every face of the kit, and how pairs are kerned.
 * Run it when a font package or a face changes: `node remotion/fonts/build.ts`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fontkit from 'fontkit';
import { FACES } from '../kit/faces.ts';
import faces from './faces.json' with { type: 'json' };

type Font = fontkit.Font & { _glyphs?: object; variationCoords?: number[] };
const FEATURES = {
  liga: false,
  clig: false,
  calt: false,
  mark: false,
  mkmk: false,
  kern: true,
  tnum: true,
  lnum: true,
};
const modules = new URL('../../node_modules/', import.meta.url);

/**
 * A font at a place of its axes. fontkit's own `getVariation` does not read WOFF2, so the base font unpacks its outlines
 * first and a view of it carries the coordinates.
 */
function at(font: Font, coordinates: Record<string, number>): Font {
  void font.getGlyph(1).path;
  const view: Font = Object.create(font);
  view._glyphs = {};
  view.variationCoords = Object.entries(font.variationAxes).map(
    ([axis, values]) => coordinates[axis] ?? values?.default ?? 0,
  );
  for (let kind = Object.getPrototypeOf(font); kind; kind = Object.getPrototypeOf(kind)) {
    const processor = Object.getOwnPropertyDescriptor(kind, '_variationProcessor');
    if (processor) {
      processor.get?.call(view);
      break;
    }
  }
  return view;
}

const opened = new Map<string, Font>();
function open(file: string): Font {
  const found = opened.get(file) ?? (fontkit.openSync(fileURLToPath(new URL(file, modules))) as Font);
  opened.set(file, found);
  return found;
}

function covers(range: string | undefined): (code: number) => boolean {
  if (range === undefined) return () => true;
  const spans = range.split(',').map((part) => {
    const [from = '', to = from] = part.replace('U+', '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
  return (code) => spans.some(([from, to]) => code >= from && code <= to);
}

/** In font units. fontkit stumbles over some attached marks; there the glyphs' own widths are the answer. */
function advance(font: Font, text: string, features: Record<string, boolean> = FEATURES): number {
  try {
    return font.layout(text, features).advanceWidth;
  } catch {
    return font.glyphsForString(text).reduce((sum, glyph) => sum + glyph.advanceWidth, 0);
  }
}

/** Thousandths of an em, rounded so that a sum is never too small. */
const units = (font: Font, width: number): number => Math.ceil((width * 1000) / font.unitsPerEm - 0.05);

/** Runs of neighbouring code points: `[first, widths…]`. */
function runs(widths: ReadonlyMap<number, number>): number[][] {
  const made: number[][] = [];
  let next = -1;
  for (const code of [...widths.keys()].sort((a, b) => a - b)) {
    const width = widths.get(code) ?? 0;
    if (code !== next) made.push([code]);
    made.at(-1)?.push(width);
    next = code + 1;
  }
  return made;
}

/** Signs with equal kerning share a class; `pairs[left * rights + right]` is what is added between them. */
function kerning(font: Font, codes: readonly number[]) {
  const signs = codes.map((code) => String.fromCodePoint(code));
  const one = new Map(signs.map((sign) => [sign, advance(font, sign)]));
  const rows = signs.map((left) =>
    signs.map((right) => {
      const together = advance(font, left + right);
      const alone = (one.get(left) ?? 0) + (one.get(right) ?? 0);
      return units(font, together - alone);
    }),
  );
  const classOf = (keys: readonly string[]) => {
    const names = [...new Set(keys)];
    return { of: keys.map((key) => names.indexOf(key)), first: names.map((name) => keys.indexOf(name)) };
  };
  const left = classOf(rows.map((row) => row.join()));
  const right = classOf(signs.map((_, column) => rows.map((row) => row[column]).join()));
  const pairs = left.first.flatMap((row) => right.first.map((column) => rows[row]?.[column] ?? 0));
  return { signs: signs.join(''), left: left.of, right: right.of, rights: right.first.length, pairs: packed(pairs) };
}

/** `0,0,0,-12` → `[-3,…]`: zeros are counted as `[0, n]` flattened. */
function packed(values: readonly number[]): number[] {
  const made: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    made.push(value);
    if (value !== 0) continue;
    let zeros = 1;
    while (values[index + 1] === 0) {
      zeros += 1;
      index += 1;
    }
    made.push(zeros);
  }
  return made;
}

const KERNED = /-(latin|greek|cyrillic)-(opsz|wght)-normal/;

function face(name: keyof typeof FACES) {
  const { family, weight, ...rest } = FACES[name];
  const files = faces.filter((one) => one.family === /'([^']+)'/.exec(family)?.[1]);
  const widths = new Map<number, number>();
  const kerns: ReturnType<typeof kerning>[] = [];
  // The style sheet's later rules win, so the first file seen from the end has the sign.
  for (const { file, range } of files.reverse()) {
    const font = at(open(file), { wght: weight, ...('opsz' in rest ? { opsz: rest.opsz } : {}) });
    const covered = covers(range);
    const own = font.characterSet.filter((code) => code >= 0x20 && covered(code) && !widths.has(code));
    for (const code of own) widths.set(code, units(font, advance(font, String.fromCodePoint(code))));
    if (KERNED.test(file))
      kerns.push(
        kerning(
          font,
          own.filter((code) => code > 0x20 && !/\p{M}/u.test(String.fromCodePoint(code))),
        ),
      );
  }
  return { runs: runs(widths), kerns };
}

/** Widths of scripts whose letters change shape: the widest shape, at the heaviest weight the kit uses. */
function scripts() {
  const widths = new Map<number, number>();
  for (const script of ['arabic', 'hebrew', 'devanagari', 'thai']) {
    const family = faces.filter(({ file }) =>
      file.includes(`noto-sans-${script}/files/noto-sans-${script}-${script}-`),
    );
    for (const { file, range } of family) {
      const font = at(open(file), { wght: 600 });
      const covered = covers(range);
      for (const code of font.characterSet.filter((one) => one > 0x2ff && covered(one))) {
        const sign = String.fromCodePoint(code);
        const shapes = script === 'arabic' ? ['init', 'medi', 'fina', 'isol'] : ['isol'];
        const widest = Math.max(
          font.glyphForCodePoint(code).advanceWidth,
          ...(script === 'arabic' ? shapes.map((shape) => advance(font, sign, { [shape]: true })) : []),
        );
        widths.set(code, units(font, widest));
      }
    }
  }
  return runs(widths);
}

const started = Date.now();
const table = {
  faces: Object.fromEntries((Object.keys(FACES) as (keyof typeof FACES)[]).map((name) => [name, face(name)])),
  scripts: scripts(),
};
writeFileSync(new URL('advances.json', import.meta.url), `${JSON.stringify(table)}\n`);
console.log(`advances.json: ${JSON.stringify(table).length} bytes in ${Date.now() - started} ms`);
