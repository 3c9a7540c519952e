/**
 * What a cell of a spreadsheet means, by the JSON Schema of its field and the campaign's locale: `1.234,5` and
 * `01.05.2026` where they are written so. A cell that does not read as its schema wants stays text, for the gate to judge.
 */
import type { FieldCard } from '../../frames/types.ts';
import { dayOf, timeOf } from './times.ts';

export interface Coercer {
  /** A cell of a field's column; text where the template has no such field. */
  field(key: string, cell: string): unknown;
  /** A cell that holds a time: ISO 8601 where it reads as one. */
  time(cell: string): string;
}

type Schema = Readonly<Record<string, unknown>>;

export const emptyToAbsent = (cell: string | undefined): string | undefined =>
  cell === undefined || cell.trim() === '' ? undefined : cell;

export function coercer(fields: readonly FieldCard[], locale: string, timeZone: string): Coercer {
  const schemas = new Map(fields.map((field) => [field.key, field.schema]));
  const reader: Reader = { locale, timeZone, decimal: decimalSign(locale) };
  return {
    field: (key, cell) => read(schemas.get(key) ?? {}, cell, reader),
    time: (cell) => timeOf(cell.trim(), locale, timeZone) ?? cell.trim(),
  };
}

interface Reader {
  readonly locale: string;
  readonly timeZone: string;
  readonly decimal: string;
}

function read(schema: Schema, cell: string, reader: Reader): unknown {
  for (const one of alternatives(schema)) {
    const value = readAs(one, cell, reader);
    if (value !== undefined) return value;
  }
  return cell;
}

/** A schema that is a choice of several is tried in their order. */
function alternatives(schema: Schema): readonly Schema[] {
  const choice = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choice)) return choice.flatMap((one) => alternatives(one as Schema));
  if (Array.isArray(schema.type)) return schema.type.map((type) => ({ ...schema, type }));
  return [schema];
}

/** `undefined`: not as the schema wants it. */
function readAs(schema: Schema, cell: string, reader: Reader): unknown {
  const text = cell.trim();
  switch (schema.type) {
    case 'number':
    case 'integer':
      return numberOf(text, reader.decimal);
    case 'boolean':
      return WORDS.get(text.toLowerCase());
    case 'array':
      return text.split('|').map((item) => read((schema.items ?? {}) as Schema, item.trim(), reader));
    case 'null':
      return undefined;
    case 'string':
      if (schema.format === 'date') return dayOf(text, reader.locale);
      if (schema.format === 'date-time') return timeOf(text, reader.locale, reader.timeZone);
      return cell;
    default:
      return typeof schema.const === 'number' || typeof schema.const === 'boolean'
        ? readAs({ type: typeof schema.const }, cell, reader)
        : undefined;
  }
}

const WORDS = new Map<string, boolean>(
  Object.entries({
    true: true,
    yes: true,
    y: true,
    ja: true,
    oui: true,
    sí: true,
    si: true,
    wahr: true,
    '1': true,
    false: false,
    no: false,
    n: false,
    nein: false,
    non: false,
    falsch: false,
    '0': false,
  }),
);

/** The sign before a number's fraction. */
const decimalSign = (locale: string): string =>
  new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';

/**
 * A number as the locale writes it. Spaces and apostrophes group in every locale. Where the locale's reading does not
 * hold together (`12.5` under `de`, `1,5` under `en`), the only other one is taken.
 */
function numberOf(text: string, decimal: string): number | undefined {
  const plain = text.replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3})/g, '');
  const other = decimal === ',' ? '.' : ',';
  for (const [point, group] of [
    [decimal, other],
    [other, decimal],
  ] as const) {
    const digits = `(?:\\d+|\\d{1,3}(?:\\${group}\\d{3})+)`;
    if (!new RegExp(`^[+-]?${digits}(?:\\${point}\\d+)?$`).test(plain)) continue;
    const value = Number(plain.replaceAll(group, '').replace(point, '.'));
    if (Number.isFinite(value)) return value;
  }
  return undefined;
}
