/** What the video asks, as plain forms: for who reads it without a script, which asks the same over the picture. */
import type { ReactNode } from 'react';
import type { Interaction } from '../../../remotion/interactions/schema.ts';
import { direction, plural } from '../../../remotion/localise.ts';
import { address } from './address.ts';
import { inputType } from './input-types.ts';
import { playerWordsFor } from './player-words.ts';
import { sentence } from './say.tsx';
import type { WatchView } from './view.ts';
import { wordsFor } from './words.ts';

export type AskedInteraction = Extract<Interaction, { kind: 'form' | 'input' }>;

export function Asked({ view }: { view: WatchView }): ReactNode {
  if (view.asked.length === 0) return null;
  const { locale } = view.video;
  return (
    <section className="asked" aria-labelledby="asked-title">
      <h3 id="asked-title">{wordsFor(view.locale).asked}</h3>
      <div lang={locale} dir={direction(locale)}>
        {view.asked.map((one) =>
          one.kind === 'form' ? (
            <Form key={one.id} view={view} form={one} />
          ) : (
            <Own key={one.id} view={view} input={one} />
          ),
        )}
      </div>
    </section>
  );
}

interface FormProps {
  readonly view: WatchView;
  readonly form: Extract<AskedInteraction, { kind: 'form' }>;
}

function Form({ view, form }: FormProps): ReactNode {
  const words = playerWordsFor(view.locale);
  return (
    <form method="post" action={address(view, 'forms')} className="ask" aria-label={form.title}>
      <input type="hidden" name="form" value={form.id} />
      <h4>{form.title}</h4>
      {form.fields.map(({ key, label, type, options, why, retentionDays }) => {
        const id = `asked-${form.id}-${key}`;
        const common = { id, name: key, 'aria-describedby': `${id}-about` };
        const days = plural(words.keptDays, view.locale, retentionDays, retentionDays.toLocaleString(view.locale));
        return (
          <p key={key}>
            <label htmlFor={id}>
              {label} <small lang={view.locale}>({words.optional})</small>
            </label>
            {type === 'text' ? (
              <textarea {...common} rows={2} maxLength={2000} />
            ) : type === 'choice' ? (
              <select {...common}>
                <option value="" />
                {options?.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.label}
                  </option>
                ))}
              </select>
            ) : (
              <input {...common} {...inputType(type)} maxLength={300} />
            )}
            <small id={`${id}-about`}>
              {sentence(why)} <span lang={view.locale}>{days}</span>
            </small>
          </p>
        );
      })}
      <button type="submit">{form.button}</button>
    </form>
  );
}

/** A field that only the viewer can give. */
function Own({ view, input }: { view: WatchView; input: Extract<AskedInteraction, { kind: 'input' }> }): ReactNode {
  const id = `asked-${input.id}`;
  const { slider, options } = input;
  return (
    <form method="post" action={address(view, 'keep')} className="ask">
      <input type="hidden" name="field" value={input.field} />
      <label htmlFor={id}>{input.text}</label>
      {slider ? (
        <input
          id={id}
          name="value"
          type="number"
          min={slider.min}
          max={slider.max}
          step={slider.step}
          defaultValue={slider.initial}
        />
      ) : (
        <select id={id} name="value">
          {options?.map(({ value, label }) => (
            <option key={String(value)} value={String(value)}>
              {label}
            </option>
          ))}
        </select>
      )}
      <button type="submit" lang={view.locale}>
        {playerWordsFor(view.locale).keep}
      </button>
    </form>
  );
}
