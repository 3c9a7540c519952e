/** Figures as this template shows them: units, hours, months. */
import { formatMonth, formatNumber } from '../../remotion/index.ts';

export const count = (value: number, locale: string): string => formatNumber(locale, value);
export const energy = (kwh: number, locale: string): string => `${formatNumber(locale, kwh)}\u00a0kWh`;
/** One digit after the sign where the size has one. */
export const area = (metres: number, locale: string): string =>
  `${formatNumber(locale, metres, Number.isInteger(Math.round(metres * 10) / 10) ? 0 : 1)}\u00a0m²`;
/** Hours of the day, 24-hour clock. */
export const hours = (from: number, to: number): string => `${from}–${to}`;

export const monthName = (month: number, locale: string): string => formatMonth(locale, month);
export const monthShort = (month: number, locale: string): string => formatMonth(locale, month, 'short');
export const monthLetter = (month: number, locale: string): string => formatMonth(locale, month, 'narrow');
