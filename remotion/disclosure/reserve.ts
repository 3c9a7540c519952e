/** The space at the bottom edge that belongs to the marker: a function of template and format, never of a person. */
import { widthOf } from '../kit/advance.ts';
import { clean } from '../kit/clean.ts';
import { localise } from '../localise.ts';
import { remember } from '../remember.ts';
import { sizeOf, type VideoShape } from '../shape.ts';
import type { Format } from '../template.ts';

export interface Reserve {
  /** Of the whole picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Height of the reserved space and its top edge, pixels. */
  readonly reserved: number;
  readonly top: number;
  /** Size of the marker's type, its lines, margin, swatch and the blank around items, pixels. */
  readonly size: number;
  readonly leading: number;
  readonly lines: number;
  readonly margin: number;
  readonly swatch: number;
  readonly gap: number;
}

export const MAX_LINES = 3;
/** Lines that are given for the sources' sake; names alone may take more. */
const ROOMY: Readonly<Record<Format, number>> = { landscape: 1, square: 2, portrait: 2 };

export interface MarkerWords {
  readonly key: string;
  readonly mark: number;
  readonly label: string;
  readonly source: string;
}

/** Width of one item of the marker, with or without its source. */
export function itemWidth(
  item: { label: string; source: string },
  r: Pick<Reserve, 'size' | 'swatch' | 'gap'>,
  withSource: boolean,
): number {
  const label = widthOf(clean(item.label), 'medium') * r.size;
  const source = withSource && item.source !== '' ? r.gap * 0.7 + widthOf(clean(item.source), 'text') * r.size : 0;
  return r.swatch + r.gap + label + source;
}

/** Items in lines no wider than `room`, in their order. */
export function setLines<T extends { label: string; source: string }>(
  items: readonly T[],
  room: number,
  r: Pick<Reserve, 'size' | 'swatch' | 'gap'>,
  withSource: boolean,
): { lines: T[][]; fits: boolean } {
  const lines: T[][] = [];
  let used = 0;
  let fits = true;
  for (const item of items) {
    const width = itemWidth(item, r, withSource);
    if (width > room) fits = false;
    const last = lines.at(-1);
    if (last && used + 2 * r.gap + width <= room) {
      last.push(item);
      used += 2 * r.gap + width;
    } else {
      lines.push([item]);
      used = width;
    }
  }
  return { lines, fits };
}

/** Measures of type and space, before it is known how many lines there are. */
function measures(format: Format, width: number, height: number) {
  // 4 % of the height where the picture lies, 12 px on a phone 360 px wide where it stands.
  const size = Math.ceil(format === 'landscape' ? height * 0.0417 : Math.max(width / 28, height * 0.02));
  const margin = Math.round(width * (format === 'landscape' ? 0.06875 : 0.0667));
  return {
    size,
    margin,
    leading: Math.round(size * 1.34),
    swatch: Math.round(size * 1.15),
    gap: Math.round(size * 0.48),
  };
}

/** Room for items in a line: the sheet without margins and without the sign at the end. */
export const roomOf = (r: Pick<Reserve, 'width' | 'margin' | 'size'>): number =>
  r.width - 2 * r.margin - Math.round(r.size * 1.5);

/** Lines that the names of every scene need, in every locale; more than {@link MAX_LINES} is too many. */
export function neededLines(shape: VideoShape, format: Format, withSource: boolean): number {
  const { width, height } = sizeOf(shape, format);
  const m = measures(format, width, height);
  let most = 1;
  for (const locale of shape.locales) {
    const items = new Map(
      shape.fields.map(({ key, label, source }) => [
        key,
        { label: localise(label, locale), source: localise(source, locale) },
      ]),
    );
    for (const scene of shape.scenes) {
      const inScene = scene.uses.flatMap((key) => items.get(key) ?? []);
      const { lines, fits } = setLines(inScene, roomOf({ width, ...m }), m, withSource);
      most = Math.max(most, fits ? lines.length : MAX_LINES + 1);
    }
  }
  return most;
}

/** The reserved space of a template in a format. */
export const reserveOf = remember((shape: VideoShape, format: Format): Reserve => {
  const { width, height } = sizeOf(shape, format);
  const m = measures(format, width, height);
  const lines = Math.min(
    MAX_LINES,
    Math.max(neededLines(shape, format, false), Math.min(ROOMY[format], neededLines(shape, format, true))),
  );
  const reserved = Math.ceil(lines * m.leading + m.size);
  return { width, height, reserved, top: height - reserved, lines, ...m };
});
