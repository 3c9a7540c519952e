/**
 * The console's single page as files: built by Vite when somebody first asks for it, and kept between starts under a hash
 * of everything it is made from. The addresses of its entry carry that hash, so that the page can name them before they
 * are built.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { Router } from 'express';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const ENTRY = join(ROOT, 'src/web/console/main.tsx');
/** What a build can depend on: our own pages, frames and readers of files, and the exact packages. */
const MADE_OF = ['src/web', 'src/accounts', 'src/campaigns', 'src/delivery/email', 'remotion', 'package-lock.json'];
const AT = '/console/app';
const YEAR = 'public, max-age=31536000, immutable';
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const compress = promisify(brotliCompress);

type Files = ReadonlyMap<string, Uint8Array>;

export interface ConsoleBundle {
  /** Addresses of the entry and of its style sheet; asking for them waits for the build. */
  readonly script: string;
  readonly style: string;
  readonly router: Router;
}

/** One build a process, whoever asks; one that fails is tried again by the next. */
const builds = new Map<string, Promise<Files>>();

function built(cacheDir: string | undefined, key: string): Promise<Files> {
  const known = builds.get(key) ?? load(cacheDir && join(cacheDir, 'console'), key);
  builds.set(key, known);
  known.catch(() => builds.delete(key));
  return known;
}

/** Builds what is not kept yet, before anybody waits for it; what fails is told when it is asked for. */
export async function prepareConsole(cacheDir: string): Promise<void> {
  await built(cacheDir, keyOfSources()).catch(() => undefined);
}

/** `cacheDir`: where builds are kept; in memory alone where there is none. */
export function consoleBundle(cacheDir?: string): ConsoleBundle {
  const key = keyOfSources();
  const router = Router();
  router.get(`${AT}/:file`, async (request, response, next) => {
    const { file } = request.params;
    const all = await built(cacheDir, key);
    const body = all.get(file);
    if (!body) return next();
    response.set({ 'Cache-Control': YEAR, Vary: 'Accept-Encoding' });
    response.set('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    const brotli = request.acceptsEncodings('br') === 'br' ? all.get(`${file}.br`) : undefined;
    if (brotli) response.set('Content-Encoding', 'br');
    response.send(Buffer.from(brotli ?? body));
  });
  return { script: `${AT}/console-${key}.js`, style: `${AT}/console-${key}.css`, router };
}

function keyOfSources(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    hash
      .update(`${relative(ROOT, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  };
  for (const place of MADE_OF.map((one) => join(ROOT, one))) {
    if (extname(place)) add(place);
    else
      for (const entry of readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => join(one.parentPath, one.name))
        .sort())
        add(entry);
  }
  return hash.digest('hex').slice(0, 12);
}

async function load(kept: string | undefined, key: string): Promise<Files> {
  const folder = kept && join(kept, key);
  if (folder && existsSync(folder)) {
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  }
  const files = await bundle(key);
  if (kept && folder) keep(kept, folder, files);
  return files;
}

/** Whole or not at all: another process may keep the same build at the same time. Older ones go. */
function keep(kept: string, folder: string, files: Files): void {
  const unfinished = `${folder}-${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  for (const [name, body] of files) writeFileSync(join(unfinished, name), body);
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
  for (const name of readdirSync(kept)) {
    const path = join(kept, name);
    if (path !== folder && !name.includes('-')) rmSync(path, { recursive: true, force: true });
  }
}

async function bundle(key: string): Promise<Files> {
  const { build } = await import('vite');
  const done = await build({
    root: ROOT,
    base: `${AT}/`,
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    // As it is served, whatever this process runs for.
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: {
      alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' },
    },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      write: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      cssCodeSplit: false,
      rolldownOptions: {
        input: ENTRY,
        output: {
          entryFileNames: `console-${key}.js`,
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: ({ names }) => (names[0]?.endsWith('.css') ? `console-${key}.css` : '[name]-[hash][extname]'),
        },
      },
    },
  });
  const [output] = [done].flat();
  if (!output || !('output' in output)) throw new Error('the build watches instead of ending');
  const files = new Map<string, Uint8Array>();
  for (const part of output.output) {
    const body = Buffer.from(part.type === 'chunk' ? part.code : part.source);
    files.set(part.fileName, body);
    if (!/\.(js|css|svg)$/.test(part.fileName)) continue;
    files.set(`${part.fileName}.br`, await compress(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
  return files;
}
