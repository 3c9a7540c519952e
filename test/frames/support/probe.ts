/** Runs in the confined process' own world, past the realm, whatever an escaped template could try. */
import { fork } from 'node:child_process';
import { realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { CONFINEMENT } from '../../../src/frames/confined.ts';

export async function probe(o: { port: number; secret: string; cacheDir: string }): Promise<Record<string, unknown>> {
  const built = await build({
    entryPoints: [new URL('probe-inside.ts', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const script = join(await realpath(o.cacheDir), 'probe.mjs');
  await writeFile(script, built.outputFiles[0]?.contents ?? '');
  const child = fork(script, [String(o.port), o.secret], {
    env: { TZ: 'UTC' },
    execArgv: [...CONFINEMENT, `--allow-fs-read=${script}`],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Record<string, unknown>));
    child.once('exit', (code) => reject(new Error(`the probe ended with ${code}`)));
  });
}
