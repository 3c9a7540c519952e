/** Picks the words for a locale, and says which way they run. */
import type { Localised } from './template.ts';

export const localesOf = (text: Localised): readonly string[] => (typeof text === 'string' ? [] : Object.keys(text));

const language = (locale: string): string => locale.split('-')[0] ?? locale;

/** The text for a locale: exactly, else its language, else English, else whatever there is first. */
export function localise(text: Localised, locale: string): string {
  if (typeof text === 'string') return text;
  return text[locale] ?? text[language(locale)] ?? text.en ?? Object.values(text)[0] ?? '';
}

const RTL = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'yi', 'dv', 'ckb', 'sd', 'ug']);

/** Reading direction of a locale. */
export const direction = (locale: string): 'ltr' | 'rtl' => (RTL.has(language(locale)) ? 'rtl' : 'ltr');

/** A phrase for each form of a number that a language has; `{n}` in it is the number. */
export type Plural = Partial<Readonly<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** The phrase for a whole number. `written`: the number as the locale writes it. */
export const plural = (forms: Plural, locale: string, n: number, written: string): string =>
  (forms[new Intl.PluralRules(locale).select(n)] ?? forms.other).replace('{n}', written);
