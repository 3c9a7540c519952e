/** Fields of the settings' forms, made from their schema: a path is all they need. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useTemplates } from '../../api/queries.ts';
import type { Localised } from '../../api/types.ts';
import { kindOf, longestOf } from '../../content/schema.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/parts.tsx';
import { Texts } from '../../ui/texts.tsx';
import { useSettingsForm } from './form.tsx';
import { helpAt, partAt } from './parts.ts';

interface At {
  /** Like `controller.email`. */
  readonly at: string;
}

/** A part of the page for one setting, named as the schema names it. */
export const SettingSection = ({ at, children }: At & { readonly children: ReactNode }) => (
  <Section title={partAt(at).title ?? at} about={helpAt(at)}>
    <div className="form">{children}</div>
  </Section>
);

interface FieldProps extends At {
  readonly type?: 'email' | 'url' | 'tel';
  /** Without what the schema says under it: where the page around it says it already. */
  readonly bare?: boolean;
}

export function SettingField({ at, type, bare = false }: FieldProps) {
  const { valueAt, set, errorAt, isDisabled } = useSettingsForm();
  const part = partAt(at);
  const value = valueAt(at);
  const common = {
    label: part.title ?? at,
    ...(bare ? {} : { help: helpAt(at) }),
    error: errorAt(at),
    isDisabled,
  };
  switch (kindOf(part)) {
    case 'text':
      return <SettingTexts at={at} />;
    case 'number':
      return (
        <NumberField
          {...common}
          value={typeof value === 'number' ? value : Number.NaN}
          onChange={(to) => set(at, Number.isNaN(to) ? undefined : to)}
          {...(part.minimum === undefined ? {} : { minValue: part.minimum })}
          {...(part.maximum === undefined ? {} : { maxValue: part.maximum })}
        />
      );
    default:
      return (
        <TextField
          {...common}
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => set(at, text)}
          {...(type ? { type } : {})}
          {...(part.maxLength ? { maxLength: part.maxLength } : {})}
        />
      );
  }
}

/** Languages that any template speaks. */
function useLocales(): string[] {
  return [...new Set(useTemplates().flatMap(({ locales }) => locales))];
}

function SettingTexts({ at }: At) {
  const { valueAt, set, errorAt, isDisabled } = useSettingsForm();
  const locales = useLocales();
  const part = partAt(at);
  const held = valueAt(at) as Localised | undefined;
  return (
    <Texts
      label={part.title ?? at}
      help={helpAt(at)}
      value={held}
      locales={locales}
      longest={longestOf(part)}
      isDisabled={isDisabled}
      errorAt={(locale) => errorAt(locale ? `${at}.${locale}` : at)}
      onChange={(text) => set(at, written(text))}
    />
  );
}

/** In those languages that have words; nothing where none has. */
function written(text: Localised): Localised | undefined {
  if (typeof text === 'string') return text || undefined;
  const some = Object.entries(text).filter(([, one]) => one !== '');
  return some.length > 0 ? Object.fromEntries(some) : undefined;
}

interface ListProps extends At {
  /** What one of them is called. */
  readonly one: string;
  /** Said while there is none. */
  readonly none: string;
  readonly children: (at: string) => ReactNode;
}

export function SettingList({ at, one, none, children }: ListProps) {
  const { valueAt, set, errorAt, isDisabled } = useSettingsForm();
  const held = valueAt(at);
  const items: readonly unknown[] = Array.isArray(held) ? held : [];
  const { items: part, maxItems = Number.POSITIVE_INFINITY } = partAt(at);
  const list = useRef<HTMLUListElement>(null);
  const before = useRef(items.length);
  useEffect(() => {
    if (items.length > before.current) list.current?.querySelector<HTMLElement>(':scope > :last-child input')?.focus();
    before.current = items.length;
  }, [items.length]);
  const put = (next: readonly unknown[]): void => set(at, next.length > 0 ? next : undefined);
  const error = errorAt(at);
  return (
    <>
      {items.length === 0 && <p className="quiet">{none}</p>}
      {error && <p className="error">{error}</p>}
      <ul className="items" ref={list} hidden={items.length === 0}>
        {items.map((_, index) => (
          <li key={index}>
            <fieldset>
              <legend className="unseen">{`${one} ${index + 1}`}</legend>
              {children(`${at}.${index}`)}
            </fieldset>
            {!isDisabled && (
              <Button look="bare" small onPress={() => put(items.filter((_one, other) => other !== index))}>
                Remove<span className="unseen">{` ${one.toLowerCase()} ${index + 1}`}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!isDisabled && items.length < maxItems && (
        <div className="acts">
          <Button onPress={() => put([...items, part?.type === 'string' ? '' : {}])}>
            {items.length === 0 ? `Add a ${one.toLowerCase()}` : `Add another ${one.toLowerCase()}`}
          </Button>
        </div>
      )}
    </>
  );
}
