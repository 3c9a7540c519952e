/** An audience row and its consent records, checked for shape alone. What is in `profile` only the gate looks at. */
import { z } from 'zod';
import { findNumber } from './identity-numbers.ts';
import type { ConsentRecord } from './types.ts';

/** Every way in which a row is rejected for its shape. */
export const ROW_CODES = {
  'row-shape': 'a row is an object with id, profile and consent',
  'id-missing': 'the row has no id',
  'id-shape': 'an id has 1 to 128 of A–Z a–z 0–9 . _ ~ -',
  'id-personal': 'the id looks like an e-mail address, a phone number or an identity number',
  'id-spreadsheet': 'a spreadsheet turned the id into a number like 1.00E+05; format the column as text',
  'profile-shape': 'profile is an object of field values',
  'answer-shape': 'confirmAnswer is a text of 1 to 100 characters',
  'consent-shape': 'consent is a list of at most 100 records',
  'record-shape': 'a consent record lacks something, or a part of it has the wrong type',
  'record-time': 'times are ISO 8601, for example 2026-05-01T10:00:00Z',
  'record-notice': 'noticeUrl is an http or https address',
} as const;
export type RowCode = keyof typeof ROW_CODES;

export interface RowIssue {
  /** Dotted; names parts of the row's own shape only, never a column. */
  readonly path: string;
  readonly code: RowCode;
}

export interface AudienceRow {
  readonly id: string;
  readonly locale?: string;
  readonly profile: unknown;
  readonly consent: readonly ConsentRecord[];
  /** What this person answers to the campaign's question (`confirm: "code"`). Only a keyed hash of it rests. */
  readonly confirmAnswer?: string;
}

const coded = (code: RowCode) => ({ error: code });

/** ISO 8601 with a time zone, or a day in UTC; normalised to UTC. */
const timeSchema = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], coded('record-time'))
  .transform((text) => new Date(text).toISOString());

const noticeSchema = z
  .string(coded('record-notice'))
  .max(2048, coded('record-notice'))
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), coded('record-notice'));

/** Empty and `null` mean that there is none, as spreadsheets write them. */
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());

const text = (max: number) =>
  z.string(coded('record-shape')).min(1, coded('record-shape')).max(max, coded('record-shape'));

/** CONTRACT, "Audience": one consent record. Keys it does not know are dropped. */
export const consentRecordSchema = z
  .object(
    {
      recordId: text(200),
      purpose: text(200),
      fields: z.array(text(128), coded('record-shape')).max(200, coded('record-shape')),
      givenAt: timeSchema,
      expiresAt: optional(timeSchema),
      method: optional(text(200)),
      noticeUrl: optional(noticeSchema),
    },
    coded('record-shape'),
  )
  .transform(
    (record): ConsentRecord => ({
      recordId: record.recordId,
      purpose: record.purpose,
      fields: record.fields,
      givenAt: record.givenAt,
      ...(record.expiresAt === undefined ? {} : { expiresAt: record.expiresAt }),
      ...(record.method === undefined ? {} : { method: record.method }),
      ...(record.noticeUrl === undefined ? {} : { noticeUrl: record.noticeUrl }),
    }),
  );

const SPREADSHEET = /^\d(?:[.,]\d+)?E[+-]\d+$|^\d[.,]\d+E\d+$/i;

/** Phone numbers: international, national with a leading 0, and in groups as they are written. */
const PHONES: readonly RegExp[] = [/^\+\d{7,15}$/, /^00[1-9]\d{9,13}$/, /^0[1-9]\d{8,10}$/];
const GROUPED_PHONE = /^(?:\+?1[-. ])?\(?[2-9]\d{2}\)?[-. ]\d{3}[-. ]\d{4}$/;

function isPersonal(id: string): boolean {
  if (/@|%40/.test(id) || GROUPED_PHONE.test(id)) return true;
  const digits = id.replace(/[\s()./~-]/g, '');
  // An id of digits alone is taken for a customer number: those that pass a check digit by chance must not be lost.
  return PHONES.some((phone) => phone.test(digits)) || findNumber(id, { bare: false }) !== undefined;
}

function idIssue(id: string): RowCode | undefined {
  if (id === '') return 'id-missing';
  if (SPREADSHEET.test(id)) return 'id-spreadsheet';
  if (isPersonal(id.slice(0, 200))) return 'id-personal';
  return /^[A-Za-z0-9._~-]{1,128}$/.test(id) ? undefined : 'id-shape';
}

/** The sender's id for a person; a number is read as its digits. */
export const idSchema = z
  .union([z.string(), z.int().nonnegative()], {
    error: (issue) => (issue.input === undefined || issue.input === null ? 'id-missing' : 'id-shape'),
  })
  .transform((value, context) => {
    const id = String(value).trim();
    const code = idIssue(id);
    if (code) context.addIssue({ code: 'custom', message: code });
    return id;
  });

/** A language tag of the usual shape; anything else is as if it were absent, since it would rest unsealed. */
const localeSchema = z
  .string()
  .trim()
  .regex(/^[a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?$/i)
  .optional()
  .catch(undefined);

const profileSchema = z
  .custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'profile-shape')
  .meta({ type: 'object', additionalProperties: true, description: 'Field values by key' })
  .nullish();

const answerText = z.string().trim().min(1, coded('answer-shape')).max(100, coded('answer-shape'));

/** CONTRACT, "Audience": one row. The messages of its issues are `RowCode`s. Keys it does not know are dropped. */
export const audienceRowSchema = z
  .object(
    {
      id: idSchema,
      locale: localeSchema,
      profile: profileSchema,
      consent: z.array(consentRecordSchema, coded('consent-shape')).max(100, coded('consent-shape')).nullish(),
      confirmAnswer: optional(
        z.union([z.string(), z.number()], coded('answer-shape')).transform(String).pipe(answerText),
      ),
    },
    coded('row-shape'),
  )
  .transform(
    (row): AudienceRow => ({
      id: row.id,
      profile: row.profile ?? {},
      consent: row.consent ?? [],
      ...(row.locale === undefined ? {} : { locale: row.locale.replace('_', '-') }),
      ...(row.confirmAnswer === undefined ? {} : { confirmAnswer: row.confirmAnswer }),
    }),
  );

/** Reads one row. Issues name the part and the rule, never a value; `id` is given where it is a good one. */
export function readRow(
  raw: unknown,
): { readonly row: AudienceRow } | { readonly issues: readonly RowIssue[]; readonly id?: string } {
  const parsed = audienceRowSchema.safeParse(raw);
  if (parsed.success) return { row: parsed.data };
  const issues = parsed.error.issues.map(({ path, message }) => ({
    path: path.join('.'),
    code: (message in ROW_CODES ? message : 'row-shape') as RowCode,
  }));
  const id = idSchema.safeParse((raw as { id?: unknown } | null)?.id);
  return { issues, ...(id.success ? { id: id.data } : {}) };
}
