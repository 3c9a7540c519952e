/** The interactions over the picture, plain: what they do and where they stand, for the author's eyes. */
import { type ReactNode, useState } from 'react';
import type { Interaction } from '../../../remotion/interactions/schema.ts';

export interface Acts {
  /** An option of a question or poll. */
  readonly answer: (interaction: string, option: string) => void;
  /** A value of a field that the viewer gives. */
  readonly give: (field: string, value: unknown) => void;
  readonly goTo: (scene: string) => void;
  /** On from where the video waits. */
  readonly pass: (interaction: string) => void;
}

interface Props {
  readonly shown: readonly Interaction[];
  readonly answers: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly acts: Acts;
}

export function Overlay({ shown, ...rest }: Props) {
  return shown.map((one) => {
    if (one.kind === 'chapter') return null;
    const { x, y, width, height } = one.box;
    const place = { left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` };
    return (
      <section key={one.id} className="interaction" style={place} aria-label={`${one.kind} ${one.id}`}>
        <Body one={one} {...rest} />
        {one.hold && (
          <button type="button" className="quiet" onClick={() => rest.acts.pass(one.id)}>
            {(one.kind === 'pause' && one.button) || 'Go on'}
          </button>
        )}
      </section>
    );
  });
}

type BodyProps = Omit<Props, 'shown'> & { readonly one: Interaction };

function Body({ one, answers, values, acts }: BodyProps): ReactNode {
  switch (one.kind) {
    case 'cta':
      return <span className="button">{one.label}</span>;
    case 'pause':
      return <p>{one.text}</p>;
    case 'hotspot':
      return <Hotspot one={one} goTo={acts.goTo} />;
    case 'question':
    case 'poll': {
      const chosen = one.options.find(({ id }) => id === answers[one.id]);
      const feedback = one.kind === 'question' && one.options.find(({ id }) => id === chosen?.id)?.feedback;
      return (
        <>
          <p>{one.text}</p>
          {one.options.map(({ id, label }) => (
            <button type="button" key={id} aria-pressed={chosen?.id === id} onClick={() => acts.answer(one.id, id)}>
              {label}
            </button>
          ))}
          {feedback && <p role="status">{feedback}</p>}
        </>
      );
    }
    case 'form':
      return (
        <>
          <p>{one.title}</p>
          {one.fields.map(({ key, label, why, retentionDays }) => (
            <label key={key}>
              {label} <input placeholder={`${why}, ${retentionDays} days`} />
            </label>
          ))}
          <span className="button">{one.button}</span>
        </>
      );
    case 'input':
      return <Input one={one} value={values[one.field]} give={acts.give} />;
    case 'variant': {
      const at = one.options.findIndex(({ value }) => value === values[one.field]);
      const next = one.options[(Math.max(at, 0) + 1) % one.options.length];
      return (
        <button type="button" onClick={() => acts.give(one.field, next?.value)}>
          {one.label}
        </button>
      );
    }
    default:
      return null;
  }
}

function Hotspot({
  one,
  goTo,
}: {
  readonly one: Extract<Interaction, { kind: 'hotspot' }>;
  readonly goTo: Acts['goTo'];
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => (one.goTo ? goTo(one.goTo) : setOpen(!open))}>
        {one.label}
      </button>
      {open && <p role="status">{one.text}</p>}
    </>
  );
}

interface InputProps {
  readonly one: Extract<Interaction, { kind: 'input' }>;
  readonly value: unknown;
  readonly give: Acts['give'];
}
function Input({ one: { text, field, slider, options = [] }, value, give }: InputProps) {
  if (!slider)
    return (
      <>
        <p>{text}</p>
        {options.map((option) => (
          <button
            type="button"
            key={String(option.value)}
            aria-pressed={option.value === value}
            onClick={() => give(field, option.value)}
          >
            {option.label}
          </button>
        ))}
      </>
    );
  const now = typeof value === 'number' ? value : slider.initial;
  const { min, max, step } = slider;
  return (
    <label>
      {text} <output>{slider.shown.replace('{value}', String(now))}</output>
      <input
        type="range"
        {...{ min, max, step }}
        value={now}
        onChange={({ target }) => give(field, Number(target.value))}
      />
    </label>
  );
}
