/** Set lines that come in: each rises out of its own baseline, then the viewer's own is underlined. And groups that leave. */
import type { ReactNode } from 'react';
import {
  easeInOut,
  type FaceName,
  type Fitted,
  faceProps,
  fit,
  Personal,
  progress,
  snap,
  snapFade,
} from '../../remotion/index.ts';
import type { Runs } from './phrases.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LinesProps {
  readonly set: Fitted;
  readonly x: number;
  readonly y: number;
  readonly face: FaceName;
  readonly quiet?: boolean;
  /** Frame of the scene, and the frame in which the first line rises. */
  readonly frame: number;
  readonly at: number;
  /** Edge of the picture that `x` counts from. */
  readonly anchor?: 'left' | 'right';
  /** Drawn after the last line, in its line: a full stop that comes by itself. */
  readonly end?: ReactNode;
}

export function Lines({ set, x, y, face, quiet = false, frame, at, anchor = 'left', end }: LinesProps) {
  const { size, leading, lines } = set;
  const looks = faceProps(face, size);
  // Room above and below a line for what reaches out of it: accents, tails, marks.
  const spare = Math.round(size * 0.3);
  return (
    <div
      className={looks.className}
      style={{
        ...looks.style,
        lineHeight: `${leading}px`,
        whiteSpace: 'pre',
        ...(quiet ? { color: 'var(--ink2)' } : {}),
      }}
    >
      {lines.map((line, index) => {
        const start = at + index * 4;
        const risen = progress(frame, start, 16);
        if (risen === 0) return null;
        const drawn = progress(frame, start + 12, 14, easeInOut);
        const place = { position: 'absolute', [anchor]: x, top: snap(y + index * leading - spare) } as const;
        const coming = { overflow: 'hidden', opacity: snapFade(Math.min(1, risen * 1.5)) } as const;
        const lift = { transform: `translateY(${snap((1 - risen) * (leading + spare))}px)` };
        return (
          <div key={`line ${index}`} style={{ ...place, ...(risen < 1 ? coming : {}) }}>
            <div style={{ padding: `${spare}px 0`, ...(risen < 1 ? lift : {}) }}>
              {line.runs.map((run, run_) =>
                run.field === undefined ? (
                  run.text
                ) : (
                  <Personal key={`run ${run_}`} field={run.field} drawn={drawn}>
                    {run.text}
                  </Personal>
                ),
              )}
              {index === lines.length - 1 && end}
            </div>
          </div>
        );
      })}
    </div>
  );
}

export interface WordsProps extends Omit<LinesProps, 'set' | 'x' | 'y' | 'anchor'> {
  readonly runs: Runs;
  readonly box: Box;
  readonly size: number;
  /** At most this many lines; as many as the box is high unless told. */
  readonly lines?: number;
}
/** Words fitted into a box, from its upper left corner. */
export function Words({ runs, box, size, lines, face, ...rest }: WordsProps) {
  const set = fit(runs, {
    face,
    width: box.width,
    height: box.height,
    size,
    balance: face === 'display',
    ...(lines === undefined ? {} : { lines }),
  });
  return <Lines set={set} x={box.x} y={box.y} face={face} {...rest} />;
}

/** What leaves together at the end of a scene; 0 is all there, 1 is gone. */
export function Leaving({ gone, children }: { readonly gone: number; readonly children: ReactNode }) {
  const opacity = snapFade(1 - gone);
  return <div style={{ position: 'absolute', inset: 0, ...(opacity < 1 ? { opacity } : {}) }}>{children}</div>;
}
