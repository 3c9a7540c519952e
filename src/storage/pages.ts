/** Lists a page at a time, the newest first. Cursors are sealed, so that nobody builds one. */
import { StorageError } from './errors.ts';
import { type DataKey, seal, unseal } from './seal.ts';

export interface Paging {
  readonly cursor?: string | undefined;
  /** Most items of one page. */
  readonly limit: number;
}

export interface Page<T> {
  readonly items: T[];
  /** Cursor of the following page; absent on the last. */
  readonly next?: string;
}

interface Place {
  readonly at: Date;
  readonly id: string;
}

/** Throws `invalid-cursor` for one that was not given out for this list. */
export function openCursor(key: DataKey, cursor: string | undefined, list: string): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [at = '', id = ''] = unseal(key, Buffer.from(cursor, 'base64url'), `cursor:${list}`).toString().split(' ');
    return { at: new Date(at), id };
  } catch {
    throw new StorageError('invalid-cursor');
  }
}

/** Of one row more than fits, what is shown and whether there is more. */
export function toPage<R extends { readonly id: string; readonly created_at: Date }, T>(
  key: DataKey,
  rows: readonly R[],
  { limit }: Paging,
  list: string,
  show: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last;
  return {
    items: shown.map(show),
    ...(more
      ? { next: seal(key, `${last.created_at.toISOString()} ${last.id}`, `cursor:${list}`).toString('base64url') }
      : {}),
  };
}
