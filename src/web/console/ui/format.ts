/** Numbers, times and texts as the console writes them. */
import type { Localised } from '../api/types.ts';

const number = new Intl.NumberFormat('en-GB');
const shareOf = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const moment = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });

export const count = (value: number): string => number.format(value);
/** Of a whole: never 100 % before it is. */
export const percent = (value: number): string => `${Math.floor(value * 100)} %`;
export const share = (value: number): string => shareOf.format(value);
export const date = (iso: string): string => day.format(new Date(iso));
export const time = (iso: string): string => moment.format(new Date(iso));

/** `1 person`, `2 people`. */
export const people = (value: number): string => `${count(value)} ${value === 1 ? 'person' : 'people'}`;

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
/** “3 hours ago”. */
export function ago(iso: string): string {
  const seconds = (Date.parse(iso) - Date.now()) / 1000;
  for (const [unit, size] of STEPS)
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  return 'just now';
}

/** Seconds in words, as long as somebody would wait: “about 4 minutes”. */
export function duration(seconds: number): string {
  if (seconds < 60) return 'less than a minute';
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  const hours = Math.round(seconds / 360) / 10;
  return `about ${count(hours)} hours`;
}

/** A text of a template or campaign in the console's language. */
export const words = (text: Localised): string =>
  typeof text === 'string' ? text : (text.en ?? Object.values(text)[0] ?? '');

const languages = new Intl.DisplayNames('en', { type: 'language' });
export const language = (tag: string): string => languages.of(tag) ?? tag;
