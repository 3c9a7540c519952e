/** How this room fails: one table of codes. No message carries a value. */

export const FRAME_FAILURES = {
  /** The template's code threw, crashed its process, or answered something that is not a frame. */
  'template-failed': { retry: false },
  /** The template's code did not answer in time; its process was ended. */
  'template-timeout': { retry: false },
  /** No loaded template has this id. */
  'unknown-template': { retry: false },
  /** The request names a scene, format, locale or frame that the template does not have. */
  'bad-request': { retry: false },
} as const;
export type FrameFailure = keyof typeof FRAME_FAILURES;

export class FrameError extends Error {
  override name = 'FrameError';
  readonly code: FrameFailure;
  /** What to look at: a scene's id or the name of a request's part. Never a value. */
  readonly at: string | undefined;
  constructor(code: FrameFailure, at?: string, options?: ErrorOptions) {
    super(at === undefined ? code : `${code} (${at})`, options);
    this.code = code;
    this.at = at;
  }
}

/** Why a folder of `templates/` did not load. `detail` is for the template's author: it is made before any person's data exists. */
export interface RefusedTemplate {
  readonly folder: string;
  readonly code: RefusalCode;
  readonly detail: string;
}

export type RefusalCode =
  | 'build-failed'
  | 'template-failed'
  | 'template-timeout'
  | 'template-shape'
  | 'schema-unsayable'
  | 'file-missing'
  | 'sample-shape'
  | 'not-admitted'
  | 'same-id';

/** Thrown while a template is loaded; becomes a {@link RefusedTemplate}. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
