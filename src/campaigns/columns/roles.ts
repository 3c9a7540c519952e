/** What each column of a file is, as somebody chooses it column by column; and the mapping that this makes. */
import type { ColumnField } from './cells.ts';
import type { FieldSource, Mapping, Written } from './mapping.ts';

export const CONSENT_PARTS = ['givenAt', 'expiresAt', 'purpose', 'method', 'noticeUrl', 'recordId'] as const;
export type ConsentPart = (typeof CONSENT_PARTS)[number];

export type Role =
  | { readonly as: 'none' | 'id' | 'locale' | 'answer' | 'listed' }
  /** `place`: where in the list it stands; without it, lists go by the order of columns. */
  | { readonly as: 'field'; readonly key: string; readonly place?: number }
  /** A yes in it is agreement to these fields. */
  | { readonly as: 'agrees'; readonly fields: readonly string[] }
  | { readonly as: 'consent'; readonly part: ConsentPart };

export const NONE: Role = { as: 'none' };

/** A file's columns, and what is the same for all of its rows. */
export interface Columns {
  readonly roles: readonly Role[];
  readonly same: Readonly<Partial<Record<ConsentPart, string>>>;
}

/** What is still missing or said twice; `column` counts from 0. */
export type ColumnsProblem =
  | { readonly code: 'no-id' | 'no-date' }
  | { readonly code: 'twice'; readonly column: number };

export const isListField = ({ schema }: ColumnField): boolean => schema.type === 'array';

export function problemsOf({ roles, same }: Columns, fields: readonly ColumnField[]): ColumnsProblem[] {
  const problems: ColumnsProblem[] = roles.some(({ as }) => as === 'id') ? [] : [{ code: 'no-id' }];
  const lists = new Set(fields.filter(isListField).map(({ key }) => key));
  const seen = new Set<string>();
  for (const [column, role] of roles.entries()) {
    if (role.as === 'none' || role.as === 'agrees' || (role.as === 'field' && lists.has(role.key))) continue;
    const what = role.as === 'field' ? role.key : role.as === 'consent' ? `consent ${role.part}` : role.as;
    if (seen.has(what)) problems.push({ code: 'twice', column });
    seen.add(what);
  }
  if (hasConsent(roles) && !same.givenAt && !roles.some((role) => role.as === 'consent' && role.part === 'givenAt')) {
    problems.push({ code: 'no-date' });
  }
  return problems;
}

const hasConsent = (roles: readonly Role[]): boolean =>
  roles.some((role) => role.as === 'listed' || (role.as === 'agrees' && role.fields.length > 0));

/** Of columns without problems; `purpose` is the campaign's, for files that do not say one. */
export function toMapping(
  { roles, same }: Columns,
  file: { readonly header: readonly string[]; readonly written: Written; readonly purpose: string },
): Mapping {
  const at = (wanted: (role: Role) => boolean): number | undefined => {
    const found = roles.findIndex(wanted);
    return found < 0 ? undefined : found + 1;
  };
  const column = (as: Role['as']) => at((role) => role.as === as);
  const part = (name: ConsentPart) => {
    const found = at((role) => role.as === 'consent' && role.part === name);
    if (found !== undefined) return { column: found };
    return same[name] ? { value: same[name] } : undefined;
  };
  const [locale, answer, listedIn, givenAt] = [column('locale'), column('answer'), column('listed'), part('givenAt')];
  const recordId = at((role) => role.as === 'consent' && role.part === 'recordId');
  const optional = Object.fromEntries(
    (['expiresAt', 'method', 'noticeUrl'] as const).flatMap((name) => {
      const from = part(name);
      return from ? [[name, from]] : [];
    }),
  );
  return {
    header: [...file.header],
    written: file.written,
    id: { column: column('id') ?? 1 },
    ...(locale === undefined ? {} : { locale: { column: locale } }),
    ...(answer === undefined ? {} : { confirmAnswer: { column: answer } }),
    fields: fieldsOf(roles),
    ...(hasConsent(roles) && givenAt
      ? {
          consent: {
            ...(listedIn === undefined ? {} : { listedIn }),
            answers: roles.flatMap((role, index) =>
              role.as === 'agrees' && role.fields.length > 0 ? [{ column: index + 1, fields: [...role.fields] }] : [],
            ),
            purpose: part('purpose') ?? { value: file.purpose },
            givenAt,
            ...optional,
            ...(recordId === undefined ? {} : { recordId: { column: recordId } }),
          },
        }
      : {}),
  };
}

function fieldsOf(roles: readonly Role[]): Record<string, FieldSource> {
  const columns = new Map<string, { column: number; place: number }[]>();
  for (const [index, role] of roles.entries()) {
    if (role.as !== 'field') continue;
    const list = columns.get(role.key) ?? [];
    list.push({ column: index + 1, place: role.place ?? index });
    columns.set(role.key, list);
  }
  return Object.fromEntries(
    [...columns].map(([key, list]) => {
      const [first, ...others] = list.sort((a, b) => a.place - b.place).map(({ column }) => column);
      return [key, others.length === 0 ? { column: first as number } : { columns: [first as number, ...others] }];
    }),
  );
}

/** The columns of a remembered mapping, which names places. */
export function fromMapping(mapping: Mapping, width: number): Columns {
  const roles: Role[] = Array.from({ length: width }, () => NONE);
  const put = (from: { readonly column?: unknown } | undefined, role: Role) => {
    if (typeof from?.column === 'number' && from.column <= width) roles[from.column - 1] = role;
  };
  put(mapping.id, { as: 'id' });
  put(mapping.locale as { column?: unknown } | undefined, { as: 'locale' });
  put(mapping.confirmAnswer, { as: 'answer' });
  for (const [key, from] of Object.entries(mapping.fields)) {
    if ('columns' in from) {
      for (const [place, column] of from.columns.entries()) put({ column }, { as: 'field', key, place });
    } else if ('column' in from) put(from, { as: 'field', key });
  }
  const { consent } = mapping;
  if (!consent) return { roles, same: {} };
  put({ column: consent.listedIn }, { as: 'listed' });
  for (const { column, fields } of consent.answers) put({ column }, { as: 'agrees', fields });
  const same = CONSENT_PARTS.flatMap((part): [ConsentPart, string][] => {
    const from = consent[part];
    if (from && 'value' in from) return [[part, from.value]];
    put(from, { as: 'consent', part });
    return [];
  });
  return { roles, same: Object.fromEntries(same) };
}
