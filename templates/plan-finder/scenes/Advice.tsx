/** What a year costs in each offer, and which costs least. A slider in the page moves its bars. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, Page, progress, snap } from '../../../remotion/index.ts';
import { BarRow, rowsIn } from '../../shared/bar-row.tsx';
import { Headline } from '../../shared/headline.tsx';
import { Leaving } from '../../shared/lines.tsx';
import { plain } from '../../shared/phrases.ts';
import { layoutOf } from '../layout.ts';
import { adviceStory, type SceneOf } from '../stories.ts';
import { advice, FPS, LEAVE } from '../timing.ts';

export function Advice(props: SceneOf<'yearKwh' | 'shiftable'>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const { rows: box, type, stroke } = layout;
  const story = adviceStory(props);
  const gone = progress(frame, advice.seconds * FPS - LEAVE, LEAVE, easeInOut);
  const { pitch, bar } = rowsIn(box, story.rows.length, type.label);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Leaving gone={gone}>
        <Headline {...story} box={layout.text} sizes={type} frame={frame} at={advice.text} />
        {story.rows.map((row, index) => (
          <BarRow
            key={plain(row.label)}
            {...row}
            bar={{ ...bar(index), width: snap((row.cost / story.most) * box.width) }}
            box={box}
            type={type}
            frame={frame}
            at={advice.rows + index * advice.stagger}
          />
        ))}
        <div
          style={{
            position: 'absolute',
            left: box.x,
            top: Math.round(box.y + type.label * 0.3),
            height: snap(progress(frame, 0, 16, easeInOut) * pitch * story.rows.length),
            borderLeft: `${stroke}px solid var(--ink)`,
          }}
        />
      </Leaving>
    </Page>
  );
}
