/**
 * Where a video is cut into segments: at its scenes, and inside a scene into even pieces that are short enough to be
 * drawn before they are due. It looks at the timeline alone, so a playlist is known before anything is drawn.
 */

/** Frames of the whole video. */
export interface Piece {
  readonly scene: string;
  readonly from: number;
  readonly frames: number;
}

/** Seconds of the first pieces: what a viewer waits for is small. */
const LEAD = [0.25, 0.5, 1] as const;
/** Seconds a piece lasts at most. */
const LONGEST = 3;

/** Cuts scenes that follow each other; `fps` frames a second. */
export function cut(
  scenes: readonly { readonly id: string; readonly from: number; readonly frames: number }[],
  fps: number,
): Piece[] {
  return scenes.flatMap(({ id: scene, from, frames }, index) => {
    const pieces: Piece[] = [];
    let at = 0;
    for (const seconds of index === 0 ? LEAD : []) {
      const length = Math.round(seconds * fps);
      if (frames - at <= 2 * length) break;
      pieces.push({ scene, from: from + at, frames: length });
      at += length;
    }
    const rest = frames - at;
    const count = Math.ceil(rest / Math.round(LONGEST * fps));
    for (let piece = 0; piece < count; piece++) {
      const begin = at + Math.round((rest * piece) / count);
      const end = at + Math.round((rest * (piece + 1)) / count);
      pieces.push({ scene, from: from + begin, frames: end - begin });
    }
    return pieces;
  });
}
