/** Everything that can be wrong with an act, by code. Texts name no value. */
export const CONSENT_ERRORS = {
  'unknown-recipient': 'there is no such person in this campaign any more',
  'undeclared-field': 'the template of this campaign has no such field',
  'field-shape': 'a field key is identifier-like',
  'value-refused': 'the value is not one that the field takes, or is of a kind that is never kept',
} as const;
export type ConsentErrorCode = keyof typeof CONSENT_ERRORS;

export class ConsentError extends Error {
  override name = 'ConsentError';
  readonly code: ConsentErrorCode;
  constructor(code: ConsentErrorCode) {
    super(CONSENT_ERRORS[code]);
    this.code = code;
  }
}
