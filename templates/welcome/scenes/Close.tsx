/** The last page: a door opens, the dot rolls up to it, and the sender says where to begin. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, Page, progress, snap } from '../../../remotion/index.ts';
import { Closing } from '../../shared/closing.tsx';
import { Header } from '../../shared/headline.tsx';
import { type Layout, layoutOf } from '../layout.ts';
import { closeStory, type SceneOf } from '../stories.ts';
import { close } from '../timing.ts';

export function Close(props: SceneOf<never>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Header brand={props.brand} {...layout.header} frame={frame} />
      <Door layout={layout} frame={frame} />
      <Closing
        {...closeStory(props)}
        brand={props.brand}
        box={layout.closing}
        sizes={layout.type}
        frame={frame}
        at={close.title}
        ctaAt={close.cta}
      />
    </Page>
  );
}

function Door({ layout: { door, floor, stroke, type }, frame }: { readonly layout: Layout; readonly frame: number }) {
  const { x, y, width, height } = door;
  const ground = y + height;
  const drawn = progress(frame, close.door, 20, easeInOut);
  const open = progress(frame, close.opens, 34, easeInOut);
  // The leaf turns about its left edge: it gets narrower, and its free edge comes towards us.
  const reach = snap(width * Math.cos(open * 1.25));
  const near = snap(width * 0.16 * Math.sin(open * 1.25));
  const wedge = snap(width * 1.1 * open);
  const radius = snap(type.body * 0.55);
  const rolled = progress(frame, close.roll, 30);
  const line = { fill: 'none', stroke: 'var(--ink)', strokeWidth: stroke, strokeLinejoin: 'round' } as const;
  const polygon = (...points: readonly (readonly [number, number])[]) =>
    points.map((point) => point.join(' ')).join(',');
  return (
    <svg aria-hidden="true" width="100%" height="100%" style={{ position: 'absolute', inset: 0 }}>
      {open > 0 && (
        <>
          <rect x={x} y={y} width={width} height={height} fill="var(--paper2)" />
          {/* Light falls through it onto the floor. */}
          <polygon
            points={polygon(
              [x, ground],
              [x + width, ground],
              [snap(x + width + wedge * 0.5), snap(ground + wedge * 0.34)],
              [snap(x + wedge * 0.28), snap(ground + wedge * 0.34)],
            )}
            fill="var(--paper2)"
          />
        </>
      )}
      <line x1={floor[0]} x2={snap(floor[0] + (floor[1] - floor[0]) * drawn)} y1={ground} y2={ground} {...line} />
      {drawn > 0.5 && (
        <>
          <path
            d={`M${x} ${ground}V${snap(ground - height * Math.min(1, (drawn - 0.5) * 2))}${drawn === 1 ? `H${x + width}V${ground}` : ''}`}
            {...line}
          />
          {drawn === 1 && (
            <>
              <polygon
                points={polygon([x, y], [x + reach, y - near], [x + reach, ground + near], [x, ground])}
                {...line}
                fill="var(--paper)"
              />
              <circle
                cx={snap(x + reach * 0.86)}
                cy={snap(y + height * 0.54)}
                r={snap(type.body * 0.16)}
                fill="var(--ink)"
              />
            </>
          )}
        </>
      )}
      {rolled > 0 && (
        <circle
          cx={snap(floor[1] - (floor[1] - x - width * 0.72) * rolled)}
          cy={ground - radius}
          r={radius}
          fill="var(--ink)"
        />
      )}
    </svg>
  );
}
