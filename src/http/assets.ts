/** Style, script and fonts of our own pages, made once: addresses carry a hash of what they hold and may be kept for ever. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { buildSync } from 'esbuild';
import { type RequestHandler, Router } from 'express';
import { tokensCss } from '../../remotion/tokens.ts';
import { forBrowsers } from './stylesheet.ts';

export interface PageAssets {
  readonly style: string;
  readonly script: string;
  /** Fonts and tokens, for a page that brings the rest itself. */
  readonly base: string;
}

/** Latin, Greek and Cyrillic; other scripts take the reader's own fonts. */
const FONTS = ['@fontsource-variable/commissioner/index.css', '@fontsource-variable/source-serif-4/opsz.css'];
const require = createRequire(import.meta.url);
const compress = promisify(brotliCompress);

/** A style sheet with all that it imports, in their order. */
function bundledCss(entry: string): string {
  const built = buildSync({ entryPoints: [entry], bundle: true, write: false, logLevel: 'silent' });
  return built.outputFiles[0]?.text ?? '';
}

/** `room`: a folder of `src/web/` with `<room>.css` and `client.ts`; served under `/<room>/assets/`. */
export function pageAssets(room: string): { readonly assets: PageAssets; readonly router: Router } {
  const folder = fileURLToPath(new URL(`../web/${room}/`, import.meta.url));
  const prefix = `/${room}/assets`;
  const byName = new Map<string, { readonly type: string; readonly body: Buffer; brotli?: Promise<Buffer> }>();
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
  const base = [...faces, tokensCss()];
  const css = [...base, bundledCss(join(folder, `${room}.css`))].join('\n');
  const built = buildSync({
    entryPoints: [join(folder, 'client.ts')],
    bundle: true,
    format: 'esm',
    // What is imported when it is wanted is a file of its own.
    splitting: true,
    outdir: '/',
    chunkNames: '[name]-[hash]',
    target: ['chrome80', 'firefox78', 'safari12'],
    // Safari 12 has it, and errs in corners that are not used here.
    supported: { destructuring: true },
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const parts = built.outputFiles.map(({ path, contents }) => ({ name: basename(path), body: Buffer.from(contents) }));
  for (const { name, body } of parts) byName.set(name, { type: 'text/javascript; charset=utf-8', body });
  const entry = parts.find(({ name }) => name === 'client.js');
  if (!entry) throw new Error('a page without a script');
  const assets = {
    style: add(`${room}.css`, 'text/css; charset=utf-8', forBrowsers(css, `${room}.css`)),
    base: add('base.css', 'text/css; charset=utf-8', forBrowsers(base.join('\n'), 'base.css')),
    script: add(`${room}.js`, 'text/javascript; charset=utf-8', entry.body),
  };
  const serve: RequestHandler<{ asset: string }> = async (request, response, next) => {
    const asset = byName.get(request.params.asset);
    if (!asset) return next();
    response.set('Cache-Control', 'public, max-age=31536000, immutable');
    response.set({ 'Content-Type': asset.type, Vary: 'Accept-Encoding' });
    if (!asset.type.startsWith('text/') || request.acceptsEncodings('br') !== 'br') {
      response.send(asset.body);
      return;
    }
    asset.brotli ??= compress(asset.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
    response.set('Content-Encoding', 'br').send(await asset.brotli);
  };
  return { assets, router: Router().get(`${prefix}/:asset`, serve) };
}
