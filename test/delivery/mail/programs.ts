/** A mail in a browser as mail programs show it: wide or narrow, light or dark, with pictures or without. */
import type { Browser, Page } from 'playwright-core';

export interface Program {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly pictures: boolean;
}

export const PROGRAMS: readonly Program[] = [360, 700, 1100].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((scheme) => [true, false].map((pictures) => ({ width, scheme, pictures }))),
);

/** Shows the mail, waits for its pictures, and hands the page over. Nothing in a mail runs. */
export async function shownIn<T>(
  browser: Browser,
  html: string,
  { width, scheme, pictures }: Program,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    deviceScaleFactor: 2,
    javaScriptEnabled: false,
    ignoreHTTPSErrors: true,
  });
  try {
    if (!pictures) await context.route(/\/p\//, (route) => route.abort());
    const page = await context.newPage();
    await page.setContent(html, { waitUntil: 'load' });
    return await look(page);
  } finally {
    await context.close();
  }
}
