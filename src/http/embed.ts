/** `embed.js`: the one script that other sites load from here. */
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { Router } from 'express';

export function embedRouter(): Router {
  const built = buildSync({
    entryPoints: [fileURLToPath(new URL('../web/embed/embed.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    target: ['chrome84', 'firefox90', 'safari15'],
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const script = Buffer.from(built.outputFiles[0]?.contents ?? '');
  return Router().get('/embed.js', (_request, response) => {
    response.set({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': 'public, max-age=3600',
      'Content-Type': 'text/javascript; charset=utf-8',
    });
    response.send(script);
  });
}
