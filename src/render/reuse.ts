/**
 * The way that draws nothing twice: every distinct picture once, scenes nobody's data is in from the shared store,
 * the rest encoded while it is drawn.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameSet } from '../frames/types.ts';
import type { FileStore } from '../storage/index.ts';
import { assemble, type Part } from './assemble.ts';
import type { BrowserPool } from './browser/pool.ts';
import { Drawing } from './draw.ts';
import { ffmpegBuild } from './ffmpeg.ts';
import { planSegments, type Segment } from './plan.ts';
import { ENCODER_SETTINGS, encodeSegment, placeSegment } from './segment.ts';
import { keepShared, loadShared } from './shared.ts';
import type { RenderedVideo, RenderJob } from './types.ts';

export interface ReuseContext {
  readonly pool: BrowserPool;
  readonly files: FileStore;
  /** Told of a shared segment that could not be read or kept: the video is drawn all the same. */
  readonly onCacheTrouble: (error: unknown) => void;
}

/** Renders `set` to `video.mp4` in the job's folder. `sound` is the path of the encoded track. */
export async function renderByReuse(
  job: RenderJob,
  set: FrameSet,
  sound: Promise<string>,
  context: ReuseContext,
  signal: AbortSignal,
): Promise<RenderedVideo> {
  const builds = [context.pool.build, await ffmpegBuild(), ENCODER_SETTINGS];
  const segments = planSegments(set, job.video.layer.uses, { cacheKey: job.cacheKey, builds });
  const kept = await Promise.all(segments.map((segment) => fromStore(job, segment, context)));
  const missing = segments.filter((_, index) => !kept[index]);
  const { drawn, encoded } = await drawMissing(job, set, missing, context, signal);

  const parts = segments.map((segment, index): Part => {
    const bytes = kept[index] ?? encoded.get(segment);
    if (!bytes) throw new Error('a planned segment is missing');
    return { bytes, from: segment.from };
  });
  await Promise.all(
    missing.map(async (segment) => {
      const bytes = encoded.get(segment);
      if (job.cacheKey && segment.address && bytes) {
        await keepShared(context.files, job.cacheKey, segment.address, bytes).catch(context.onCacheTrouble);
      }
    }),
  );
  const file = join(job.folder, 'video.mp4');
  const seconds = set.frames.length / set.fps;
  const bytes = await assemble({ parts, sound: await sound, seconds, metadata: job.metadata, file, signal });
  return { file, bytes, seconds, frames: set.frames.length, drawn };
}

async function fromStore(job: RenderJob, segment: Segment, context: ReuseContext): Promise<Buffer | undefined> {
  if (!job.cacheKey || !segment.address) return undefined;
  try {
    const bytes = await loadShared(context.files, job.cacheKey, segment.address);
    if (bytes) placeSegment(Buffer.from(bytes), 0, 0);
    return bytes;
  } catch (error) {
    context.onCacheTrouble(error);
    return undefined;
  }
}

async function drawMissing(
  job: RenderJob,
  set: FrameSet,
  missing: readonly Segment[],
  context: ReuseContext,
  signal: AbortSignal,
): Promise<{ drawn: number; encoded: Map<Segment, Buffer> }> {
  const encoded = new Map<Segment, Buffer>();
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const drawing = new Drawing({
    pool: context.pool,
    sheet: set,
    markup: (picture) => set.pictures[picture]?.markup ?? '',
    order: missing.flatMap((segment) => segment.runs.map((run) => run.picture)),
    signal: either,
    onDrawn: (drawn, of) => job.onProgress?.(0.1 + (0.8 * drawn) / of),
  });
  try {
    // One after the other: pictures are taken in the order in which they are drawn.
    for (const [index, segment] of missing.entries()) {
      const file = join(job.folder, `segment-${index}.mp4`);
      const { width, height, fps } = set;
      await encodeSegment(segment, (picture) => drawing.take(picture), { width, height, fps, file, signal: either });
      encoded.set(segment, await readFile(file));
    }
  } catch (error) {
    failed.abort(error);
    throw error;
  } finally {
    await drawing.done;
  }
  return { drawn: drawing.drawn, encoded };
}
