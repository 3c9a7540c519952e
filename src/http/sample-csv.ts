/** A template's sample audience as the CSV of CONTRACT's "Audience": a file to start from. */
import type { TemplateCard } from '../frames/types.ts';

interface Row {
  readonly id?: unknown;
  readonly locale?: unknown;
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly consent?: readonly Readonly<Record<string, unknown>>[];
}

/** One record a row fits into columns: the first is taken. */
const CONSENT: readonly (readonly [column: string, key: string])[] = [
  ['consent_fields', 'fields'],
  ['consent_at', 'givenAt'],
  ['consent_expires', 'expiresAt'],
  ['consent_purpose', 'purpose'],
  ['consent_method', 'method'],
  ['consent_notice', 'noticeUrl'],
  ['consent_record', 'recordId'],
];

const text = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.map(text).join('|') : String(value);
};
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export function sampleCsv(card: TemplateCard): string {
  const keys = card.fields.filter(({ from }) => from === undefined).map(({ key }) => key);
  const lines = (card.sample as readonly Row[]).map((row) => {
    const record = row.consent?.[0] ?? {};
    const values = keys.map((key) => row.profile?.[key]);
    return [row.id, row.locale, ...values, ...CONSENT.map(([, key]) => record[key])].map(text);
  });
  const header = ['id', 'locale', ...keys, ...CONSENT.map(([column]) => column)];
  return `${[header, ...lines].map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
}
