/** A sheet of paper over the whole scene, and things placed on it. */
import type { CSSProperties, ReactNode } from 'react';
import type { Tone } from '../tokens.ts';

/** Fills the scene's box with paper. `tone` is for the scene alone; the disclosure stays as it is everywhere. */
export function Page({
  tone = 'light',
  style,
  children,
}: {
  tone?: Tone;
  style?: CSSProperties;
  children?: ReactNode;
}) {
  return (
    <div
      className={tone}
      style={{ position: 'absolute', inset: 0, background: 'var(--paper)', color: 'var(--ink)', ...style }}
    >
      {children}
    </div>
  );
}

export interface PlaceProps {
  /** Pixels from the start edge (left, or right where the language runs so) and from the top. */
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
  readonly style?: CSSProperties;
  readonly children?: ReactNode;
}

/** Puts something at a place of the sheet. */
export function Place({ x, y, width, height, style, children }: PlaceProps) {
  return (
    <div
      style={{
        position: 'absolute',
        insetInlineStart: x,
        top: y,
        ...(width === undefined ? {} : { width }),
        ...(height === undefined ? {} : { height }),
        ...style,
      }}
    >
      {children}
    </div>
  );
}
