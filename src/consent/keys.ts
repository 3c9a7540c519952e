/** Names of columns: which are refused, and how one is spoken of without repeating what a person may have written. */
import { refusedKey, refusedValue } from './refused.ts';

const known = new Map<string, boolean>();
const MOST_KNOWN = 2_000;

/** Remembered, because the same few names come with every row. */
export function isRefusedKey(name: string): boolean {
  let refused = known.get(name);
  if (refused === undefined) {
    refused = refusedKey(name) !== undefined;
    if (known.size < MOST_KNOWN && isIdentifier(name)) known.set(name, refused);
  }
  return refused;
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(name);

/**
 * The name, where it is identifier-like and no value that strayed into a heading; else `other`. A name that every
 * object has (`constructor`, `__proto__`) is `other` too, so that counting by name is harmless.
 */
export const safeKey = (name: string): string =>
  isIdentifier(name) && !(name in Object.prototype) && refusedValue(name) === undefined ? name : 'other';
