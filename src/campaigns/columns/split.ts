/** Text of records to their cells, and how records of a text are separated. */
import { parse } from 'csv-parse/sync';
import type { Delimiter } from './mapping.ts';
import { DELIMITERS } from './mapping.ts';

/** Cells of whole records; undefined where the parser finds fewer or more of them, or none at all. */
export function cellsOf(records: readonly string[], delimiter: Delimiter): string[][] | undefined {
  try {
    // The last record's own line end is no part of its last cell.
    const rows = parse(records.map((record) => record.replace(/\r$/, '')).join('\n'), {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n'],
    }) as string[][];
    return rows.length === records.length ? rows : undefined;
  } catch {
    return undefined;
  }
}

/** The separator that stands in the header most often, outside quotes. */
export function delimiterOf(header: string): Delimiter {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

/** A line `sep=;`, as spreadsheets write it before a header. */
export const isSeparatorLine = (line: string): boolean => /^"?sep=.?"?\r?$/i.test(line);
