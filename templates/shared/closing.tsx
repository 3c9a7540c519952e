/** Last words and a button: what to do now, said by the sender, in the sender's colour. */
import { type Brand, faceProps, fit, legible, progress, snap, snapFade } from '../../remotion/index.ts';
import { type Box, Lines } from './lines.tsx';

export interface ClosingProps {
  readonly title: string;
  readonly body: string;
  readonly cta: string;
  readonly brand: Brand;
  readonly box: Box;
  readonly sizes: { readonly closing: number; readonly body: number };
  readonly frame: number;
  readonly at: number;
  /** When the button arrives. */
  readonly ctaAt: number;
}

export function Closing({ title, body, cta, brand, box: { x, y, width }, sizes, frame, at, ctaAt }: ClosingProps) {
  const { closing, body: size } = sizes;
  const head = fit(title, { face: 'display', width, size: closing, height: closing * 3.4, balance: true });
  const rest = fit(body, { face: 'text', width: Math.min(width, size * 26), size, lines: 3, balance: true });
  const button = fit(cta, { face: 'medium', width: width - size * 2, size, lines: 1 });
  const bodyY = snap(y + head.height + size * 0.6);
  const shown = progress(frame, ctaAt, 16);
  return (
    <>
      <Lines set={head} x={x} y={y} face="display" frame={frame} at={at} />
      <Lines set={rest} x={x} y={bodyY} face="text" quiet frame={frame} at={at + 12} />
      {shown > 0 && (
        <div
          className={faceProps('medium', button.size).className}
          style={{
            position: 'absolute',
            left: x,
            top: snap(bodyY + rest.height + size + (1 - shown) * size * 0.6),
            padding: `${Math.round(size * 0.5)}px ${Math.round(size)}px`,
            borderRadius: Math.round(size * 0.2),
            fontSize: button.size,
            lineHeight: `${button.leading}px`,
            whiteSpace: 'pre',
            // Legible under paper, so that the words on it can be read.
            background: brand.colour === undefined ? 'var(--ink)' : legible(brand.colour, '#fbfaf5', 7),
            color: 'var(--paper)',
            ...(shown < 1 ? { opacity: snapFade(shown) } : {}),
          }}
        >
          {button.lines.map(({ runs }) => runs.map(({ text }) => text).join('')).join('')}
        </div>
      )}
    </>
  );
}
