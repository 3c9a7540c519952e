/** What can go wrong with accounts: a code, and the rule in words. */
export const ACCOUNT_ERRORS = {
  'members-only': { status: 403, message: 'only a signed-in member can do this, not an API key' },
  'wrong-credentials': { status: 401, message: 'e-mail address, password or code is not right' },
  'password-shape': { status: 422, message: 'a password has 10 to 128 characters' },
  'email-taken': { status: 409, message: 'this e-mail address belongs to another member of this service' },
  'password-needed': { status: 422, message: 'set an e-mail address and a password first' },
  'unknown-invitation': { status: 410, message: 'this invitation was used, taken back, or has ended' },
  'unknown-member': { status: 404, message: 'there is no such member in this workspace' },
  'unknown-workspace': { status: 404, message: 'there is no such workspace, or you are not in it' },
  'last-admin': { status: 409, message: 'a workspace keeps at least one admin; make somebody else one first' },
  'unknown-key': { status: 404, message: 'there is no such key, or it was revoked' },
  'scope-beyond-yours': { status: 403, message: 'nobody gives what they may not do themselves' },
  'logo-type': { status: 415, message: 'a logo is a PNG, a JPEG or an SVG' },
  'logo-too-large': { status: 413, message: 'a logo has at most 512 KiB and 4000 pixels a side' },
  'logo-active': {
    status: 422,
    message: 'an SVG as a logo holds no scripts, styles from elsewhere, foreign objects, links or events',
  },
  'unknown-logo': { status: 404, message: 'there is no logo' },
} as const;
export type AccountErrorCode = keyof typeof ACCOUNT_ERRORS;

export class AccountError extends Error {
  override name = 'AccountError';
  readonly code: AccountErrorCode;
  constructor(code: AccountErrorCode) {
    super(ACCOUNT_ERRORS[code].message);
    this.code = code;
  }
}
