/** Why a row is left out, for who has to mend it. */
const REASONS: Readonly<Record<string, string>> = {
  'id-missing': 'It has no id',
  'id-shape': 'The id has characters that an id may not have: letters, digits and . _ ~ - are fine',
  'id-personal':
    'The id is an e-mail address, a phone number or an identity number. Take your own number for the person',
  'id-spreadsheet': 'The spreadsheet turned the id into a number like 1,00E+05. Format that column as text',
  'record-shape': 'The agreement lacks something: a purpose, for example',
  'record-time': 'The date of the agreement is missing or cannot be read',
  'record-notice': 'The address of the privacy notice is no web address',
  'consent-shape': 'The agreement is not as it must be',
  'answer-shape': 'The answer to your question is too long',
  'profile-shape': 'It is not a row of values',
  'row-shape': 'It is not a row of an audience',
  'row-unparsable': 'The row is broken: a quotation mark does not close, most likely',
  'row-too-large': 'The row is far too long',
  'row-cells': 'The row has more cells than there are columns',
  'row-nul': 'The row holds characters that no text has',
  'file-truncated': 'The file ends in the middle of this row',
  erased: 'This person was erased and has not agreed anew',
};

export const reason = (code: string): string => REASONS[code] ?? code;

export interface Rejected {
  readonly row: number;
  readonly line?: number | undefined;
  readonly id?: string | undefined;
  readonly path: string;
  readonly code: string;
}

/** Spreadsheets take a cell that begins so for a formula. */
const guarded = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string): string => `"${guarded(cell).replaceAll('"', '""')}"`;

/** Rejected rows as a CSV that spreadsheets open: where, whose and why; no values. */
export function rejectedCsv(rejected: readonly Rejected[]): Blob {
  const rows = rejected.map(({ row, line, id, path, code }) => [
    String(line ?? row),
    id ?? '',
    path,
    reason(code),
    code,
  ]);
  const lines = [['line', 'id', 'column', 'reason', 'code'], ...rows].map((cells) => cells.map(quoted).join(','));
  return new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/csv' });
}
