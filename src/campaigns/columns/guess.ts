/** What columns probably are, by their names and first cells. A guess is shown and can be changed; nothing rests on it. */
import { type Cell, type ColumnField, truthOf } from './cells.ts';
import { type Columns, type ConsentPart, isListField, NONE, type Role } from './roles.ts';
import { CONSENT, LISTED, OWN } from './rowmaker.ts';
import {
  CONSENT_WORDS,
  DATE_WORDS,
  EMPTY_WORDS,
  EXPIRY_WORDS,
  ID_WORDS,
  LOCALE_WORDS,
  METHOD_WORDS,
  MONTHS,
  NOTICE_WORDS,
  PURPOSE_WORDS,
  RECORD_WORDS,
  SAME_MEANING,
} from './words.ts';

export interface LabelledField extends ColumnField {
  /** One text, or one by locale. */
  readonly label: string | Readonly<Record<string, string>>;
  /** Only the viewer gives it: no column is. */
  readonly from?: 'viewer' | undefined;
}

type Rows = readonly (readonly (Cell | undefined)[])[];

export function guess(header: readonly string[], rows: Rows, fields: readonly LabelledField[]): Columns {
  const given = fields.filter(({ from }) => from !== 'viewer');
  const roles: Role[] = header.map((name) => byExactName(name, given) ?? NONE);
  const free = () => header.flatMap((_, at) => (roles[at] === NONE ? [at] : []));
  const names = header.map(tokensOf);
  const cells = (at: number) => rows.flatMap((row) => filled(row[at]));
  const put = (at: number | undefined, role: Role) => {
    if (at !== undefined) roles[at] = role;
  };
  const has = (as: Role['as']) => roles.some((role) => role.as === as);

  for (const at of free()) put(at, consentRole(names[at] ?? [], cells(at)) ?? NONE);
  for (const series of monthSeries(free(), names)) {
    const lists = given.filter((field) => isListField(field) && !isTaken(roles, field.key));
    const best =
      mostAlike(lists, (field) => likeness(series.rest, field)) ?? (lists.length === 1 ? lists[0] : undefined);
    if (best) for (const [place, at] of series.columns.entries()) put(at, { as: 'field', key: best.key, place });
  }
  if (!has('id')) put(idColumn(free(), names, cells), { as: 'id' });
  if (!has('locale'))
    put(
      free().find((at) => LOCALE_WORDS.has(compact(names[at]))),
      { as: 'locale' },
    );
  const pairs = free()
    .flatMap((at) => given.map((field) => ({ at, field, score: likeness(names[at] ?? [], field) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  for (const { at, field } of pairs) {
    if (roles[at] === NONE && !isTaken(roles, field.key)) put(at, { as: 'field', key: field.key });
  }
  return { roles: withGrants(roles), same: {} };
}

const filled = (cell: Cell | undefined): Cell[] => (cell === undefined || String(cell).trim() === '' ? [] : [cell]);
const isTaken = (roles: readonly Role[], key: string): boolean =>
  roles.some((role) => role.as === 'field' && role.key === key);

/** Words of a name: `usageKwh`, `Wohnfläche (m²)`, `KUNDEN-NR.` */
export const tokensOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word));
const compact = (tokens: readonly string[] | undefined): string => (tokens ?? []).join('');

/** The names of CONTRACT's own CSV, and the fields' keys. */
function byExactName(name: string, fields: readonly LabelledField[]): Role | undefined {
  if (name === LISTED) return { as: 'listed' };
  if (Object.hasOwn(CONSENT, name)) return { as: 'consent', part: CONSENT[name] as ConsentPart };
  if (Object.hasOwn(OWN, name)) return { as: name === 'id' ? 'id' : name === 'locale' ? 'locale' : 'answer' };
  return fields.some(({ key }) => key === name) ? { as: 'field', key: name } : undefined;
}

function consentRole(tokens: readonly string[], cells: readonly Cell[]): Role | undefined {
  const one = (words: readonly string[]) => words.some((word) => tokens.includes(word));
  const about = CONSENT_WORDS.some((word) => compact(tokens).includes(word));
  if (!about) return undefined;
  const days = share(cells, (cell) => DAY.test(String(cell)));
  const part = (name: ConsentPart): Role => ({ as: 'consent', part: name });
  if (days > 0.5 || one(DATE_WORDS) || compact(tokens).endsWith('datum')) {
    return part(one(EXPIRY_WORDS) ? 'expiresAt' : 'givenAt');
  }
  if (one(EXPIRY_WORDS)) return part('expiresAt');
  if (share(cells, (cell) => truthOf(cell) !== undefined) > 0.8) return { as: 'agrees', fields: [] };
  if (one(NOTICE_WORDS)) return part('noticeUrl');
  if (one(RECORD_WORDS)) return part('recordId');
  if (one(METHOD_WORDS)) return part('method');
  return one(PURPOSE_WORDS) ? part('purpose') : undefined;
}

const DAY = /^\s*(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\b/;
const share = (cells: readonly Cell[], is: (cell: Cell) => boolean): number =>
  cells.length === 0 ? 0 : cells.filter(is).length / cells.length;

/** Who says yes agrees to all that the file brings: what there is to change is shown beside it. */
function withGrants(roles: readonly Role[]): Role[] {
  const keys = [...new Set(roles.flatMap((role) => (role.as === 'field' ? [role.key] : [])))];
  return roles.map((role) => (role.as === 'agrees' ? { as: 'agrees', fields: keys } : role));
}

/** By name, else the first column of short, different texts that could be ids. */
function idColumn(
  free: readonly number[],
  names: readonly (readonly string[])[],
  cells: (at: number) => Cell[],
): number | undefined {
  const byName = mostAlike(free, (at) => {
    const words = names[at] ?? [];
    if (ID_WORDS.has(compact(words))) return 2;
    return words.some((word) => ID_WORDS.has(word)) ? 1 : 0;
  });
  if (byName !== undefined) return byName;
  return free.find((at) => {
    const own = cells(at).map(String);
    const distinct = new Set(own).size === own.length && own.length > 1;
    return distinct && own.every((text) => /^[A-Za-z0-9_~-]{1,64}$/.test(text) && /\d/.test(text) && !DAY.test(text));
  });
}

interface Series {
  /** Columns in the order of their months. */
  readonly columns: readonly number[];
  /** The words they share. */
  readonly rest: readonly string[];
}

/** Columns that are the same thing month by month: at least three, one after the other. */
function monthSeries(free: readonly number[], names: readonly (readonly string[])[]): Series[] {
  const groups = new Map<string, { at: number; when: number; rest: readonly string[] }[]>();
  for (const at of free) {
    const words = names[at] ?? [];
    const found = monthOf(words);
    if (!found) continue;
    const rest = words.filter((word) => word !== found.word && !/^(?:20)?\d\d$/.test(word));
    const key = `${found.named ? 'name' : 'number'} ${rest.join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), { at, when: found.year * 12 + found.month, rest }]);
  }
  return [...groups.values()].flatMap((group) => {
    const sorted = group.toSorted((a, b) => a.when - b.when);
    const follows = sorted.every((one, index) => index === 0 || one.when === (sorted[index - 1]?.when ?? 0) + 1);
    return sorted.length >= 3 && follows ? [{ columns: sorted.map(({ at }) => at), rest: sorted[0]?.rest ?? [] }] : [];
  });
}

function monthOf(words: readonly string[]): { word: string; month: number; year: number; named: boolean } | undefined {
  const year = Number(words.find((word) => /^20\d\d$/.test(word)) ?? 0);
  for (const word of words) {
    const month = MONTHS.get(word);
    if (month) return { word, month, year, named: true };
  }
  const word = words.findLast((one) => /^m?(?:0?[1-9]|1[0-2])$/.test(one));
  return word ? { word, month: Number(word.replace('m', '')), year, named: false } : undefined;
}

/** 0–1: how much a column's name sounds like a field. */
function likeness(tokens: readonly string[], field: LabelledField): number {
  if (tokens.length === 0) return 0;
  const labels = typeof field.label === 'string' ? [field.label] : Object.values(field.label);
  const names = [field.key, ...labels].map(tokensOf);
  const own = compact(tokens);
  if (names.some((name) => compact(name) === own)) return 1;
  const meanings = SAME_MEANING.filter((group) =>
    names.some((name) => group.includes(compact(name)) || name.some((word) => group.includes(word))),
  );
  if (meanings.some((group) => group.includes(own))) return 0.8;
  if (names.some((name) => name.length > 0 && name.every((word) => tokens.includes(word)))) return 0.7;
  return meanings.some((group) => tokens.some((word) => group.includes(word))) ? 0.5 : 0;
}

function mostAlike<T>(all: readonly T[], score: (one: T) => number): T | undefined {
  let best: T | undefined;
  let most = 0;
  for (const one of all) {
    const its = score(one);
    if (its > most) [best, most] = [one, its];
  }
  return best;
}
