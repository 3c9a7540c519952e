/** A text for viewers: one for everybody, or one per language. */
import { useState } from 'react';
import type { Localised } from '../api/types.ts';
import { Button } from './button.tsx';
import { TextField } from './field.tsx';
import { language } from './format.ts';

interface TextsProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly value: Localised | undefined;
  readonly onChange: (value: Localised) => void;
  /** Languages to write it in. */
  readonly locales: readonly string[];
  /** The most signs it may have. */
  readonly longest?: number | undefined;
  /** What is wrong with it; `locale`: with its text in that language. */
  readonly errorAt: (locale?: string) => string | undefined;
  readonly isDisabled?: boolean;
}

/** From so many signs on, a text has room for more than one line. */
const ONE_LINE = 80;

export function Texts({ label, help, value, onChange, locales, longest, errorAt, isDisabled = false }: TextsProps) {
  const [isParted, setParted] = useState(false);
  const field = (name: string, text: string, put: (text: string) => void, locale?: string) => (
    <TextField
      key={locale ?? ''}
      label={name}
      value={text}
      onChange={put}
      isDisabled={isDisabled}
      error={errorAt(locale) ?? (longest !== undefined && text.length > longest ? 'Too long.' : undefined)}
      help={[
        locale ? undefined : help,
        longest !== undefined && text.length > longest / 2 ? `${text.length} of ${longest}` : undefined,
      ]
        .filter(Boolean)
        .join(' ')}
      {...((longest ?? 0) > ONE_LINE ? { lines: 3 } : {})}
      {...(locale ? { lang: locale } : {})}
    />
  );
  const texts = typeof value === 'object' ? value : isParted && value === undefined ? {} : undefined;
  if (!texts) {
    const text = typeof value === 'string' ? value : '';
    return (
      <div className="texts">
        {field(label, text, onChange)}
        {locales.length > 1 && (
          <Button
            look="bare"
            small
            isDisabled={isDisabled}
            onPress={() => {
              setParted(true);
              onChange(Object.fromEntries(locales.map((locale) => [locale, text])));
            }}
          >
            One per language<span className="unseen">: {label}</span>
          </Button>
        )}
      </div>
    );
  }
  const all = [...new Set([...locales, ...Object.keys(texts)])];
  return (
    <fieldset className="texts">
      <legend>{label}</legend>
      {help && <p className="help">{help}</p>}
      {errorAt() && <p className="error">{errorAt()}</p>}
      {all.map((locale) =>
        field(language(locale), texts[locale] ?? '', (text) => onChange({ ...texts, [locale]: text }), locale),
      )}
    </fieldset>
  );
}
