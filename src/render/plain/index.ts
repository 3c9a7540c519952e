/**
 * The plain way: Remotion's `renderMedia` draws and encodes every frame of the video by itself. It is what the other
 * way is measured against, and what draws scenes whose markup is not the whole picture.
 *
 * Its page runs the template's code. No name resolves in its browser but this machine's own, where Remotion serves the
 * bundle. What cannot be closed from here: while it renders, Remotion listens on a port of all interfaces, and its
 * `/proxy` fetches what the page asks for; so a worker that draws plainly needs a network without internal addresses.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCancelSignal, openBrowser, renderMedia } from '@remotion/renderer';
import type { Logger } from 'pino';
import type { FrameSet, TemplateCard } from '../../frames/types.ts';
import { metadataArgs } from '../assemble.ts';
import type { FoundBrowser } from '../browser/launch.ts';
import { ChildError } from '../child.ts';
import { runFfmpeg } from '../ffmpeg.ts';
import { RenderError, type RenderedVideo, type RenderJob } from '../types.ts';
import { bundleTemplate } from './bundle.ts';

export interface Plain {
  render(job: RenderJob, card: TemplateCard, set: FrameSet, sound: string, signal: AbortSignal): Promise<RenderedVideo>;
  close(): Promise<void>;
}

export interface PlainOptions {
  readonly browser: FoundBrowser;
  /** Bundles are kept here by content. */
  readonly cacheDir: string;
  /** Temporary; of this process alone. */
  readonly folder: string;
  readonly concurrency: number;
  readonly log: Logger;
}

type RemotionBrowser = Awaited<ReturnType<typeof openBrowser>>;

const RENDERS_EACH = 20;
/** Milliseconds a frame may take before Remotion gives up on it. */
const FRAME_DEADLINE = 30_000;

export function openPlain(o: PlainOptions): Plain {
  let running: { browser: Promise<RemotionBrowser>; renders: number } | undefined;

  const retire = async () => {
    const old = running;
    running = undefined;
    await (await old?.browser.catch(() => undefined))?.close({ silent: true }).catch(() => {});
  };
  const warm = async (): Promise<RemotionBrowser> => {
    if (running && running.renders >= RENDERS_EACH) await retire();
    running ??= {
      browser: launcher(o).then((path) => openBrowser('chrome', { browserExecutable: path, logLevel: 'error' })),
      renders: 0,
    };
    running.renders += 1;
    return running.browser;
  };
  // One after the other: one person's files never share Remotion's download map or browser with another's.
  let last: Promise<unknown> = Promise.resolve();

  return {
    render(job, card, set, sound, signal) {
      const turn = last.then(async () => {
        signal.throwIfAborted();
        const serveUrl = await bundleTemplate(card, set.files, join(o.cacheDir, 'bundles'));
        let browser: RemotionBrowser;
        try {
          browser = await warm();
        } catch (cause) {
          await retire();
          throw new RenderError('browser-failed', { cause });
        }
        try {
          return await renderOnce({ job, set, sound, signal, serveUrl, browser, concurrency: o.concurrency });
        } catch (error) {
          await retire();
          throw error;
        }
      });
      last = turn.catch(() => {});
      return turn;
    },
    async close() {
      await last;
      await retire();
    },
  };
}

async function renderOnce(o: {
  job: RenderJob;
  set: FrameSet;
  sound: string;
  signal: AbortSignal;
  serveUrl: string;
  browser: RemotionBrowser;
  concurrency: number;
}): Promise<RenderedVideo> {
  const { job, set, signal } = o;
  const { template: _, ...video } = job.video;
  const inputProps = { ...video, stylesheet: set.stylesheet };
  const pictures = join(job.folder, `${randomUUID()}.mp4`);
  const file = join(job.folder, 'video.mp4');
  const { cancelSignal, cancel } = makeCancelSignal();
  let gone = false;
  const onGone = () => {
    gone = true;
  };
  o.browser.on('closed', onGone);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await renderMedia({
      serveUrl: o.serveUrl,
      composition: {
        id: 'video',
        width: set.width,
        height: set.height,
        fps: set.fps,
        durationInFrames: set.frames.length,
        props: inputProps,
        defaultProps: {},
        defaultCodec: null,
        defaultOutName: null,
        defaultVideoImageFormat: null,
        defaultPixelFormat: null,
        defaultProResProfile: null,
        defaultSampleRate: null,
      },
      inputProps,
      outputLocation: pictures,
      codec: 'h264',
      crf: 18,
      x264Preset: 'veryfast',
      pixelFormat: 'yuv420p',
      colorSpace: 'bt709',
      jpegQuality: 95,
      muted: true,
      concurrency: o.concurrency,
      puppeteerInstance: o.browser,
      chromeMode: 'headless-shell',
      timeoutInMilliseconds: FRAME_DEADLINE,
      logLevel: 'error',
      cancelSignal,
      onProgress: ({ progress }) => job.onProgress?.(0.1 + 0.85 * progress),
    });
  } catch (error) {
    signal.throwIfAborted();
    if (gone) throw new RenderError('browser-failed', { cause: error });
    // Remotion passes on what the page threw as its own error; an encoder that ends badly is named in the message.
    if (error instanceof Error && /ffmpeg/i.test(error.message)) throw new ChildError('exit', '', { cause: error });
    throw new RenderError('template-failed', { cause: error });
  } finally {
    signal.removeEventListener('abort', cancel);
    o.browser.off('closed', onGone);
  }
  const seconds = set.frames.length / set.fps;
  await runFfmpeg({
    args: [
      ...['-i', pictures, '-i', o.sound, '-map', '0:v:0', '-map', '1:a:0', '-c', 'copy', '-t', String(seconds)],
      ...[...metadataArgs(job.metadata), '-movflags', '+faststart', '-f', 'mp4', file],
    ],
    deadline: 60_000,
    signal,
  });
  await rm(pictures);
  const { size } = await stat(file);
  return { file, bytes: size, seconds, frames: set.frames.length, drawn: set.frames.length };
}

/**
 * Remotion takes a path, and nothing of environment or flags; so the path is that of a small script which starts the
 * browser with nothing of the service's environment, and with no name resolving but this machine's own.
 */
async function launcher(o: PlainOptions): Promise<string> {
  if (process.platform === 'win32') return o.browser.executable;
  await mkdir(o.folder, { recursive: true });
  const path = join(o.folder, 'remotion-browser.sh');
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const env = Object.entries(o.browser.env).map(([key, value]) => quote(`${key}=${value}`));
  const rules = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';
  await writeFile(
    path,
    `#!/bin/sh\nexec env -i ${env.join(' ')} ${quote(o.browser.executable)} "$@" ${quote(rules)}\n`,
  );
  await chmod(path, 0o755);
  return path;
}
