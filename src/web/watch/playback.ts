/**
 * One playhead over two ways to show the video: the element (stream or file), and the same frames drawn live in the page.
 * Live play stands in while the stream is not there or fails; when the element holds the moment, it takes over at the same
 * second. Everything else on the page asks only here.
 */
import type { LivePicture } from './live/types.ts';

export type Way = 'video' | 'live';

/** So much must be loaded ahead before the element takes over, in seconds. */
const AHEAD = 1;
/** The element is started so much later than now, so that it is there in time. */
const LEAD = 0.25;
/** No scene off the linear way is shorter, in seconds. */
const SHORTEST = 0.2;
/** A stall shorter than this is not worth a change. */
const STALL_MS = 300;

/** Fires `change` (plays, pauses, ends, speed, volume, length, way) and `time`. */
export class Playback extends EventTarget {
  readonly #video: HTMLVideoElement;
  /** Where live frames are drawn, over the element. */
  readonly #host: HTMLElement;
  /** Loads live play; `undefined` where it cannot be had. */
  readonly #load: () => Promise<LivePicture | undefined>;
  #live: LivePicture | undefined;
  #way: Way = 'video';
  #wants = false;
  #ended = false;
  #base = 0;
  #since = 0;
  #rate = 1;
  #handing = false;
  /** The element shows another version than what is drawn live, or nothing. */
  #stale = false;
  /** Where somebody sought while the element could not follow. */
  #sought: number | undefined;
  #length: number;
  #jumps = 0;
  #jumpedTo = 0;

