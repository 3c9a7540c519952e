/**
 * Rendering: plan → draw → encode → assemble. What fails leaves this room as a {@link RenderError} with a listed code;
 * what was aborted leaves no process and no file but the job's own folder.
 */
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { linearFrames } from '../../remotion/shape.ts';
import type { Frames } from '../frames/index.ts';
import type { FrameSet, TemplateCard, VideoRequest } from '../frames/types.ts';
import { assemble } from './assemble.ts';
import { Beginnings } from './beginnings.ts';
import { findBrowser } from './browser/find.ts';
import type { Drawer } from './drawer.ts';
import { ENCODER_SETTINGS } from './encode/encoder.ts';
import { asRenderError } from './failures.ts';
import { ffmpegBuild } from './ffmpeg.ts';
import { animatedGif } from './gif.ts';
import { drawSegment, makeSegments } from './make.ts';
import { PlainRenderer } from './plain/index.ts';
import { type Plan, planVideo } from './plan.ts';
import { type SoundTrack, soundtrack } from './sound.ts';
import { Demand, Studio } from './studio.ts';
import { ownFolder } from './temporary.ts';
import { type DrawJob, RenderError, type RenderedVideo, type RenderJob } from './types.ts';

export { findBrowser } from './browser/find.ts';
export type { FoundBrowser } from './browser/launch.ts';
export { type Compared, type Comparer, openComparer } from './compare.ts';
export { cut, type Piece } from './cut.ts';
export { placeSegment } from './encode/cmaf.ts';
export { codecOf } from './encode/encoder.ts';
export { type Plan, picturesOf, planVideo, type Segment } from './plan.ts';
export { SEGMENT_CHANNEL, Segments, type Shelf } from './segments.ts';
export { type SoundPieces, soundLengths, soundPieces } from './sound-pieces.ts';
export { Demand } from './studio.ts';
export * from './types.ts';

export interface Renderer {
  /** Renders one video into the job's folder. Rejects with a RenderError. */
  render(job: RenderJob): Promise<RenderedVideo>;
  /** Draws what is not kept of a video's segments, and makes no file. Rejects with a RenderError. */
  fill(job: DrawJob): Promise<void>;
  /**
   * Begins with the first segment while the rest of the video is still being measured: of the layer's `uses` only those in the
   * first scene need be known. Whoever draws the video with a shelf of the same key finds it. What
   * `isHeld` says is kept, or being drawn, is not begun. Fails without a word.
   */
  begin(video: VideoRequest, cacheKey: Buffer, isHeld: (address: string) => Promise<boolean>): Promise<void>;
  /** What would be drawn, with this browser and encoder, where nothing is kept yet. Rejects with a RenderError. */
  plan(video: VideoRequest, cacheKey: Buffer | undefined, signal?: AbortSignal): Promise<Plan>;
  /** One frame as JPEG. Rejects with a RenderError. */
  still(video: VideoRequest, frame: number, look?: StillLook, signal?: AbortSignal): Promise<Buffer>;
  /**
   * Frames as a GIF that moves once and rests, of at most `most` bytes; the first is shown whole. Rejects with a RenderError.
   */
  moving(
    video: VideoRequest,
    frames: readonly { readonly frame: number; readonly hundredths: number }[],
    look: StillLook & { readonly width: number; readonly most: number },
    signal?: AbortSignal,
  ): Promise<Buffer>;
  /** Folder for jobs, of this process alone: what a dead process left in its own is swept when the next one starts. */
  readonly temporary: string;
  close(): Promise<void>;
}

export interface StillLook {
  /** Of the file, in pixels; the frame's own unless said. */
  readonly width?: number;
  /** Markup drawn over the frame, in the frame's own size. */
  readonly over?: string;
}

export interface RendererOptions {
  readonly frames: Frames;
  /** Folder for browsers, bundles and sounds; processes may share it. What dead ones left behind is swept at start. */
  readonly cacheDir: string;
  readonly browserExecutable?: string;
  /** Browsers that draw at once, each with an encoder. */
  readonly concurrency?: number;
  readonly log: Logger;
}

