/** Schemas both kinds of text have: a campaign's words, and a line from a person's profile. */
import { z } from 'zod';

/** A displayed text of at most `longest` signs: one string for every locale, or one per locale. */
export const text = (longest: number) =>
  z.union([z.string().max(longest), z.record(z.string().max(12), z.string().max(longest))]);

/** A line of at most `longest` signs that is not blank. */
export const line = (longest: number) => z.string().min(1).max(longest).regex(/\S/);
