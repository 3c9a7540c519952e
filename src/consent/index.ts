/** What other rooms may use of this one. Only here is `Consented` made. */
export { type PastAct, personHash } from './acts.ts';
export { isAnswer } from './answer.ts';
export { openProfile, sealProfile } from './carry.ts';
export {
  correction,
  noteGpc,
  notMe,
  relinked,
  type Someone,
  switchFields,
  switchMeasuring,
  unsubscribe,
  withdraw,
} from './decide.ts';
export { CONSENT_ERRORS, ConsentError, type ConsentErrorCode } from './errors.ts';
export { ask, declaredOf, type FieldOutcome, type GateAnswer, type GateInput, gate } from './gate.ts';
export { type ImportCampaign, judgeRows, keepPeople, keepPreview, type RowChange, type RowResult } from './import.ts';
export { safeKey } from './keys.ts';
export { dropEverybody, dropFromCampaign, type Erased, erase, shortenRetention, sweepConsent } from './leave.ts';
export { type Measured, type Measuring, measuredOf, noteMeasured } from './measurement.ts';
export { announce, type Notice, readOutbox, TOPICS, type Topic } from './outbox.ts';
export { type FormField, keepOwn, sendForm, takeBack } from './own.ts';
export {
  type Current,
  currentVerdict,
  type General,
  historyOf,
  openPerson,
  type Person,
  peopleOf,
  withVerdict,
} from './people.ts';
export {
  type AudienceRow,
  audienceRowSchema,
  consentRecordSchema,
  idSchema,
  ROW_CODES,
  type RowCode,
  type RowIssue,
  readRow,
} from './record.ts';
export { refusedCategory, refusedKey, refusedValue } from './refused.ts';
export { fieldRule } from './rules.ts';
export { inTransaction } from './transaction.ts';
export { type InTrial, type Trial, trialSchema } from './trial.ts';
export * from './types.ts';
