// `node --import ./src/typescript.mjs`: Node reads TypeScript by itself, but not the markup in it; that is esbuild's part.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';

registerHooks({
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.tsx')) return next(url, context);
    const sourcefile = fileURLToPath(url);
    const { code } = transformSync(readFileSync(sourcefile, 'utf8'), {
      ...{ loader: 'tsx', jsx: 'automatic', format: 'esm', target: 'node24' },
      ...{ sourcefile, sourcemap: 'inline' },
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
