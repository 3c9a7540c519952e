/** The page, asked for again: after each change, when something was done elsewhere, and when the person said who they are. */
import type { Manifest } from './manifest.ts';
import { exchangeParts } from './page-parts.ts';
import { released, watchPresses } from './pressing.ts';

const ASK_AGAIN_MS = 10_000;

export interface RenewingWishes {
  readonly page: HTMLElement;
  readonly stage: HTMLElement;
  /** Takes the element's new sources together with `scenes`. `settled`: fields whose change on this device the service knows. */
  exchange(video: HTMLVideoElement, settled: readonly string[], scenes: Promise<() => void>): Promise<void>;
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
  #asked = 0;
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
    // In the same step, so that nothing that was on is seen off; and again below, when the video is the one of these parts.
    this.#w.onExchanged();
    stage.dataset.shape = fresh.querySelector<HTMLElement>('.stage')?.dataset.shape ?? '';
    // Its scenes change with the video: where an answer leads must be looked up in the version that plays.
    const scenes = this.#latest().then((text) => () => this.#take(text));
    await this.#w.exchange(freshVideo as HTMLVideoElement, settled, scenes);
    this.#w.onExchanged();
  }

  /** An open page learns of what was done elsewhere: another window, the sender, time. */
  async #askAgain(): Promise<void> {
    if (document.hidden || this.#w.isBusy()) return;
    const text = await this.#latest();
    if (text === undefined || this.#w.isBusy()) return;
    if (this.#manifest !== undefined && text !== this.#manifest) await this.refresh().catch(() => undefined);
    else this.#take(text);
  }

  /** What the service says of the video now; `undefined` where it says nothing, or was asked again meanwhile. */
  async #latest(): Promise<string | undefined> {
    this.#asked += 1;
    const asked = this.#asked;
    const answer = await fetch(this.#w.page.dataset.manifest ?? '').catch(() => undefined);
    if (answer?.status === 410) location.reload();
    const text = answer?.ok ? await answer.text() : undefined;
    return asked === this.#asked ? text : undefined;
  }

  #take(text: string | undefined): void {
    if (text === undefined || text === this.#manifest) return;
    this.#manifest = text;
    this.#w.onManifest(JSON.parse(text) as Manifest);
  }
}
