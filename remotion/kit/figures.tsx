/** One big number, and lengths to compare. Neutral ink unless a field is named. */
import { shareOf } from './bars.tsx';
import { fit, type Words } from './fit.ts';
import { snap } from './motion.ts';
import { markColour, useMark } from './stage.ts';
import { FittedText } from './text.tsx';

export interface BigNumberProps {
  /** The number as it is shown; mark it with a field where it is the viewer's. */
  readonly value: Words;
  /** What it counts, under it. */
  readonly label: Words;
  readonly width: number;
  /** Size of the number, pixels. */
  readonly size: number;
  /** How much of the underlines is drawn, 0–1. */
  readonly drawn?: number;
}

/** One number that carries a scene. */
export function BigNumber({ value, label, width, size, drawn = 1 }: BigNumberProps) {
  const number = fit(value, { face: 'figure', size, width, lines: 1 });
  const words = fit(label, { face: 'text', size: Math.max(size * 0.2, 16), width, lines: 3 });
  return (
    <div style={{ width }}>
      <FittedText face="figure" drawn={drawn} fitted={number} />
      <FittedText
        face="text"
        colour="var(--ink2)"
        drawn={drawn}
        fitted={words}
        style={{ marginTop: snap(size * 0.1) }}
      />
    </div>
  );
}

export interface ComparisonProps {
  readonly items: readonly { readonly label: string; readonly value: number; readonly field?: string }[];
  readonly width: number;
  /** Size of the labels' type, pixels. */
  readonly size: number;
  readonly format: (value: number) => string;
  readonly grown?: number | readonly number[];
}

/** A few lengths under each other, from zero, each with its name and number. */
export function Comparison({ items, width, size, format, grown = 1 }: ComparisonProps) {
  const top = Math.max(Number.MIN_VALUE, ...items.map(({ value }) => value));
  return (
    <div style={{ width, display: 'flex', flexDirection: 'column', gap: snap(size * 1.1) }}>
      {items.map((item, index) => (
        <ComparisonRow
          key={item.label}
          item={item}
          width={width}
          size={size}
          length={snap(((width * Math.max(0, item.value)) / top) * shareOf(grown, index))}
          format={format}
        />
      ))}
    </div>
  );
}

interface ComparisonRowProps extends Pick<ComparisonProps, 'width' | 'size' | 'format'> {
  readonly item: ComparisonProps['items'][number];
  readonly length: number;
}

function ComparisonRow({ item, width, size, length, format }: ComparisonRowProps) {
  const mark = useMark(item.field);
  const number = format(item.value);
  const words: Words = item.field === undefined ? number : { text: number, field: item.field };
  const label = fit(item.label, { face: 'text', size, width: width * 0.64, lines: 2 });
  return (
    <div>
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'last baseline' }}>
        <FittedText face="text" colour={mark ? 'var(--ink)' : 'var(--ink2)'} fitted={label} />
        <FittedText
          face="figure"
          fitted={fit(words, { face: 'figure', size: size * 1.5, width: width * 0.34, lines: 1 })}
        />
      </div>
      <div
        style={{
          marginTop: snap(size * 0.5),
          height: snap(size * 0.7),
          width: length,
          background: mark ? markColour(mark) : 'var(--bar)',
        }}
      />
    </div>
  );
}
