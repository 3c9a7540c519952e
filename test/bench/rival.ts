/** The same people by HyperFrames, where it is installed beside the bench. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuSeconds, tell } from './measure.ts';
import type { Person } from './people.ts';

export interface RivalFigures {
  readonly people: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly version: string;
}

const folder = fileURLToPath(new URL('hyperframes/', import.meta.url));

export const HOW_TO_INSTALL =
  'HyperFrames is not installed: PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix test/bench/hyperframes';

export const rivalIsThere = (): boolean => existsSync(join(folder, 'node_modules', 'hyperframes'));

/** Renders them by its own batch, each a video of `length` seconds. */
export async function rival(people: readonly Person[], length: number): Promise<RivalFigures> {
  const temporary = mkdtempSync(join(tmpdir(), 'candor-bench-rival-'));
  try {
    const file = join(temporary, 'people.json');
    writeFileSync(file, JSON.stringify(people));
    tell(`HyperFrames: ${people.length} people`);
    const cpu = cpuSeconds();
    const flags = ['--people', file, '--seconds', String(length), '--out', join(temporary, 'out')];
    const said = await output([join(folder, 'render.mjs'), ...flags]);
    const last = JSON.parse(said.trim().split('\n').at(-1) ?? '') as { seconds_per_person: number; version: string };
    const spent = (cpuSeconds() - cpu) / people.length;
    return { people: people.length, seconds: last.seconds_per_person, cpuSeconds: spent, version: last.version };
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function output(command: string[]): Promise<string> {
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((done, failed) => child.on('error', failed).on('exit', done));
  let said = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) said += chunk;
  const code = await ended;
  if (code !== 0) throw new Error(`HyperFrames ended with ${code}`);
  return said;
}
