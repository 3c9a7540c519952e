/**
 * The plain way: Remotion's `renderMedia` draws and encodes every frame of the video by itself. It is what the other
 * way is measured against, and what draws scenes whose markup is not the whole picture.
 *
 * Its page runs the template's code. No name resolves in its browser but this machine's own, where Remotion serves the
 * bundle. What cannot be closed from here: while it renders, Remotion listens on a port of all interfaces, and its
 * `/proxy` fetches what the page asks for; so a worker that draws plainly needs a network without internal addresses.
 */
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCancelSignal, type RenderMediaOptions, renderFrames, renderMedia } from '@remotion/renderer';
import { linearFrames } from '../../../remotion/shape.ts';
import type { FrameSet, TemplateCard } from '../../frames/types.ts';
import type { FoundBrowser } from '../browser/launch.ts';
import { ChildError } from '../child.ts';
import { runFfmpeg } from '../ffmpeg.ts';
import { RenderError, type RenderedVideo, type RenderJob } from '../types.ts';
import { WarmBrowser } from './browser.ts';
import { bundleTemplate } from './bundle.ts';

export interface PlainOptions {
  readonly browser: FoundBrowser;
  /** Bundles are kept here by content. */
  readonly cacheDir: string;
  /** Temporary; of this process alone. */
  readonly folder: string;
  readonly concurrency: number;
}

export interface PlainJob {
  readonly job: RenderJob;
  readonly card: TemplateCard;
  readonly set: FrameSet;
  /** Path of the encoded track. */
  readonly sound: string;
  readonly signal: AbortSignal;
}

/** The video as Remotion knows it; spelled out, so that no page must be asked. */
export const compositionOf = (set: FrameSet, props: Record<string, unknown>) => ({
  id: 'video',
  width: set.width,
  height: set.height,
  fps: set.fps,
  durationInFrames: set.frames.length,
  props,
  defaultProps: {},
  defaultCodec: null,
  defaultOutName: null,
  defaultVideoImageFormat: null,
  defaultPixelFormat: null,
  defaultProResProfile: null,
  defaultSampleRate: null,
});

const metadataArgs = ({ title, disclosure }: RenderJob['metadata']): string[] => [
  ...['-map_metadata', '-1', '-metadata', `title=${title}`],
  ...['-metadata', `comment=${disclosure}`, '-metadata', `description=${title}`],
];

/** The other way's settings, as `renderMedia` knows them. */
export const LIKE_OURS = {
  codec: 'h264',
  crf: 18,
  x264Preset: 'veryfast',
  pixelFormat: 'yuv420p',
  colorSpace: 'bt709',
  // Lossless on the way to the encoder.
  imageFormat: 'png',
  muted: true,
} as const;

/** Milliseconds a frame may take before Remotion gives up on it. */
const FRAME_DEADLINE = 30_000;

export class PlainRenderer {
  readonly #o: PlainOptions;
  readonly #browser: WarmBrowser;
  /** One after the other: one person's files never share Remotion's download map or browser with another's. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(o: PlainOptions) {
    this.#o = o;
    this.#browser = new WarmBrowser(o.browser, o.folder);
  }

  render(o: PlainJob): Promise<RenderedVideo> {
    return this.#inTurn(o.signal, () => this.#render(o));
  }

  #inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        await this.#browser.retire();
        throw error;
      }
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Frames of the video as PNG, by number: for scenes whose markup is not their picture. */
  async frames(
    o: Omit<PlainJob, 'job' | 'sound'> & Pick<RenderJob, 'video'>,
    frames: readonly number[],
  ): Promise<ReadonlyMap<number, Buffer>> {
    const { video, card, set, signal } = o;
    return this.#inTurn(signal, async () => {
      const drawn = new Map<number, Buffer>();
      const serveUrl = await bundleTemplate(card, set.files, join(this.#o.cacheDir, 'bundles'));
      await this.#remotion(video, set, signal, (common) =>
        renderFrames({
          ...common,
          serveUrl,
          frames: [...frames],
          imageFormat: 'png',
          outputDir: null,
          muted: true,
          onStart: () => {},
          onFrameUpdate: () => {},
          onFrameBuffer: (buffer, frame) => void drawn.set(frame, buffer),
        }),
      );
      return drawn;
    });
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#browser.retire();
  }

  async #render({ job, card, set, sound, signal }: PlainJob): Promise<RenderedVideo> {
    const pictures = join(job.folder, 'pictures.mp4');
    const file = join(job.folder, 'video.mp4');
    const serveUrl = await bundleTemplate(card, set.files, join(this.#o.cacheDir, 'bundles'));
    await this.#pictures(job, set, serveUrl, pictures, signal);
    const frames = linearFrames(set.scenes);
    const seconds = frames / set.fps;
    await runFfmpeg({
      args: [
        ...['-i', pictures, '-i', sound, '-map', '0:v:0', '-map', '1:a:0', '-c', 'copy', '-t', String(seconds)],
        ...[...metadataArgs(job.metadata), '-movflags', '+faststart', '-f', 'mp4', file],
      ],
      deadline: 60_000,
      signal,
    });
    await rm(pictures);
    const { size } = await stat(file);
    return { file, bytes: size, seconds, frames, drawn: frames };
  }

  #pictures(job: RenderJob, set: FrameSet, serveUrl: string, file: string, signal: AbortSignal): Promise<void> {
    return this.#remotion(job.video, set, signal, (common) =>
      renderMedia({
        ...common,
        serveUrl,
        frameRange: [0, linearFrames(set.scenes) - 1],
        outputLocation: file,
        ...LIKE_OURS,
        onProgress: ({ progress }) => job.onProgress?.(0.1 + 0.85 * progress),
      }),
    );
  }

  /** Runs one of Remotion's renderers on the warm browser, and names what fails. */
  async #remotion(
    { template: _, ...video }: RenderJob['video'],
    set: FrameSet,
    signal: AbortSignal,
    run: (common: Common) => Promise<unknown>,
  ): Promise<void> {
    const inputProps = { ...video, stylesheet: set.stylesheet };
    const { cancelSignal, cancel } = makeCancelSignal();
    const browser = await this.#browser.get();
    const onAbort = () => cancel();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await run({
        composition: compositionOf(set, inputProps),
        inputProps,
        concurrency: this.#o.concurrency,
        puppeteerInstance: browser,
        browserExecutable: await this.#browser.refusal(),
        chromeMode: 'headless-shell',
        timeoutInMilliseconds: FRAME_DEADLINE,
        logLevel: 'error',
        cancelSignal,
      });
    } catch (error) {
      signal.throwIfAborted();
      if (!(await this.#browser.alive())) throw new RenderError('browser-failed', { cause: error });
      // Remotion passes on what the page threw as its own error; an encoder that ends badly is named in the message.
      if (error instanceof Error && /ffmpeg/i.test(error.message)) throw new ChildError('exit', '', { cause: error });
      throw new RenderError('template-failed', { cause: error });
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}

type Common = Pick<
  RenderMediaOptions,
  | 'composition'
  | 'inputProps'
  | 'concurrency'
  | 'puppeteerInstance'
  | 'browserExecutable'
  | 'chromeMode'
  | 'timeoutInMilliseconds'
  | 'logLevel'
  | 'cancelSignal'
> & { readonly inputProps: Record<string, unknown> };
