/** Lines of an export (RFC 4180). */

/** A spreadsheet runs cells that begin with these; a quote before them makes them text. */
export const guarded = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** One line with its end. Cells that need quotes get them; every cell is guarded. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells
    .map(guarded)
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\r\n`;
