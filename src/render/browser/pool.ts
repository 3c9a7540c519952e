/**
 * Warm browsers, lent out: callers hold leases, never browsers. One browser has one page, because two browsers draw
 * faster than one with two. A dead or worn one is replaced when it is asked for next.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { type FoundBrowser, launchBrowser } from './launch.ts';
import { StaticPage } from './page.ts';

export interface PoolOptions {
  readonly browser: FoundBrowser;
  readonly size: number;
  /** Folder for the browsers' profiles. */
  readonly folder: string;
  /** A browser is replaced after so many leases. */
  readonly leasesEach?: number;
}

export interface Lease {
  readonly page: StaticPage;
  /** Process of the browser behind it, for whoever must watch it. */
  readonly pid: number | undefined;
  /** Gives the page back, wiped. `broken`: the browser is not lent again. Giving back twice is harmless. */
  release(broken?: boolean): Promise<void>;
}

interface Running {
  readonly browser: Browser;
  readonly page: StaticPage;
  readonly profile: string;
  leases: number;
}

interface Slot {
  running: Running | undefined;
}

export class BrowserPool {
  readonly size: number;
  readonly build: string;
  readonly #options: PoolOptions;
  readonly #idle: Slot[];
  readonly #waiting: ((slot: Slot) => void)[] = [];
  readonly #all: readonly Slot[];
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.size = options.size;
    this.build = options.browser.build;
    this.#all = Array.from({ length: options.size }, () => ({ running: undefined }));
    this.#idle = [...this.#all];
  }

  /** Waits for a free browser, first come first served. Rejects when aborted, or when no browser starts. */
  async lease(signal?: AbortSignal): Promise<Lease> {
    const slot = await this.#free(signal);
    try {
      const running = await this.#ready(slot, signal);
      running.leases += 1;
      let given = false;
      return {
        page: running.page,
        pid: running.browser.process()?.pid,
        release: async (broken = false) => {
          if (given) return;
          given = true;
          try {
            const worn = running.leases >= (this.#options.leasesEach ?? 60);
            if (broken || worn || this.#closed || !running.browser.connected) await stop(slot);
            else await running.page.clear().catch(() => stop(slot));
          } finally {
            this.#giveBack(slot);
          }
        },
      };
    } catch (error) {
      await stop(slot);
      this.#giveBack(slot);
      throw error;
    }
  }

  /** Ends every browser, lent ones too: their holders' next step fails. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#all.map(stop));
  }

  #free(signal?: AbortSignal): Promise<Slot> {
    signal?.throwIfAborted();
    if (this.#closed) throw new Error('the browsers are closed');
    const idle = this.#idle.pop();
    if (idle) return Promise.resolve(idle);
    return new Promise((resolve, reject) => {
      const take = (slot: Slot) => {
        signal?.removeEventListener('abort', leave);
        resolve(slot);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(signal?.reason);
      };
      this.#waiting.push(take);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #giveBack(slot: Slot): void {
    const next = this.#waiting.shift();
    if (next) next(slot);
    else this.#idle.push(slot);
  }

  async #ready(slot: Slot, signal?: AbortSignal): Promise<Running> {
    if (slot.running?.browser.connected) return slot.running;
    await stop(slot);
    const profile = await mkdtemp(join(this.#options.folder, 'browser-'));
    try {
      const browser = await launchBrowser(this.#options.browser, profile, signal);
      // Set before the page opens, so that a failure from here on still ends the browser.
      const running = { browser, profile, leases: 0, page: undefined as unknown as StaticPage };
      slot.running = running;
      running.page = await StaticPage.open(browser);
      return running;
    } catch (error) {
      if (!slot.running) await rm(profile, { recursive: true, force: true });
      throw error;
    }
  }
}

async function stop(slot: Slot): Promise<void> {
  const { running } = slot;
  slot.running = undefined;
  if (!running) return;
  await kill(running.browser);
  await rm(running.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
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
