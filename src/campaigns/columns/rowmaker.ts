/** Cells to rows of the audience's shape, by a mapping or by the names of CONTRACT's CSV. */
import { type Cell, type Coercer, type ColumnField, emptyToAbsent, truthOf } from './cells.ts';
import { type ColumnRef, type FieldSource, type Mapping, sameName } from './mapping.ts';

/** An audience row as it goes to the gate; a record without an id gets one from whoever sends it on. */
export interface MadeRow {
  readonly id: unknown;
  readonly locale?: unknown;
  readonly confirmAnswer?: unknown;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly consent: readonly Readonly<Record<string, unknown>>[];
}

export interface RowMaker {
  make(cells: readonly (Cell | undefined)[]): MadeRow;
  /** What the parts of a row are called in this file, by their path in the row. */
  readonly names: Readonly<Record<string, string>>;
  /** Columns that can be kept something of. */
  readonly used: number;
}

/** What of a mapping does not fit the file, at its path. */
export interface MappingIssue {
  readonly path: string;
  readonly code: 'mapping-column' | 'mapping-column-twice' | 'mapping-header';
}

export const MAPPING_CODES: Readonly<Record<MappingIssue['code'], string>> = {
  'mapping-column': 'the file has no such column',
  'mapping-column-twice': 'several columns have this name: give the column’s place instead',
  'mapping-header': 'the file has other columns than those the mapping was made for',
};

type Source = { readonly at: number } | { readonly all: readonly number[] } | { readonly value: unknown };

interface ConsentPlan {
  readonly listed: number | undefined;
  readonly answers: readonly { at: number; yes: ReadonlySet<string> | undefined; fields: readonly string[] }[];
  readonly parts: readonly (readonly [part: string, source: Source])[];
  /** A record is made of whatever its columns hold, also where it agrees to nothing. */
  readonly evenEmpty: boolean;
}

interface Plan {
  readonly own: readonly (readonly [part: string, source: Source])[];
  readonly fields: readonly (readonly [key: string, source: Source])[];
  readonly consent: ConsentPlan | undefined;
}

const TIMES: ReadonlySet<string> = new Set(['givenAt', 'expiresAt']);

/** Columns of CONTRACT's CSV that are no fields. */
export const CONSENT: Readonly<Record<string, string>> = {
  consent_record: 'recordId',
  consent_purpose: 'purpose',
  consent_at: 'givenAt',
  consent_expires: 'expiresAt',
  consent_method: 'method',
  consent_notice: 'noticeUrl',
};
export const OWN: Readonly<Record<string, string>> = { id: 'id', locale: 'locale', confirm_answer: 'confirmAnswer' };
export const LISTED = 'consent_fields';

/** By the names that CONTRACT gives to columns; every other column is a field of its own name. */
export function byNames(header: readonly string[], declared: readonly ColumnField[], coerce: Coercer): RowMaker {
  const at = (names: Readonly<Record<string, string>>) =>
    header.flatMap((name, index) =>
      Object.hasOwn(names, name) ? [[names[name] as string, { at: index }] as const] : [],
    );
  const fields = header.flatMap((name, index) => {
    const taken = name === '' || name === LISTED || Object.hasOwn(OWN, name) || Object.hasOwn(CONSENT, name);
    return taken ? [] : [[name, { at: index }] as const];
  });
  const parts = at(CONSENT);
  const listed = header.indexOf(LISTED);
  const consent: ConsentPlan | undefined =
    parts.length > 0 || listed >= 0
      ? { listed: listed < 0 ? undefined : listed, answers: [], parts, evenEmpty: true }
      : undefined;
  const names = Object.fromEntries([
    ...Object.entries({ ...CONSENT, [LISTED]: 'fields' }).map(([column, part]) => [`consent.0.${part}`, column]),
    ...Object.entries(OWN).map(([column, part]) => [part, column]),
  ]);
  const undeclared = fields.filter(([name]) => !declared.some(({ key }) => key === name)).length;
  const used = header.filter(Boolean).length - undeclared;
  return maker({ own: at(OWN), fields, consent }, coerce, { names, used });
}

