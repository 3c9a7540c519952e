/**
 * A page that shows markup and does nothing else: it runs no script, and every request it makes is answered from the
 * video's own files or refused.
 */
import { readFile } from 'node:fs/promises';
import type { Browser, CDPSession, Page, Protocol } from 'puppeteer-core';
import { RenderError } from '../types.ts';

/** What the page stands on; the same for every picture of a video. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly stylesheet: string;
  /** Own files by the URL that markup and stylesheet use. */
  readonly files: Readonly<Record<string, string>>;
}

const ORIGIN = 'http://candor.invalid/';
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'";
const TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  otf: 'font/otf',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
};
const DRAW_DEADLINE = 20_000;

/** Puts markup in, waits until its fonts and pictures are there. Runs from outside: the page itself may not. */
const SHOW = `async function (markup) {
  const root = document.getElementById('root');
  root.innerHTML = markup;
  void root.offsetHeight;
  await document.fonts.ready;
  const pictures = root.querySelectorAll('img, image');
  const drawn = await Promise.allSettled(Array.from(pictures, (picture) => picture.decode()));
  return drawn.every((answer) => answer.status === 'fulfilled');
}`;

export interface Shot {
  readonly type: 'png' | 'jpeg';
  /** Width of the picture in pixels; the sheet's own when left out. */
  readonly width?: number;
}

export class StaticPage {
  readonly #page: Page;
  readonly #session: CDPSession;
  #sheet: Sheet | undefined;
  #files = new Map<string, string>();
  #root = '';

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async open(browser: Browser): Promise<StaticPage> {
    const page = await browser.newPage();
    const session = await page.createCDPSession();
    const self = new StaticPage(page, session);
    session.on('Fetch.requestPaused', (request) => void self.#answer(request));
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await session.send('Emulation.setScriptExecutionDisabled', { value: true });
    return self;
  }

  /** Makes the page the one that `sheet` describes; nothing to do when it already is. */
  async load(sheet: Sheet): Promise<void> {
    const same =
      this.#sheet &&
      this.#sheet.stylesheet === sheet.stylesheet &&
      this.#sheet.width === sheet.width &&
      this.#sheet.height === sheet.height;
    this.#sheet = sheet;
    this.#files = new Map(Object.entries(sheet.files).map(([url, path]) => [new URL(url, ORIGIN).href, path]));
    if (same) return;
    await this.#session.send('Emulation.setDeviceMetricsOverride', {
      width: sheet.width,
      height: sheet.height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    await this.#page.goto(ORIGIN, { waitUntil: 'load' });
    const { root } = await this.#session.send('DOM.getDocument', { depth: 0 });
    const { object } = await this.#session.send('DOM.resolveNode', { nodeId: root.nodeId });
    this.#root = object.objectId ?? '';
  }

  /** One picture of `markup`. Throws `template-failed` where one of its own pictures does not load. */
  async draw(markup: string, shot: Shot = { type: 'png' }): Promise<Buffer> {
    return within(DRAW_DEADLINE, async () => {
      const { result, exceptionDetails } = await this.#session.send('Runtime.callFunctionOn', {
        functionDeclaration: SHOW,
        objectId: this.#root,
        arguments: [{ value: markup }],
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error('the page did not take the markup');
      if (result.value !== true) throw new RenderError('template-failed');
      const { width, height } = this.#sheet ?? { width: 0, height: 0 };
      const { data } = await this.#session.send('Page.captureScreenshot', {
        format: shot.type,
        optimizeForSpeed: shot.type === 'png',
        captureBeyondViewport: false,
        ...(shot.type === 'jpeg' ? { quality: 85 } : {}),
        ...(shot.width ? { clip: { x: 0, y: 0, width, height, scale: shot.width / width } } : {}),
      });
      return Buffer.from(data, 'base64');
    });
  }

  /** Takes the last picture off the page, so that nobody's data waits there for the next job. */
  async clear(): Promise<void> {
    if (this.#sheet) await this.draw('<p></p>');
  }

  async #answer(request: Protocol.Fetch.RequestPausedEvent): Promise<void> {
    const { requestId } = request;
    const url = request.request.url;
    try {
      if (url === ORIGIN) await this.#fulfil(requestId, 'text/html; charset=utf-8', Buffer.from(this.#document()));
      else {
        const path = this.#files.get(url);
        const type = TYPES[url.split('.').pop() ?? ''];
        if (path && type) await this.#fulfil(requestId, type, await readFile(path));
        // Of all refusals this one makes no error page of a navigation: the page stays.
        else await this.#session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      }
    } catch {
      // The page is gone, or the file: the drawing that waits for it says so.
      await this.#session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' }).catch(() => {});
    }
  }

  #fulfil(requestId: string, type: string, body: Buffer): Promise<unknown> {
    return this.#session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: 200,
      responseHeaders: [
        { name: 'Content-Type', value: type },
        { name: 'Content-Security-Policy', value: POLICY },
        { name: 'Cache-Control', value: 'max-age=31536000, immutable' },
      ],
      body: body.toString('base64'),
    });
  }

  #document(): string {
    const style = (this.#sheet?.stylesheet ?? '').replaceAll('</style', '<\\/style');
    return `<!doctype html><html><head><meta charset="utf-8"><style>html,body{margin:0;overflow:hidden}</style><style>${style}</style></head><body><div id="root"></div></body></html>`;
  }
}

async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the page did not answer')), milliseconds);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
