/** Hours of daylight as a curve over the year's axis, with the sun at the end of what is drawn. */

import { snap, snapFade } from '../../../remotion/index.ts';
import type { Box } from '../../shared/lines.tsx';
import { monthLetter } from '../figures.ts';
import type { Layout } from '../layout.ts';

const SAMPLES = 96;
const MONTHS = Array.from({ length: 12 }, (_, month) => month);

/** Height of the curve, 0–1, at a share of the year; midwinter is ten days before the year turns. */
const light = (year: number): number => 0.5 - 0.5 * Math.cos(2 * Math.PI * (year + 10 / 365));

interface Props {
  readonly box: Box;
  readonly layout: Layout;
  readonly locale: string;
  /** Drawn share of the axis. */
  readonly axis: number;
  /** Drawn share of the year; beyond 1 the paper moves on and next year comes in from the right. */
  readonly drawn: number;
  /** How far all but the axis has left. */
  readonly gone?: number;
}

export function Daylight({ box, layout, locale, axis, drawn, gone = 0 }: Props) {
  const base = box.y + box.height;
  const floor = box.height * 0.12;
  const passed = Math.max(0, drawn - 1);
  const here = Math.min(1, drawn);
  // The paper moves a whole year while the sun, staying on it, goes from the right end to the left.
  const shift = snap(-passed * box.width);
  const point = (year: number): readonly [number, number] => [
    snap(box.x + year * box.width),
    snap(base - floor - light(year) * (box.height - floor)),
  ];
  const line = (from: number, to: number): string => {
    const steps = Math.max(1, Math.round(SAMPLES * (to - from)));
    return `M${Array.from({ length: steps + 1 }, (_, step) => point(from + ((to - from) * step) / steps).join(' ')).join('L')}`;
  };
  const [sunX, sunY] = point(here);
  const sun = layout.type.label * 0.7;
  const column = box.width / 12;
  const letters = passed > 0 ? 24 : 12;
  const inside = (month: number): boolean => Math.abs((month + 0.5) / 12 - passed - 0.5) < 0.49;
  const window = { x: box.x - sun - 2, y: box.y - sun - 2, width: box.width + 2 * sun + 4 };
  const tall = box.height + layout.type.label * 3 + sun;
  return (
    <svg
      aria-hidden="true"
      width="100%"
      height="100%"
      style={{ position: 'absolute', inset: 0 }}
      fontSize={layout.type.label}
      className="f-text"
      fill="var(--ink2)"
      textAnchor="middle"
    >
      <line
        x1={box.x}
        x2={snap(box.x + box.width * axis)}
        y1={base}
        y2={base}
        stroke="var(--ink)"
        strokeWidth={layout.stroke}
      />
      {/* An inner picture of its own cuts off what has not come in yet. */}
      <svg
        aria-hidden="true"
        x={window.x}
        y={window.y}
        width={window.width}
        height={tall}
        viewBox={`${window.x} ${window.y} ${window.width} ${tall}`}
      >
        <g
          {...(shift === 0 ? {} : { transform: `translate(${shift} 0)` })}
          {...(gone === 0 ? {} : { opacity: snapFade(1 - gone) })}
        >
          {/* Of the letters that move, only those inside the axis can be seen. */}
          {Array.from({ length: letters }, (_, month) => month)
            .filter(inside)
            .map((month) => (
              <text
                key={month}
                x={snap(box.x + (month + 0.5) * column)}
                y={base + layout.type.label * 1.5}
                opacity={axis * 12 >= (month % 12) + 0.5 ? 1 : 0}
              >
                {monthLetter(month % 12, locale)}
              </text>
            ))}
          {MONTHS.filter((month) => (month + 0.5) / 12 <= here).map((month) => {
            const [x, y] = point((month + 0.5) / 12);
            return <line key={month} x1={x} x2={x} y1={y} y2={base} stroke="var(--line)" strokeWidth={layout.stroke} />;
          })}
          {here > 0 && (
            <path
              d={line(0, here)}
              fill="none"
              stroke="var(--ink)"
              strokeWidth={layout.stroke * 1.5}
              strokeLinejoin="round"
            />
          )}
          {passed > 0 && (
            <path
              d={line(1, 2)}
              fill="none"
              stroke="var(--ink2)"
              strokeWidth={layout.stroke}
              strokeDasharray={`${layout.stroke} ${layout.stroke * 5}`}
              strokeLinecap="round"
            />
          )}
          {here > 0 && <circle cx={sunX} cy={sunY} r={sun} fill="var(--ink)" />}
        </g>
      </svg>
    </svg>
  );
}
