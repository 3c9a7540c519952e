/** A bar lying on an axis, its name above it on the left, its figure on the right. */
import { progress, snap, springOnce } from '../../remotion/index.ts';
import { Label, useTint } from './label.tsx';
import { type Box, Words } from './lines.tsx';
import type { Runs } from './phrases.ts';

export interface BarRowProps {
  readonly label: Runs;
  readonly value: string;
  /** Whose colour it has. */
  readonly field?: string | undefined;
  /** The row the eye goes to. */
  readonly strong: boolean;
  readonly bar: Box;
  /** Left and right edge of the row. */
  readonly box: Pick<Box, 'x' | 'width'>;
  readonly type: { readonly label: number; readonly value: number; readonly strong: number };
  readonly frame: number;
  readonly at: number;
}

/** Height of a row and its bar, where `count` rows share a height: the name takes two sizes of its type. */
export function rowsIn(
  box: Box,
  count: number,
  label: number,
  most = label * 7,
): { pitch: number; bar: (index: number) => Box } {
  const pitch = Math.floor(Math.min(box.height / count, most));
  return {
    pitch,
    bar: (index) => ({
      x: box.x,
      y: Math.round(box.y + index * pitch + label * 2),
      width: box.width,
      height: Math.round(pitch - label * 2.5),
    }),
  };
}

export function BarRow({ label, value, field, strong, bar, box, type, frame, at }: BarRowProps) {
  const tint = useTint(field);
  return (
    <>
      <Words
        runs={label}
        box={{
          x: bar.x + type.label * 0.6,
          y: bar.y - type.label * 1.7,
          width: box.width * 0.6,
          height: type.label * 1.5,
        }}
        size={type.label}
        lines={1}
        face={strong ? 'strong' : 'text'}
        quiet={!strong}
        frame={frame}
        at={at}
      />
      <div
        style={{
          position: 'absolute',
          left: bar.x,
          top: bar.y,
          width: snap(bar.width * springOnce(frame, at, 22)),
          height: bar.height,
          background: strong ? tint : field ? `color-mix(in oklab, ${tint} 36%, var(--paper))` : 'var(--bar)',
        }}
      />
      <Label
        x={box.x + box.width}
        y={bar.y - type.label * (strong ? 1.1 : 1)}
        anchor="end"
        size={strong ? type.strong : type.value}
        strong={strong}
        quiet={!strong}
        halo
        shown={progress(frame, at + 12, 12)}
      >
        {value}
      </Label>
    </>
  );
}
