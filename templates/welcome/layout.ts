/** Where things stand, format by format, on a grid of 8 px. What lies lower is the disclosure's. */
import type { Format } from '../../remotion/index.ts';
import type { Box } from '../shared/lines.tsx';

export interface Layout {
  readonly type: {
    readonly poster: number;
    readonly title: number;
    readonly closing: number;
    readonly body: number;
    readonly kicker: number;
    readonly label: number;
  };
  readonly header: { readonly x: number; readonly y: number; readonly width: number; readonly size: number };
  readonly poster: Box;
  /** Widest ring round the full stop of the greeting. */
  readonly ring: number;
  readonly text: Box;
  readonly card: Box;
  /** What the plan includes, a line each. */
  readonly list: Box;
  readonly calendar: Box;
  /** What happens when, a line each; `date` is the width of its first column. */
  readonly steps: Box & { readonly date: number };
  readonly closing: Box;
  readonly door: Box;
  readonly floor: readonly [from: number, to: number];
  readonly stroke: number;
}

const landscape: Layout = {
  type: { poster: 152, title: 60, closing: 72, body: 26, kicker: 22, label: 22 },
  header: { x: 88, y: 72, width: 1104, size: 22 },
  poster: { x: 88, y: 184, width: 1072, height: 336 },
  ring: 860,
  text: { x: 88, y: 72, width: 480, height: 216 },
  card: { x: 664, y: 176, width: 528, height: 336 },
  list: { x: 88, y: 280, width: 464, height: 232 },
  calendar: { x: 664, y: 72, width: 528, height: 512 },
  steps: { x: 88, y: 272, width: 488, height: 328, date: 176 },
  closing: { x: 88, y: 168, width: 616, height: 400 },
  door: { x: 880, y: 136, width: 208, height: 400 },
  floor: [760, 1192],
  stroke: 1.5,
};

const portrait: Layout = {
  type: { poster: 208, title: 112, closing: 168, body: 48, kicker: 40, label: 40 },
  header: { x: 72, y: 112, width: 936, size: 40 },
  poster: { x: 72, y: 520, width: 936, height: 720 },
  ring: 1180,
  text: { x: 72, y: 112, width: 936, height: 432 },
  card: { x: 72, y: 584, width: 936, height: 592 },
  list: { x: 72, y: 1240, width: 936, height: 432 },
  calendar: { x: 72, y: 480, width: 936, height: 656 },
  steps: { x: 72, y: 1168, width: 936, height: 568, date: 336 },
  closing: { x: 72, y: 216, width: 936, height: 640 },
  door: { x: 336, y: 968, width: 368, height: 640 },
  floor: [72, 1008],
  stroke: 3,
};

const square: Layout = {
  type: { poster: 152, title: 72, closing: 96, body: 36, kicker: 32, label: 30 },
  header: { x: 72, y: 64, width: 936, size: 32 },
  poster: { x: 72, y: 232, width: 936, height: 456 },
  ring: 820,
  text: { x: 72, y: 64, width: 936, height: 224 },
  card: { x: 72, y: 344, width: 544, height: 392 },
  list: { x: 656, y: 344, width: 352, height: 392 },
  calendar: { x: 72, y: 304, width: 496, height: 568 },
  steps: { x: 608, y: 304, width: 400, height: 576, date: 0 },
  closing: { x: 72, y: 144, width: 560, height: 640 },
  door: { x: 728, y: 336, width: 216, height: 432 },
  floor: [584, 1008],
  stroke: 2.5,
};

const layouts = { landscape, portrait, square } as const;
export const layoutOf = (format: Format): Layout => layouts[format];
