/** From what zod found to what may be said about it: where, which rule, and no word of what was sent. */
import type { z } from 'zod';
import type { Issue } from './problems.ts';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;
const MOST = 100;

/** One part of a path as it may be shown: list positions and identifier-like names; anything else is `other`. */
export const safePart = (part: PropertyKey): string =>
  typeof part === 'number' ? String(part) : IDENTIFIER.test(String(part)) ? String(part) : 'other';

const safePath = (path: readonly PropertyKey[]): string => path.map(safePart).join('.');

/** Codes of `errors[].code` that this file gives. */
export const ISSUE_CODES = {
  required: 'It is missing.',
  'wrong-type': 'It has another type.',
  'unknown-key': 'There is no such key here.',
  'too-small': 'It is shorter, smaller or fewer than allowed.',
  'too-large': 'It is longer, larger or more than allowed.',
  'wrong-format': 'It is not written as this needs to be.',
  'wrong-value': 'It is not one of the values allowed.',
} as const;
type IssueCode = keyof typeof ISSUE_CODES;

type ZodIssue = z.core.$ZodIssue;

function codeOf(issue: ZodIssue): IssueCode {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'required' : 'wrong-type';
    case 'too_small':
      return 'too-small';
    case 'too_big':
      return 'too-large';
    case 'invalid_union':
      return issue.input === undefined ? 'required' : 'wrong-value';
    case 'invalid_format':
      return 'wrong-format';
    case 'unrecognized_keys':
    case 'invalid_key':
      return 'unknown-key';
    default:
      return 'wrong-value';
  }
}

/** Of several shapes, what is wrong with the one that was meant: the first of the type that came. */
function meant(issue: ZodIssue): readonly ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.input === undefined) return [issue];
  const branch = issue.errors.find(
    (inner) => !inner.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  if (!branch) return [issue];
  return branch.flatMap((inner) => meant({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** What zod says for a refinement without words. */
const UNSAID = 'Invalid input';

/** At most a hundred. */
export function issuesOf(error: z.ZodError, at = ''): Issue[] {
  const under = (path: string) => [at, path].filter(Boolean).join('.');
  return error.issues
    .flatMap(meant)
    .flatMap((issue): Issue[] => {
      const code = codeOf(issue);
      // Messages of our own refinements are rules in words; they hold no value.
      const isOurs = issue.code === 'custom' && issue.message !== UNSAID;
      const message = isOurs ? issue.message : ISSUE_CODES[code];
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
      return keys.map((key) => ({
        path: under(safePath(key === undefined ? issue.path : [...issue.path, key])),
        code,
        message,
      }));
    })
    .slice(0, MOST);
}

/** Parses, with what a missing value looks like kept apart from one of another type. */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
  at = '',
): { value: z.output<S> } | { issues: Issue[] } {
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success ? { value: parsed.data } : { issues: issuesOf(parsed.error, at) };
}
