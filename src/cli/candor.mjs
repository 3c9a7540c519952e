#!/usr/bin/env node
// The `candor` command: runs the TypeScript on Node 24, also where the shell's own node is older.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const bundled = join(
  dirname(require.resolve('node/package.json')),
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const executable = Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : bundled;
const loader = pathToFileURL(join(here, '../typescript.mjs')).href;
const args = ['--import', loader, join(here, 'main.ts'), ...process.argv.slice(2)];
const child = spawn(executable, args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('error', (error) => {
  process.stderr.write(`candor cannot start: ${error.message}\n`);
  process.exitCode = 1;
});
child.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
