/**
 * Rendering: plan → draw → encode → assemble. What fails leaves this room as a {@link RenderError} with a listed code;
 * what was aborted leaves no process and no file but the job's own folder.
 */
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Frames } from '../frames/index.ts';
import type { VideoRequest } from '../frames/types.ts';
import type { FileStore } from '../storage/index.ts';
import { findBrowser } from './browser/find.ts';
import { BrowserPool } from './browser/pool.ts';
import { asRenderError } from './failures.ts';
import { ffmpegBuild } from './ffmpeg.ts';
import { PlainRenderer } from './plain/index.ts';
import { renderByReuse } from './reuse.ts';
import { soundtrack } from './sound.ts';
import { ownFolder } from './temporary.ts';
import { RenderError, type RenderedVideo, type RenderJob } from './types.ts';

export { findBrowser } from './browser/find.ts';
export type { FoundBrowser } from './browser/launch.ts';
export * from './types.ts';

export interface Renderer {
  /** Renders one video into the job's folder. Rejects with a RenderError. */
  render(job: RenderJob): Promise<RenderedVideo>;
  /** One frame as JPEG. Rejects with a RenderError. */
  still(video: VideoRequest, frame: number, size?: { width: number }, signal?: AbortSignal): Promise<Buffer>;
  /** Folder for jobs, of this process alone: what a dead process left in its own is swept when the next one starts. */
  readonly temporary: string;
  close(): Promise<void>;
}

export interface RendererOptions {
  readonly frames: Frames;
  readonly files: FileStore;
  /** Folder for browsers, bundles and sounds; processes may share it. What dead ones left behind is swept at start. */
  readonly cacheDir: string;
  readonly browserExecutable?: string;
  /** Browsers that draw at once. */
  readonly concurrency?: number;
  readonly log: Logger;
}

/** Finds the browser by starting it once; throws `browser-failed` where none starts. */
export async function openRenderer(o: RendererOptions): Promise<Renderer> {
  const temporary = await ownFolder(join(o.cacheDir, 'running'));
  const browser = await findBrowser({
    cacheDir: o.cacheDir,
    ...(o.browserExecutable ? { executable: o.browserExecutable } : {}),
    onRefused: (origin, error) => o.log.info({ origin, code: (error as Error).name }, 'a browser did not start'),
  });
  o.log.info({ build: browser.build, ffmpeg: await ffmpegBuild() }, 'drawing with');
  const pool = new BrowserPool({
    browser,
    size: o.concurrency ?? Math.max(1, Math.min(4, availableParallelism())),
    folder: temporary,
  });
  const plain = new PlainRenderer({ browser, cacheDir: o.cacheDir, folder: temporary, concurrency: pool.size });
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const cardOf = async (template: string) => (await o.frames.cards()).find((card) => card.id === template);

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

  return {
    temporary,
    render: (job) =>
      track(job.signal, async (signal) => {
        const set = await o.frames.frames(job.video, signal);
        job.onProgress?.(0.1);
        const card = await cardOf(job.video.template);
        if (!card) throw new RenderError('template-failed');
        const seconds = set.frames.length / set.fps;
        const folder = join(o.cacheDir, 'sounds');
        const sound = soundtrack({ soundtrack: card.soundtrack, seconds, folder }, signal);
        sound.catch(() => {});
        const opaque = set.scenes.some((scene) => scene.opaque);
        if (opaque && job.mode === 'reuse') {
          o.log.info({ template: job.video.template }, 'an opaque scene: the whole video is drawn the plain way');
        }
        const onCacheTrouble = (error: unknown) =>
          o.log.warn({ code: (error as Error).name }, 'a shared segment could not be used');
        const video =
          opaque || job.mode === 'plain'
            ? await plain.render({ job, card, set, sound: await sound, signal })
            : await renderByReuse(job, set, sound, { pool, files: o.files, onCacheTrouble }, signal);
        job.onProgress?.(1);
        return video;
      }),
    still: (video, frame, size, signal) =>
      track(signal, async (aborted) => {
        const picture = await o.frames.sampleAt(video, frame, aborted);
        // Its markup is not its picture; a blank one would be a lie.
        if (picture.scene.opaque) throw new RenderError('template-failed');
        const lease = await pool.lease(aborted);
        let broken = true;
        try {
          await lease.page.load(picture);
          const jpeg = await lease.page.draw(picture.markup, { type: 'jpeg', ...size });
          broken = false;
          return jpeg;
        } finally {
          await lease.release(broken);
        }
      }),
    async close() {
      closing.abort();
      await pool.close();
      await plain.close();
      await Promise.allSettled([...running]);
      await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