  constructor(
    video: HTMLVideoElement,
    host: HTMLElement,
    length: number,
    load: () => Promise<LivePicture | undefined>,
  ) {
    super();
    this.#video = video;
    this.#host = host;
    this.#length = length;
    this.#load = load;
    this.#cover(false);
    for (const name of ['play', 'pause', 'ended', 'volumechange', 'loadedmetadata', 'durationchange', 'seeked']) {
      video.addEventListener(name, () => this.#changed());
    }
    video.addEventListener('timeupdate', () => this.#tell('time'));
    for (const name of ['canplay', 'canplaythrough', 'progress', 'seeked', 'loadeddata']) {
      video.addEventListener(name, () => void this.#handOver());
    }
    video.addEventListener('ended', () => {
      if (this.#way === 'video') this.#wants = false;
      this.#changed();
    });
    // A new source begins paused.
    video.addEventListener('canplay', () => {
      if (this.#way === 'video' && this.#wants && video.paused) void this.#playVideo();
    });
    video.addEventListener('waiting', () => this.#stalled());
    video.addEventListener('play', () => {
      if (this.#way === 'video') this.#wants = true;
    });
    video.addEventListener('pause', () => {
      // A browser pauses a hidden page's video or takes the sound away: that is what is wanted then.
      if (this.#way === 'video' && !video.ended && video.readyState >= 3 && !this.#handing) this.#wants = false;
    });
  }

  get way(): Way {
    return this.#way;
  }
  get live(): LivePicture | undefined {
    return this.#live;
  }
  /** Seconds. */
  get time(): number {
    if (this.#way === 'video') return this.#sought ?? this.#video.currentTime;
    const gone = this.#wants ? ((performance.now() - this.#since) / 1000) * this.#rate : 0;
    return Math.min(this.#base + gone, this.#whole);
  }
  /** How often the time was changed by a wish: between two equal counts it only went by. */
  get jumps(): number {
    return this.#jumps;
  }
  /** Where the last of them led, in seconds. */
  get jumpedTo(): number {
    return this.#jumpedTo;
  }
  /** Of the linear way, in seconds. */
  get length(): number {
    return this.#length;
  }
  get paused(): boolean {
    return this.#way === 'video' && !this.#wants ? this.#video.paused : !this.#wants;
  }
  get ended(): boolean {
    return this.#ended || (this.#way === 'video' && this.#video.ended);
  }
  get rate(): number {
    return this.#rate;
  }
  set rate(rate: number) {
    this.#settle();
    this.#rate = rate;
    this.#video.playbackRate = rate;
    this.#video.defaultPlaybackRate = rate;
    this.#changed();
  }
  get muted(): boolean {
    return this.#video.muted;
  }
  set muted(muted: boolean) {
    this.#video.muted = muted;
  }

  async play(): Promise<void> {
    if (this.ended) this.seek(0);
    this.#ended = false;
    this.#settle();
    this.#wants = true;
    this.#changed();
    if (this.#way === 'live') {
      requestAnimationFrame(this.#tick);
      void this.#handOver();
      return;
    }
    if (this.#video.readyState >= 3 && !this.#stale) return this.#playVideo();
    // Nothing to show yet: whatever is there first.
    void this.#video.play().catch(() => undefined);
    await this.goLive();
  }

  pause(): void {
    this.#settle();
    this.#wants = false;
    this.#video.pause();
    if (this.#way === 'live') void this.#handOver();
    this.#changed();
  }

  toggle(): void {
    if (this.paused) void this.play();
    else this.pause();
  }

  seek(seconds: number): void {
    this.jump(Math.min(Math.max(0, seconds), this.length - 0.01));
  }

  /** As {@link seek}, also off the linear way. */
  jump(to: number): void {
    this.#jumps += 1;
    this.#jumpedTo = to;
    this.#ended = false;
    this.#base = to;
    this.#since = performance.now();
    const follows = !this.#stale && !this.#lacks(to);
    if (follows) this.#video.currentTime = to;
    if (this.#way === 'video') this.#sought = follows ? undefined : to;
    if (this.#way === 'live') this.#draw();
    else if (!this.#loaded(to, 0)) void this.goLive();
    this.#tell('time');
    this.#changed();
  }

  /** Stops at the linear end. */
  finish(at: number): void {
    this.pause();
    this.#ended = true;
    if (this.#way === 'live') this.#base = at;
    this.#changed();
  }

  /** Draws live from here on, at the same second; answers false where that is not possible. */
  async goLive(stale = this.#stale): Promise<boolean> {
    this.#stale = stale;
    const live = this.#live ?? (await this.#load());
    if (!live) {
      if (!this.#stale) this.#sought = undefined;
      return false;
    }
    this.#live = live;
    if (this.#way === 'live') return true;
    // It came while this was loading.
    const plays = this.#wants && !this.#video.paused && this.#video.readyState >= 3;
    if (plays && !this.#stale && this.#sought === undefined) return true;
    this.#base = Math.min(this.time, live.frames / live.fps);
    this.#sought = undefined;
    this.#since = performance.now();
    this.#ended = this.#video.ended;
    this.#way = 'live';
    this.#video.pause();
    this.#draw();
    this.#cover(true);
    requestAnimationFrame(this.#tick);
    this.#changed();
    void this.#handOver();
    return true;
  }

  /** What the element loads from now on is what is drawn live: it may take over when it is ready. */
  fresh(seconds: number): void {
    this.#stale = false;
    if (this.#sought !== undefined) this.#video.currentTime = this.#sought;
    this.#sought = undefined;
    this.#length = seconds;
    void this.#handOver();
  }

  /** Live play is worth nothing any more. */
  dropLive(): void {
    const at = this.time;
    this.#live?.close();
    this.#live = undefined;
    if (this.#way === 'video') return;
    this.#way = 'video';
    this.#cover(false);
    this.#video.currentTime = at;
    if (this.#wants) void this.#playVideo();
    this.#changed();
  }

  readonly #tick = (): void => {
    if (this.#way !== 'live' || !this.#wants) return;
    this.#draw();
    // Told before it is over: who waits at the very end, or goes on from there, still can.
    this.#tell('time');
    if (this.#way !== 'live' || !this.#wants) return;
    if (this.time < this.#whole) {
      requestAnimationFrame(this.#tick);
      return;
    }
    this.#base = this.#whole;
    this.#wants = false;
    this.#ended = true;
    this.#changed();
  };

  /** With what lies off the linear way. */
  get #whole(): number {
    const live = this.#live;
    return live ? live.frames / live.fps : this.#length;
  }

  #draw(): void {
    const live = this.#live;
    if (live) live.show(Math.min(Math.floor(this.time * live.fps + 0.01), live.frames - 1));
  }

  /** The clock goes on from what it shows. */
  #settle(): void {
    if (this.#way !== 'live') return;
    this.#base = this.time;
    this.#since = performance.now();
  }

  /** The file has the linear way alone; what lies off it is behind its end. */
  #lacks(seconds: number): boolean {
    const { readyState, duration } = this.#video;
    return readyState >= 1 && seconds >= this.#length && duration < this.#length + SHORTEST;
  }

  #loaded(from: number, ahead: number): boolean {
    const { buffered, readyState, duration } = this.#video;
    if (readyState < 1 || this.#lacks(from)) return false;
    const to = Math.min(from + ahead, Number.isFinite(duration) ? duration - 0.1 : from + ahead);
    for (let part = 0; part < buffered.length; part += 1) {
      if (buffered.start(part) <= from + 0.05 && buffered.end(part) >= to) return true;
    }
    return false;
  }

  async #handOver(): Promise<void> {
    if (this.#way !== 'live' || this.#handing || this.#stale || this.#ended || this.#lacks(this.time)) return;
    if (!this.#loaded(this.time, AHEAD)) {
      // What is loaded lies behind: go on loading from here.
      if (this.#wants && this.#video.readyState >= 1 && this.time - this.#video.currentTime > 4)
        this.#video.currentTime = this.time;
      return;
    }
    this.#handing = true;
    try {
      const fps = this.#live?.fps ?? 30;
      const plays = this.#wants;
      const target = plays ? this.time + LEAD * this.#rate : (Math.floor(this.time * fps + 0.01) + 0.5) / fps;
      this.#video.currentTime = target;
      await once(this.#video, 'seeked', 2000);
      if (plays) {
        const wait = ((target - this.time) / this.#rate) * 1000;
        if (wait > 0) await new Promise((done) => setTimeout(done, wait));
        if (this.#wants) await this.#playVideo();
        await firstPicture(this.#video);
      }
      const moved = this.#wants !== plays || Math.abs(this.time - this.#video.currentTime) > 0.5;
      if (this.#way !== 'live' || this.#stale || moved) {
        // Somebody sought or paused meanwhile: the element follows, and it is tried again.
        if (!this.#stale) this.#video.pause();
        return;
      }
      this.#way = 'video';
      this.#cover(false);
      this.#changed();
    } catch {
      // The element is not ready after all; what is drawn live goes on.
    } finally {
      this.#handing = false;
    }
  }

  async #playVideo(): Promise<void> {
    try {
      await this.#video.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      // Without a press a browser plays no sound; the button says so.
      this.#video.muted = true;
      await this.#video.play().catch(() => {
        this.#wants = false;
      });
    }
  }

  #stalled(): void {
    if (this.#way !== 'video' || !this.#wants) return;
    setTimeout(() => {
      if (this.#way === 'video' && this.#wants && this.#video.readyState < 3) void this.goLive();
    }, STALL_MS);
  }

  #changed(): void {
    this.#tell('change');
  }
  /** Unseen it still has its size: what is measured in it is measured while the element plays, too. */
  #cover(covers: boolean): void {
    this.#host.style.visibility = covers ? 'visible' : 'hidden';
  }
  #tell(name: 'change' | 'time'): void {
    this.dispatchEvent(new Event(name));
  }
}

function once(target: EventTarget, name: string, ms: number): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(name)), ms);
    target.addEventListener(
      name,
      () => {
        clearTimeout(timer);
        done();
      },
      { once: true },
    );
  });
}

/** When the element has put a picture up; browsers that cannot say have had two frames' time. */
function firstPicture(video: HTMLVideoElement): Promise<unknown> {
  const two = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  if (!('requestVideoFrameCallback' in video)) return two;
  const shown = new Promise((done) => video.requestVideoFrameCallback(done));
  return Promise.race([shown, new Promise((done) => setTimeout(done, 500))]);
}
