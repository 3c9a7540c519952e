/** A bar chart that says one thing: zero-based, labelled directly, one highlight. Neutral ink unless a field is named. */
import type { CSSProperties } from 'react';
import { type Fitted, fit } from './fit.ts';
import { snap } from './motion.ts';
import { markColour, useMark, useStage } from './stage.ts';
import { FittedText } from './text.tsx';

/** How far one of several has grown. */
export const shareOf = (grown: number | readonly number[], index: number): number =>
  typeof grown === 'number' ? grown : (grown[index] ?? 1);

export interface BarsProps {
  readonly values: readonly number[];
  /** One a bar, under the axis. */
  readonly labels: readonly string[];
  /** Of everything, with the labels under the axis and the numbers above the bars. Pixels. */
  readonly width: number;
  readonly height: number;
  /** Size of the labels' type, pixels. */
  readonly size: number;
  readonly format: (value: number) => string;
  /** Index of the one bar that matters. */
  readonly highlight?: number;
  /** The field the values came from; without one they are everybody's. */
  readonly field?: string;
  /** A line to compare with, and its name. */
  readonly reference?: { readonly value: number; readonly label: string };
  /** How far each bar has grown, 0–1; a number for all. */
  readonly grown?: number | readonly number[];
  readonly style?: CSSProperties;
}

interface Bar {
  readonly left: number;
  /** Above the axis, pixels. */
  readonly high: number;
  readonly strong: boolean;
  readonly share: number;
  readonly number: Fitted;
  readonly label: Fitted;
}

/** All texts in one size: the one that the widest of them needs. */
function together(texts: readonly string[], face: 'text' | 'figure', size: number, width: number): number {
  return Math.min(size, ...texts.map((text) => fit(text, { face, size, width, lines: 1 }).size));
}

/** Bars from zero, each with its number above and its name below. */
export function Bars(props: BarsProps) {
  const { values, labels, width, height, size, format, highlight, field, reference, grown = 1, style } = props;
  const mark = useMark(field);
  const gap = snap(Math.min(width / values.length / 4, size * 0.75));
  const bar = (width - gap * (values.length - 1)) / values.length;
  const axis = snap(height - size * 2.2);
  const room = axis - size * 2.9;
  const top = Math.max(Number.MIN_VALUE, reference?.value ?? 0, ...values);
  const tall = (value: number): number => snap((room * Math.max(0, value)) / top);
  const line = bar + gap * 0.8;
  const numbers = together(values.map(format), 'text', size, line);
  const names = together(labels, 'text', size, line);
  const bars: Bar[] = values.map((value, index) => {
    const strong = index === highlight;
    const share = shareOf(grown, index);
    return {
      left: index * (bar + gap),
      high: snap(tall(value) * share),
      strong,
      share,
      number: fit(format(value), {
        face: strong ? 'figure' : 'text',
        size: strong ? size * 1.9 : numbers,
        width: line,
        lines: 1,
        lineHeight: 1.1,
      }),
      label: fit(labels[index] ?? '', { face: strong ? 'strong' : 'text', size: names, width: line, lines: 1 }),
    };
  });
  const fill = (strong: boolean): string => {
    if (mark === undefined) return strong ? 'var(--ink)' : 'var(--bar)';
    return strong ? markColour(mark) : `color-mix(in oklab,${markColour(mark)} 26%,var(--paper))`;
  };
  return (
    <div style={{ position: 'relative', width, height, ...style }}>
      {reference && (
        <div
          style={{
            position: 'absolute',
            insetInlineStart: 0,
            width,
            top: snap(axis - tall(reference.value)),
            borderTop: `${Math.max(1, snap(size * 0.09))}px dashed var(--ink2)`,
          }}
        />
      )}
      {bars.map(({ left, high, strong, share, number, label }, index) => (
        <div
          key={`${index} ${labels[index]}`}
          style={{ position: 'absolute', insetInlineStart: snap(left), width: snap(bar), top: 0, height }}
        >
          <div
            style={{
              position: 'absolute',
              left: 0,
              right: 0,
              top: snap(axis - high),
              height: high,
              background: fill(strong),
            }}
          />
          {share > 0.6 && (
            <FittedText
              as="div"
              face={strong ? 'figure' : 'text'}
              align="center"
              colour={strong ? 'var(--ink)' : 'var(--ink2)'}
              fitted={number}
              style={{
                position: 'absolute',
                left: snap((bar - number.width) / 2),
                width: snap(number.width + 1),
                top: snap(axis - high - number.height - size * 0.3),
                background: 'var(--paper)',
              }}
            />
          )}
          <FittedText
            as="div"
            face={strong ? 'strong' : 'text'}
            align="center"
            colour={strong ? 'var(--ink)' : 'var(--ink2)'}
            fitted={label}
            style={{ position: 'absolute', left: -gap / 2, right: -gap / 2, top: snap(axis + size * 0.5) }}
          />
        </div>
      ))}
      {reference && (
        <ReferenceName
          reference={reference}
          at={axis - tall(reference.value)}
          axis={axis}
          bars={bars}
          bar={bar}
          width={width}
          size={size}
        />
      )}
      <div
        style={{
          position: 'absolute',
          insetInlineStart: 0,
          width,
          top: axis,
          borderTop: `${Math.max(1, snap(size * 0.09))}px solid var(--ink)`,
        }}
      />
    </div>
  );
}

interface ReferenceNameProps {
  readonly reference: { readonly value: number; readonly label: string };
  /** Height of the line from the top, pixels. */
  readonly at: number;
  readonly axis: number;
  readonly bars: readonly Bar[];
  readonly bar: number;
  readonly width: number;
  readonly size: number;
}

/** The name of the line, over the widest stretch of bars that stay below it; on paper of its own where there is none. */
function ReferenceName({ reference, at, axis, bars, bar, width, size }: ReferenceNameProps) {
  const { direction } = useStage();
  const stretches: { from: number; to: number }[] = [];
  let start = 0;
  for (const { left, high, number } of bars) {
    if (axis - high - number.height > at - size * 1.5) continue;
    stretches.push({ from: start, to: left });
    start = left + bar;
  }
  stretches.push({ from: start, to: width });
  const widest = stretches.reduce((best, one) => (one.to - one.from > best.to - best.from ? one : best));
  const free = widest.to - widest.from - size;
  const name = fit(reference.label, {
    face: 'text',
    size,
    width: free > size * 5 ? free : width * 0.6,
    lines: free > size * 5 ? 1 : 2,
  });
  const from = free > size * 5 ? widest.from + (widest.to - widest.from - name.width) / 2 : width - name.width;
  return (
    <FittedText
      as="div"
      face="text"
      align={direction === 'rtl' ? 'end' : 'start'}
      colour="var(--ink2)"
      fitted={name}
      style={{
        position: 'absolute',
        insetInlineStart: snap(from),
        width: snap(name.width + 1),
        top: snap(at - name.height - size * 0.25),
        background: 'var(--paper)',
      }}
    />
  );
}
