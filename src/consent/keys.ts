/** Names of columns: which are refused, and how one is spoken of without repeating what a person may have written. */
import { refusedKey, refusedValue } from './refused.ts';

interface Name {
  readonly refused: boolean;
  readonly safe: string;
}

const known = new Map<string, Name>();
const MOST_KNOWN = 2_000;

const isIdentifier = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(name);

/** Remembered, because the same few names come with every row; only such as may be spoken of. */
function lookUp(name: string): Name {
  const before = known.get(name);
  if (before) return before;
  const isSafe = isIdentifier(name) && !(name in Object.prototype) && refusedValue(name) === undefined;
  const found = { refused: refusedKey(name) !== undefined, safe: isSafe ? name : 'other' };
  if (isSafe && known.size < MOST_KNOWN) known.set(name, found);
  return found;
}

export const isRefusedKey = (name: string): boolean => lookUp(name).refused;

/**
 * The name, where it is identifier-like and no value that strayed into a heading; else `other`. A name that every
 * object has (`constructor`, `__proto__`) is `other` too, so that counting by name is harmless.
 */
export const safeKey = (name: string): string => lookUp(name).safe;
