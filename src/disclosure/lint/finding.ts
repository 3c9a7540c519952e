/** What the linter tells. */

export const LINT_CODES = [
  /** The template does not load; the detail says why. */
  'does-not-load',
  'too-many-fields',
  'missing-locale',
  'schema-unsayable',
  'refused-category',
  /** A declared field, or a use of it in a scene, that changes nothing in any frame: over-collection. */
  'unused-field',
  'unused-use',
  'describe-empty',
  /** Something of the scene is drawn, or would be, in the space of the disclosure marker. */
  'reserved-space',
  'refused-construct',
  'html-nesting',
  'foreign-file',
  'broken-text',
  /** The same frame drawn twice is not the same. */
  'not-deterministic',
  /** What is drawn from a frame's markup is not what Remotion draws. */
  'other-picture',
  'template-failed',
  'sample-shape',
  /** An aside that nothing leads to. */
  'unreachable-scene',
  /** A branch to a scene or an answer that is not there, or a story that never ends. */
  'branch-to-nowhere',
  /** Not enough time to read or to answer. */
  'too-short',
  'overlapping-interactions',
  'small-target',
  /** A field of a form that does not say what it is asked for. */
  'form-purpose',
  /** A field that the viewer gives, and nothing asks for. */
  'never-asked',
] as const;
export type LintCode = (typeof LINT_CODES)[number];

export interface Finding {
  readonly code: LintCode;
  readonly scene?: string;
  readonly field?: string;
  readonly detail: string;
}
