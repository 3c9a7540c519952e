/**
 * Numbers, money and dates by locale, the same text in Node and in every browser: only the parts that all versions of ICU
 * agree on are asked of `Intl`, spaces are made alike, and the time zone is always UTC.
 */

/** Latin digits everywhere: charts, fonts and sums stay the same, and readers of Arabic know them. */
const tag = (locale: string): string => `${locale}-u-nu-latn-ca-gregory`;

/** Every kind of space Intl uses becomes the no-break space; direction marks, which versions differ about, go. */
const even = (text: string): string =>
  text.replace(/[\s\u00a0\u2009\u202f]/g, '\u00a0').replace(/[\u061c\u200e\u200f]/g, '');

/** Remembers up to `most` results, the oldest gone first. In memory alone, and the same for whoever asks the same. */
function cache<V>(most: number): (key: string, make: () => V) => V {
  const made = new Map<string, V>();
  return (key, make) => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const value = make();
    made.set(key, value);
    if (made.size > most) made.delete(made.keys().next().value ?? '');
    return value;
  };
}

const numberFormat = cache<Intl.NumberFormat>(60);
const dateFormat = cache<Intl.DateTimeFormat>(60);
/** A number or a date stands in many frames. */
const shown = cache<string>(600);

/** `1234.5` → `1,234.5`, `1.234,5`, `1 234,5`. `digits`: after the decimal sign, 0 unless told. A value that is no number gives an en dash. */
export function formatNumber(locale: string, value: number, digits = 0): string {
  if (!Number.isFinite(value)) return '–';
  const near = Math.abs(value) < 0.5 / 10 ** digits ? 0 : value;
  const kind = `n ${locale} ${digits}`;
  return shown(`${kind} ${near}`, () => {
    const format = numberFormat(
      kind,
      () =>
        new Intl.NumberFormat(tag(locale), {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
          useGrouping: true,
        }),
    );
    return even(format.format(near)).replace(/^-/, '−');
  });
}

/** `0.25` → `25%`, `25 %`. */
export function formatPercent(locale: string, share: number, digits = 0): string {
  const number = formatNumber(locale, share * 100, digits);
  return /^(en|ar|he|ja|ko|zh|hi|th|it|pt)\b/.test(locale) ? `${number}%` : `${number}\u00a0%`;
}

/** An amount of money: `€1,234.50`, `1.234,50 €`. `currency`: ISO 4217. */
export function formatMoney(locale: string, amount: number, currency: string, digits?: number): string {
  if (!Number.isFinite(amount)) return '–';
  const format = numberFormat(
    `m ${locale} ${currency} ${digits ?? ''}`,
    () =>
      new Intl.NumberFormat(tag(locale), {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        ...(digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
      }),
  );
  return even(format.format(amount)).replace('-', '−');
}

export type DateInput = Date | string;

/** A date without a time (`2026-06-01`) or an instant; read in UTC. */
function toDate(date: DateInput): Date | undefined {
  const made = typeof date === 'string' ? new Date(date) : date;
  return Number.isNaN(made.getTime()) ? undefined : made;
}

function dateParts(locale: string, date: Date, options: Intl.DateTimeFormatOptions): string {
  const key = `d ${locale} ${Object.values(options).join()} ${Object.keys(options).join()}`;
  return shown(`${key} ${date.getTime()}`, () => {
    const format = dateFormat(key, () => new Intl.DateTimeFormat(tag(locale), { ...options, timeZone: 'UTC' }));
    return even(format.format(date));
  });
}

/** `1 June 2026` in the order the locale has it; `short` without the year. A text that is no date gives an en dash. */
export function formatDate(locale: string, date: DateInput, style: 'long' | 'short' = 'long'): string {
  const value = toDate(date);
  if (!value) return '–';
  return dateParts(locale, value, {
    day: 'numeric',
    month: 'long',
    ...(style === 'long' ? { year: 'numeric' } : {}),
  });
}

/** Name of a month, 0–11, standing alone. */
export function formatMonth(locale: string, month: number, style: 'long' | 'short' | 'narrow' = 'long'): string {
  const name = dateParts(locale, new Date(Date.UTC(2026, month, 15)), { month: style });
  return style === 'short' ? name.replace(/\.$/, '') : name;
}

/** Name of a day of the week. */
export function formatWeekday(locale: string, date: DateInput, style: 'long' | 'short' | 'narrow' = 'long'): string {
  const value = toDate(date);
  return value ? dateParts(locale, value, { weekday: style }) : '–';
}

/** `a, b and c`. */
export function formatList(locale: string, items: readonly string[]): string {
  return even2(new Intl.ListFormat(locale, { type: 'conjunction' }).format(items));
}
const even2 = (text: string): string => text.replace(/[\u061c\u200e\u200f]/g, '');
