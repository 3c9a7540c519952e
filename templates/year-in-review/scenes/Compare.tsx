/** The year's sum beside homes of the same kind, and the difference measured off between the two bars. */
import { useCurrentFrame } from 'remotion';
import { between, easeInOut, Page, progress, snap } from '../../../remotion/index.ts';
import { BarRow, rowsIn } from '../../shared/bar-row.tsx';
import { Headline } from '../../shared/headline.tsx';
import { useTint } from '../../shared/label.tsx';
import { type Box, Leaving } from '../../shared/lines.tsx';
import { plain } from '../../shared/phrases.ts';
import { type Layout, layoutOf } from '../layout.ts';
import { type CompareStory, compareStory, type SceneOf } from '../stories.ts';
import { compare, LEAVE } from '../timing.ts';

export function Compare(props: SceneOf<'usageKwh' | 'homeSize'>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const story = compareStory(props);
  const gone = progress(frame, compare.seconds * 30 - LEAVE, LEAVE, easeInOut);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Leaving gone={gone}>
        <Headline {...story} box={layout.text} sizes={layout.type} frame={frame} at={compare.text} />
        <Rows story={story} layout={layout} frame={frame} />
      </Leaving>
    </Page>
  );
}

interface RowsProps {
  readonly story: CompareStory;
  readonly layout: Layout;
  readonly frame: number;
}
function Rows({ story: { rows, against }, layout, frame }: RowsProps) {
  const { rows: box, type, stroke, chart, across } = layout;
  const { pitch, bar: barOf } = rowsIn(box, rows.length, type.label);
  const most = Math.max(1, ...rows.map(({ kwh }) => kwh));
  const bars = rows.map(({ kwh }, index): Box => ({ ...barOf(index), width: snap((kwh / most) * box.width) }));
  const tint = useTint(rows[0]?.field);
  const turned = progress(frame, compare.axis, 16, easeInOut);
  const foot = chart.y + chart.height;
  const gap = progress(frame, compare.gap, 18, easeInOut);
  const you = against === undefined ? undefined : bars[0];
  const peer = against === undefined ? undefined : bars[against];
  return (
    <>
      {/* Under the rows, so that it stops at their figures. */}
      {you && peer && <Plumb from={peer} to={you} stroke={stroke} drawn={gap} />}
      {rows.map((row, index) => {
        const bar = bars[index];
        const at = compare.rows + index * compare.stagger;
        return bar && <BarRow key={plain(row.label)} {...row} bar={bar} box={box} type={type} frame={frame} at={at} />;
      })}
      {you && peer && <Gap you={you} peer={peer} tint={tint} stroke={stroke} drawn={gap} />}
      <svg aria-hidden="true" width="100%" height="100%" style={{ position: 'absolute', inset: 0 }}>
        {/* The axis of the months turns about its foot and stands up. */}
        <line
          x1={between(chart.x, box.x, turned)}
          y1={between(foot, box.y + rows.length * pitch, turned)}
          x2={between(across ? chart.x : chart.x + chart.width, box.x, turned)}
          y2={between(across ? chart.y : foot, box.y + type.label * 0.3, turned)}
          stroke="var(--ink)"
          strokeWidth={stroke}
        />
      </svg>
    </>
  );
}

interface PlumbProps {
  readonly from: Box;
  readonly to: Box;
  readonly stroke: number;
  readonly drawn: number;
}
/** A line from the end of one bar up to the level of another. */
function Plumb({ from, to, stroke, drawn }: PlumbProps) {
  if (drawn === 0) return null;
  const top = between(from.y, to.y, drawn);
  const line = { left: from.x + from.width, top, height: from.y - top, borderLeft: `${stroke}px dashed var(--ink)` };
  return <div style={{ position: 'absolute', ...line }} />;
}

interface GapProps {
  readonly you: Box;
  readonly peer: Box;
  readonly tint: string;
  readonly stroke: number;
  readonly drawn: number;
}
/** The difference, hatched: what is missing from the viewer's bar, or what it has more. */
function Gap({ you, peer, tint, stroke, drawn }: GapProps) {
  if (drawn === 0) return null;
  const [low, high] = [Math.min(you.width, peer.width), Math.max(you.width, peer.width)];
  const ink = you.width > peer.width ? 'var(--paper)' : tint;
  return (
    <div
      style={{
        position: 'absolute',
        left: you.x + low,
        top: you.y,
        width: snap((high - low) * drawn),
        height: you.height,
        background: `repeating-linear-gradient(115deg, ${ink} 0 ${stroke}px, transparent 0 ${stroke * 5}px)`,
      }}
    />
  );
}
