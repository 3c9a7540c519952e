/**
 * What live play loads: one script a template, built by Vite when it is first asked for, and the style sheet and fonts of its
 * frames. The script with React in it is never part of the page itself.
 */
import { createHash } from 'node:crypto';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { type Request, type Response, Router } from 'express';
import { build } from 'vite';
import { type Frames, findTemplate, kitPage, type TemplateCard } from '../frames/index.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const ENTRY = join(ROOT, 'src/web/watch/live/index.ts');
const AT = '/watch/live';
/** What browsers of 2020 read; older ones have the stream and the file. */
const TARGET = ['chrome80', 'firefox78', 'safari14'];
const YEAR = 'public, max-age=31536000, immutable';
const SCRIPT = 'live.js';
const STYLE = `${AT}/frames.css`;

const compress = promisify(brotliCompress);

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly brotli?: Buffer;
  readonly tag: string;
}

export interface LiveAssets {
  readonly router: Router;
  /** Addresses for `live.json`. */
  addresses(template: string): { readonly script: string; readonly style: string };
}

type Built = ReadonlyMap<string, Asset>;
type Card = Pick<TemplateCard, 'id' | 'build' | 'folder'>;

/** Built once a process; a build that fails is tried again by the next who asks. */
const scripts = new Map<string, Promise<Built>>();

function scriptOf({ id, build, folder }: Card): Promise<Built> {
  const key = `${id} ${build}`;
  const known = scripts.get(key) ?? buildLive(folder, `${AT}/${id}/`);
  scripts.set(key, known);
  known.catch(() => scripts.delete(key));
  return known;
}

type Style = Awaited<ReturnType<typeof frameStyle>>;
let style: Promise<Style> | undefined;

function theStyle(): Promise<Style> {
  style ??= frameStyle();
  style.catch(() => {
    style = undefined;
  });
  return style;
}

/** Builds what viewers will ask for, one after the other; what fails is told when it is asked for. */
export async function prepareLive(cards: readonly Card[]): Promise<void> {
  // No template draws without it.
  await theStyle().catch(() => undefined);
  for (const card of cards) await scriptOf(card).catch(() => undefined);
}

export function liveAssets(frames: Pick<Frames, 'cards'>): LiveAssets {
  const ofTemplate = async (id: string): Promise<Built | undefined> => {
    const card = (await frames.cards()).find((one) => one.id === id);
    return card && scriptOf(card);
  };

  const router = Router();
  router.get(STYLE, async (request, response) => send(request, response, (await theStyle()).sheet));
  router.get('/own/:file', async (request, response, next) => {
    const path = (await theStyle()).files[`/own/${request.params.file}`];
    if (!path) return next();
    response.sendFile(path, { cacheControl: false, headers: { 'Cache-Control': YEAR } });
  });
  router.get(`${AT}/:template/:asset`, async (request, response, next) => {
    const asset = (await ofTemplate(request.params.template))?.get(request.params.asset);
    if (!asset) return next();
    send(request, response, asset, request.params.asset === SCRIPT ? undefined : YEAR);
  });
  return { router, addresses: liveAddresses };
}

/** Where a template's script and the style sheet of frames are. */
export const liveAddresses = (template: string): { readonly script: string; readonly style: string } => ({
  script: `${AT}/${template}/${SCRIPT}`,
  style: STYLE,
});

/** What keeps its address though its bytes may change is asked for again, and mostly not sent. */
function send(request: Request, response: Response, asset: Asset, cache = 'no-cache'): void {
  response.set({ 'Cache-Control': cache, ETag: asset.tag, Vary: 'Accept-Encoding', 'Content-Type': asset.type });
  if (request.headers['if-none-match'] === asset.tag) return void response.status(304).end();
  if (!asset.brotli || request.acceptsEncodings('br') !== 'br') return void response.send(asset.body);
  response.set('Content-Encoding', 'br').send(asset.brotli);
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
};

async function assetOf(name: string, bytes: string | Uint8Array): Promise<Asset> {
  const body = Buffer.from(bytes);
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  const isText = /^(text|image\/svg)/.test(type);
  return {
    type,
    body,
    tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"`,
    ...(isText ? { brotli: await compress(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) } : {}),
  };
}

async function buildLive(folder: string, base: string): Promise<Built> {
  const found = await findTemplate(folder);
  if (!found) throw new Error('the template has no entry');
  const built = await build({
    root: ROOT,
    base,
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    // As it is served, whatever this process runs for.
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    resolve: { alias: { 'candor-live-template': found.entry } },
    build: {
      write: false,
      target: TARGET,
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        input: ENTRY,
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: SCRIPT,
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('the build watches instead of ending');
  const assets = output.output.map(async (part): Promise<[string, Asset]> => {
    const bytes = part.type === 'chunk' ? part.code : part.source;
    return [part.fileName, await assetOf(part.fileName, bytes)];
  });
  return new Map(await Promise.all(assets));
}

async function frameStyle(): Promise<{ readonly sheet: Asset; readonly files: Readonly<Record<string, string>> }> {
  const { stylesheet, files } = await kitPage();
  return { sheet: await assetOf('frames.css', stylesheet), files };
}
