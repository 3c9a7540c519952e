/** Figures as this template shows them, and the sums behind them. */
import { formatMoney, formatNumber, formatPercent } from '../../remotion/index.ts';
import type { Content, Offer } from './content.ts';

export const energy = (kwh: number, locale: string): string => `${formatNumber(locale, kwh)}\u00a0kWh`;
export const share = (percent: number, locale: string): string => formatPercent(locale, percent / 100);
/** The price of a kilowatt-hour, or of something small. */
export const price = (amount: number, locale: string, { currency }: Content): string =>
  formatMoney(locale, amount, currency, 2);
/** An amount a year: nobody needs its cents. */
export const yearly = (amount: number, locale: string, { currency }: Content): string =>
  formatMoney(locale, amount, currency, 0);
/** Whether an hour of the day, 0–23, is one of an offer's cheap ones; from 22 to 6 goes over midnight. */
export function isCheap({ cheap }: Offer, hour: number): boolean {
  if (!cheap) return false;
  const { from, to } = cheap;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** What a year costs where `shift` of 0–1 of the use lies in the cheap hours. */
export function costOf({ base, price: full, cheap }: Offer, kwh: number, shift: number): number {
  const moved = cheap ? shift : 0;
  return base * 12 + kwh * (moved * (cheap?.price ?? full) + (1 - moved) * full);
}
