/** One line that parts into three ways, or three that come together again: the choice this video is about. */
import { snap } from '../../../remotion/index.ts';
import { Label } from '../../shared/label.tsx';
import type { Box } from '../../shared/lines.tsx';
import type { Layout } from '../layout.ts';

const STEPS = 72;
/** Share of the way at which the lines part, and at which they run on alone. */
const PARTING = [0.24, 0.56] as const;

const smooth = (t: number): number => t * t * (3 - 2 * t);

interface Props {
  readonly box: Box;
  readonly layout: Layout;
  /** 0–1: how far the lines have come. */
  readonly drawn: number;
  /** Said at the ends, from the top. */
  readonly names: readonly string[];
  /** 0–1. */
  readonly named: number;
  /** Three lines come together. */
  readonly joining?: boolean;
}

export function Fork({ box, layout: { type, stroke }, drawn, names, named, joining = false }: Props) {
  const radius = type.label * 0.42;
  const point = (branch: number, t: number): readonly [number, number] => {
    const way = joining ? 1 - t : t;
    const apart = smooth(Math.min(1, Math.max(0, (way - PARTING[0]) / (PARTING[1] - PARTING[0]))));
    const y = box.y + box.height * (0.5 + (branch - 1) * 0.5 * apart);
    return [snap(box.x + t * (box.width - radius)), snap(y)];
  };
  const line = (branch: number): string => {
    const steps = Math.max(1, Math.round(STEPS * drawn));
    return `M${Array.from({ length: steps + 1 }, (_, step) => point(branch, (drawn * step) / steps).join(' ')).join('L')}`;
  };
  const heads = drawn === 0 ? [] : joining && drawn === 1 ? [1] : [0, 1, 2];
  return (
    <>
      <svg aria-hidden="true" width="100%" height="100%" style={{ position: 'absolute', inset: 0 }}>
        {drawn > 0 &&
          [0, 1, 2].map((branch) => (
            <path
              key={branch}
              d={line(branch)}
              fill="none"
              stroke="var(--ink)"
              strokeWidth={stroke * 1.5}
              strokeLinejoin="round"
            />
          ))}
        {heads.map((branch) => {
          const [x, y] = point(branch, drawn);
          return <circle key={branch} cx={x} cy={y} r={radius} fill="var(--ink)" />;
        })}
      </svg>
      {names.map((name, branch) => {
        const [x, y] = point(branch, joining ? 0 : 1);
        return (
          <Label
            key={name}
            x={joining ? x : x - radius * 2}
            y={y - type.body * 0.8}
            anchor={joining ? 'start' : 'end'}
            size={type.body}
            shown={named}
          >
            {name}
          </Label>
        );
      })}
    </>
  );
}
