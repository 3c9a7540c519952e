/** Every way in which a call about campaigns fails, in one table. Texts and issues name rules and places, never a value. */

export const CAMPAIGN_ERRORS = {
  'unknown-campaign': { status: 404, message: 'there is no such campaign' },
  'unknown-recipient': { status: 404, message: 'there is no such recipient in this campaign' },
  'invalid-campaign': { status: 422, message: 'the campaign is not as it must be' },
  'invalid-row': { status: 422, message: 'the row is not as it must be' },
  'fixed-after-first-row': {
    status: 409,
    message:
      'template, purpose, controller and sharedWith are fixed from the first row on; retentionDays may only shrink',
  },
  'not-launchable': { status: 409, message: 'something that a viewer must be told, or an audience, is missing' },
  'wrong-status': { status: 409, message: 'the campaign is not in a state that allows this' },
  'changed-meanwhile': { status: 409, message: 'the campaign was changed during the upload; send the file again' },
  'not-failed': { status: 409, message: 'only a failed video can be drawn again' },
  'not-requested': { status: 409, message: 'nothing that still stands waits for an approval; ask for it first' },
  'same-person': { status: 409, message: 'whoever asked for an approval cannot give it' },
  'not-stopped': { status: 409, message: 'personal videos of this campaign were not stopped' },
  'too-many-tests': { status: 409, message: 'a campaign has at most 20 test links; delete one first' },
  'unknown-test': { status: 404, message: 'there is no such test link in this campaign' },
  'no-video': { status: 409, message: 'this recipient has no video of their own' },
  erased: { status: 409, message: 'this person was erased and has not agreed anew' },
  'unknown-template': { status: 409, message: 'the template of the campaign is not installed any more' },
  'content-type': { status: 415, message: 'an audience is CSV, XLSX, NDJSON or a JSON array, and says so' },
  empty: { status: 422, message: 'the file is empty' },
  'encoding-unsupported': { status: 422, message: 'the file is UTF-16 or UTF-32; send UTF-8 or Windows-1252' },
  'json-not-array': { status: 422, message: 'the JSON is not an array of rows' },
  'csv-header': { status: 422, message: 'the first line of the CSV is not a line of column names' },
  'csv-no-id': { status: 422, message: 'the file has no column id' },
  'csv-too-many-columns': { status: 422, message: 'the file has more than 1000 columns' },
  'csv-repeated-column': { status: 422, message: 'two columns of the file have the same name' },
  'xlsx-broken': {
    status: 422,
    message: 'the file is not a workbook that can be read; save it again as .xlsx or as CSV',
  },
  'xlsx-old': {
    status: 422,
    message: 'the workbook has a password or is of an old kind (.xls); save it as .xlsx without one, or as CSV',
  },
  'xlsx-too-large': {
    status: 422,
    message: 'the workbook is larger than 64 MB, or unfolds to far more than it should; save it as CSV',
  },
  'unknown-mapping': { status: 404, message: 'there is no such mapping for this campaign’s template' },
  'mapping-misfit': { status: 422, message: 'the mapping and the file do not fit together' },
  'unknown-statement': { status: 404, message: 'there is no such statement of consent in this campaign' },
  'invalid-statement': { status: 422, message: 'the statement of consent is not as it must be' },
  'own-statement': { status: 409, message: 'somebody else has to approve what you stated' },
  'statement-waiting': { status: 409, message: 'the statement of consent waits for somebody to approve it' },
  'statement-other-file': { status: 409, message: 'the statement of consent was made for another file' },
  'mapping-for-tables': {
    status: 422,
    message: 'a mapping is for CSV and XLSX; JSON has the names of the fields already',
  },
  'upload-aborted': {
    status: 400,
    message: 'the upload ended early; rows before are kept, the same file again completes it',
  },
} as const;
export type CampaignErrorCode = keyof typeof CAMPAIGN_ERRORS;

/** Where in a request or a campaign a rule is broken. A part of `path` that is not identifier-like reads `other`. */
export interface Issue {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export class CampaignError extends Error {
  override name = 'CampaignError';
  readonly code: CampaignErrorCode;
  /** The HTTP status that says it best. */
  readonly status: number;
  readonly issues: readonly Issue[];
  constructor(code: CampaignErrorCode, issues: readonly Issue[] = [], options?: ErrorOptions) {
    super(CAMPAIGN_ERRORS[code].message, options);
    this.code = code;
    this.status = CAMPAIGN_ERRORS[code].status;
    this.issues = issues;
  }
}
