/** One bundle a template for Remotion's own renderer, kept under the hash of what went into it. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TemplateCard } from '../../frames/types.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, '../../..');
const ENTRY = join(HERE, 'root.tsx');
const making = new Map<string, Promise<string>>();

/** Folder of the bundle, whole or not there, also with two processes at it; `files` are put where the stylesheet looks for them. */
export async function bundleTemplate(
  card: TemplateCard,
  files: Readonly<Record<string, string>>,
  folder: string,
): Promise<string> {
  const { version } = createRequire(import.meta.url)('@remotion/bundler/package.json') as { version: string };
  const hash = createHash('sha256')
    .update(`${version}\0${card.build}\0${card.folder}\0`)
    .update(await own());
  for (const url of Object.keys(files).sort()) hash.update(`\0${url}`);
  const home = join(folder, hash.digest('hex').slice(0, 32));
  const known = making.get(home) ?? make(card, files, home);
  making.set(home, known);
  try {
    return await known;
  } catch (error) {
    making.delete(home);
    throw error;
  }
}

/** Everything of ours that is bundled beside the template: the kit, the disclosure layer, the entry. */
async function own(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [HERE, join(ROOT, 'remotion')])
    for (const name of (await readdir(folder, { recursive: true })).sort())
      if (/\.(tsx?|json)$/.test(name)) hash.update(`\0${name}\0`).update(await readFile(join(folder, name)));
  return hash.digest('hex');
}

async function make(card: TemplateCard, files: Readonly<Record<string, string>>, home: string): Promise<string> {
  if (existsSync(home)) return home;
  // Bundlers are large, and most processes never bundle.
  const { bundle } = await import('@remotion/bundler');
  const partial = `${home}.${randomUUID()}.partial`;
  await mkdir(partial, { recursive: true });
  const entry = ['template.ts', 'template.tsx'].map((name) => join(card.folder, name)).find(existsSync);
  if (!entry) throw new Error('the template has no entry');
  try {
    await bundle({
      entryPoint: ENTRY,
      rootDir: ROOT,
      outDir: partial,
      publicDir: null,
      enableCaching: false,
      ignoreRegisterRootWarning: true,
      onProgress: () => {},
      rspack: true,
      rspackOverride: (config) => ({
        ...config,
        // Nobody reads its stack traces.
        devtool: false,
        resolve: {
          ...config.resolve,
          alias: { ...config.resolve?.alias, 'candor-plain-template': entry },
          modules: [join(ROOT, 'node_modules'), 'node_modules'],
        },
      }),
    });
    for (const [url, path] of Object.entries(files)) {
      const target = join(partial, new URL(url, 'http://candor.invalid/').pathname);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(path, target);
    }
    await rename(partial, home);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}
