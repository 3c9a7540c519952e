/** Twelve bars, standing or lying: zero-based, every value said, one that matters, a line where the average home was. */
import { progress, snap, springOnce } from '../../../remotion/index.ts';
import { Label, useTint } from '../../shared/label.tsx';
import type { Box } from '../../shared/lines.tsx';
import { plain } from '../../shared/phrases.ts';
import { count, monthLetter, monthShort } from '../figures.ts';
import type { Layout } from '../layout.ts';
import type { MonthsStory } from '../stories.ts';
import { months } from '../timing.ts';
import { say } from '../words.ts';

const MONTHS = Array.from({ length: 12 }, (_, month) => month);

interface Props {
  readonly story: MonthsStory;
  readonly layout: Layout;
  readonly locale: string;
  readonly frame: number;
}

export function Bars({ story: { values, typical, lightest, field }, layout, locale, frame }: Props) {
  const { chart, across, type, stroke } = layout;
  const tint = useTint(field);
  const pitch = (across ? chart.height : chart.width) / 12;
  const thick = Math.round(pitch * (across ? 0.72 : 0.8));
  const room = across ? chart.width - type.strong * 1.8 : chart.height - type.strong * 1.4;
  const thin = Math.ceil(stroke);
  const most = Math.max(1, ...values, ...(typical ?? []));
  const along = (value: number): number => (value / most) * room;
  /** A piece of a month's column: from `low` to `high` along the bar, `wide` across it. */
  const piece = (month: number, low: number, high: number, wide: number): Box => {
    const side = snap((month + 0.5) * pitch - wide / 2);
    const [from, length] = [snap(low), snap(Math.max(0, high - low))];
    return across
      ? { x: chart.x + from, y: chart.y + side, width: length, height: wide }
      : { x: chart.x + side, y: snap(chart.y + chart.height - from - length), width: wide, height: length };
  };
  /** A point at a distance from the axis, beside or inside the month's bar. */
  const point = (month: number, distance: number): { readonly x: number; readonly y: number } => {
    const middle = (month + 0.5) * pitch;
    return across
      ? { x: chart.x + distance, y: chart.y + middle }
      : { x: chart.x + middle, y: chart.y + chart.height - distance };
  };
  /** Where a figure at the end of a bar begins: behind the thin line, if that is where it would stand. */
  const clear = (length: number, average: number | undefined): number => {
    const line = average === undefined ? 0 : along(average);
    return line > length - thin && line < length + type.strong * (across ? 2.4 : 1.3) ? line : length;
  };
  const longest = Math.max(...values.map((value) => count(value, locale).length));
  // Figures stand at the foot of the bars like a row of a table; many digits stand smaller.
  const size = across ? type.value : Math.min(type.value, Math.floor((thick * 1.72) / longest));
  return (
    <>
      {MONTHS.map((month) => {
        const value = values[month];
        const at = months.bars + month * months.stagger;
        const length = along(value ?? 0);
        const marked = month === lightest ? progress(frame, months.mark, 14) : 0;
        const average = typical?.[month];
        const drawn = progress(frame, months.typical + month, 10);
        return (
          <div key={month}>
            {value !== undefined && (
              <Rect
                box={piece(month, 0, length * springOnce(frame, at, 22), thick)}
                fill={barColour(tint, field !== undefined, marked)}
              />
            )}
            {average !== undefined && drawn > 0 && (
              <Rect
                box={whole(piece(month, along(average), along(average) + thin, snap(pitch * drawn)))}
                fill="var(--ink)"
              />
            )}
            {value !== undefined && marked < 1 && (
              <Label
                {...point(month, across ? size * 0.4 : size * 0.9)}
                anchor={across ? 'start' : 'middle'}
                size={size}
                shown={progress(frame, at + 8, 12) * (1 - marked)}
              >
                {count(value, locale)}
              </Label>
            )}
            {value !== undefined && (
              <Label
                {...point(month, clear(length, average) + type.strong * (across ? 0.3 : 0.68))}
                anchor={across ? 'start' : 'middle'}
                size={type.strong}
                shown={marked}
                strong
              >
                {count(value, locale)}
              </Label>
            )}
            <Label
              {...point(month, -type.label * (across ? 0.6 : 1))}
              anchor={across ? 'end' : 'middle'}
              size={type.label}
              shown={1}
              quiet={marked === 0}
            >
              {across ? monthShort(month, locale) : monthLetter(month, locale)}
            </Label>
          </div>
        );
      })}
      {typical && (
        <Legend
          layout={layout}
          text={plain(say(locale, 'months.typical'))}
          shown={progress(frame, months.typical, 14)}
        />
      )}
    </>
  );
}

/** Light until it is the one that matters: of the viewer's colour, or of neutral grey. */
const barColour = (tint: string, personal: boolean, marked: number): string =>
  personal
    ? `color-mix(in oklab, ${tint} ${Math.round(24 + marked * 76)}%, var(--paper))`
    : `color-mix(in oklab, ${tint} ${Math.round(marked * 100)}%, var(--bar))`;

/** Thin lines stand on whole pixels, or some would look thicker than others. */
const whole = ({ x, y, width, height }: Box): Box => ({ x: Math.round(x), y: Math.round(y), width, height });

function Rect({ box, fill }: { readonly box: Box; readonly fill: string }) {
  return (
    <div
      style={{ position: 'absolute', left: box.x, top: box.y, width: box.width, height: box.height, background: fill }}
    />
  );
}

/** What the thin lines are, above the end of the chart. */
function Legend({
  layout: { chart, type, stroke },
  text,
  shown,
}: {
  readonly layout: Layout;
  readonly text: string;
  readonly shown: number;
}) {
  const [right, y] = [chart.x + chart.width, chart.y - type.label * 1.2];
  return (
    <Label x={right} y={y} anchor="end" size={type.label} shown={shown} quiet>
      <i
        style={{
          display: 'inline-block',
          width: type.label * 1.6,
          height: stroke,
          marginRight: type.label * 0.4,
          verticalAlign: '.3em',
          background: 'var(--ink)',
        }}
      />
      {text}
    </Label>
  );
}
