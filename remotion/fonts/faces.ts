/** Writes `faces.json`: the font files of the packages and what each covers, from the packages' own style sheets. */
import { readFileSync, writeFileSync } from 'node:fs';

const SHEETS = [
  '@fontsource-variable/source-serif-4/opsz.css',
  '@fontsource-variable/commissioner/wght.css',
  '@fontsource-variable/noto-sans-arabic/wght.css',
  '@fontsource-variable/noto-sans-hebrew/wght.css',
  '@fontsource-variable/noto-sans-devanagari/wght.css',
  '@fontsource-variable/noto-sans-thai/wght.css',
  '@fontsource-variable/noto-sans-jp/wght.css',
  '@fontsource-variable/noto-sans-sc/wght.css',
  '@fontsource-variable/noto-sans-kr/wght.css',
  '@fontsource-variable/noto-emoji/wght.css',
];
const modules = new URL('../../node_modules/', import.meta.url);
const faces = SHEETS.flatMap((sheet) => {
  const css = readFileSync(new URL(sheet, modules), 'utf8');
  return [...css.matchAll(/@font-face\s*{([^}]*)}/g)].map(([, body = '']) => {
    const read = (name: string): string | undefined => new RegExp(`${name}:\\s*([^;]+);`).exec(body)?.[1]?.trim();
    const file = /url\(['"]?\.\/([^'")]+\.woff2)/.exec(body)?.[1];
    const range = read('unicode-range')?.replace(/\s+/g, '');
    return {
      family: (read('font-family') ?? '').replace(/['"]/g, ''),
      file: `${sheet.slice(0, sheet.lastIndexOf('/'))}/${file}`,
      weight: read('font-weight') ?? '400',
      ...(range ? { range } : {}),
    };
  });
});
writeFileSync(
  new URL('faces.json', import.meta.url),
  `[\n${faces.map((face) => JSON.stringify(face)).join(',\n')}\n]\n`,
);
