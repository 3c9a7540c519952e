/**
 * What the element has to show: the stream, else the file, and a newer version of either when the page has one. Where neither
 * comes, live play stands in; where that fails too, the video is read.
 */
import type { LivePlay } from './live-play.ts';
import { byId } from './page-parts.ts';
import type { Playback } from './playback.ts';
import { type Streaming, startStreaming } from './streaming.ts';

export interface SourceWishes {
  readonly video: HTMLVideoElement;
  readonly stage: HTMLElement;
  readonly head: Playback;
  readonly live: LivePlay;
  /** Asks the service for the page again. */
  refresh(): Promise<void>;
  /** Neither stream nor file nor live play: what the video says is shown instead. */
  onUnplayable(): void;
}

export class Source {
  readonly #w: SourceWishes;
  readonly #streaming: Streaming;
  /** Stream and file have failed. */
  #nothingElse = false;

  constructor(w: SourceWishes) {
    this.#w = w;
    this.#streaming = startStreaming(w.video, {
      onEnded: () => void w.refresh().catch(() => undefined),
      // What is still being drawn comes while it plays.
      onLoaded: () => byId('state')?.remove(),
      onFile: () => {
        if (!w.head.paused) void w.head.goLive();
      },
      onNothing: () => {
        const waits = this.#nothingElse || !w.video.dataset.stream;
        this.#nothingElse = true;
        void w.head.goLive(true).then(() => this.fallToWords());
        // A file that is not drawn yet answers later; without a stream it is waited for already.
        if (!waits) void this.#waitForDrawing();
      },
    });
  }

  start(): void {
    const { stream } = this.#w.video.dataset;
    if (stream) this.#streaming.load(stream, 0);
    else void this.#waitForDrawing();
  }

  fallToWords(): void {
    const { head, stage } = this.#w;
    if (!this.#nothingElse || head.live) return;
    head.pause();
    stage.classList.add('unplayable');
    this.#w.onUnplayable();
  }

  /**
   * Takes what `fresh` says there is now; the video goes on at the same place.
   * @param settled fields whose change on this device the service knows
   * @param scenes fetches its scenes; what is answered takes them
   */
  async exchange(fresh: HTMLVideoElement, settled: readonly string[], scenes: Promise<() => void>): Promise<void> {
    const { video, stage, head, live } = this.#w;
    const { state, version } = video.dataset;
    const same = fresh.dataset.version === version;
    if (same && fresh.dataset.state === state) {
      await live.revert(settled);
      (await scenes)();
      return head.fresh(head.length);
    }
    const newVersion = fresh.dataset.stream !== video.dataset.stream;
    // Seen meanwhile is what is drawn in the page, so that the picture neither jumps nor goes.
    if (newVersion && (head.live || !head.paused)) await head.goLive(true);
    // In one step, as one belongs to the other: a scene may begin elsewhere in what is drawn from now on.
    const taken = await Promise.all([...(same ? [] : [live.renewed(settled)]), scenes]);
    for (const take of taken) take();
    const at = head.time;
    video.replaceChildren(...fresh.children);
    for (const name of ['version', 'state', 'stream']) video.dataset[name] = fresh.dataset[name] ?? '';
    video.poster = fresh.poster;
    video.width = fresh.width;
    video.height = fresh.height;
    const seconds = Number(byId('lanes')?.dataset.seconds ?? head.length);
    // What streams already has the pictures that were drawn meanwhile.
    if (!newVersion && video.dataset.stream && !this.#nothingElse) return head.fresh(seconds);
    const onlyFile = !newVersion && this.#nothingElse;
    this.#nothingElse = false;
    stage.classList.remove('unplayable');
    byId('state')?.remove();
    this.#streaming.load((!onlyFile && video.dataset.stream) || undefined, at);
    head.fresh(seconds);
    if (!video.dataset.stream) void this.#waitForDrawing();
  }

  /** A video that is being drawn answers when it is ready; the wait is the server's. What came of it the page says. */
  async #waitForDrawing(): Promise<void> {
    const { video, refresh } = this.#w;
    const { version } = video.dataset;
    const isMine = (): boolean => video.dataset.version === version && video.dataset.state === 'drawing';
    while (isMine()) {
      const source = video.querySelector('source')?.src ?? '';
      const answer = await fetch(source, { method: 'HEAD' }).catch(() => undefined);
      if (!isMine()) return;
      await refresh().catch(() => undefined);
      if (!isMine()) return;
      const seconds = Number(answer?.headers.get('retry-after') ?? 5);
      await new Promise((done) => setTimeout(done, Math.max(1, seconds) * 1000));
    }
  }
}
