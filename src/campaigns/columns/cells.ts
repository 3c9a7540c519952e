/**
 * What a cell of a spreadsheet means, by the JSON Schema of its field and the campaign's locale: `1.234,5` and
 * `01.05.2026` where they are written so. A cell that does not read as its schema wants stays as it is, for the gate to judge.
 */
import { type DateOrder, dateOrderOf, dayOf, timeOf } from './times.ts';

/** Of a text file always text; a workbook knows numbers and truth values. Its days and times come as ISO 8601. */
export type Cell = string | number | boolean;

export type DecimalSign = ',' | '.';

/** A field of a template, as far as columns are concerned. */
export interface ColumnField {
  readonly key: string;
  /** JSON Schema of a value. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** How the sender writes. What is not said is the locale's. */
export interface Writing {
  readonly locale: string;
  readonly timeZone: string;
  readonly decimal?: DecimalSign | undefined;
  readonly dateOrder?: DateOrder | undefined;
}

export interface Coercer {
  /** A cell of a field's column; as it is where the template has no such field. */
  field(key: string, cell: Cell): unknown;
  /** Cells of several columns as one list, each read as an item of the field. */
  list(key: string, cells: readonly Cell[]): unknown[];
  /** A cell that holds a time: ISO 8601 where it reads as one. */
  time(cell: Cell): string;
}

type Schema = Readonly<Record<string, unknown>>;

export const emptyToAbsent = (cell: Cell | undefined): Cell | undefined =>
  cell === undefined || (typeof cell === 'string' && cell.trim() === '') ? undefined : cell;

export function coercer(fields: readonly ColumnField[], writing: Writing): Coercer {
  const schemas = new Map(fields.map((field) => [field.key, field.schema]));
  const { locale, timeZone } = writing;
  const dateOrder = writing.dateOrder ?? dateOrderOf(locale);
  const reader: Reader = { timeZone, dateOrder, decimal: writing.decimal ?? decimalSign(locale) };
  return {
    field: (key, cell) => read(schemas.get(key) ?? {}, cell, reader),
    list: (key, cells) => {
      const items = alternatives(schemas.get(key) ?? {}).find(({ type }) => type === 'array')?.items ?? {};
      return cells.map((cell) => read(items as Schema, cell, reader));
    },
    time: (cell) => timeOf(String(cell).trim(), dateOrder, timeZone) ?? String(cell).trim(),
  };
}

interface Reader {
  readonly timeZone: string;
  readonly dateOrder: DateOrder;
  readonly decimal: string;
}

/** What spreadsheets write where a formula failed, in the languages they speak. */
const FAILED_FORMULA = /^#(?:N\/?A|NV|REF!|BEZUG!|VALUE!|WERT!|DIV\/0!|NAME\?|NUM!|ZAHL!|NULL!|NOM\s?\?|VALEUR!)$/i;
/** Fits no field's schema: a failed formula is no value, also where the field takes any text. */
const UNREADABLE: object = Object.freeze({});

function read(schema: Schema, cell: Cell, reader: Reader): unknown {
  if (typeof cell === 'string' && FAILED_FORMULA.test(cell.trim())) return UNREADABLE;
  for (const one of alternatives(schema)) {
    const value = typeof cell === 'string' ? readAs(one, cell, reader) : readTyped(one, cell, reader);
    if (value !== undefined) return value;
  }
  return cell;
}

/** A number or a truth value of a workbook. */
function readTyped(schema: Schema, cell: number | boolean, reader: Reader): unknown {
  if (schema.type === 'number' || schema.type === 'integer') return typeof cell === 'number' ? cell : undefined;
  if (schema.type === 'array') return [read((schema.items ?? {}) as Schema, cell, reader)];
  if (typeof cell === 'boolean') return cell;
  return readAs(schema, String(cell), { ...reader, decimal: '.' });
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
      return truthOf(text);
    case 'array':
      return text.split('|').map((item) => read((schema.items ?? {}) as Schema, item.trim(), reader));
    case 'null':
      return undefined;
    case 'string':
      if (schema.format === 'date') return dayOf(text, reader.dateOrder);
      if (schema.format === 'date-time') return timeOf(text, reader.dateOrder, reader.timeZone);
      return cell;
    default:
      return typeof schema.const === 'number' || typeof schema.const === 'boolean'
        ? readAs({ type: typeof schema.const }, cell, reader)
        : undefined;
  }
}

const YES = [
  'true',
  'yes',
  'y',
  'ja',
  'j',
  'oui',
  'o',
  'sí',
  'si',
  's',
  'sim',
  'wahr',
  'vrai',
  'verdadero',
  'x',
  '✓',
  '1',
];
const NO = ['false', 'no', 'n', 'nein', 'non', 'não', 'falsch', 'faux', 'falso', '-', '0'];
const WORDS = new Map([...YES.map((word) => [word, true] as const), ...NO.map((word) => [word, false] as const)]);

/** Yes or no in the languages of spreadsheets; undefined for what is neither. */
export const truthOf = (cell: Cell): boolean | undefined => WORDS.get(String(cell).trim().toLowerCase());

/** The sign before a number's fraction. */
export const decimalSign = (locale: string): string =>
  new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';

/** A currency before or after a number. */
const MONEY = /^(?:\p{Sc}|EUR|USD|GBP|CHF)\s*|\s*(?:\p{Sc}|EUR|USD|GBP|CHF)$/gu;

/**
 * A number as the locale writes it. Spaces and apostrophes group in every locale. Where the locale's reading does not
 * hold together (`12.5` under `de`, `1,5` under `en`), the only other one is taken.
 */
function numberOf(text: string, decimal: string): number | undefined {
  const plain = text.replace(MONEY, '').replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3})/g, '');
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
