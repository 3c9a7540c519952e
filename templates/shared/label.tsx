/** Figures and short words at points of a chart, and the colour of what a field draws. */
import type { ReactNode } from 'react';
import { faceProps, markColour, snap, snapFade, useMark } from '../../remotion/index.ts';

/** Colour of what a field draws; ink for what is everybody's. */
export function useTint(field: string | undefined): string {
  const mark = useMark(field);
  return mark === undefined ? 'var(--ink)' : markColour(mark);
}

export interface LabelProps {
  readonly x: number;
  /** Middle of the line. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly size: number;
  /** 0–1. */
  readonly shown: number;
  readonly strong?: boolean;
  readonly quiet?: boolean;
  readonly colour?: string;
  /** Paper around the signs, so that a line behind them stops there. */
  readonly halo?: boolean;
  readonly children: ReactNode;
}

export function Label({ x, y, anchor, size, shown, strong, quiet, colour, halo, children }: LabelProps) {
  if (shown === 0) return null;
  const height = Math.round(size * 1.3);
  const across = { start: 0, middle: -50, end: -100 }[anchor];
  const ink = colour ?? (quiet ? 'var(--ink2)' : undefined);
  return (
    <div
      className={faceProps(strong ? 'figure' : 'text', size).className}
      style={{
        position: 'absolute',
        left: snap(x),
        top: snap(y - height / 2),
        ...(across === 0 ? {} : { transform: `translateX(${across}%)` }),
        fontSize: snap(size),
        lineHeight: `${height}px`,
        whiteSpace: 'pre',
        ...(ink === undefined ? {} : { color: ink }),
        ...(shown < 1 ? { opacity: snapFade(shown) } : {}),
        ...(halo ? { WebkitTextStroke: '.2em var(--paper)', paintOrder: 'stroke' } : {}),
      }}
    >
      {children}
    </div>
  );
}
