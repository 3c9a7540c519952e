/** The greeting: a full stop drops into its place behind the name, and sends out rings. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, fit, Page, progress, snap } from '../../../remotion/index.ts';
import { Header } from '../../shared/headline.tsx';
import { Leaving, Lines } from '../../shared/lines.tsx';
import { layoutOf } from '../layout.ts';
import { helloStory, type SceneOf } from '../stories.ts';
import { FPS, hello, LEAVE } from '../timing.ts';

const RINGS = [0.16, 0.36, 0.64, 1];

export function Hello(props: SceneOf<'firstName'>) {
  const frame = useCurrentFrame();
  const { type, header, poster, ring, stroke } = layoutOf(props.format);
  const { title, body } = helloStory(props);
  const dot = type.poster * 0.085;
  // The line leaves room for the full stop.
  const set = fit(title, {
    face: 'display',
    width: poster.width - dot * 3,
    height: poster.height,
    size: type.poster,
    balance: true,
  });
  const last = set.lines.at(-1)?.width ?? 0;
  const radius = snap(set.size * 0.085);
  const x = snap(poster.x + last + radius * 1.9);
  const baseline = poster.y + (set.lines.length - 0.5) * set.leading + set.size * 0.35;
  const rest = snap(baseline - radius);
  const landed = hello.drop + hello.falls;
  const gone = progress(frame, hello.seconds * FPS - LEAVE, LEAVE, easeInOut);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Leaving gone={gone}>
        <svg aria-hidden="true" width="100%" height="100%" style={{ position: 'absolute', inset: 0 }}>
          {RINGS.map((share, index) => {
            const spread = progress(frame, landed + index * 5, 40);
            return spread > 0 ? (
              <circle
                key={share}
                cx={x}
                cy={rest}
                r={snap(ring * share * spread)}
                fill="none"
                stroke="var(--line)"
                strokeWidth={stroke}
              />
            ) : null;
          })}
          {frame >= hello.drop && <circle cx={x} cy={height(frame, -radius * 2, rest)} r={radius} fill="var(--ink)" />}
        </svg>
        <Header brand={props.brand} {...header} frame={frame} />
        <Lines set={set} x={poster.x} y={poster.y} face="display" frame={frame} at={hello.title} />
        <Lines
          set={fit(body, { face: 'text', width: poster.width, size: type.body, lines: 2, balance: true })}
          x={poster.x}
          y={snap(poster.y + set.height + type.body * 1.2)}
          face="text"
          quiet
          frame={frame}
          at={hello.body}
        />
      </Leaving>
    </Page>
  );
}

/** Falls faster and faster, comes up once a little, and stays. */
function height(frame: number, from: number, to: number): number {
  const fallen = progress(frame, hello.drop, hello.falls, (t) => t * t);
  if (fallen < 1) return snap(from + (to - from) * fallen);
  const rebound = progress(frame, hello.drop + hello.falls, 10, (t) => t);
  return snap(to - (to - from) * 0.035 * 4 * rebound * (1 - rebound));
}
