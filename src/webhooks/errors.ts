/** Every way in which a call about webhooks fails, in two tables. Texts name rules, never an address. */

export const WEBHOOK_ERRORS = {
  'unknown-webhook': { status: 404, message: 'there is no such webhook' },
  'unknown-delivery': { status: 404, message: 'there is no such delivery to this webhook' },
  'too-many-webhooks': { status: 409, message: 'a workspace has at most 20 webhooks' },
  'webhook-off': { status: 409, message: 'the webhook is off; turn it on first' },
  'delivery-gone': { status: 409, message: 'the person it tells of is not held any more' },
} as const;
export type WebhookErrorCode = keyof typeof WEBHOOK_ERRORS;

export class WebhookError extends Error {
  override name = 'WebhookError';
  readonly code: WebhookErrorCode;
  constructor(code: WebhookErrorCode) {
    super(WEBHOOK_ERRORS[code].message);
    this.code = code;
  }
}

/** Rules that a target may break. */
export const TARGET_RULES = {
  'url-shape': 'A target is an absolute address of at most 2048 characters, without spaces and without a fragment.',
  'url-https': 'A target begins with https.',
  'url-credentials': 'A target names no user and no password.',
  'url-port': 'A target’s port is 443, or 1024 and above.',
  'url-internal': 'A target is a public address.',
  'url-unresolved': 'The name of the target has no address.',
} as const;
export type TargetCode = keyof typeof TARGET_RULES;

export class TargetError extends Error {
  override name = 'TargetError';
  readonly code: TargetCode;
  constructor(code: TargetCode) {
    super(TARGET_RULES[code]);
    this.code = code;
  }
}
