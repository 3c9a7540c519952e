/**
 * The way that draws nothing twice: each segment of a plan is taken from where it is kept, or drawn, by whoever comes
 * first for all who need it.
 */
import type { FrameSet } from '../frames/types.ts';
import { placeSegment, writeSegment } from './encode/cmaf.ts';
import { type Plan, picturesOf, type Segment } from './plan.ts';
import type { Shelf } from './segments.ts';
import type { Demand, Studio } from './studio.ts';

export interface MakeOptions {
  readonly plan: Plan;
  readonly set: FrameSet;
  readonly studio: Studio;
  readonly demand: Demand;
  /** Where segments are kept; absent: all are drawn. */
  readonly shelf: Shelf | undefined;
  /** A segment that was begun before its plan was whole, by address. */
  readonly begun?: (address: string) => Promise<Buffer | undefined> | undefined;
  /** Pictures of an opaque segment as markup, by picture. */
  readonly opaque: (segment: Segment, signal: AbortSignal) => Promise<ReadonlyMap<number, string>>;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number) => void;
  /** Told of a kept segment that could not be read or kept: the video is drawn all the same. */
  readonly onTrouble: (error: unknown) => void;
}

export interface Made {
  /** Whole segments, in playing order. */
  readonly segments: readonly Buffer[];
  /** Pictures that were drawn for it; the rest was held or taken. */
  readonly drawn: number;
}

/** Answers when every segment is there. Rejects as the drawer does, and then draws no more. */
export async function makeSegments(o: MakeOptions): Promise<Made> {
  const { plan, signal } = o;
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const total = picturesOf(plan.segments) || 1;
  let drawn = 0;
  let done = 0;
  const tell = (pictures: number) => {
    done += pictures;
    o.onProgress?.(Math.min(1, done / total));
  };
  const obtain = async (segment: Segment, place: number): Promise<Buffer> => {
    try {
      return await obtainOne({ ...o, signal: either }, segment, place, (pictures) => {
        drawn += pictures;
        tell(pictures);
      });
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const segments = await Promise.all(plan.segments.map(obtain));
  return { segments, drawn };
}

/** Taken, drawn, or waited for while somebody else draws it: whoever draws may die, so it is asked for again. */
async function obtainOne(
  o: MakeOptions,
  segment: Segment,
  place: number,
  onDrawn: (pictures: number) => void,
): Promise<Buffer> {
  const { shelf, signal } = o;
  const rank = () => o.demand.rank(place);
  const { address } = segment;
  if (!shelf || !address) return o.studio.draw(rank, signal, (drawer) => drawSegment(o, drawer, segment, onDrawn));
  for (;;) {
    signal.throwIfAborted();
    const kept = await found(o, shelf, segment, place);
    if (kept) return kept;
    const made = await o.studio.draw(rank, signal, async (drawer) => {
      const claim = await shelf.claim(segment, place);
      if (claim.state !== 'mine') return claim;
      try {
        const bytes = (await o.begun?.(address)) ?? (await drawSegment(o, drawer, segment, onDrawn));
        // Kept while the drawer goes on to the next.
        const keeping = claim.keep(bytes).catch(async (error: unknown) => {
          o.onTrouble(error);
          await claim.leave();
        });
        return { bytes, keeping };
      } catch (error) {
        await claim.leave().catch(o.onTrouble);
        throw error;
      }
    });
    if ('bytes' in made) {
      await made.keeping;
      return made.bytes;
    }
    if (made.state === 'drawn-elsewhere') await shelf.changed(made.id, signal);
  }
}

/** What is ready is taken without waiting for a drawer. */
async function found(o: MakeOptions, shelf: Shelf, segment: Segment, place: number): Promise<Buffer | undefined> {
  const id = await shelf.find(segment, place);
  const bytes = id === undefined ? undefined : await shelf.read(id).catch(o.onTrouble);
  if (!bytes) return undefined;
  placeSegment(bytes, 0, 1);
  return bytes;
}

type Drawing = Parameters<Parameters<Studio['draw']>[2]>[0];

/** One segment by the drawer that was lent for it. */
export async function drawSegment(
  o: Pick<MakeOptions, 'plan' | 'set' | 'signal'> & Partial<Pick<MakeOptions, 'opaque'>>,
  drawer: Drawing,
  segment: Segment,
  onDrawn?: (pictures: number) => void,
): Promise<Buffer> {
  const { set, plan, signal } = o;
  const opaque = segment.opaque ? await o.opaque?.(segment, signal) : undefined;
  const markups = segment.runs.map(({ picture }) => opaque?.get(picture) ?? set.pictures[picture]?.markup ?? '');
  const starts = segment.runs.map(({ from }) => from);
  const encoded = await drawer.encode({ sheet: set, markups, starts }, signal, onDrawn);
  return writeSegment(plan, encoded, starts, segment.frames);
}
