/**
 * Renders the same people with HyperFrames, by its own batch: one browser and one video each. The last line of the output
 * is JSON: how long it took, for the bench to compare.
 *
 *   node render.mjs --people people.json --seconds 47 --out DIR
 *
 * Also `--workers`, browsers that share one video, and `--concurrency`, videos at once.
 *
 * The defaults are its fastest on two cores: screenshots, of which it takes one for all frames of a held picture. Frames
 * asked for one by one (`PRODUCER_FORCE_SCREENSHOT=false`) are each taken and cost two thirds more, two workers a tenth more.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rowOf } from './people.mjs';
import { makeProject, SCENES } from './project.mjs';

const FPS = 30;
const SHELLS = ['/usr/lib/chromium/chromium-headless-shell', '/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const hyperframes = fileURLToPath(new URL('node_modules/hyperframes/', import.meta.url));

const { values } = parseArgs({
  options: {
    people: { type: 'string' },
    seconds: { type: 'string' },
    out: { type: 'string' },
    workers: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '2' },
  },
});
const seconds = Number(values.seconds);
if (!values.people || !values.out || !(seconds >= SCENES + 2))
  throw new Error(`Needs --people, --out and --seconds of at least ${SCENES + 2}`);
const people = JSON.parse(readFileSync(values.people, 'utf8'));
const version = JSON.parse(readFileSync(join(hyperframes, 'package.json'), 'utf8')).version;

/** The browser to use: the one the environment names, else the system's. None is downloaded. */
function browser() {
  const named = process.env.HYPERFRAMES_BROWSER_PATH ?? process.env.PRODUCER_HEADLESS_SHELL_PATH;
  const found = named ?? SHELLS.find((path) => existsSync(path));
  if (!found) throw new Error('No Chromium here: name one in HYPERFRAMES_BROWSER_PATH');
  return found;
}

/** Runs HyperFrames' own batch; what it says goes to the error output. */
async function renderAll(project, batch, out) {
  const flags = [
    ...['--batch', batch, '--output', join(out, '{index}.mp4'), '--batch-concurrency', values.concurrency],
    ...['--workers', values.workers, '--strict-variables', '--batch-fail-fast', '--quiet', '--no-browser-gpu'],
    // Its fastest encoder, x264's ultrafast, at Candor's quality.
    ...['--quality', 'draft', '--crf', '18'],
  ];
  const env = {
    ...process.env,
    HYPERFRAMES_BROWSER_PATH: browser(),
    PRODUCER_HEADLESS_SHELL_PATH: browser(),
    HYPERFRAMES_NO_TELEMETRY: '1',
    HYPERFRAMES_NO_UPDATE_CHECK: '1',
    HYPERFRAMES_NO_AUTO_INSTALL: '1',
    HYPERFRAMES_SKIP_SKILLS: '1',
  };
  const cli = join(hyperframes, 'bin', 'hyperframes.mjs');
  const child = spawn(process.execPath, [cli, 'render', project, ...flags], { env, stdio: ['ignore', 2, 2] });
  const code = await new Promise((done, failed) => child.on('error', failed).on('exit', done));
  if (code !== 0) throw new Error(`hyperframes render ended with ${code}`);
}

const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const temporary = mkdtempSync(join(tmpdir(), 'candor-hyperframes-'));
try {
  const project = join(temporary, 'project');
  makeProject(project, seconds);
  const batch = join(temporary, 'rows.json');
  writeFileSync(batch, JSON.stringify(people.map(rowOf)));
  const began = performance.now();
  await renderAll(project, batch, out);
  const total = (performance.now() - began) / 1000;
  for (const index of people.keys())
    if (!existsSync(join(out, `${index}.mp4`))) throw new Error(`No video of person ${index} in ${out}`);
  const rounded = (value) => Math.round(value * 100) / 100;
  console.log(
    JSON.stringify({
      people: people.length,
      seconds_total: rounded(total),
      seconds_per_person: rounded(total / people.length),
      frames: Math.round(seconds * FPS),
      version,
    }),
  );
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
