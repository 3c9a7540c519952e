/** The months as bars: somebody's own beside the average home's, or the average home's alone. */
import { useCurrentFrame } from 'remotion';
import { between, easeInOut, Page, progress } from '../../../remotion/index.ts';
import { Headline } from '../../shared/headline.tsx';
import { Leaving } from '../../shared/lines.tsx';
import { type Layout, layoutOf } from '../layout.ts';
import { monthsStory, type SceneOf } from '../stories.ts';
import { LEAVE, months } from '../timing.ts';
import { Bars } from './Bars.tsx';

export function Months(props: SceneOf<'usageKwh'>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const story = monthsStory(props);
  const gone = progress(frame, months.seconds * 30 - LEAVE, LEAVE, easeInOut);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Leaving gone={gone}>
        <Headline {...story} box={layout.text} sizes={layout.type} frame={frame} at={months.text} />
        <Bars story={story} layout={layout} locale={props.locale} frame={frame} />
      </Leaving>
      <Axis layout={layout} frame={frame} />
    </Page>
  );
}

/** The year's axis goes from where the title page left it to the chart; in portrait it stands up. */
function Axis({
  layout: { curve, chart, across, stroke },
  frame,
}: {
  readonly layout: Layout;
  readonly frame: number;
}) {
  const moved = progress(frame, months.axis, 16, easeInOut);
  const base = curve.y + curve.height;
  const foot = chart.y + chart.height;
  const to = across
    ? { x1: chart.x, y1: foot, x2: chart.x, y2: chart.y }
    : { x1: chart.x, y1: foot, x2: chart.x + chart.width, y2: foot };
  return (
    <svg aria-hidden="true" width="100%" height="100%" style={{ position: 'absolute', inset: 0 }}>
      <line
        x1={between(curve.x, to.x1, moved)}
        y1={between(base, to.y1, moved)}
        x2={between(curve.x + curve.width, to.x2, moved)}
        y2={between(base, to.y2, moved)}
        stroke="var(--ink)"
        strokeWidth={stroke}
      />
    </svg>
  );
}
