/**
 * Remotion as the judge: frames of a video drawn from their markup on the page, and by Remotion's own `renderFrames`, and
 * how far the two pictures are from each other.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoRequest } from '../frames/types.ts';
import { findBrowser } from './browser/find.ts';
import { launchBrowser } from './browser/launch.ts';
import { CanvasPage } from './canvas/page.ts';
import { asRenderError } from './failures.ts';
import { runFfmpeg } from './ffmpeg.ts';
import type { RendererOptions } from './index.ts';
import { PlainRenderer } from './plain/index.ts';
import { ownFolder } from './temporary.ts';
import { RenderError } from './types.ts';

export interface Compared {
  /** The largest difference in any channel of any pixel, 0–255. */
  readonly apart: number;
  /** What Remotion drew: RGB, three bytes a pixel. */
  readonly theirs: Buffer;
}

export interface Comparer {
  /** By frame, less those of opaque scenes, which Remotion alone draws. Rejects with a RenderError. */
  compare(video: VideoRequest, frames: readonly number[]): Promise<ReadonlyMap<number, Compared>>;
  close(): Promise<void>;
}

const DECODING_MS = 60_000;

/** Throws `browser-failed` where no browser starts. */
export async function openComparer(o: Omit<RendererOptions, 'concurrency'>): Promise<Comparer> {
  const { browserExecutable: executable, cacheDir } = o;
  const folder = await ownFolder(join(cacheDir, 'running'));
  const found = await findBrowser({ cacheDir, ...(executable ? { executable } : {}) });
  const browser = await launchBrowser(found, await mkdtemp(join(folder, 'browser-')));
  const page = await CanvasPage.open(browser);
  const plain = new PlainRenderer({ browser: found, cacheDir, folder, concurrency: 1 });
  const { signal } = new AbortController();

  async function compare(video: VideoRequest, frames: readonly number[]): Promise<Map<number, Compared>> {
    const [set, cards] = await Promise.all([o.frames.frames(video), o.frames.cards()]);
    const card = cards.find(({ id }) => id === video.template);
    if (!card) throw new RenderError('template-failed');
    const shown = new Set(
      set.scenes.filter(({ opaque }) => !opaque).flatMap(({ from, frames: length }) => range(from, length)),
    );
    const wanted = frames.filter((frame) => shown.has(frame));
    if (wanted.length === 0) return new Map();
    const drawn = await plain.frames({ video, card, set, signal }, wanted);
    await page.load(set);
    const ours: Buffer[] = [];
    for (const frame of wanted) ours.push(await page.still(set.pictures[set.frames[frame] ?? -1]?.markup ?? ''));
    const theirs = wanted.map((frame) => drawn.get(frame) ?? Buffer.alloc(0));
    const size = set.width * set.height * 3;
    const pixels = await decoded([...ours, ...theirs], size);
    return new Map(
      wanted.map((frame, index) => {
        const [mine, their] = [pixels[index] as Buffer, pixels[index + wanted.length] as Buffer];
        return [frame, { apart: apart(mine, their), theirs: their }];
      }),
    );
  }

  return {
    compare: (video, frames) =>
      compare(video, frames).catch((error: unknown) => {
        throw asRenderError(error, signal);
      }),
    async close() {
      await Promise.all([plain.close(), browser.close()]);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const range = (from: number, length: number): number[] => Array.from({ length }, (_, index) => from + index);

/** PNGs as RGB, `size` bytes each. */
async function decoded(pngs: readonly Buffer[], size: number): Promise<Buffer[]> {
  const args = '-f image2pipe -c:v png -i pipe:0 -f image2pipe -c:v rawvideo -pix_fmt rgb24 pipe:1'.split(' ');
  const all = await runFfmpeg({ args, deadline: DECODING_MS }, Buffer.concat(pngs));
  if (all.length !== size * pngs.length) throw new RenderError('encoder-failed');
  return pngs.map((_, index) => all.subarray(index * size, (index + 1) * size));
}

function apart(a: Buffer, b: Buffer): number {
  if (a.equals(b)) return 0;
  let most = 0;
  for (let at = 0; at < a.length; at += 1) most = Math.max(most, Math.abs((a[at] ?? 0) - (b[at] ?? 0)));
  return most;
}
