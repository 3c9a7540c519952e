/** One offer by itself: its day grows out of the three, and something is bought at its prices. */
import { useCurrentFrame } from 'remotion';
import { between, easeInOut, Page, progress } from '../../../remotion/index.ts';
import { Headline } from '../../shared/headline.tsx';
import { Label } from '../../shared/label.tsx';
import { type Box, Leaving, Words } from '../../shared/lines.tsx';
import { plain } from '../../shared/phrases.ts';
import { type Layout, layoutOf } from '../layout.ts';
import { type OfferKey, pricesStory, type SceneOf, type TariffStory, tariffStory } from '../stories.ts';
import { FPS, LEAVE, tariff } from '../timing.ts';
import { say } from '../words.ts';
import { Hours } from './Hours.tsx';
import { dayBox, Ground } from './Prices.tsx';

/** The scene of an offer. */
export const tariffScene = (key: OfferKey) =>
  function Tariff(props: SceneOf<'device'>) {
    const frame = useCurrentFrame();
    const layout = layoutOf(props.format);
    const story = tariffStory(key, props);
    const gone = progress(frame, tariff.seconds * FPS - LEAVE, LEAVE, easeInOut);
    const most = Math.max(...pricesStory(props).days.flatMap(({ hours }) => hours));
    const grown = progress(frame, tariff.grow, tariff.growTakes, easeInOut);
    const [from, to] = [dayBox(layout, key), layout.day];
    const box: Box = {
      x: between(from.x, to.x, grown),
      y: between(from.y, to.y, grown),
      width: between(from.width, to.width, grown),
      height: between(from.height, to.height, grown),
    };
    return (
      <Page style={{ overflow: 'hidden' }}>
        <Leaving gone={gone}>
          <Headline
            kicker={story.kicker}
            title={[{ text: story.title }]}
            body={[{ text: story.body }]}
            box={layout.text}
            sizes={layout.type}
            frame={frame}
            at={tariff.text}
          />
          <Hours day={story.day} box={box} most={most} frame={frame} marked={1} />
          <Ground box={box} stroke={layout.stroke} />
          <Clock layout={layout} frame={frame} locale={props.locale} />
          <Prices story={story} layout={layout} most={most} frame={frame} />
          <Words
            runs={story.example}
            box={layout.example}
            size={layout.type.body}
            face="text"
            lines={2}
            frame={frame}
            at={tariff.example}
          />
        </Leaving>
      </Page>
    );
  };

interface PartProps {
  readonly layout: Layout;
  readonly frame: number;
}

/** The hours under the day. */
function Clock({ layout: { day, type }, frame, locale }: PartProps & { readonly locale: string }) {
  const shown = progress(frame, tariff.growTakes, 12);
  const y = day.y + day.height + type.label * 1.1;
  return (
    <>
      {[0, 6, 12, 18].map((hour) => (
        <Label
          key={hour}
          x={day.x + (hour / 24) * day.width}
          y={y}
          anchor="start"
          size={type.label}
          quiet
          shown={shown}
        >
          {hour === 0 ? `0 ${plain(say(locale, 'tariff.hours'))}` : hour}
        </Label>
      ))}
    </>
  );
}

/** The price over the cheap hours, and over the others. */
function Prices({
  story,
  layout: { day, type },
  most,
  frame,
}: PartProps & { readonly story: TariffStory; readonly most: number }) {
  const cheap = story.day.cheap;
  const first = cheap.findIndex((low, hour) => low && !cheap[hour - 1]);
  const length = first < 0 ? 0 : cheap.slice(first).findIndex((low) => !low);
  const middle = first < 0 ? 12 : first + (length < 0 ? cheap.length - first : length) / 2;
  const other = cheap.findIndex((low) => !low);
  const count = cheap.slice(other).findIndex((low) => low);
  const height = (price: number) => day.y + day.height * (1 - price / most);
  const at = (hour: number) => day.x + (hour / 24) * day.width;
  const shown = progress(frame, tariff.cheap, 14);
  const highAt = first < 0 ? 12 : other + (count < 0 ? cheap.length - other : count) / 2;
  return (
    <>
      {story.low !== undefined && (
        <Label
          x={at(middle)}
          y={height(Math.min(...story.day.hours)) - type.strong * 0.7}
          anchor="middle"
          size={type.strong}
          strong
          shown={shown}
        >
          {story.low}
        </Label>
      )}
      <Label
        x={at(highAt)}
        y={height(Math.max(...story.day.hours)) - type.strong * 0.7}
        anchor="middle"
        size={story.low === undefined ? type.strong : type.value}
        strong={story.low === undefined}
        quiet={story.low !== undefined}
        shown={shown}
      >
        {story.high}
      </Label>
    </>
  );
}
