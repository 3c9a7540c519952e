/** A HyperFrames project made ready to render: the composition with its length, fonts and GSAP beside it. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const here = fileURLToPath(new URL('.', import.meta.url));

/** Seconds of all scenes but the statement, which takes the rest. */
export const SCENES = 28;
const SHEETS = ['@fontsource-variable/commissioner/wght.css', '@fontsource-variable/source-serif-4/opsz.css'];

/** Copies the composition to a folder. Only the Latin fonts go with it: more would take longer to load. */
export function makeProject(folder, seconds) {
  cpSync(join(here, 'composition'), folder, { recursive: true });
  const index = join(folder, 'index.html');
  const html = readFileSync(index, 'utf8');
  const statement = String(Math.round((seconds - SCENES) * 1000) / 1000);
  writeFileSync(index, html.replace('{{seconds}}', String(seconds)).replace('{{statement}}', statement));
  cpSync(require.resolve('gsap/dist/gsap.min.js'), join(folder, 'gsap.min.js'));
  mkdirSync(join(folder, 'fonts'));
  writeFileSync(
    join(folder, 'fonts.css'),
    SHEETS.flatMap((sheet) => fontFaces(sheet, join(folder, 'fonts'))).join('\n'),
  );
}

/** The Latin rules of a package's style sheet, their files copied to `fonts`. */
function fontFaces(sheet, fonts) {
  const path = require.resolve(sheet);
  const rules = readFileSync(path, 'utf8').match(/@font-face\s*{[^}]*}/g) ?? [];
  return rules
    .filter((rule) => /-latin-(ext-)?(wght|opsz)-normal/.test(rule))
    .map((rule) =>
      rule.replace(/url\(\.\/([^)]+)\)/, (_, file) => {
        cpSync(join(dirname(path), file), join(fonts, basename(file)));
        return `url(./fonts/${basename(file)})`;
      }),
    );
}
