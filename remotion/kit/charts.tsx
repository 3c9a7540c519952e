/** Charts that say one thing: zero-based, labelled directly, one highlight. Neutral ink unless a field is named. */
import type { CSSProperties } from 'react';
import { fit, type Words } from './fit.ts';
import { snap } from './motion.ts';
import { markColour, useMark } from './stage.ts';
import { FittedText } from './text.tsx';

export interface BarsProps {
  readonly values: readonly number[];
  /** One a bar, under the axis. */
  readonly labels: readonly string[];
  readonly width: number;
  /** With the labels under the axis and the numbers above the bars. */
  readonly height: number;
  /** Size of the labels' type, pixels. */
  readonly size: number;
  readonly format: (value: number) => string;
  /** Index of the one bar that matters. */
  readonly highlight?: number;
  /** The field the values came from; without one they are everybody's. */
  readonly field?: string;
  readonly reference?: { readonly value: number; readonly label: string };
  /** How far each bar has grown, 0–1; a number for all. */
  readonly grown?: number | readonly number[];
  readonly style?: CSSProperties;
}

export function Bars({
  values,
  labels,
  width,
  height,
  size,
  format,
  highlight,
  field,
  reference,
  grown = 1,
  style,
}: BarsProps) {
  const mark = useMark(field);
  const gap = snap(Math.min(width / values.length / 4, size * 0.75));
  const bar = (width - gap * (values.length - 1)) / values.length;
  const axis = height - size * 2;
  const top = Math.max(1, reference?.value ?? 0, ...values);
  const tall = (value: number): number => snap(((axis - size * 2.6) * Math.max(0, value)) / top);
  const at = (index: number): number => snap(index * (bar + gap));
  return (
    <div style={{ position: 'relative', width, height, ...style }}>
      {reference && (
        <div
          style={{
            position: 'absolute',
            insetInlineStart: 0,
            width,
            top: axis - tall(reference.value),
            borderTop: '1.5px dashed var(--ink2)',
          }}
        >
          <FittedText
            face="text"
            colour="var(--ink2)"
            align="end"
            fitted={fit(reference.label, { face: 'text', size, width, lines: 1 })}
            style={{ position: 'absolute', width, bottom: '100%' }}
          />
        </div>
      )}
      {values.map((value, index) => {
        const part = typeof grown === 'number' ? grown : (grown[index] ?? 1);
        const high = snap(tall(value) * part);
        const strong = index === highlight;
        const face = strong ? 'figure' : 'text';
        return (
          <div
            key={index}
            style={{ position: 'absolute', insetInlineStart: at(index), width: snap(bar), top: 0, height }}
          >
            <div
              style={{
                position: 'absolute',
                left: 0,
                right: 0,
                top: axis - high,
                height: high,
                background: strong
                  ? mark
                    ? markColour(mark)
                    : 'var(--ink)'
                  : mark
                    ? `color-mix(in oklab,${markColour(mark)} 26%,var(--paper))`
                    : 'var(--bar)',
              }}
            />
            {part > 0.5 && (
              <FittedText
                face={face}
                align="center"
                colour={strong ? 'var(--ink)' : 'var(--ink2)'}
                fitted={fit(format(value), { face, size: strong ? size * 1.8 : size, width: bar + gap, lines: 1 })}
                style={{
                  position: 'absolute',
                  left: -gap / 2,
                  right: -gap / 2,
                  bottom: height - axis + high + size * 0.3,
                }}
              />
            )}
            <FittedText
              face={strong ? 'strong' : 'text'}
              align="center"
              colour={strong ? 'var(--ink)' : 'var(--ink2)'}
              fitted={fit(labels[index] ?? '', { face: strong ? 'strong' : 'text', size, width: bar + gap, lines: 1 })}
              style={{ position: 'absolute', left: -gap / 2, right: -gap / 2, top: axis + size * 0.5 }}
            />
          </div>
        );
      })}
      <div
        style={{ position: 'absolute', insetInlineStart: 0, width, top: axis, borderTop: '1.5px solid var(--ink)' }}
      />
    </div>
  );
}

export interface BigNumberProps {
  /** The number as it is shown; mark it with a field where it is the viewer's. */
  readonly value: Words;
  /** What it counts, under it. */
  readonly label: Words;
  readonly width: number;
  /** Size of the number, pixels. */
  readonly size: number;
  readonly drawn?: number;
}

/** One number that carries a scene. */
export function BigNumber({ value, label, width, size, drawn = 1 }: BigNumberProps) {
  return (
    <div style={{ width }}>
      <FittedText face="figure" drawn={drawn} fitted={fit(value, { face: 'figure', size, width, lines: 1 })} />
      <FittedText
        face="text"
        colour="var(--ink2)"
        drawn={drawn}
        fitted={fit(label, { face: 'text', size: Math.max(size * 0.2, 16), width, lines: 3 })}
      />
    </div>
  );
}

export interface ComparisonProps {
  readonly items: readonly { readonly label: string; readonly value: number; readonly field?: string }[];
  readonly width: number;
  readonly size: number;
  readonly format: (value: number) => string;
  readonly grown?: number | readonly number[];
}

/** A few lengths under each other, from zero, each with its name and number. */
export function Comparison({ items, width, size, format, grown = 1 }: ComparisonProps) {
  const top = Math.max(1, ...items.map(({ value }) => value));
  return (
    <div style={{ width, display: 'flex', flexDirection: 'column', gap: snap(size * 1.1) }}>
      {items.map((item, index) => (
        <ComparisonRow
          key={item.label}
          item={item}
          width={width}
          size={size}
          share={Math.max(0, item.value) / top}
          format={format}
          grown={typeof grown === 'number' ? grown : (grown[index] ?? 1)}
        />
      ))}
    </div>
  );
}

function ComparisonRow({
  item,
  width,
  size,
  share,
  format,
  grown,
}: {
  item: ComparisonProps['items'][number];
  width: number;
  size: number;
  share: number;
  format: (value: number) => string;
  grown: number;
}) {
  const mark = useMark(item.field);
  return (
    <div>
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline' }}>
        <FittedText
          face="text"
          colour="var(--ink2)"
          fitted={fit(item.label, { face: 'text', size, width: width * 0.68, lines: 2 })}
        />
        <FittedText
          face="figure"
          fitted={fit(item.field === undefined ? format(item.value) : { text: format(item.value), field: item.field }, {
            face: 'figure',
            size: size * 1.5,
            width: width * 0.3,
            lines: 1,
          })}
        />
      </div>
      <div
        style={{
          marginTop: snap(size * 0.45),
          height: snap(size * 0.7),
          width: snap(width * share * grown),
          background: mark ? markColour(mark) : 'var(--bar)',
        }}
      />
    </div>
  );
}
