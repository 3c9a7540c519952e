/**
 * From frames to segments, one a scene: which pictures it shows when, whether others may be shown the same segment,
 * and the address under which it is kept for them. Pure.
 */
import { createHash } from 'node:crypto';
import type { Use } from '../../remotion/layer.ts';
import type { FrameSet } from '../frames/types.ts';
import { hmac } from '../storage/index.ts';

/** A picture that begins at `from` (in frames of the segment) and stands until the next run begins. */
export interface Run {
  readonly picture: number;
  readonly from: number;
}

export interface Segment {
  readonly scene: string;
  readonly opaque: boolean;
  /** First frame in the video, and how many. */
  readonly from: number;
  readonly frames: number;
  readonly runs: readonly Run[];
  /** Address in the shared store; undefined where the scene shows something of this person. */
  readonly address: string | undefined;
}

export interface PlanContext {
  /** The workspace's key: without it nobody can tell from an address what was drawn. Absent: nothing is shared. */
  readonly cacheKey: Buffer | undefined;
  /** Whatever else decides the bytes: browser, encoder and their settings. */
  readonly builds: readonly string[];
}

/**
 * Cuts a video at its scenes. `uses` is the measured use of the person's fields: a scene that none of them touches is
 * the general one, and may be shared. Throws when the scenes do not tile the frames.
 */
export function planSegments(set: FrameSet, uses: readonly Use[], context: PlanContext): Segment[] {
  const sheet = createHash('sha256').update(set.stylesheet);
  for (const url of Object.keys(set.files).sort()) sheet.update(`\0${url}`);
  const page = sheet.digest('hex');
  let next = 0;
  const segments = set.scenes.map((scene): Segment => {
    const to = scene.from + scene.frames;
    if (scene.from !== next || scene.frames < 1 || to > set.frames.length)
      throw new Error('scenes do not tile the video');
    next = to;
    const runs = runsOf(set.frames.slice(scene.from, to));
    const personal = uses.some((use) => use.from < to && use.to > scene.from);
    // An opaque scene's pictures are not told apart by their markup.
    const { cacheKey } = context;
    const shared = !personal && !scene.opaque && cacheKey;
    return {
      scene: scene.id,
      opaque: scene.opaque,
      from: scene.from,
      frames: scene.frames,
      runs,
      address: shared ? address(cacheKey, set, runs, scene.frames, page, context.builds) : undefined,
    };
  });
  if (next !== set.frames.length) throw new Error('scenes do not tile the video');
  return segments;
}

function runsOf(frames: readonly number[]): Run[] {
  const runs: Run[] = [];
  frames.forEach((picture, from) => {
    if (runs.at(-1)?.picture !== picture) runs.push({ picture, from });
  });
  return runs;
}

function address(
  cacheKey: Buffer,
  set: FrameSet,
  runs: readonly Run[],
  frames: number,
  page: string,
  builds: readonly string[],
): string {
  const pictures = runs.map((run) => `${run.from}:${set.pictures[run.picture]?.fingerprint ?? ''}`);
  const shape = `${set.width}x${set.height}@${set.fps}/${frames}`;
  return hmac(cacheKey, 'segment', ...builds, shape, page, ...pictures).toString('hex');
}
