/** What every reader of audience files gives: raw rows in their order, or what is wrong with one. */
import type { Cell } from './cells.ts';

/** Codes of rows that could not be read at all. */
export const READ_CODES = {
  'row-unparsable': 'the row is not well formed',
  'row-too-large': 'the row is longer than 1,000,000 characters',
  'row-cells': 'the row has more cells than there are columns',
  'row-nul': 'the row holds a NUL character',
  'file-truncated': 'the file ends in the middle of a row',
} as const;
export type ReadCode = keyof typeof READ_CODES;

/** `row` counts from 1; a table's header is not a row. `line`: of a table, where a spreadsheet shows it. */
export type RawRow = { readonly row: number; readonly line?: number } & (
  | { readonly value: unknown }
  | { readonly code: ReadCode }
);

/** A row of a table before anybody knows what its columns mean. */
export type TableRow = { readonly row: number; readonly line: number } & (
  | { readonly cells: readonly (Cell | undefined)[] }
  | { readonly code: ReadCode }
);

/** Characters of one record. */
export const MOST_CHARACTERS = 1_000_000;
