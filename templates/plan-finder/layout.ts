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
    readonly value: number;
    readonly strong: number;
  };
  readonly header: { readonly x: number; readonly y: number; readonly width: number; readonly size: number };
  readonly poster: Box;
  /** Where one line parts into three, on the first and last page. */
  readonly fork: Box;
  /** The last page: its words, and the three lines that come together. */
  readonly closing: Box;
  readonly joint: Box;
  /** Kicker, title and body of the other scenes. */
  readonly text: Box;
  /** The days of the offers, one under the other. */
  readonly days: Box;
  /** One day alone, and what is said of an example under it. */
  readonly day: Box;
  readonly example: Box;
  /** What a year costs, offer by offer. */
  readonly rows: Box;
  /** Middle of the rings of a call, and the widest. */
  readonly rings: { readonly x: number; readonly y: number; readonly radius: number };
  readonly stroke: number;
}

const landscape: Layout = {
  type: { poster: 104, title: 64, closing: 72, body: 26, kicker: 22, label: 20, value: 20, strong: 36 },
  header: { x: 88, y: 72, width: 1104, size: 22 },
  poster: { x: 88, y: 112, width: 944, height: 248 },
  fork: { x: 88, y: 400, width: 1104, height: 176 },
  closing: { x: 88, y: 136, width: 504, height: 336 },
  joint: { x: 648, y: 208, width: 544, height: 256 },
  text: { x: 88, y: 72, width: 440, height: 336 },
  days: { x: 600, y: 72, width: 592, height: 512 },
  day: { x: 600, y: 152, width: 592, height: 288 },
  example: { x: 600, y: 528, width: 592, height: 64 },
  rows: { x: 600, y: 88, width: 592, height: 440 },
  rings: { x: 960, y: 328, radius: 232 },
  stroke: 1.5,
};

const portrait: Layout = {
  type: { poster: 176, title: 112, closing: 168, body: 48, kicker: 40, label: 36, value: 36, strong: 64 },
  header: { x: 72, y: 112, width: 936, size: 40 },
  poster: { x: 72, y: 216, width: 936, height: 776 },
  fork: { x: 72, y: 1112, width: 936, height: 472 },
  closing: { x: 72, y: 216, width: 936, height: 776 },
  joint: { x: 72, y: 1096, width: 936, height: 448 },
  text: { x: 72, y: 112, width: 936, height: 536 },
  days: { x: 72, y: 760, width: 936, height: 936 },
  day: { x: 72, y: 808, width: 936, height: 448 },
  example: { x: 72, y: 1384, width: 936, height: 136 },
  rows: { x: 72, y: 760, width: 936, height: 752 },
  rings: { x: 540, y: 1240, radius: 400 },
  stroke: 3,
};

const square: Layout = {
  type: { poster: 112, title: 68, closing: 96, body: 34, kicker: 32, label: 28, value: 28, strong: 44 },
  header: { x: 72, y: 64, width: 936, size: 32 },
  poster: { x: 72, y: 136, width: 936, height: 376 },
  fork: { x: 72, y: 600, width: 936, height: 248 },
  closing: { x: 72, y: 136, width: 936, height: 376 },
  joint: { x: 72, y: 584, width: 936, height: 216 },
  text: { x: 72, y: 64, width: 936, height: 288 },
  days: { x: 72, y: 400, width: 936, height: 480 },
  day: { x: 72, y: 432, width: 936, height: 216 },
  example: { x: 72, y: 752, width: 936, height: 80 },
  rows: { x: 72, y: 376, width: 936, height: 336 },
  rings: { x: 540, y: 640, radius: 224 },
  stroke: 2.5,
};

const layouts = { landscape, portrait, square } as const;
export const layoutOf = (format: Format): Layout => layouts[format];
