/** One byte range of RFC 9110: what a request asks of a file of known length. */

export interface Span {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/**
 * Reads a `Range` header. `undefined`: answer the whole file (no range, another unit, several ranges, or nonsense);
 * `'unsatisfiable'`: 416.
 */
export function readRange(header: string | undefined, bytes: number): Span | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (!match || (from === '' && to === '')) return undefined;
  if (from === '') {
    const wanted = Math.min(Number(to), bytes);
    return wanted === 0 ? 'unsatisfiable' : { start: bytes - wanted, end: bytes - 1 };
  }
  const start = Number(from);
  if (to !== '' && Number(to) < start) return undefined;
  if (start >= bytes) return 'unsatisfiable';
  return { start, end: to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1) };
}

/** Whether `If-None-Match` names this strong ETag (compared weakly, as RFC 9110 says). */
export function matches(header: string | undefined, etag: string): boolean {
  if (!header) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
