/** Starts a headless shell that shows our own pages and reaches nothing else. */
import puppeteer, { type Browser } from 'puppeteer-core';
import { giveWay } from '../../frames/index.ts';

/** A browser that was started once and answered. */
export interface FoundBrowser {
  readonly executable: string;
  /** The browser's whole environment: nothing of the service's own. */
  readonly env: Readonly<Record<string, string>>;
  /** Names version and origin; part of every segment's address, because builds put text in slightly different places. */
  readonly build: string;
}

/** How text and colour are drawn must match what Remotion's own renderer does, or the pictures differ by a hair. */
const ARGS = [
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  '--mute-audio',
  '--no-sandbox',
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-breakpad',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--metrics-recording-only',
  // Markup is drawn on a canvas (WICG html-in-canvas), as fast as it comes and not at a screen's pace.
  '--enable-blink-features=CanvasDrawElement',
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
  '--disable-features=IsolateOrigins,site-per-process,Translate,BackForwardCache,IntensiveWakeUpThrottling',
  // Every request is answered by us or refused; should one ever slip by, no name leads anywhere.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** Talks over a pipe: no port is opened. `profile` is an empty folder of this browser alone. */
export async function launchBrowser(
  browser: Pick<FoundBrowser, 'executable' | 'env'>,
  profile: string,
  signal?: AbortSignal,
): Promise<Browser> {
  const launched = await puppeteer.launch({
    executablePath: browser.executable,
    headless: 'shell',
    pipe: true,
    args: ARGS,
    env: { ...browser.env },
    userDataDir: profile,
    timeout: 30_000,
    protocolTimeout: 30_000,
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    ...(signal ? { signal } : {}),
  });
  giveWay(launched.process()?.pid);
  return launched;
}

/** What every browser needs of an environment, and no more. */
export const plainEnvironment = (home: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: home,
  LANG: 'C.UTF-8',
  TZ: 'UTC',
});