/** One picture, and often the first that somebody sees: behind the segment that is waited for, and the one after it. */
const STILL_RANK = 1.5;
/** As the first segment of what somebody watches. */
const FIRST_RANK = 0;

/** Finds the browser by starting it once; throws `browser-failed` where none starts. */
export async function openRenderer(o: RendererOptions): Promise<Renderer> {
  const temporary = await ownFolder(join(o.cacheDir, 'running'));
  const browser = await findBrowser({
    cacheDir: o.cacheDir,
    ...(o.browserExecutable ? { executable: o.browserExecutable } : {}),
    onRefused: (origin, error) => o.log.info({ origin, code: (error as Error).name }, 'a browser did not start'),
  });
  const builds = [browser.build, await ffmpegBuild(), ENCODER_SETTINGS];
  o.log.info({ build: browser.build, ffmpeg: builds[1] }, 'drawing with');
  const size = o.concurrency ?? Math.max(1, Math.min(4, availableParallelism()));
  const studio = new Studio({ browser, size, folder: temporary });
  const plain = new PlainRenderer({
    browser,
    cacheDir: o.cacheDir,
    folder: temporary,
    concurrency: Math.min(size, availableParallelism()),
  });
  const beginnings = new Beginnings();
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const cardOf = async (template: string): Promise<TemplateCard> => {
    const card = (await o.frames.cards()).find((one) => one.id === template);
    if (!card) throw new RenderError('template-failed');
    return card;
  };

  async function track<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const either = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
    const promise = (async () => work(either))().catch((error: unknown) => {
      throw asRenderError(error, either);
    });
    running.add(promise);
    try {
      return await promise;
    } finally {
      running.delete(promise);
    }
  }

  /** Remotion draws an opaque scene's frames; on the page they are pictures like any other. */
  async function opaquePictures(
    video: VideoRequest,
    o: { card: TemplateCard; set: FrameSet; segment: Plan['segments'][number]; signal: AbortSignal },
  ): Promise<ReadonlyMap<number, string>> {
    const { card, set, segment, signal } = o;
    const byFrame = new Map(segment.runs.map(({ picture, from }) => [segment.from + from, picture]));
    const drawn = await plain.frames({ video, card, set, signal }, [...byFrame.keys()]);
    return new Map(Array.from(drawn, ([frame, png]) => [byFrame.get(frame) ?? -1, asMarkup(png)]));
  }

  async function segmentsOf(job: DrawJob, set: FrameSet, card: TemplateCard, signal: AbortSignal) {
    const whole = planVideo(set, job.video.layer.uses, { cacheKey: job.shelf?.key, builds });
    // What is off the linear way is drawn where a stream can show it; the file has the linear way alone.
    const plan = job.shelf ? whole : { ...whole, segments: whole.segments.filter(({ aside }) => !aside) };
    const made = await makeSegments({
      plan,
      set,
      studio,
      demand: job.demand ?? new Demand(false),
      shelf: job.shelf,
      begun: (address) => beginnings.take(address),
      opaque: (segment, aborted) => opaquePictures(job.video, { card, set, segment, signal: aborted }),
      signal,
      onProgress: (done) => job.onProgress?.(0.1 + 0.85 * done),
      onTrouble: (error) => o.log.warn({ code: (error as Error).name }, 'a kept segment could not be used'),
    });
    return { plan, ...made };
  }

  async function byReuse(
    job: RenderJob,
    o: { set: FrameSet; card: TemplateCard; sound: Promise<SoundTrack>; signal: AbortSignal },
  ): Promise<RenderedVideo> {
    const { plan, segments, drawn } = await segmentsOf(job, o.set, o.card, o.signal);
    const file = join(job.folder, 'video.mp4');
    const frames = linearFrames(o.set.scenes);
    const bytes = await assemble({
      plan: { ...plan, frames },
      segments: segments.filter((_, place) => !plan.segments[place]?.aside),
      sound: await o.sound,
      metadata: job.metadata,
      file,
    });
    return { file, bytes, seconds: frames / plan.fps, frames, drawn };
  }

  async function draw(
    video: VideoRequest,
    frame: number,
    shot: { type: 'png' | 'jpeg'; width?: number | undefined; over?: string | undefined },
    signal: AbortSignal,
  ): Promise<Buffer> {
    const { markup, ...picture } = await o.frames.sampleAt(video, frame, signal);
    // Its markup is not its picture; a blank one would be a lie.
    if (picture.scene.opaque) throw new RenderError('template-failed');
    return studio.draw(
      () => STILL_RANK,
      signal,
      (drawer) => {
        const { type, width = picture.width, over = '' } = shot;
        return drawer.still(picture, `${markup}${over}`, { type, width }, signal);
      },
    );
  }

  return {
    temporary,
    render: (job) =>
      track(job.signal, async (signal) => {
        const [set, card] = await Promise.all([o.frames.frames(job.video, signal), cardOf(job.video.template)]);
        job.onProgress?.(0.1);
        const seconds = linearFrames(set.scenes) / set.fps;
        const folder = join(o.cacheDir, 'sounds');
        const sound = soundtrack({ soundtrack: card.soundtrack, seconds, folder });
        sound.catch(() => {});
        const video: RenderedVideo =
          job.mode === 'plain'
            ? await plain.render({ job, card, set, sound: (await sound).file, signal })
            : await byReuse(job, { set, card, sound, signal });
        job.onProgress?.(1);
        return video;
      }),
    fill: (job) =>
      track(job.signal, async (signal) => {
        const [set, card] = await Promise.all([o.frames.frames(job.video, signal), cardOf(job.video.template)]);
        await segmentsOf(job, set, card, signal);
      }),
    begin: (video, cacheKey, isHeld) =>
      track(undefined, async (signal) => {
        const set = await o.frames.opening(video, signal);
        const plan = planVideo(set, video.layer.uses, { cacheKey, builds });
        const [segment] = plan.segments;
        if (!segment?.address || segment.opaque || (await isHeld(segment.address))) return;
        await beginnings.begin<Drawer>(
          segment.address,
          (work) => studio.draw(() => FIRST_RANK, signal, work),
          (drawer) => drawSegment({ plan, set, signal }, drawer, segment),
        );
      }).catch(() => {}),
    plan: (video, cacheKey, signal) =>
      track(signal, async (aborted) =>
        planVideo(await o.frames.frames(video, aborted), video.layer.uses, { cacheKey, builds }),
      ),
    still: (video, frame, look = {}, signal) =>
      track(signal, (aborted) => draw(video, frame, { type: 'jpeg', ...look }, aborted)),
    moving: (video, frames, look, signal) =>
      track(signal, async (aborted) => {
        const set = await o.frames.frames(video, aborted);
        const wanted = [...new Set(frames.map(({ frame }) => frame))];
        if (wanted.some((frame) => isOpaque(set, frame))) throw new RenderError('template-failed');
        // One turn for all of them: who watches a video waits for no more than this.
        const drawn = await studio.draw(
          () => STILL_RANK,
          aborted,
          async (drawer) => {
            const byFrame = new Map<number, Buffer>();
            for (const frame of wanted) {
              const markup = `${set.pictures[set.frames[frame] ?? -1]?.markup ?? ''}${look.over ?? ''}`;
              byFrame.set(frame, await drawer.still(set, markup, { type: 'png', width: look.width }, aborted));
            }
            return byFrame;
          },
        );
        const pictures = frames.map(({ frame, hundredths }) => ({ png: drawn.get(frame) as Buffer, hundredths }));
        return animatedGif(pictures, { width: look.width, most: look.most, signal: aborted });
      }),
    async close() {
      closing.abort();
      await studio.close();
      await plain.close();
      await Promise.allSettled([...running]);
      await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const isOpaque = ({ scenes }: FrameSet, frame: number): boolean =>
  scenes.some(({ from, frames, opaque }) => opaque && frame >= from && frame < from + frames);

const asMarkup = (png: Buffer): string =>
  `<img alt="" style="position:absolute;inset:0;width:100%;height:100%" src="data:image/png;base64,${png.toString('base64')}">`;
