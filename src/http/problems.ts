/**
 * Every way in which a call of the API fails: one table that code, documentation and tests read. A problem names the rule
 * and the place where it was broken, and never repeats what was sent.
 */
import { ACCOUNT_ERRORS, type AccountErrorCode } from '../accounts/errors.ts';
import { CAMPAIGN_ERRORS, type CampaignErrorCode } from '../campaigns/errors.ts';
import { WEBHOOK_ERRORS, type WebhookErrorCode } from '../webhooks/errors.ts';

interface Rule {
  readonly status: number;
  readonly title: string;
}

/** Those of other rooms keep their codes here. */
const rulesOf = <C extends string>(errors: Readonly<Record<C, { status: number; message: string }>>) =>
  Object.fromEntries(
    Object.entries<{ status: number; message: string }>(errors).map(([code, { status, message }]) => [
      code,
      { status, title: sentence(message) },
    ]),
  ) as Readonly<Record<C, Rule>>;

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

const OWN = {
  'bad-address': { status: 400, title: 'The address is not well formed.' },
  'bad-json': { status: 400, title: 'The body is not well-formed JSON.' },
  'invalid-request': { status: 422, title: 'Something in the request breaks a rule.' },
  'invalid-cursor': { status: 400, title: 'The cursor is not one that was given out for this list.' },
  'idempotency-key-shape': { status: 400, title: 'An Idempotency-Key has 1 to 255 visible ASCII characters.' },
  unauthorized: { status: 401, title: 'An API key is needed: Authorization: Bearer <key>.' },
  forbidden: { status: 403, title: 'This key, or your role in this workspace, may not do this.' },
  'foreign-origin': { status: 403, title: 'Another site’s page may not do this.' },
  'not-found': { status: 404, title: 'There is nothing at this address, or not for this key.' },
  'method-not-allowed': { status: 405, title: 'This address takes other methods; see Allow.' },
  'body-too-slow': { status: 408, title: 'The body did not arrive in time.' },
  'idempotency-key-reused': { status: 409, title: 'This Idempotency-Key was used with another request.' },
  'idempotency-in-progress': { status: 409, title: 'The first request with this Idempotency-Key is still running.' },
  'address-not-https': {
    status: 409,
    title:
      'Links are sent once the public address is https: set PUBLIC_URL to an https address that leads here, and start again.',
  },
  'address-no-answer': {
    status: 409,
    title:
      'The public address does not answer as this service: let its name, its certificate and the proxy behind it lead here, then try again.',
  },
  'too-large': { status: 413, title: 'The body is larger than this call takes.' },
  'unsupported-media-type': { status: 415, title: 'This call does not take a body of this type or encoding.' },
  'too-many-requests': { status: 429, title: 'Too many requests; see Retry-After.' },
  'undeclared-field': { status: 422, title: 'The template of this campaign has no such field.' },
  'value-refused': { status: 422, title: 'The value is not one that the field takes, or is never kept.' },
  'field-shape': { status: 422, title: 'A field key is identifier-like.' },
  'template-failed': { status: 500, title: 'The template failed; its author can see why with candor template lint.' },
  internal: {
    status: 500,
    title: 'Something failed here. The request id in the answer’s headers finds it in the log.',
  },
  unavailable: { status: 503, title: 'A part of the service does not answer; try again.' },
} as const satisfies Record<string, Rule>;

type RoomCode = CampaignErrorCode | WebhookErrorCode | AccountErrorCode;

export const PROBLEMS: Readonly<Record<keyof typeof OWN | RoomCode, Rule>> = {
  ...rulesOf(CAMPAIGN_ERRORS),
  ...rulesOf(WEBHOOK_ERRORS),
  ...rulesOf(ACCOUNT_ERRORS),
  ...OWN,
};
export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_TYPE = 'application/problem+json';

/** Where in a request a rule was broken. `path` is dotted; a part of it that is not identifier-like reads `other`. */
export interface Issue {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The request it happened in, as the log knows it. */
  readonly instance?: string;
  readonly errors?: readonly Issue[];
}

interface Extra {
  readonly detail?: string;
  readonly errors?: readonly Issue[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown wherever a request ends badly; becomes an answer at one place, `answerTo` in `failures.ts`. */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: ProblemCode;
  readonly extra: Extra;
  constructor(code: ProblemCode, extra: Extra = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

export const typeOf = (code: string): string => `urn:candor:${code}`;

/** RFC 9457. `request`: its id. */
export function details(code: ProblemCode, extra: Extra = {}, request?: string): ProblemDetails {
  const { status, title } = PROBLEMS[code];
  const { detail = title, errors } = extra;
  const instance = request === undefined ? {} : { instance: `urn:uuid:${request}` };
  return { type: typeOf(code), title, status, detail, ...instance, ...(errors?.length ? { errors } : {}) };
}
