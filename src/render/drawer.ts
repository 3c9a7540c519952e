/**
 * One who draws: a browser with one page, and an encoder beside it, both started when first needed and replaced when
 * they are broken or worn. Used by one task at a time.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { type FoundBrowser, launchBrowser } from './browser/launch.ts';
import { CanvasPage, type Sheet, type Shot } from './canvas/page.ts';
import { ChildError } from './child.ts';
import { type Encoded, Encoder, type Picture } from './encode/encoder.ts';
import { RenderError } from './types.ts';

export interface DrawerOptions {
  readonly browser: FoundBrowser;
  /** Folder for the browser's profile. */
  readonly folder: string;
  /** The browser is replaced after so many pictures. */
  readonly picturesEach?: number;
}

/** Pictures that stand for some frames each. */
export interface Strip {
  readonly sheet: Sheet & { readonly fps: number };
  readonly markups: readonly string[];
  /** The frame each picture begins at. */
  readonly starts: readonly number[];
}

interface Running {
  readonly browser: Browser;
  readonly profile: string;
  page: CanvasPage;
  pictures: number;
}

/** Pictures drawn by one call: while the encoder takes them, the page draws the next. The first are few: it waits for them. */
const FIRST_BATCH = 2;
const BATCH = 8;
const PICTURES_EACH = 5_000;
const TRIES = 3;

export class Drawer {
  readonly #o: DrawerOptions;
  #running: Running | undefined;
  #encoder: Encoder | undefined;
  /** Buffers that held pictures the encoder has taken. */
  readonly #spare: Buffer[] = [];
  #closed = false;

  constructor(options: DrawerOptions) {
    this.#o = options;
  }

  /** Process of the browser, for whoever must watch it. */
  get pid(): number | undefined {
    return this.#running?.browser.process()?.pid;
  }

  /**
   * Draws and encodes a strip; a browser that dies is replaced and the strip drawn again. Rejects with the signal's
   * reason, a RenderError, or a ChildError of the encoder.
   */
  async encode(strip: Strip, signal: AbortSignal, onDrawn?: (pictures: number) => void): Promise<Encoded> {
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted();
      try {
        return await this.#encode(strip, signal, onDrawn);
      } catch (error) {
        this.#dropEncoder();
        if (signal.aborted) throw signal.reason;
        if (error instanceof ChildError || (error instanceof RenderError && error.code === 'template-failed'))
          throw error;
        await this.#dropBrowser();
        if (tries === TRIES || this.#closed) throw new RenderError('browser-failed', { cause: error });
      }
    }
  }

  /** One picture as a file's bytes. */
  async still(sheet: Sheet, markup: string, shot: Shot, signal: AbortSignal): Promise<Buffer> {
    try {
      const page = await this.#page(sheet, signal);
      return await page.still(markup, shot);
    } catch (error) {
      await this.#dropBrowser();
      throw error;
    }
  }

  /** Wipes the page, when there is nothing to draw: nobody's data waits there. */
  async rest(): Promise<void> {
    await this.#running?.page.clear().catch(() => this.#dropBrowser());
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#dropEncoder();
    await this.#dropBrowser();
  }

  async #encode(strip: Strip, signal: AbortSignal, onDrawn?: (pictures: number) => void): Promise<Encoded> {
    const page = await this.#page(strip.sheet, signal);
    if (!this.#encoder?.fits(strip.sheet)) {
      this.#dropEncoder();
      this.#encoder = new Encoder(strip.sheet);
    }
    const stop = () => this.#dropEncoder();
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await this.#encoder.segment(this.#pictures(page, strip, signal, onDrawn));
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async *#pictures(
    page: CanvasPage,
    { markups, starts }: Strip,
    signal: AbortSignal,
    onDrawn?: (pictures: number) => void,
  ): AsyncGenerator<Picture> {
    const draw = (from: number): Promise<Buffer[]> => {
      const drawing = page.draw(markups.slice(from, from === 0 ? FIRST_BATCH : from + BATCH), this.#spare);
      // It may fail while the one before is still taken; whoever awaits it is told.
      drawing.catch(() => {});
      return drawing;
    };
    let next = draw(0);
    for (let from = 0; from < markups.length; ) {
      const drawn = await next;
      signal.throwIfAborted();
      const following = from + drawn.length;
      if (following < markups.length) next = draw(following);
      if (this.#running) this.#running.pictures += drawn.length;
      onDrawn?.(drawn.length);
      for (const [index, planes] of drawn.entries()) {
        yield { planes, from: starts[from + index] ?? 0 };
        this.#spare.push(planes);
      }
      from = following;
    }
  }

  async #page(sheet: Sheet, signal: AbortSignal): Promise<CanvasPage> {
    if (this.#closed) throw new Error('closed');
    const worn = (this.#running?.pictures ?? 0) >= (this.#o.picturesEach ?? PICTURES_EACH);
    if (worn || !this.#running?.browser.connected) {
      await this.#dropBrowser();
      this.#running = await this.#start(signal);
      // Closed while it started: nobody else would end it.
      if (this.#closed) {
        await this.#dropBrowser();
        throw new Error('closed');
      }
    }
    const { page } = this.#running;
    await page.load(sheet);
    return page;
  }

  async #start(signal: AbortSignal): Promise<Running> {
    const profile = await mkdtemp(join(this.#o.folder, 'browser-'));
    let browser: Browser | undefined;
    try {
      browser = await launchBrowser(this.#o.browser, profile, signal);
      return { browser, profile, page: await CanvasPage.open(browser), pictures: 0 };
    } catch (error) {
      if (browser) await kill(browser);
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
      throw error;
    }
  }

  #dropEncoder(): void {
    this.#encoder?.close();
    this.#encoder = undefined;
  }

  async #dropBrowser(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return;
    await kill(running.browser);
    await rm(running.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** Hard, with its whole group: what is installed may be a shell script that started the browser itself. */
async function kill(browser: Browser): Promise<void> {
  const child = browser.process();
  if (!child?.pid) return;
  const gone = child.exitCode ?? child.signalCode;
  const exit = gone === null ? new Promise((resolve) => child.once('exit', resolve)) : undefined;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
  await exit;
}
