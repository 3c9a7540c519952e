/**
 * The line between a template's script and its base. React, Remotion, zod and the kit are the base's: trusted, evaluated once
 * and shared by all instances of a template. Everything else a template imports is its own, and evaluated with it.
 */
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const PACKAGES = /^(react|react\/jsx-runtime|remotion|zod)$/;
const KIT = join(ROOT, 'remotion');

/** @param shared learns what the base must bring: name in the template's script → what to import */
export function sharedModules(shared: Map<string, string>): Plugin {
  return {
    name: 'shared-modules',
    setup({ onResolve, resolve }) {
      onResolve({ filter: PACKAGES }, ({ path, importer }) => {
        // Packages may need of React and Remotion what templates do not get.
        const name = importer.includes('/node_modules/') ? `package:${path}` : path;
        shared.set(name, path);
        return { path: name, external: true };
      });
      onResolve({ filter: /^[./]/ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === RESOLVED) return undefined;
        const found = await resolve(path, { ...from, pluginData: RESOLVED });
        if (found.errors.length > 0 || !isKit(found.path)) return undefined;
        const name = `kit:${relative(KIT, found.path)}`;
        shared.set(name, found.path);
        return { path: name, external: true };
      });
    },
  };
}

/** Marks what was asked by the plugin itself. */
const RESOLVED = Symbol('resolved');

function isKit(path: string): boolean {
  return !relative(KIT, path).startsWith('..') && /\.[jt]sx?$/.test(path);
}

/** The text of a base's entry: it serves a template with the shared modules it asked for. */
export function baseEntry(shared: ReadonlyMap<string, string>): string {
  const names = [...shared].sort(([a], [b]) => (a < b ? -1 : 1));
  const serve = join(ROOT, 'src/frames/inside/template.tsx');
  return [
    `import { serveTemplate } from ${JSON.stringify(serve)};`,
    ...names.map(([, from], index) => `import * as m${index} from ${JSON.stringify(from)};`),
    `globalThis.candor = serveTemplate({${names.map(([name], index) => `${JSON.stringify(name)}: m${index}`).join()}});`,
  ].join('\n');
}
