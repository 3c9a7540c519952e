/** The browser that walks through pages as their visitors do. */
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../src/render/index.ts';
import { atEnd } from './at-end.ts';

/** Milliseconds that something on a page may take where every core is busy: only what never happens should meet it. */
const PATIENCE = 90_000;

/** Closed after the file's tests. */
export async function openBrowser(cacheDir: string): Promise<Browser> {
  const { executable, env } = await findBrowser({ cacheDir });
  const browser = await chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    args: ['--no-sandbox'],
  });
  atEnd(() => browser.close());
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(PATIENCE);
    return context;
  };
  return browser;
}
