/** Days as numbers: the calendar of a member's first thirty days. Time zones have no part in it. */

const DAY = 86_400_000;
export const DAYS = 30;

/** An ISO date as a day number, `undefined` for what is no day of the calendar. */
export function parseDay(iso: string | undefined): number | undefined {
  if (iso === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : Math.round(time / DAY);
}

/** The ISO date of a day number. */
export const isoDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** 0 is Monday. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

export interface Cell {
  /** Place in the grid, from 0; seven columns. */
  readonly column: number;
  readonly row: number;
  /** Day of membership, from 1. */
  readonly day: number;
  /** The number that stands there: day of the month, or day of membership. */
  readonly number: number;
}

/** Thirty cells in weeks; with a first day they stand under their weekdays, without one they begin at the left. */
export function cells(first: number | undefined): readonly Cell[] {
  const offset = first === undefined ? 0 : weekday(first);
  return Array.from({ length: DAYS }, (_, index) => ({
    column: (offset + index) % 7,
    row: Math.floor((offset + index) / 7),
    day: index + 1,
    number: first === undefined ? index + 1 : Number(isoDay(first + index).slice(8)),
  }));
}
