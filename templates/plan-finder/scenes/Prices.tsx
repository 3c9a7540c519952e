/** Three offers, a day of each: what an hour costs, and which hours cost less. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, Page, progress } from '../../../remotion/index.ts';
import { Headline } from '../../shared/headline.tsx';
import { Label } from '../../shared/label.tsx';
import { type Box, Leaving } from '../../shared/lines.tsx';
import { type Layout, layoutOf } from '../layout.ts';
import { OFFERS, type OfferKey, pricesStory, type SceneOf } from '../stories.ts';
import { FPS, LEAVE, prices } from '../timing.ts';
import { Hours } from './Hours.tsx';

/** Where the day of an offer stands among the others. */
export function dayBox({ days, type }: Layout, key: OfferKey): Box {
  const pitch = Math.floor(days.height / OFFERS.length);
  const head = Math.round(type.body * 1.65);
  const top = days.y + OFFERS.indexOf(key) * pitch;
  return { x: days.x, y: top + head, width: days.width, height: pitch - head - Math.round(type.label * 1.2) };
}

export function Prices(props: SceneOf<never>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const { type, stroke } = layout;
  const story = pricesStory(props);
  const gone = progress(frame, prices.seconds * FPS - LEAVE, LEAVE, easeInOut);
  const most = Math.max(...story.days.flatMap(({ hours }) => hours));
  const marked = progress(frame, prices.cheap, 16);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Leaving gone={gone}>
        <Headline
          kicker={story.kicker}
          title={story.title}
          box={layout.text}
          sizes={type}
          frame={frame}
          at={prices.text}
        />
        {story.days.map((day, index) => {
          const box = dayBox(layout, day.key);
          const at = prices.rows + index * prices.stagger;
          const named = progress(frame, at, 14);
          return (
            <div key={day.key}>
              <Label x={box.x} y={box.y - type.body * 0.85} anchor="start" size={type.body} shown={named}>
                {day.name}
              </Label>
              <Label
                x={box.x + box.width}
                y={box.y - type.body * 0.85}
                anchor="end"
                size={type.label}
                quiet
                shown={marked}
              >
                {day.note}
              </Label>
              <Hours day={day} box={box} most={most} frame={frame} at={at} marked={marked} />
              <Ground box={box} stroke={stroke} />
            </div>
          );
        })}
      </Leaving>
    </Page>
  );
}

/** The axis the bars stand on. */
export function Ground({ box, stroke }: { readonly box: Box; readonly stroke: number }) {
  return (
    <div
      style={{
        position: 'absolute',
        left: box.x,
        top: box.y + box.height,
        width: box.width,
        borderTop: `${stroke}px solid var(--ink)`,
      }}
    />
  );
}
