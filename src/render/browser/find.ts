/**
 * Which browser draws: `BROWSER_EXECUTABLE`, an installed headless shell, the one in `@sparticuz/chromium`, Remotion's
 * own download. A path that exists proves nothing: the first that starts and draws a picture is taken.
 */
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ensureBrowser } from '@remotion/renderer';
import { CanvasPage } from '../canvas/page.ts';
import { RenderError } from '../types.ts';
import { type FoundBrowser, launchBrowser, plainEnvironment } from './launch.ts';
import { unpackPackaged } from './packaged.ts';

export interface FindOptions {
  /** `BROWSER_EXECUTABLE`: when given, no other is tried. */
  readonly executable?: string;
  /** Where an unpacked browser and the trial's profile may lie. */
  readonly cacheDir: string;
  /** Told of every candidate that did not start. */
  readonly onRefused?: (origin: string, error: unknown) => void;
}

type Candidate = Pick<FoundBrowser, 'executable' | 'env'>;

const found = new Map<string, Promise<FoundBrowser>>();

/** Answers the same browser for the life of the process. Throws `browser-failed` when none starts. */
export function findBrowser(options: FindOptions): Promise<FoundBrowser> {
  const key = `${options.executable ?? ''}\0${options.cacheDir}`;
  let answer = found.get(key);
  if (!answer) {
    answer = search(options);
    found.set(key, answer);
    answer.catch(() => found.delete(key));
  }
  return answer;
}

async function search({ executable, cacheDir, onRefused }: FindOptions): Promise<FoundBrowser> {
  await mkdir(cacheDir, { recursive: true });
  const env = plainEnvironment(cacheDir);
  const origins: [string, () => Promise<Candidate | undefined>][] = executable
    ? [['BROWSER_EXECUTABLE', async () => ({ executable, env })]]
    : [
        ['installed', () => installed(env)],
        ['packaged', () => packaged(cacheDir, env)],
        ['packaged-with-libraries', () => packaged(cacheDir, env, true)],
        ['download', () => downloaded(env)],
      ];
  for (const [origin, candidate] of origins) {
    try {
      const browser = await candidate();
      if (browser) return { ...browser, build: `${origin} ${await tryOut(browser, cacheDir)}` };
    } catch (error) {
      onRefused?.(origin, error);
    }
  }
  throw new RenderError('browser-failed');
}

async function installed(env: Record<string, string>): Promise<Candidate | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of ['chrome-headless-shell', 'chromium-headless-shell']) {
      const path = join(folder, name);
      if (
        await access(path, constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return { executable: path, env };
    }
  }
  return undefined;
}

/** The package's own libraries come second: a machine that has them has newer ones. */
async function packaged(
  cacheDir: string,
  env: Record<string, string>,
  withLibraries = false,
): Promise<Candidate | undefined> {
  const unpacked = await unpackPackaged(join(cacheDir, 'browser'));
  if (!unpacked) return undefined;
  const { executable, fonts, libraries } = unpacked;
  return {
    executable,
    env: { ...env, FONTCONFIG_PATH: fonts, ...(withLibraries ? { LD_LIBRARY_PATH: libraries } : {}) },
  };
}

async function downloaded(env: Record<string, string>): Promise<Candidate | undefined> {
  const status = await ensureBrowser({ chromeMode: 'headless-shell', logLevel: 'error' });
  return 'path' in status ? { executable: status.path, env } : undefined;
}

/** Starts it once and draws a picture as videos are drawn; answers its version. */
async function tryOut(candidate: Candidate, cacheDir: string): Promise<string> {
  const profile = await mkdtemp(join(cacheDir, 'trial-'));
  try {
    const browser = await launchBrowser(candidate, profile);
    try {
      const page = await CanvasPage.open(browser);
      await page.load({ width: 64, height: 64, stylesheet: '', files: {} });
      await page.draw(['<p style="font-family:sans-serif">Aa</p>']);
      return await browser.version();
    } finally {
      await browser.close();
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
