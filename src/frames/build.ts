/**
 * Builds what the confined process runs: a base (React, Remotion's Thumbnail, zod and the kit) and one script a template, which
 * takes all of that from the base; and the host script around them. Results lie in the cache folder under the hash of their bytes, so an address never changes its meaning.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, formatMessages, type Metafile, type Plugin } from 'esbuild';
import { Refusal } from './errors.ts';
import { baseEntry, sharedModules } from './shared.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');
const require = createRequire(import.meta.url);
/** React's legacy renderer for browsers: it needs no streams, timers or encoders, and gives markup without hydration marks. */
const REACT_DOM_SERVER = join(
  dirname(require.resolve('react-dom/package.json')),
  'cjs/react-dom-server-legacy.browser.production.js',
);

/** Where own files are in markup and stylesheets: `/own/<sha-256><extension>`. */
export const OWN_FILES = '/own/';
const ASSETS = /\.(png|jpe?g|webp|avif|gif|svg|woff2?|wav)$/;

export interface Bundle {
  /** Absolute path of the template's script. */
  readonly path: string;
  /** Absolute path of the base it runs on. */
  readonly base: string;
  /** SHA-256 of both scripts; they name every asset by content hash, so this covers them too. */
  readonly hash: string;
  /** Own files by URL, as absolute paths. */
  readonly files: Readonly<Record<string, string>>;
  /** The template's own code, and what of it each module imports. The entry is the first. */
  readonly modules: readonly SourceModule[];
}

export interface SourceModule {
  /** Absolute. */
  readonly path: string;
  /** Absolute paths of the template's own modules, by the text that imports them. */
  readonly imports: Readonly<Record<string, string>>;
}

type Built = Awaited<ReturnType<typeof bundle>>;

/** Builds into one cache folder; what templates have in common is built once. */
export class Builder {
  readonly #cacheDir: string;
  readonly #bases = new Map<string, Promise<Built>>();
  #host: Promise<Built> | undefined;

  private constructor(cacheDir: string) {
    this.#cacheDir = cacheDir;
  }

  /** The folder is made where it is missing, and seen as a confined process will see it: permissions are given for real paths. */
  static async open(cacheDir: string): Promise<Builder> {
    await mkdir(cacheDir, { recursive: true });
    return new Builder(await realpath(cacheDir));
  }

  /**
   * @param entry absolute path of a `template.ts(x)`
   * @throws Refusal `build-failed` with esbuild's words
   */
  async template(entry: string): Promise<Bundle> {
    const files: Record<string, string> = {};
    const shared = new Map<string, string>();
    const { path, hash, inputs } = await bundle(
      {
        ...REALM,
        entryPoints: [entry],
        format: 'cjs',
        // The value of the script is a function: each call of it evaluates the template's modules anew.
        banner: { js: '(function(require,module,exports){"use strict";' },
        footer: { js: '})' },
        plugins: [ownFiles(files), sharedModules(shared)],
      },
      this.#cacheDir,
      '.js',
    );
    const base = await this.#base(baseEntry(shared));
    return { path, base: base.path, hash: sha256(`${base.hash} ${hash}`), files, modules: modulesOf(entry, inputs) };
  }

  /** The kit alone, for the disclosure layer. Returns the absolute path of the script. */
  async layer(): Promise<string> {
    return (await this.#base(`import ${JSON.stringify(join(HERE, 'inside/layer.tsx'))};`)).path;
  }

  /** The script of the confined process itself. Returns its absolute path. */
  async host(): Promise<string> {
    this.#host ??= bundle(
      { entryPoints: [join(HERE, 'inside/host.ts')], format: 'esm', platform: 'node', target: 'node24' },
      this.#cacheDir,
      '.mjs',
    );
    return (await this.#host).path;
  }

  #base(entry: string): Promise<Built> {
    const known = this.#bases.get(entry) ?? buildBase(entry, this.#cacheDir);
    this.#bases.set(entry, known);
    return known;
  }
}

const REALM: BuildOptions = {
  platform: 'browser',
  target: 'es2024',
  jsx: 'automatic',
  jsxDev: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  // What syntax alone can make later: as plain calls they come to the realm's own `Promise`, which never does.
  supported: {
    'dynamic-import': false,
    'async-await': false,
    'async-generator': false,
    'for-await': false,
  },
};

function buildBase(entry: string, cacheDir: string) {
  return bundle(
    {
      ...REALM,
      stdin: { contents: entry, resolveDir: ROOT, loader: 'ts' },
      format: 'iife',
      banner: { js: '"use strict";' },
      // Before every other module, wherever the entry's own imports stand.
      inject: [join(HERE, 'inside/world.ts')],
      alias: { 'react-dom/server': REACT_DOM_SERVER },
      plugins: [ownFiles({})],
    },
    cacheDir,
    '.js',
  );
}

function modulesOf(entry: string, inputs: Metafile['inputs']): SourceModule[] {
  const folder = dirname(entry);
  const own = (input: string): string | undefined => {
    const path = join(ROOT, input);
    return !input.includes(':') && !relative(folder, path).startsWith('..') && /\.[jt]sx?$/.test(path)
      ? path
      : undefined;
  };
  const modules = Object.entries(inputs).flatMap(([input, { imports }]) => {
    const path = own(input);
    if (path === undefined) return [];
    const named = imports.flatMap(({ path: to, original }) => {
      const target = own(to);
      return target === undefined || original === undefined ? [] : [[original, target] as const];
    });
    return [{ path, imports: Object.fromEntries(named) }];
  });
  return modules.sort((a, b) => Number(b.path === entry) - Number(a.path === entry));
}

async function bundle(options: BuildOptions, cacheDir: string, extension: string) {
  const result = await build({
    ...options,
    absWorkingDir: ROOT,
    nodePaths: [join(ROOT, 'node_modules')],
    bundle: true,
    write: false,
    metafile: true,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
  }).catch(async (cause) => {
    const messages = await formatMessages(cause.errors ?? [], { kind: 'error' });
    throw new Refusal('build-failed', messages.join('\n').trim() || 'esbuild failed', { cause });
  });
  const contents = result.outputFiles?.[0]?.contents ?? new Uint8Array();
  const hash = sha256(contents);
  const path = join(cacheDir, `${hash}${extension}`);
  await writeOnce(path, contents);
  return { path, hash, inputs: result.metafile?.inputs ?? {} };
}

/** Pictures, fonts and sounds become addresses by content hash; `files` learns where they are. */
function ownFiles(files: Record<string, string>): Plugin {
  return {
    name: 'own-files',
    setup: ({ onLoad }) =>
      onLoad({ filter: ASSETS }, async ({ path }) => {
        const url = `${OWN_FILES}${sha256(await readFile(path))}${extname(path)}`;
        files[url] = path;
        return { contents: `export default ${JSON.stringify(url)};`, loader: 'js' };
      }),
  };
}

/** Written aside and renamed: another process may build the same at the same time. */
async function writeOnce(path: string, contents: Uint8Array): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.size === contents.byteLength) return;
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(aside, contents);
  await rename(aside, path);
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
