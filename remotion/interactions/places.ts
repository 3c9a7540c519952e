/** Where an interaction stands in a picture of a format. */
import { reserveOf } from '../disclosure/reserve.ts';
import type { VideoShape } from '../shape.ts';
import type { Format } from '../template.ts';
import type { DeclaredInteraction, InteractionBox, Place } from './schema.ts';

/** Share of the scene's height, from its upper edge, that a named place begins and ends at. */
const SPANS: Readonly<Record<Place, readonly [number, number]>> = {
  top: [0.04, 0.24],
  bottom: [0.76, 0.97],
  lower: [0.46, 0.97],
  whole: [0.04, 0.97],
};

/** The share of the picture's height above the space that belongs to the disclosure. */
export function clearOf(shape: VideoShape, format: Format): number {
  const { top, height } = reserveOf(shape, format);
  return top / height;
}

/** Its box; undefined where it has none for the format, as a chapter has. */
export function boxIn(shape: VideoShape, format: Format, interaction: DeclaredInteraction): InteractionBox | undefined {
  if (interaction.kind === 'chapter') return undefined;
  const { box } = interaction;
  if (typeof box !== 'string') return box[format];
  const { margin, width } = reserveOf(shape, format);
  const clear = clearOf(shape, format);
  const [from, to] = SPANS[box];
  const side = margin / width;
  return { x: side, y: from * clear, width: 1 - 2 * side, height: (to - from) * clear };
}
