/** The marker: names of the fields in the picture with their marks, and where they come from, while there is room for that. */

import { clean } from '../kit/clean.ts';
import { progress } from '../kit/motion.ts';
import { drawnTo, faceProps, MarkLine } from '../kit/text.tsx';
import type { LayerProps } from '../layer.ts';
import { direction } from '../localise.ts';
import type { VideoShape } from '../shape.ts';
import { type MarkerWords, type Reserve, roomOf, setLines } from './reserve.ts';
import { shownUses } from './shown.ts';
import { say, wordsFor } from './words.ts';

export interface MarkerLayout<T> {
  readonly lines: readonly (readonly T[])[];
  readonly withSource: boolean;
  /** Size of type; smaller than the reserve's only where names would not fit otherwise. */
  readonly measure: Reserve;
}

/** Sets the marker's items into the reserved lines. Sources go first; names never go. */
export function layoutMarker<T extends MarkerWords>(items: readonly T[], reserve: Reserve): MarkerLayout<T> {
  let measure = reserve;
  for (;;) {
    const room = roomOf(measure);
    for (const withSource of [true, false]) {
      const { lines, fits } = setLines(items, room, measure, withSource);
      if (fits && lines.length * measure.leading <= reserve.lines * reserve.leading)
        return { lines, withSource, measure };
    }
    if (measure.size <= 4) return { lines: [[...items]], withSource: false, measure };
    const scale = (measure.size - 1) / measure.size;
    measure = {
      ...measure,
      size: measure.size - 1,
      leading: measure.leading * scale,
      swatch: measure.swatch * scale,
      gap: measure.gap * scale,
    };
  }
}

/** An item of the marker, and for how many frames it has been there. */
interface Marked extends MarkerWords {
  readonly since: number;
}

/** The fields whose marker is on at a frame, in the template's order. */
export function markedAt(shape: VideoShape, layer: LayerProps, locale: string, frame: number): readonly Marked[] {
  const shown = shownUses(shape, layer, locale).filter(({ from, to }) => frame >= from && frame < to);
  return layer.fields.flatMap(({ key, mark, label, source }) => {
    const use = shown.find(({ field }) => field === key);
    if (!use) return [];
    return [
      { key, mark, label: clean(say(label, locale)), source: clean(say(source, locale)), since: frame - use.from },
    ];
  });
}

/** Seconds in which a mark is drawn. */
const DRAWING = 0.3;

export function Marker({
  shape,
  layer,
  locale,
  reserve,
  frame,
}: {
  shape: VideoShape;
  layer: LayerProps;
  locale: string;
  reserve: Reserve;
  frame: number;
}) {
  const items = markedAt(shape, layer, locale, frame);
  const { lines, withSource, measure } = layoutMarker(items, reserve);
  const drawing = Math.round(shape.fps * DRAWING);
  const { size, leading, swatch, gap, margin } = measure;
  return (
    <div
      style={{
        position: 'absolute',
        inset: 0,
        borderTop: '1px solid var(--line)',
        padding: `0 ${margin}px`,
        display: 'flex',
        alignItems: 'center',
      }}
    >
      <div style={{ flex: 1, whiteSpace: 'pre' }}>
        {items.length === 0 ? (
          <div {...faceProps('text', size)} data-marker="">
            <span style={{ color: 'var(--ink2)', lineHeight: `${leading}px` }}>{wordsFor(locale).nothingHere}</span>
          </div>
        ) : (
          lines.map((line) => (
            <div
              key={line[0]?.key}
              data-marker=""
              style={{ display: 'flex', alignItems: 'center', height: leading, gap: 2 * gap }}
            >
              {line.map((item) => (
                <span key={item.key} style={{ display: 'flex', alignItems: 'center', gap }}>
                  <MarkLine
                    mark={item.mark + 1}
                    thick={size * 0.13}
                    style={{
                      width: swatch,
                      ...(item.since + 1 < drawing
                        ? drawnTo(progress(item.since + 1, 0, drawing), direction(locale))
                        : {}),
                    }}
                  />
                  <bdi {...faceProps('medium', size)}>{item.label}</bdi>
                  {withSource && item.source !== '' && (
                    <bdi
                      className="f-text"
                      style={{ fontSize: size, color: 'var(--ink2)', marginInlineStart: -gap * 0.3 }}
                    >
                      {item.source}
                    </bdi>
                  )}
                </span>
              ))}
            </div>
          ))
        )}
      </div>
      <Sign size={size * 0.8} />
    </div>
  );
}

/** Candor's sign: a ring that stays open. */
export function Sign({ size }: { size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="var(--ink)"
      strokeWidth="3"
      aria-hidden="true"
    >
      <path d="M19.4 4.6A10.4 10.4 0 1 0 22.4 12" />
    </svg>
  );
}