/** By a mapping. What does not fit the file is told by `issues`. */
export function byMapping(
  mapping: Mapping,
  header: readonly string[],
  coerce: Coercer,
): RowMaker | { readonly issues: readonly MappingIssue[] } {
  const finder = new Finder(header);
  const source = (from: FieldSource, path: string): Source => {
    if ('column' in from) return { at: finder.find(from.column, `${path}.column`) };
    if ('columns' in from) return { all: from.columns.map((one, at) => finder.find(one, `${path}.columns.${at}`)) };
    return { value: from.value };
  };
  const some = (entries: readonly (readonly [string, FieldSource | undefined])[], prefix: string) =>
    entries.flatMap(([part, from]) => (from ? [[part, source(from, `${prefix}${part}`)] as const] : []));
  const own = some(
    [
      ['id', mapping.id],
      ['locale', mapping.locale],
      ['confirmAnswer', mapping.confirmAnswer],
    ],
    '',
  );
  const fields = some(Object.entries(mapping.fields), 'fields.');
  const given = mapping.consent;
  const consent: ConsentPlan | undefined = given && {
    listed: given.listedIn === undefined ? undefined : finder.find(given.listedIn, 'consent.listedIn'),
    answers: given.answers.map(({ column, yes, fields: granted }, at) => ({
      at: finder.find(column, `consent.answers.${at}.column`),
      yes: yes && new Set(yes.map((word) => word.toLowerCase())),
      fields: granted,
    })),
    parts: some(
      (['purpose', 'givenAt', 'expiresAt', 'method', 'noticeUrl', 'recordId'] as const).map((part) => [
        part,
        given[part],
      ]),
      'consent.',
    ),
    evenEmpty: false,
  };
  if (finder.issues.length > 0) return { issues: finder.issues };
  const placed = (prefix: string, parts: Plan['own']) =>
    parts.flatMap(([part, one]) => ('at' in one ? [[`${prefix}${part}`, `column ${one.at + 1}`]] : []));
  const names = Object.fromEntries([...placed('', own), ...placed('consent.0.', consent?.parts ?? [])]);
  return maker({ own, fields, consent }, coerce, { names, used: finder.used.size });
}

/** Columns by name or place, and what was not found. */
class Finder {
  readonly issues: MappingIssue[] = [];
  readonly used = new Set<number>();
  readonly #header: readonly string[];
  constructor(header: readonly string[]) {
    this.#header = header.map(sameName);
  }
  find(column: ColumnRef, path: string): number {
    const at = typeof column === 'number' ? column - 1 : this.#header.indexOf(sameName(column));
    if (at < 0 || at >= this.#header.length) this.issues.push({ path, code: 'mapping-column' });
    else if (typeof column === 'string' && this.#header.indexOf(sameName(column), at + 1) >= 0) {
      this.issues.push({ path, code: 'mapping-column-twice' });
    }
    this.used.add(at);
    return at;
  }
}

function maker(plan: Plan, coerce: Coercer, about: Pick<RowMaker, 'names' | 'used'>): RowMaker {
  return {
    ...about,
    make(cells) {
      const cell = (at: number) => emptyToAbsent(cells[at]);
      const own = plan.own.flatMap(([part, from]) => {
        const value = 'at' in from ? cell(from.at) : 'value' in from ? from.value : undefined;
        return value === undefined ? [] : [[part, typeof value === 'number' ? String(value) : value] as const];
      });
      const profile = plan.fields.flatMap(([key, from]) => {
        const value = fieldOf(key, from, cell, coerce);
        return value === undefined ? [] : [[key, value] as const];
      });
      const record = plan.consent && recordOf(plan.consent, cell, coerce);
      return {
        id: undefined,
        ...Object.fromEntries(own),
        // Entries, not assignments: a column may be called `__proto__`.
        profile: Object.fromEntries(profile),
        consent: record ? [record] : [],
      };
    },
  };
}

type CellAt = (at: number) => Cell | undefined;

function fieldOf(key: string, from: Source, cell: CellAt, coerce: Coercer): unknown {
  if ('value' in from) return from.value;
  if ('at' in from) {
    const one = cell(from.at);
    return one === undefined ? undefined : coerce.field(key, one);
  }
  const all = from.all.map(cell);
  // Months to come are empty; one that is missing before the last would shift those after it.
  const end = all.findLastIndex((one) => one !== undefined) + 1;
  if (end === 0) return undefined;
  return coerce.list(
    key,
    all.slice(0, end).map((one) => one ?? ''),
  );
}

function recordOf(plan: ConsentPlan, cell: CellAt, coerce: Coercer): Record<string, unknown> | undefined {
  const listed = plan.listed === undefined ? undefined : cell(plan.listed);
  const fields = [
    ...String(listed ?? '')
      .split('|')
      .map((key) => key.trim())
      .filter(Boolean),
    ...plan.answers.flatMap(({ at, yes, fields: granted }) => {
      const answer = cell(at);
      if (answer === undefined) return [];
      const agreed = yes ? yes.has(String(answer).trim().toLowerCase()) : truthOf(answer) === true;
      return agreed ? granted : [];
    }),
  ];
  const parts = plan.parts.flatMap(([part, from]) => {
    const value = 'at' in from ? cell(from.at) : 'value' in from ? (from.value as Cell) : undefined;
    if (value === undefined) return [];
    return [[part, TIMES.has(part) ? coerce.time(value) : String(value).trim()] as const];
  });
  const said = plan.evenEmpty ? listed !== undefined || parts.length > 0 : fields.length > 0;
  return said ? { ...Object.fromEntries(parts), fields: [...new Set(fields)] } : undefined;
}
