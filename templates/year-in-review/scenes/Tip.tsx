/** One thing to do next year, and the hours of the day it is about, on a dial. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, Page, progress, snap, snapFade } from '../../../remotion/index.ts';
import { Headline } from '../../shared/headline.tsx';
import { Label, useTint } from '../../shared/label.tsx';
import { Leaving } from '../../shared/lines.tsx';
import { plain } from '../../shared/phrases.ts';
import { layoutOf } from '../layout.ts';
import { type SceneOf, tipStory } from '../stories.ts';
import { LEAVE, tip } from '../timing.ts';
import { say } from '../words.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function Tip(props: SceneOf<'tariff'>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const story = tipStory(props);
  const gone = progress(frame, tip.seconds * 30 - LEAVE, LEAVE, easeInOut);
  const { dial, type } = layout;
  const tint = useTint(story.field);
  const shown = progress(frame, tip.hours, 14);
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
          at={tip.text}
        />
        <Dial {...dial} from={story.from} to={story.to} tint={tint} frame={frame} layout={layout} />
        <Label x={dial.x} y={dial.y - type.label * 0.4} anchor="middle" size={type.title} strong shown={shown}>
          {story.range}
        </Label>
        <Label x={dial.x} y={dial.y + type.title * 0.75} anchor="middle" size={type.label} quiet shown={shown}>
          {plain(say(props.locale, 'tip.hours'))}
        </Label>
      </Leaving>
    </Page>
  );
}

interface DialProps {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Hours, 0–24; `to` before `from` goes over midnight. */
  readonly from: number;
  readonly to: number;
  readonly tint: string;
  readonly frame: number;
  readonly layout: ReturnType<typeof layoutOf>;
}
/** A day of 24 hours, noon at the top like the sun; the sun runs to the hours that count and draws them. */
function Dial({ x, y, radius, from, to, tint, frame, layout: { type, stroke } }: DialProps) {
  const span = to === from ? 24 : (to - from + 24) % 24 || 24;
  const ring = progress(frame, tip.ring, 24, easeInOut);
  const ran = progress(frame, tip.hand, tip.arc - tip.hand, easeInOut);
  const drawn = progress(frame, tip.arc, 26, easeInOut);
  const at = (hour: number, r: number): readonly [number, number] => {
    const angle = ((hour - 12) / 24) * 2 * Math.PI;
    return [snap(x + r * Math.sin(angle)), snap(y - r * Math.cos(angle))];
  };
  const unit = radius * 0.085;
  const track = radius - type.label * 1.6 - unit * 0.6;
  const width = unit * 1.1;
  const inner = track - width / 2;
  const night = unit * 2;
  const hour = ran * (from === 0 ? 24 : from) + drawn * span;
  const [sunX, sunY] = at(hour, track);
  const path = (start: number, length: number, r: number): string => {
    const stops = [0, 1 / 3, 2 / 3, 1].map((part) => at(start + length * part, r).join(' '));
    return `M${stops.join(`A${r} ${r} 0 0 1 `)}`;
  };
  return (
    <svg
      aria-hidden="true"
      width="100%"
      height="100%"
      style={{ position: 'absolute', inset: 0 }}
      className="f-text"
      fontSize={type.label}
      fill="var(--ink2)"
      textAnchor="middle"
    >
      {/* The lower half of the ring is night. */}
      <path
        d={path(18, 12, inner - night / 2)}
        fill="none"
        stroke="var(--paper2)"
        strokeWidth={night}
        opacity={snapFade(ring)}
      />
      {HOURS.map((tick) => {
        const length = unit * (tick % 6 === 0 ? 0.9 : 0.4);
        const [outX, outY] = at(tick, inner - unit * 0.3);
        const [inX, inY] = at(tick, inner - unit * 0.3 - length);
        return ring * 24 > tick ? (
          <line key={tick} x1={outX} y1={outY} x2={inX} y2={inY} stroke="var(--ink2)" strokeWidth={stroke} />
        ) : null;
      })}
      {[0, 6, 12, 18].map((tick) => {
        const [textX, textY] = at(tick, radius - type.label * 0.7);
        return ring * 24 > tick ? (
          <text key={tick} x={textX} y={textY + type.label * 0.35}>
            {tick}
          </text>
        ) : null;
      })}
      {ring > 0 && <path d={path(0, 24 * ring, track)} fill="none" stroke="var(--line)" strokeWidth={stroke} />}
      {drawn > 0 && <path d={path(from, span * drawn, track)} fill="none" stroke={tint} strokeWidth={width} />}
      <circle cx={sunX} cy={sunY} r={snap(unit * 0.85)} fill="var(--ink)" opacity={snapFade(ring)} />
    </svg>
  );
}
