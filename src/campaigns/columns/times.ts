/** Days and times as spreadsheets write them, by the order of their parts and time zone, to ISO 8601. */

/** Which comes first where signs do not say it: the day, the month or the year. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISO_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/;
const LOCAL = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const YEAR_FIRST = /^(\d{4})([./])(\d{1,2})\2(\d{1,2})$/;

/** `2026-05-01` from that, or from `01.05.2026`, `1/5/2026` and the like; undefined for what is no day. */
export function dayOf(text: string, order: DateOrder): string | undefined {
  if (ISO_DAY.test(text)) return isDay(text) ? text : undefined;
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return dayFrom(yearFirst[1], yearFirst[3], yearFirst[4]);
  const found = LOCAL.exec(text);
  if (!found || found[5] !== undefined) return undefined;
  return localDay(found, order);
}

/** ISO 8601 with a time zone, or a day alone, from either of these or from local writing; a time without a zone is the campaign's. */
export function timeOf(text: string, order: DateOrder, timeZone: string): string | undefined {
  const day = dayOf(text, order);
  if (day) return day;
  const iso = ISO_TIME.exec(text);
  if (iso) {
    const [, date = '', time = '', zone] = iso;
    if (!isDay(date)) return undefined;
    if (zone) return instant(`${date}T${time}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
    return inZone(date, time, timeZone);
  }
  const found = LOCAL.exec(text);
  const local = found && localDay(found, order);
  if (!found || !local) return undefined;
  const [, , , , , hours = '0', minutes = '00', seconds = '00'] = found;
  return inZone(local, `${hours.padStart(2, '0')}:${minutes}:${seconds}`, timeZone);
}

/** Points mean day.month.year everywhere; with other signs the order decides. A year of two digits is as POSIX has it. */
function localDay(found: RegExpExecArray, order: DateOrder): string | undefined {
  const [, first = '', sign, second = '', year = ''] = found;
  if (order === 'ymd' && sign !== '.' && year.length === 2) return dayFrom(fullYear(first), second, year);
  const [day, month] = sign === '.' || order !== 'mdy' ? [first, second] : [second, first];
  return dayFrom(fullYear(year), month, day);
}

const fullYear = (year: string): string =>
  year.length > 2 ? year : `${Number(year) > 68 ? '19' : '20'}${year.padStart(2, '0')}`;

function dayFrom(year = '', month = '', day = ''): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
}

/** The order in which a locale writes a date with other signs than points. */
export function dateOrderOf(locale: string): DateOrder {
  const parts = dayFormat(locale).formatToParts(0);
  const at = (type: string) => parts.findIndex((part) => part.type === type);
  if (at('year') < at('month')) return 'ymd';
  return at('day') < at('month') ? 'dmy' : 'mdy';
}

/** Formatters are slow to make, and an audience is long. */
const remembered = <T>(make: (name: string) => T): ((name: string) => T) => {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name) ?? make(name);
    known.set(name, found);
    return found;
  };
};

const dayFormat = remembered(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', year: 'numeric' }),
);
const wallClock = remembered(
  (timeZone) =>
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
);

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

const instant = (text: string): string | undefined => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/** A wall clock's time in a zone. The offset is asked for twice, since it is that of the answer, not of the question. */
function inZone(day: string, time: string, timeZone: string): string | undefined {
  const asUtc = new Date(`${day}T${time}Z`).getTime();
  if (Number.isNaN(asUtc)) return undefined;
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return new Date(asUtc - offsetAt(guess, timeZone)).toISOString();
}

/** Milliseconds by which the zone is ahead of UTC. */
function offsetAt(at: number, timeZone: string): number {
  const parts = wallClock(timeZone).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}
