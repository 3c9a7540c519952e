/** Days and times of workbooks: numbers with a format that shows a date (ECMA-376 part 1, 18.8.30 and 18.17.4). */

/** Formats every program knows by number: dates, times, and those of East Asian locales. */
const DATES: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Whether a number format shows a day or a time. `code`: of a format the workbook defines itself. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return DATES.some(([from, to]) => id >= from && id <= to);
  const [positive = ''] = code.split(';');
  // Words in quotes, single letters after a backslash, colours and locales in brackets; not elapsed hours like [h].
  const bare = positive.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return !/^general$/i.test(bare) && /[ymdhs]/i.test(bare);
}

const DAY_SECONDS = 86_400;

/** A serial number as `2026-05-01`, `2026-05-01T09:30:00`, or `09:30:00` where it holds no day; no time zone is known. */
export function dayOfSerial(serial: number, epoch1904: boolean): string | number {
  const seconds = Math.round(serial * DAY_SECONDS);
  // The calendar of 1900 has a 29 February that never was: day 60.
  const days = Math.floor(seconds / DAY_SECONDS);
  const epoch = epoch1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(epoch + seconds * 1000);
  if (serial < 0 || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return serial;
  const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T');
  if (serial < 1 && !epoch1904) return time;
  return time === '00:00:00' ? day : `${day}T${time}`;
}
