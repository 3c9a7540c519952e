/** The page, asked for again: after each change, when something was done elsewhere, and when the person said who they are. */
import type { Manifest } from './manifest.ts';
import { exchangeParts } from './page-parts.ts';
import { released, watchPresses } from './pressing.ts';

const ASK_AGAIN_MS = 10_000;

export interface RenewingWishes {
  readonly page: HTMLElement;
  readonly stage: HTMLElement;
  /** Takes the element's new sources. `settled`: fields whose change on this device the service knows. */
  exchange(video: HTMLVideoElement, settled: readonly string[]): Promise<void>;
  /** Parts of the page were exchanged. */
  onExchanged(): void;
  onManifest(manifest: Manifest): void;
  /** Something was changed here that is not confirmed yet: what the service says now is older. */
  isBusy(): boolean;
}

export class Renewing {
  readonly #w: RenewingWishes;
  #here = location.href;
  #manifest: string | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(w: RenewingWishes) {
    this.#w = w;
  }

  start(): void {
    watchPresses();
    void this.#askAgain();
    setInterval(() => void this.#askAgain(), ASK_AGAIN_MS);
  }

  /** Asks for the page again and exchanges what changed; the video goes on at the same second. One after the other. */
  refresh(settled: readonly string[] = []): Promise<void> {
    this.#running = this.#running.catch(() => undefined).then(() => this.#refresh(settled));
    return this.#running;
  }

  /** From now on the page is the one at this address, which is shown in place. */
  async turn(address: string): Promise<void> {
    this.#here = address;
    await this.refresh();
  }

  /**
   * "This is me" without leaving the page.
   * @throws where it was not opened here; the form then does it in the browser's own way, and says what is missing
   */
  async open(form: HTMLFormElement): Promise<void> {
    const answer = await fetch(form.action, { method: 'POST', headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error('not opened');
    // Asked for again without its cookie, the page then knows what is missing.
    const opened = (address: string): string => {
      const url = new URL(address);
      url.searchParams.set('opened', '1');
      return url.href;
    };
    history.replaceState(history.state, '', opened(location.href));
    this.#manifest = undefined;
    await this.turn(opened(this.#here));
    if (!this.#w.page.dataset.data) throw new Error('the browser keeps no cookie');
    void this.#askAgain();
  }

  async #refresh(settled: readonly string[]): Promise<void> {
    const { page, stage } = this.#w;
    const answer = await fetch(this.#here, { headers: { accept: 'text/html' } });
    if (answer.status === 410) return location.reload();
    if (!answer.ok) throw new Error('the page did not answer');
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [freshPage, freshVideo] = [fresh.getElementById('page'), fresh.getElementById('video')];
    if (!freshPage || !freshVideo) return location.reload();
    await released();
    document.title = fresh.title;
    exchangeParts(page, freshPage);
    stage.dataset.shape = fresh.querySelector<HTMLElement>('.stage')?.dataset.shape ?? '';
    await this.#w.exchange(freshVideo as HTMLVideoElement, settled);
    this.#w.onExchanged();
  }

  /** An open page learns of what was done elsewhere: another window, the sender, time. */
  async #askAgain(): Promise<void> {
    const { page } = this.#w;
    if (document.hidden || this.#w.isBusy()) return;
    const answer = await fetch(page.dataset.manifest ?? '').catch(() => undefined);
    if (answer?.status === 410) return location.reload();
    if (!answer?.ok) return;
    const text = await answer.text();
    if (this.#w.isBusy()) return;
    const changed = text !== this.#manifest;
    if (this.#manifest !== undefined && changed) await this.refresh().catch(() => undefined);
    this.#manifest = text;
    if (changed) this.#w.onManifest(JSON.parse(text) as Manifest);
  }
}
