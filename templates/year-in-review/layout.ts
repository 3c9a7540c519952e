/** Where things stand, format by format, on a grid of 8 px. What lies lower is the disclosure's. */
import type { Format } from '../../remotion/index.ts';
import type { Box } from '../shared/lines.tsx';

export interface Layout {
  /** Sizes of type. */
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
  /** Line of the header: sender on the left, year on the right. */
  readonly header: { readonly x: number; readonly y: number; readonly width: number; readonly size: number };
  readonly poster: Box;
  /** Kicker, title and body of the chart scenes. */
  readonly text: Box;
  /** The year's axis on the first and last page; the curve rises `height` above its lower edge. */
  readonly curve: Box;
  /** The plot of the months; bars stand up, or in portrait lie across. */
  readonly chart: Box;
  readonly across: boolean;
  readonly rows: Box;
  readonly dial: { readonly x: number; readonly y: number; readonly radius: number };
  readonly stroke: number;
}

const landscape: Layout = {
  type: { poster: 104, title: 68, closing: 72, body: 26, kicker: 22, label: 20, value: 20, strong: 36 },
  header: { x: 88, y: 72, width: 1104, size: 22 },
  poster: { x: 88, y: 112, width: 896, height: 248 },
  text: { x: 88, y: 72, width: 464, height: 488 },
  curve: { x: 88, y: 376, width: 1104, height: 184 },
  chart: { x: 600, y: 136, width: 592, height: 424 },
  across: false,
  rows: { x: 600, y: 88, width: 592, height: 488 },
  dial: { x: 896, y: 324, radius: 252 },
  stroke: 1.5,
};

const portrait: Layout = {
  type: { poster: 192, title: 120, closing: 168, body: 48, kicker: 40, label: 36, value: 36, strong: 64 },
  header: { x: 72, y: 112, width: 936, size: 40 },
  poster: { x: 72, y: 216, width: 936, height: 760 },
  text: { x: 72, y: 112, width: 936, height: 608 },
  curve: { x: 72, y: 1080, width: 936, height: 464 },
  chart: { x: 184, y: 800, width: 824, height: 864 },
  across: true,
  rows: { x: 72, y: 800, width: 936, height: 864 },
  dial: { x: 540, y: 1216, radius: 432 },
  stroke: 3,
};

const square: Layout = {
  type: { poster: 120, title: 72, closing: 96, body: 34, kicker: 32, label: 30, value: 28, strong: 48 },
  header: { x: 72, y: 64, width: 936, size: 32 },
  poster: { x: 72, y: 136, width: 936, height: 368 },
  text: { x: 72, y: 64, width: 936, height: 360 },
  curve: { x: 72, y: 568, width: 936, height: 272 },
  chart: { x: 72, y: 448, width: 936, height: 384 },
  across: false,
  rows: { x: 72, y: 432, width: 936, height: 464 },
  dial: { x: 540, y: 664, radius: 248 },
  stroke: 2.5,
};

const layouts = { landscape, portrait, square } as const;
export const layoutOf = (format: Format): Layout => layouts[format];
