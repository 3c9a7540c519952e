/** Kicker, headline and body under each other, each as high as its words; and the line at the head of a page. */
import { type Brand, fit, snap } from '../../remotion/index.ts';
import { type Box, Lines } from './lines.tsx';
import type { Runs } from './phrases.ts';

export interface HeadlineProps {
  readonly kicker: Runs;
  readonly title: Runs;
  readonly body?: Runs;
  readonly box: Box;
  readonly sizes: { readonly kicker: number; readonly title: number; readonly body: number };
  readonly frame: number;
  /** When the headline rises; the body follows. */
  readonly at: number;
}

export function Headline({ kicker, title, body = [], box, sizes, frame, at }: HeadlineProps) {
  const { x, y, width, height } = box;
  const top = fit(kicker, { face: 'text', width, size: sizes.kicker, height: sizes.kicker * 4.2 });
  const titleY = snap(y + top.height + sizes.kicker * 0.5);
  const rest = fit(body, { face: 'text', width, size: sizes.body, height: height * 0.45, balance: true });
  const room = y + height - titleY - rest.height - sizes.body * 0.7;
  const head = fit(title, {
    face: 'display',
    width,
    height: room,
    size: sizes.title,
    balance: true,
  });
  return (
    <>
      <Lines set={top} x={x} y={y} face="text" quiet frame={frame} at={6} />
      <Lines set={head} x={x} y={titleY} face="display" frame={frame} at={at} />
      <Lines
        set={rest}
        x={x}
        y={snap(titleY + head.height + sizes.body * 0.7)}
        face="text"
        quiet
        frame={frame}
        at={at + 12}
      />
    </>
  );
}

export interface HeaderProps {
  readonly brand: Brand;
  /** What stands at the other end of the line. */
  readonly right?: Runs;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly frame: number;
}
/** Who sends it, and what about. */
export function Header({ brand, right = [], x, y, width, size, frame }: HeaderProps) {
  const sender = fit(brand.name, { face: 'strong', size, lines: 1, width: width * 0.7 });
  const about = fit(right, { face: 'text', size, lines: 1, width: width - sender.width - size });
  return (
    <>
      <Lines set={sender} x={x} y={y} face="strong" frame={frame} at={4} />
      <Lines set={about} x={x} y={y} face="text" quiet anchor="right" frame={frame} at={8} />
    </>
  );
}
