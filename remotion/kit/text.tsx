/** Text in a frame: fitted, isolated, and underlined in a field's mark where it came from the viewer's data. */
import type { CSSProperties, ReactNode } from 'react';
import { FACES, type FaceName } from './faces.ts';
import { type FitOptions, type Fitted, fit, type Run, type Words } from './fit.ts';
import { snap } from './motion.ts';
import { useMark, useStage } from './stage.ts';

/** Class and style that set text in a face; the classes are in the style sheet. */
export const faceProps = (face: FaceName, size: number): { className: string; style: CSSProperties } => ({
  className: `f-${face}`,
  style: { fontSize: size },
});

/** A stroke of a mark, as long as its box. `thick` in pixels. */
export function MarkLine({ mark, thick, style }: { mark: number; thick: number; style?: CSSProperties }) {
  return <i className={`mark mark-${mark}`} style={{ fontSize: thick, ...style }} aria-hidden="true" />;
}

/** A stroke that has been drawn so far, from where reading begins. */
export function drawnTo(share: number, direction: 'ltr' | 'rtl'): CSSProperties {
  const rest = `${snap((1 - share) * 100)}%`;
  return { clipPath: direction === 'ltr' ? `inset(-1em ${rest} -1em 0)` : `inset(-1em 0 -1em ${rest})` };
}

export interface PersonalProps {
  /** The field this came from. */
  readonly field: string;
  /** How much of the underline is drawn, 0–1. */
  readonly drawn?: number;
  readonly children: ReactNode;
}

/** Something of the viewer's own, in a line of text: isolated, with the thin underline of its field. */
export function Personal({ field, drawn = 1, children }: PersonalProps) {
  const mark = useMark(field);
  const { direction } = useStage();
  return (
    <bdi className="personal">
      {children}
      {mark !== undefined && drawn > 0 && (
        <u aria-hidden="true" style={drawn < 1 ? drawnTo(drawn, direction) : undefined}>
          <i className={`mark mark-${mark}`} />
        </u>
      )}
    </bdi>
  );
}

export interface FittedTextProps {
  readonly fitted: Fitted;
  readonly face: FaceName;
  readonly as?: 'h1' | 'h2' | 'p' | 'div' | 'span';
  readonly align?: 'start' | 'center' | 'end';
  /** How much of the underlines is drawn, 0–1. */
  readonly drawn?: number;
  readonly colour?: string;
  readonly style?: CSSProperties;
}

/** Draws lines that `fit` has set. */
export function FittedText({
  fitted,
  face,
  as: Tag = 'p',
  align = 'start',
  drawn = 1,
  colour,
  style,
}: FittedTextProps) {
  const looks = faceProps(face, fitted.size);
  return (
    <Tag
      className={`${looks.className} lines`}
      style={{
        ...looks.style,
        lineHeight: `${fitted.leading}px`,
        textAlign: align,
        ...(colour ? { color: colour } : {}),
        ...style,
      }}
    >
      {fitted.lines.map((line, index) => (
        <span key={index}>
          {line.runs.map((run, place) => (
            <RunText key={place} run={run} drawn={drawn} />
          ))}
        </span>
      ))}
    </Tag>
  );
}

function RunText({ run, drawn }: { run: Run; drawn: number }) {
  return run.field === undefined ? (
    run.text
  ) : (
    <Personal field={run.field} drawn={drawn}>
      {run.text}
    </Personal>
  );
}

export interface TextProps extends Omit<FitOptions, 'width' | 'face'>, Omit<FittedTextProps, 'fitted' | 'face'> {
  readonly words: Words;
  readonly face?: FaceName;
  /** Pixels; the stage without its margins unless told. */
  readonly width?: number;
}

/** Fits `words` and draws them. Sizes in pixels; see {@link fit} for what gives way when. */
export function Text({
  words,
  face = 'text',
  width,
  size,
  min,
  lines,
  height,
  lineHeight,
  balance,
  ...looks
}: TextProps) {
  const stage = useStage();
  const options: FitOptions = {
    face,
    size,
    width: width ?? stage.width - 2 * stage.margin,
    ...(min === undefined ? {} : { min }),
    ...(lines === undefined ? {} : { lines }),
    ...(height === undefined ? {} : { height }),
    ...(lineHeight === undefined ? {} : { lineHeight }),
    balance: balance ?? (face === 'display' || face === 'figure'),
  };
  return <FittedText fitted={fit(words, options)} face={face} {...looks} />;
}

/** The CSS of all this: one class a face, lines that do not wrap by themselves, the underline. */
export function textCss(): string {
  const faces = Object.entries(FACES).map(([name, face]) => {
    const opsz = 'opsz' in face ? `font-variation-settings:"opsz" ${face.opsz};` : '';
    return `.f-${name}{font-family:${face.family};font-weight:${face.weight};${opsz}letter-spacing:${face.tracking}em;line-height:${face.lineHeight}}`;
  });
  return [
    '.candor,.candor *{box-sizing:border-box}',
    '.candor{color:var(--ink);background:var(--paper);font-variant-ligatures:none;font-variant-numeric:lining-nums tabular-nums;font-kerning:normal;text-rendering:geometricPrecision;font-synthesis:none;font-optical-sizing:none;-webkit-font-smoothing:antialiased;-webkit-text-size-adjust:none;word-spacing:0;text-indent:0;font-style:normal;text-align:start}',
    '.candor .lines{margin:0}',
    '.candor .lines>span{display:block;white-space:pre}',
    '.candor .personal{position:relative;display:inline-block;white-space:pre}',
    '.candor .personal>u{position:absolute;left:0;right:0;top:calc(50% + .46em);text-decoration:none}',
    '.candor .personal .mark{font-size:clamp(2px,.052em,5px)}',
    ...faces,
    '',
  ].join('\n');
}
