/** The price of a kilowatt-hour in each hour of a day: zero-based bars, the cheap ones marked. */
import { progress, snap } from '../../../remotion/index.ts';
import type { Box } from '../../shared/lines.tsx';
import type { Day } from '../stories.ts';

interface Props {
  readonly day: Day;
  readonly box: Box;
  /** The dearest price of all that is compared. */
  readonly most: number;
  readonly frame: number;
  /** When the first bar rises; absent: they stand. */
  readonly at?: number;
  /** 0–1: how clearly the cheap hours are marked. */
  readonly marked: number;
}

export function Hours({ day, box, most, frame, at, marked }: Props) {
  const pitch = box.width / 24;
  const gap = Math.max(1, Math.round(pitch * 0.16));
  const left = (hour: number): number => Math.round(box.x + hour * pitch);
  return day.hours.map((price, hour) => {
    const risen = at === undefined ? 1 : progress(frame, at + hour / 2, 14);
    const height = snap(((box.height * price) / most) * risen);
    const cheap = day.cheap[hour] ?? false;
    const share = Math.round(marked * 100);
    return (
      <div
        key={hour}
        style={{
          position: 'absolute',
          left: left(hour),
          top: snap(box.y + box.height - height),
          width: left(hour + 1) - left(hour) - gap,
          height,
          background: cheap && share > 0 ? `color-mix(in oklab, var(--ink) ${share}%, var(--bar))` : 'var(--bar)',
        }}
      />
    );
  });
}
