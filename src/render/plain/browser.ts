/**
 * The browser that Remotion's own renderer draws with, kept warm. Remotion takes a path and nothing of environment or
 * flags; so the path is that of a small script which starts the browser without the service's environment, and with no
 * name resolving but this machine's own.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser } from '@remotion/renderer';
import type { FoundBrowser } from '../browser/launch.ts';
import { alive } from '../temporary.ts';
import { RenderError } from '../types.ts';

export type RemotionBrowser = Awaited<ReturnType<typeof openBrowser>>;

const RENDERS_EACH = 20;

export class WarmBrowser {
  readonly #browser: FoundBrowser;
  readonly #folder: string;
  #warm: { readonly browser: Promise<RemotionBrowser>; renders: number } | undefined;

  /** `folder` is temporary and of this process alone. */
  constructor(browser: FoundBrowser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  /** The warm browser, or a new one where it is worn. Throws `browser-failed`. */
  async get(): Promise<RemotionBrowser> {
    if (this.#warm && this.#warm.renders >= RENDERS_EACH) await this.retire();
    this.#warm ??= {
      browser: this.#launcher().then((path) => openBrowser('chrome', { browserExecutable: path, logLevel: 'error' })),
      renders: 0,
    };
    this.#warm.renders += 1;
    try {
      return await this.#warm.browser;
    } catch (cause) {
      this.#warm = undefined;
      throw new RenderError('browser-failed', { cause });
    }
  }

  async retire(): Promise<void> {
    const old = this.#warm;
    this.#warm = undefined;
    await (await old?.browser.catch(() => undefined))?.close({ silent: true }).catch(() => {});
  }

  /** Whether the browser started last is alive: Remotion's errors do not say it. */
  async alive(): Promise<boolean> {
    if (process.platform === 'win32') return true;
    const pid = Number(await readFile(this.#pidFile, 'utf8').catch(() => ''));
    return pid > 0 && alive(pid);
  }

  /**
   * When a browser dies, Remotion would start one of its own, which nobody ends, and wait for it without end. A program
   * that fails at once, where it looks for a browser, makes it give up.
   */
  async refusal(): Promise<string> {
    if (process.platform === 'win32') return process.execPath;
    const path = join(this.#folder, 'no-browser.sh');
    await writeFile(path, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    return path;
  }

  get #pidFile(): string {
    return join(this.#folder, 'remotion-browser.pid');
  }

  async #launcher(): Promise<string> {
    const { executable, env } = this.#browser;
    if (process.platform === 'win32') return executable;
    await mkdir(this.#folder, { recursive: true });
    const path = join(this.#folder, 'remotion-browser.sh');
    const world = Object.entries(env).map(([key, value]) => quote(`${key}=${value}`));
    const rules = quote('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1');
    const start = `exec env -i ${world.join(' ')} ${quote(executable)} "$@" ${rules}`;
    await writeFile(path, `#!/bin/sh\necho $$ > ${quote(this.#pidFile)}\n${start}\n`, { mode: 0o755 });
    return path;
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
