/** A video as a stream: where its pieces are on the timeline, and each piece once it is drawn. */
import type { Frames } from '../frames/index.ts';
import {
  cut,
  type Piece,
  placeSegment,
  type RenderMode,
  type Segments,
  type SoundPieces,
  soundPieces,
} from '../render/index.ts';
import type { Storage } from '../storage/index.ts';
import { tellWanted } from './demands.ts';
import { Shared } from './shared.ts';
import type { CurrentVideo } from './types.ts';

export interface StreamDeps {
  readonly storage: Storage;
  readonly frames: Pick<Frames, 'cards'>;
  readonly segments: Segments;
  readonly renderMode: RenderMode;
  readonly cacheDir: string;
}

/** How long a waiter trusts that it is told; then it asks. */
const ASK_MS = 1000;
/** Sounds in memory: one a template and length. */
const SOUNDS_KEPT = 8;

/** Length of the stream: the linear way and what is off it. */
export const wholeSeconds = ({ scenes, seconds }: Pick<CurrentVideo['facts'], 'scenes' | 'seconds'>): number =>
  Math.max(seconds, ...scenes.map(({ end }) => end));

export function openStream(d: StreamDeps) {
  const sounds = new Map<string, Promise<SoundPieces>>();
  const making = new Shared<SoundPieces>();

  return {
    /** Its pieces in playing order; none where videos are drawn whole by Remotion. */
    pieces({ facts }: Pick<CurrentVideo, 'facts'>): Piece[] {
      if (d.renderMode === 'plain') return [];
      const { fps } = facts;
      const frame = (seconds: number) => Math.round(seconds * fps);
      return cut(
        facts.scenes.map(({ id, start, end }) => ({ id, from: frame(start), frames: frame(end) - frame(start) })),
        fps,
      );
    },

    /**
     * The piece at `place`, moved to its time; waits at most `ms` until it is drawn. `ask` sees to it that it is drawn,
     * and answers false where it never will be.
     */
    async segment(
      video: CurrentVideo,
      place: number,
      o: { ms: number; signal: AbortSignal; ask: () => Promise<boolean> },
    ): Promise<{ init: Buffer; media: Buffer } | undefined> {
      const piece = this.pieces(video)[place];
      if (!piece) return undefined;
      const over = AbortSignal.any([o.signal, AbortSignal.timeout(o.ms)]);
      for (let asked = false; !over.aborted; ) {
        // Heard before it is looked for: what is told in between is not missed.
        const heard = new AbortController();
        const changed = d.segments.changed(video.id, ASK_MS, AbortSignal.any([over, heard.signal]));
        const bytes = await d.segments.shown(video.id, place);
        if (bytes) {
          heard.abort();
          return placeSegment(bytes, piece.from, place + 1);
        }
        if (!asked) {
          asked = true;
          if (!(await o.ask())) return undefined;
          await tellWanted(d.storage.db, video.id, place);
        }
        await changed;
      }
      return undefined;
    },

    async sound(video: Pick<CurrentVideo, 'facts' | 'template'>): Promise<SoundPieces> {
      const { seconds } = video.facts;
      const aside = wholeSeconds(video.facts) - seconds;
      const key = `${video.template} ${seconds} ${aside}`;
      const known = sounds.get(key);
      if (known) return known;
      const card = (await d.frames.cards()).find((one) => one.id === video.template);
      const made = making.once(key, () =>
        soundPieces({ soundtrack: card?.soundtrack, seconds, aside, cacheDir: d.cacheDir }),
      );
      sounds.set(key, made);
      made.catch(() => sounds.delete(key));
      if (sounds.size > SOUNDS_KEPT) sounds.delete(sounds.keys().next().value ?? '');
      return made;
    },
  };
}
