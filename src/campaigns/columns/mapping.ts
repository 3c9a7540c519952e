/**
 * A mapping: how the columns of somebody's own file become audience rows. It names columns and never holds a value of a
 * row; what is constant in it is the sender's own word. The schema stands here once: the API, the console and the import read it.
 */
import { z } from 'zod';

/** Columns of one file. */
export const MOST_COLUMNS = 1000;

export const ENCODINGS = ['utf-8', 'windows-1252', 'macintosh'] as const;
export const DELIMITERS = [',', ';', '\t'] as const;
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export const DECIMAL_SIGNS = [',', '.'] as const;

const columnRef = z
  .union([z.int().min(1).max(MOST_COLUMNS), z.string().trim().min(1).max(200)])
  .describe('A column’s name in the header, or its place, counted from 1');
const fieldKey = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'is not a field key');
const fromColumn = z.strictObject({ column: columnRef });
const words = z.string().trim().min(1).max(2048);
const columnOrWords = z.union([fromColumn, z.strictObject({ value: words })]).describe('A column, or the same for all');

/** How the file is written; whatever is absent is told from the file and the campaign’s locale. */
export const writtenSchema = z.strictObject({
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS).optional(),
  headerLine: z.int().min(0).max(100).optional().describe('The line with the column names, from 1; 0: there is none'),
  sheet: z.int().min(1).max(255).optional().describe('Of a workbook, from 1'),
  decimal: z.enum(DECIMAL_SIGNS).optional(),
  dateOrder: z.enum(DATE_ORDERS).optional(),
});

const fieldSource = z.union([
  fromColumn,
  z.strictObject({ columns: z.array(columnRef).min(1).max(400).describe('Several columns, as one list') }),
  z.strictObject({
    value: z.union([words, z.number(), z.boolean(), z.array(z.union([words, z.number()])).max(400)]),
  }),
]);

const mappedConsent = z.strictObject({
  listedIn: columnRef.optional().describe('A column that lists the keys of the fields agreed to, joined with |'),
  answers: z
    .array(
      z.strictObject({
        column: columnRef,
        yes: z
          .array(words)
          .max(20)
          .optional()
          .describe('What counts as yes; else yes, ja, oui, true, 1, x and the like'),
        fields: z.array(fieldKey).min(1).max(200),
      }),
    )
    .max(50)
    .default([])
    .describe('Columns whose yes means agreement to these fields'),
  purpose: columnOrWords,
  givenAt: columnOrWords,
  expiresAt: columnOrWords.optional(),
  method: columnOrWords.optional(),
  noticeUrl: columnOrWords.optional(),
  recordId: fromColumn.optional().describe('Else a record is known by what it says'),
});

export const mappingSchema = z.strictObject({
  header: z
    .array(z.string().max(1000))
    .max(MOST_COLUMNS)
    .optional()
    .describe('The column names as you see them: the mapping is remembered for such files, and refused for others'),
  written: writtenSchema.default({}),
  id: fromColumn,
  locale: columnOrWords.optional(),
  confirmAnswer: fromColumn.optional(),
  fields: z.record(fieldKey, fieldSource).default({}),
  consent: mappedConsent.optional().describe('Without it nobody in the file agreed to anything'),
});

export type Mapping = z.output<typeof mappingSchema>;
export type MappingInput = z.input<typeof mappingSchema>;
export type Written = z.output<typeof writtenSchema>;
export type FieldSource = z.output<typeof fieldSource>;
export type ColumnRef = z.output<typeof columnRef>;
export type Encoding = (typeof ENCODINGS)[number];
export type Delimiter = (typeof DELIMITERS)[number];

/** Two writings of one column name are the same name. */
export const sameName = (name: string): string => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
