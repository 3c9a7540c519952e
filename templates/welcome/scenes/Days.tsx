/** The first thirty days: a calendar, and a dot that hops from one thing to do to the next. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, fit, formatNumber, Page, progress, snap } from '../../../remotion/index.ts';
import { Headline } from '../../shared/headline.tsx';
import { Label, useTint } from '../../shared/label.tsx';
import { Leaving, Lines } from '../../shared/lines.tsx';
import { weekdayLetters } from '../figures.ts';
import { type Layout, layoutOf } from '../layout.ts';
import { type DaysStory, daysStory, type SceneOf } from '../stories.ts';
import { days, FPS, LEAVE } from '../timing.ts';

export function Days(props: SceneOf<'startDate'>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const story = daysStory(props);
  const gone = progress(frame, days.seconds * FPS - LEAVE, LEAVE, easeInOut);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Leaving gone={gone}>
        <Headline {...story} box={layout.text} sizes={layout.type} frame={frame} at={days.text} />
        <Calendar story={story} layout={layout} locale={props.locale} frame={frame} />
        <Steps story={story} layout={layout} frame={frame} />
      </Leaving>
    </Page>
  );
}

interface PartProps {
  readonly story: DaysStory;
  readonly layout: Layout;
  readonly frame: number;
}
/** When the dot arrives at a step. */
const arrival = (index: number): number => days.hops + index * days.hop;

function Calendar({ story, layout, locale, frame }: PartProps & { readonly locale: string }) {
  const { calendar: box, type, stroke } = layout;
  const { cells, steps, field } = story;
  const tint = useTint(field);
  const head = field ? type.label * 2 : 0;
  const rows = Math.max(...cells.map(({ row }) => row)) + 1;
  const [wide, high] = [box.width / 7, Math.min((box.height - head) / rows, (box.width / 7) * 1.05)];
  const radius = snap(Math.min(wide, high) * 0.4);
  const centre = (column: number, row: number) => ({
    x: snap(box.x + (column + 0.5) * wide),
    y: snap(box.y + head + (row + 0.5) * high),
  });
  const stops = steps.map(({ day }) => {
    const cell = cells[day - 1];
    return cell ? centre(cell.column, cell.row) : centre(0, 0);
  });
  return (
    <>
      {field && (
        <>
          {weekdayLetters(locale).map((letter, column) => (
            <Label
              key={column}
              x={box.x + (column + 0.5) * wide}
              y={box.y + type.label * 0.7}
              anchor="middle"
              size={type.label}
              shown={progress(frame, days.calendar, 12)}
              quiet
            >
              {letter}
            </Label>
          ))}
          <div
            style={{
              position: 'absolute',
              left: box.x,
              top: snap(box.y + type.label * 1.7),
              width: snap(box.width * progress(frame, days.calendar, 20, easeInOut)),
              borderTop: `${stroke}px solid var(--ink)`,
            }}
          />
        </>
      )}
      <svg aria-hidden="true" width="100%" height="100%" style={{ position: 'absolute', inset: 0 }}>
        {stops.map(({ x, y }, index) => {
          const grown = progress(frame, arrival(index), 10);
          return grown > 0 ? (
            <circle key={index} cx={x} cy={y} r={snap(radius * (0.3 + 0.7 * grown))} fill={tint} />
          ) : null;
        })}
      </svg>
      {cells.map(({ column, row, day, number }) => {
        const step = steps.findIndex((one) => one.day === day);
        const filled = step >= 0 && frame >= arrival(step) + 3;
        const { x, y } = centre(column, row);
        return (
          <Label
            key={day}
            x={x}
            y={y}
            anchor="middle"
            size={type.body}
            shown={progress(frame, days.calendar + 4 + column + row * 3, 12)}
            {...(filled ? { colour: 'var(--paper)' } : {})}
          >
            {formatNumber(locale, number)}
          </Label>
        );
      })}
      <Dot stops={stops} radius={radius * 0.3} frame={frame} />
    </>
  );
}

/** The full stop of the greeting, on its way: in from above, then from stop to stop. */
function Dot({
  stops,
  radius,
  frame,
}: {
  readonly stops: readonly { x: number; y: number }[];
  readonly radius: number;
  readonly frame: number;
}) {
  const next = stops.findIndex((_, index) => frame < arrival(index));
  const to = stops[next];
  const hop = 14;
  const start = arrival(next) - hop;
  if (!to || frame < start) return null;
  const from = stops[next - 1] ?? { x: to.x, y: -radius * 2 };
  const t = progress(frame, start, hop, (share) => share);
  const lift = next === 0 ? 0 : radius * 9;
  return (
    <svg aria-hidden="true" width="100%" height="100%" style={{ position: 'absolute', inset: 0 }}>
      <circle
        cx={snap(from.x + (to.x - from.x) * t)}
        cy={snap(from.y + (to.y - from.y) * (next === 0 ? t * t : t) - lift * 4 * t * (1 - t))}
        r={snap(radius)}
        fill="var(--ink)"
      />
    </svg>
  );
}

function Steps({ story: { steps }, layout: { steps: box, type, stroke }, frame }: PartProps) {
  const pitch = Math.floor(box.height / steps.length);
  const beside = box.date > 0;
  return steps.map(({ day, when, title, body }, index) => {
    const at = arrival(index) + 2;
    const y = box.y + index * pitch;
    const left = box.x + box.date;
    const width = box.width - box.date;
    const date = fit(when, { face: 'medium', width: beside ? box.date - type.body : width, size: type.body, lines: 1 });
    const head = fit(title, { face: 'medium', width, size: type.body, lines: 1 });
    const rest = fit(body, { face: 'text', width, size: type.body * 0.84, lines: 1 });
    const drawn = progress(frame, at, 16);
    const top = y + type.body * 0.32;
    const under = beside ? top : top + date.leading * 0.95;
    return (
      <div key={`${day} ${title}`}>
        {drawn > 0 && (
          <div
            style={{
              position: 'absolute',
              left: box.x,
              top: y,
              width: snap(box.width * drawn),
              borderTop: `${stroke}px solid var(--line)`,
            }}
          />
        )}
        <Lines set={date} x={box.x} y={top} face="medium" frame={frame} at={at} />
        <Lines set={head} x={left} y={under} face={beside ? 'medium' : 'text'} frame={frame} at={at + 3} />
        {(beside || pitch > type.body * 3.6) && (
          <Lines
            set={rest}
            x={left}
            y={snap(under + head.leading * 0.92)}
            face="text"
            quiet
            frame={frame}
            at={at + 6}
          />
        )}
      </div>
    );
  });
}
