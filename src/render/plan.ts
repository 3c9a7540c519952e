/**
 * The plan of a video: which pictures each of its segments shows when, whether a segment shows something of a person,
 * and the address under which it is kept for whoever needs the same. Pure data, made without a browser.
 */
import { createHash } from 'node:crypto';
import type { Use } from '../../remotion/layer.ts';
import { STATEMENT } from '../../remotion/template.ts';
import type { FrameSet } from '../frames/types.ts';
import { hmac } from '../storage/index.ts';
import { cut, type Piece } from './cut.ts';

/** A picture that begins at `from` (in frames of the segment) and stands until the next run begins. */
export interface Run {
  readonly picture: number;
  readonly from: number;
}

export interface Segment extends Piece {
  readonly opaque: boolean;
  /** Off the linear way: of the stream alone. */
  readonly aside?: boolean;
  readonly runs: readonly Run[];
  /** Whether a field of the person is in one of its frames, by measure. */
  readonly personal: boolean;
  /** Under the workspace's key: the same for two people whose pictures are the same. Absent where nothing is kept. */
  readonly address: string | undefined;
}

export interface Plan {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
  /** Browser, encoder and settings: a worker with others has other addresses. */
  readonly builds: readonly string[];
  readonly segments: readonly Segment[];
}

export interface PlanContext {
  /** The workspace's key: without it nobody can tell from an address what was drawn. Absent: nothing is shared. */
  readonly cacheKey: Buffer | undefined;
  /** Whatever else decides the bytes: browser, encoder and their settings. */
  readonly builds: readonly string[];
}

/** Plans a video. `uses` is the measured use of the person's fields. Throws when the scenes do not tile the frames. */
export function planVideo(set: FrameSet, uses: readonly Use[], context: PlanContext): Plan {
  checkTiles(set);
  const page = pageHash(set);
  const statement = set.scenes.find(({ id }) => id === STATEMENT)?.frames ?? 0;
  const asides = new Set(set.scenes.filter(({ aside }) => aside).map(({ id }) => id));
  const opaque = new Set(set.scenes.filter((scene) => scene.opaque).map(({ id }) => id));
  const segments = cut(set.scenes, set.fps).map((piece): Segment => {
    const { from, frames, scene } = piece;
    const runs = runsOf(set.frames.slice(from, from + frames));
    const { cacheKey, builds } = context;
    // Uses count through the scenes alone.
    const begin = asides.has(scene) ? from - statement : from;
    return {
      ...piece,
      opaque: opaque.has(scene),
      runs,
      personal: scene !== STATEMENT && uses.some((use) => use.from < begin + frames && use.to > begin),
      ...(asides.has(scene) ? { aside: true } : {}),
      address: cacheKey && address(cacheKey, set, { runs, frames }, page, builds),
    };
  });
  const { width, height, fps } = set;
  return { width, height, fps, frames: set.frames.length, builds: context.builds, segments };
}

/** How many pictures a plan draws when nothing is kept: a picture once a segment. */
export const picturesOf = (segments: readonly Pick<Segment, 'runs'>[]): number =>
  segments.reduce((sum, { runs }) => sum + new Set(runs.map(({ picture }) => picture)).size, 0);

function checkTiles(set: FrameSet): void {
  let next = 0;
  for (const scene of set.scenes) {
    if (scene.from !== next || scene.frames < 1) throw new Error('scenes do not tile the video');
    next += scene.frames;
  }
  if (next !== set.frames.length) throw new Error('scenes do not tile the video');
}

function runsOf(frames: readonly number[]): Run[] {
  const runs: Run[] = [];
  frames.forEach((picture, from) => {
    if (runs.at(-1)?.picture !== picture) runs.push({ picture, from });
  });
  return runs;
}

function pageHash(set: FrameSet): string {
  const sheet = createHash('sha256').update(set.stylesheet);
  for (const url of Object.keys(set.files).sort()) sheet.update(`\0${url}`);
  return sheet.digest('hex');
}

function address(
  cacheKey: Buffer,
  set: FrameSet,
  { runs, frames }: Pick<Segment, 'runs' | 'frames'>,
  page: string,
  builds: readonly string[],
): string {
  const pictures = runs.map((run) => `${run.from}:${set.pictures[run.picture]?.fingerprint ?? ''}`);
  const shape = `${set.width}x${set.height}@${set.fps}/${frames}`;
  return hmac(cacheKey, 'segment', ...builds, shape, page, ...pictures).toString('hex');
}
