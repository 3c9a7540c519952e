/** Style, script and fonts of the watch page, made once: addresses carry a hash of what they hold and may be kept for ever. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { tokensCss } from '../../../remotion/tokens.ts';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

export interface Assets {
  readonly style: string;
  readonly script: string;
  /** By the last part of the address. */
  readonly byName: ReadonlyMap<string, Asset>;
}

const WEB = fileURLToPath(new URL('../../web/watch/', import.meta.url));
/** Latin, Greek and Cyrillic; other scripts take the reader's own fonts. */
const FONTS = ['@fontsource-variable/commissioner/index.css', '@fontsource-variable/source-serif-4/opsz.css'];
const require = createRequire(import.meta.url);

export function loadAssets(prefix: string): Assets {
  const byName = new Map<string, Asset>();
  const add = (name: string, type: string, body: Buffer): string => {
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
    const named = name.replace('.', `-${hash}.`);
    byName.set(named, { type, body });
    return `${prefix}/${named}`;
  };
  const faces = FONTS.map((sheet) => {
    const path = require.resolve(sheet);
    return readFileSync(path, 'utf8').replace(/url\(\.\/files\/([\w.-]+\.woff2)\)/g, (_, file: string) => {
      const body = readFileSync(join(dirname(path), 'files', file));
      return `url(${add(file, 'font/woff2', body)})`;
    });
  });
  const css = [...faces, tokensCss(), readFileSync(join(WEB, 'watch.css'), 'utf8')].join('\n');
  const built = buildSync({
    entryPoints: [join(WEB, 'client.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  return {
    style: add('watch.css', 'text/css; charset=utf-8', Buffer.from(css)),
    script: add('watch.js', 'text/javascript; charset=utf-8', Buffer.from(built.outputFiles[0]?.contents ?? '')),
    byName,
  };
}
