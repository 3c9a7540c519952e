/** Dates as this template shows them. */
import { formatDate, formatWeekday } from '../../remotion/index.ts';

/** `Monday, 1 June 2026` in the order of the locale. */
export const longDate = (iso: string, locale: string): string =>
  `${formatWeekday(locale, iso)}, ${formatDate(locale, iso)}`;
/** `1 June`. */
export const shortDate = (iso: string, locale: string): string => formatDate(locale, iso, 'short');
/** One letter a day, Monday first. */
export const weekdayLetters = (locale: string): readonly string[] =>
  ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05', '2024-01-06', '2024-01-07'].map((day) =>
    formatWeekday(locale, day, 'narrow'),
  );
