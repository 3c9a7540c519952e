/**
 * A page that draws markup and does nothing else: every request it makes is answered from the video's own files or
 * refused, and its policy lets no script of the markup run. Pictures come back as planes ready for the encoder.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { Browser, CDPSession, Page, Protocol } from 'puppeteer-core';
import { RenderError } from '../types.ts';
import type { Change, Inside } from './inside/index.ts';
import { packedRoom, unpack } from './packed.ts';

/** What the page stands on; the same for every picture of a video. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly stylesheet: string;
  /** Own files by the URL that markup and stylesheet use. */
  readonly files: Readonly<Record<string, string>>;
}

/** Answered by us alone; https, because only secure contexts have video frames. */
const ORIGIN = 'https://candor.invalid/';
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
/** Every picture is its markup at time 0, although elements stay on the page from one picture to the next. */
const STILL = '#root *,#root *::before,#root *::after{transition:none!important;animation-play-state:paused!important}';
const DRAW_DEADLINE = 20_000;
const INSIDE = buildSync({
  entryPoints: [fileURLToPath(new URL('./inside/index.ts', import.meta.url))],
  bundle: true,
  format: 'iife',
  write: false,
}).outputFiles[0]?.text;

export interface Shot {
  readonly type: 'png' | 'jpeg';
  /** Width of the picture in pixels; the sheet's own when left out. */
  readonly width?: number;
}

export class CanvasPage {
  readonly #page: Page;
  readonly #session: CDPSession;
  #sheet: Sheet | undefined;
  #files = new Map<string, string>();
  /** The last picture, planar 4:2:0. */
  #picture: Buffer = Buffer.alloc(0);
  /** What came of a picture: room for a whole one. */
  #packed: Buffer = Buffer.alloc(0);
  #planes: Buffer = Buffer.alloc(0);

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async open(browser: Browser): Promise<CanvasPage> {
    const page = await browser.newPage();
    const session = await page.createCDPSession();
    const self = new CanvasPage(page, session);
    session.on('Fetch.requestPaused', (request) => void self.#answer(request));
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    return self;
  }

  /** Makes the page the one that `sheet` describes; nothing to do when it already is. Throws where this browser cannot draw. */
  async load(sheet: Sheet): Promise<void> {
    const same =
      this.#sheet &&
      this.#sheet.stylesheet === sheet.stylesheet &&
      this.#sheet.width === sheet.width &&
      this.#sheet.height === sheet.height;
    this.#sheet = sheet;
    this.#files = new Map(Object.entries(sheet.files).map(([url, path]) => [new URL(url, ORIGIN).href, path]));
    if (same) return;
    this.#picture = blank(sheet);
    this.#planes = Buffer.alloc(this.#picture.length);
    this.#packed = Buffer.alloc(packedRoom(this.#picture.length));
    await this.#session.send('Emulation.setDeviceMetricsOverride', {
      width: sheet.width,
      height: sheet.height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    await this.#page.goto(ORIGIN, { waitUntil: 'load' });
    await this.#call('void 0', INSIDE);
  }

  /**
   * Draws pictures one after the other; answers each as planar Y′CbCr 4:2:0 (BT.709, limited range), a copy of its own,
   * in a buffer taken from `spare` while there is one of the size: new ones cost half as much as drawing.
   * Throws `template-failed` where one of the markup's own pictures does not load.
   */
  async draw(markups: readonly string[], spare: Buffer[] = []): Promise<Buffer[]> {
    const changes = await this.#inside<(Change | undefined)[]>('draw', markups);
    // All of them, also behind one that failed: the page compares the next picture with the last it drew.
    const pictures = changes.map((change) => {
      if (change) this.#apply(change);
      return this.#copy(spare);
    });
    if (!changes.every(Boolean)) throw new RenderError('template-failed');
    return pictures;
  }

  /** One picture as a file's bytes. Throws as {@link draw} does. */
  async still(markup: string, shot: Shot = { type: 'png' }): Promise<Buffer> {
    const width = shot.width ?? this.#sheet?.width ?? 0;
    const data = await this.#inside<string | undefined>('still', markup, `image/${shot.type}`, width);
    if (data === undefined) throw new RenderError('template-failed');
    return Buffer.from(data, 'base64');
  }

  /** Takes the last picture off the page, so that nobody's data waits there for the next job. */
  async clear(): Promise<void> {
    if (this.#sheet) await this.#inside('clear');
  }

  #inside<T>(name: keyof Inside, ...args: unknown[]): Promise<T> {
    return within(DRAW_DEADLINE, () =>
      this.#call<T>(`candor.${name}(...${JSON.stringify(args).replaceAll('\u2028', '\\u2028')})`),
    );
  }

  async #call<T>(expression: string, before = ''): Promise<T> {
    const { result, exceptionDetails } = await this.#session.send('Runtime.evaluate', {
      expression: `${before}${expression}`,
      awaitPromise: true,
      returnByValue: true,
    });
    // What it says may quote the markup: it is not repeated.
    if (exceptionDetails) throw new Error('the page did not draw');
    return result.value as T;
  }

  #copy(spare: Buffer[]): Buffer {
    const { length } = this.#picture;
    let copy = spare.pop();
    while (copy && copy.length !== length) copy = spare.pop();
    copy ??= Buffer.allocUnsafeSlow(length);
    this.#picture.copy(copy);
    return copy;
  }

  #apply({ rects, planes }: Change): void {
    const { width, height } = this.#sheet as Sheet;
    const bytes = this.#planes;
    unpack(this.#packed.subarray(0, this.#packed.write(planes, 'base64')), bytes);
    const chroma = width * height;
    let at = 0;
    const copy = (plane: number, stride: number, x: number, y: number, w: number, h: number) => {
      for (let row = 0; row < h; row++, at += w) bytes.copy(this.#picture, plane + (y + row) * stride + x, at, at + w);
    };
    for (let i = 0; i < rects.length; i += 4) {
      const [x, y, w, h] = rects.slice(i, i + 4) as [number, number, number, number];
      copy(0, width, x, y, w, h);
      for (const plane of [chroma, chroma * 1.25]) copy(plane, width / 2, x / 2, y / 2, w / 2, h / 2);
    }
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
    const { stylesheet, width, height } = this.#sheet as Sheet;
    const style = stylesheet.replaceAll('</style', '<\\/style');
    const size = `width:${width}px;height:${height}px`;
    return `<!doctype html><html><head><meta charset="utf-8"><style>${STILL}html,body{margin:0;overflow:hidden}canvas{visibility:hidden;display:block;${size}}#root{visibility:visible;position:relative;background:#fff;overflow:hidden;${size}}</style><style>${style}</style></head><body><canvas layoutsubtree width="${width}" height="${height}"><div id="root"></div></canvas></body></html>`;
  }
}

/** What a new canvas shows: black. */
function blank({ width, height }: Sheet): Buffer {
  const luma = width * height;
  return Buffer.concat([Buffer.alloc(luma, 16), Buffer.alloc(luma / 2, 128)]);
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
