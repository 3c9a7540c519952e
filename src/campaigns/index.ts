/** Campaigns: made, filled, launched, led to their end. */
import type { Readable } from 'node:stream';
import type { Format } from '../../remotion/template.ts';
import type { Page, Paging } from '../storage/index.ts';
import {
  type Approval,
  type Approver,
  approval,
  approvalRequired,
  decideApproval,
  requestApproval,
  requireApproval,
} from './approval.ts';
import { type ImportOptions, importAudience } from './audience/import.ts';
import { type Recalled, recallMapping, saveMapping } from './audience/mappings.ts';
import type { ImportReport } from './audience/report.ts';
import {
  approveStatement,
  type By,
  type Statement,
  type StatementInput,
  state,
  statements,
} from './audience/statements.ts';
import { type Background, startBackground } from './background.ts';
import type { Campaign } from './campaign.ts';
import type { Mapping } from './columns/mapping.ts';
import type { Deps } from './deps.ts';
import { create, get, list, page, patch, remove } from './edit.ts';
import {
  type Access,
  access,
  preview,
  putRecipient,
  type Recipient,
  recipient,
  recipients,
  removeRecipient,
  retry,
  retryFailed,
} from './people.ts';
import { type ProgressListener, Watchers } from './progress.ts';
import { type Samples, samples } from './samples.ts';
import { allowPersonal, cancel, launch, pause, resume, stopPersonal } from './state.ts';
import { addTest, removeTest, type TestLink, tests } from './tests.ts';

export type { Approval, Approver } from './approval.ts';
export type { ImportOptions } from './audience/import.ts';
export type { FieldCount, ImportReport, RowError } from './audience/report.ts';
export { type By, type Statement, type StatementInput, statementSchema } from './audience/statements.ts';
export type { Background } from './background.ts';
export type { Campaign, Counts, Progress } from './campaign.ts';
export { type Mapping, mappingSchema } from './columns/mapping.ts';
export { READ_CODES, type ReadCode } from './columns/rows.ts';
export type { Deps as CampaignsOptions } from './deps.ts';
export { CAMPAIGN_ERRORS, CampaignError, type CampaignErrorCode, type Issue } from './errors.ts';
export type { Failure, Pace } from './pace.ts';
export type { Access, Recipient } from './people.ts';
export type { ProgressListener } from './progress.ts';
export type { Sample, Samples } from './samples.ts';
export type { TestLink } from './tests.ts';

/** Every call throws a `CampaignError`; `workspace` and `campaign` are ids, `recipient` is the sender's own id. */
export interface Campaigns {
  create(workspace: string, body: unknown, o?: { demo?: boolean }): Promise<Campaign>;
  list(workspace: string): Promise<Campaign[]>;
  page(workspace: string, paging: Paging): Promise<Page<Campaign>>;
  get(workspace: string, campaign: string): Promise<Campaign>;
  patch(workspace: string, campaign: string, body: unknown): Promise<Campaign>;
  delete(workspace: string, campaign: string): Promise<void>;
  importAudience(
    workspace: string,
    campaign: string,
    body: Readable,
    contentType: string,
    o: ImportOptions,
  ): Promise<ImportReport>;
  /** Remembers how columns of a file become rows, for campaigns of the same template. */
  saveMapping(workspace: string, campaign: string, mapping: Mapping): Promise<{ id: string }>;
  /** What was last used for a file with such columns. */
  recallMapping(workspace: string, campaign: string, header: readonly string[]): Promise<Recalled>;
  stateConsent(workspace: string, campaign: string, statement: StatementInput, by: By): Promise<Statement>;
  statements(workspace: string, campaign: string): Promise<Statement[]>;
  /** `alone`: nobody else in the workspace could. */
  approveStatement(
    workspace: string,
    campaign: string,
    statement: string,
    by: By & { readonly alone: boolean },
  ): Promise<Statement>;
  putRecipient(workspace: string, campaign: string, recipient: string, body: unknown): Promise<Recipient>;
  recipient(workspace: string, campaign: string, recipient: string): Promise<Recipient>;
  recipients(
    workspace: string,
    campaign: string,
    cursor?: string,
    limit?: number,
  ): Promise<{ items: Recipient[]; next?: string }>;
  retry(workspace: string, campaign: string, recipient: string): Promise<Recipient>;
  /** Of everybody who failed, or of those who failed for one reason. */
  retryFailed(workspace: string, campaign: string, code?: string): Promise<{ retried: number }>;
  removeRecipient(workspace: string, campaign: string, recipient: string): Promise<void>;
  preview(workspace: string, campaign: string, row: unknown): Promise<{ uuid: string }>;
  launch(workspace: string, campaign: string): Promise<Campaign>;
  pause(workspace: string, campaign: string): Promise<Campaign>;
  resume(workspace: string, campaign: string): Promise<Campaign>;
  cancel(workspace: string, campaign: string): Promise<Campaign>;
  stopPersonal(workspace: string, campaign: string): Promise<{ opened: number }>;
  allowPersonal(workspace: string, campaign: string): Promise<Campaign>;
  /** Telling people, as their videos would be now. */
  samples(workspace: string, campaign: string, format?: Format): Promise<Samples>;
  approval(workspace: string, campaign: string): Promise<Approval>;
  requestApproval(workspace: string, campaign: string, by: Approver): Promise<Approval>;
  decideApproval(
    workspace: string,
    campaign: string,
    by: Approver,
    o: { decision: 'approved' | 'rejected'; note?: string | undefined },
  ): Promise<Approval>;
  approvalRequired(workspace: string): Promise<boolean>;
  requireApproval(workspace: string, required: boolean): Promise<void>;
  tests(workspace: string, campaign: string, paging: Paging): Promise<Page<TestLink>>;
  addTest(workspace: string, campaign: string, body: { label: string; row: unknown }): Promise<TestLink>;
  removeTest(workspace: string, campaign: string, uuid: string): Promise<void>;
  access(workspace: string, recipient: string): Promise<Access>;
  /** Tells the campaign's progress now and whenever it changes, until the answer is called. */
  subscribe(campaign: string, listener: ProgressListener): () => void;
  startBackground(): Background;
}

export function openCampaigns(d: Deps): Campaigns {
  const watchers = new Watchers(d);
  let background: Background | undefined;
  /** What changes what is owed is acted on at once, not at the next beat. */
  const waking = async <T>(done: Promise<T>): Promise<T> => {
    const answer = await done;
    background?.wake();
    return answer;
  };
  return {
    create: (...call) => create(d, ...call),
    list: (...call) => list(d, ...call),
    page: (...call) => page(d, ...call),
    get: (...call) => get(d, ...call),
    patch: (...call) => waking(patch(d, ...call)),
    delete: (...call) => remove(d, ...call),
    importAudience: (...call) => waking(importAudience(d, ...call)),
    saveMapping: (...call) => saveMapping(d, ...call),
    recallMapping: (...call) => recallMapping(d, ...call),
    stateConsent: (...call) => state(d, ...call),
    statements: (...call) => statements(d, ...call),
    approveStatement: (...call) => approveStatement(d, ...call),
    putRecipient: (...call) => waking(putRecipient(d, ...call)),
    recipient: (...call) => recipient(d, ...call),
    recipients: (...call) => recipients(d, ...call),
    retry: (...call) => retry(d, ...call),
    retryFailed: (...call) => waking(retryFailed(d, ...call)),
    removeRecipient: (...call) => waking(removeRecipient(d, ...call)),
    preview: (...call) => preview(d, ...call),
    launch: (...call) => waking(launch(d, ...call)),
    pause: (...call) => pause(d, ...call),
    resume: (...call) => waking(resume(d, ...call)),
    cancel: (...call) => cancel(d, ...call),
    stopPersonal: (workspace, campaign) => stopPersonal(d, workspace, campaign),
    allowPersonal: (...call) => waking(allowPersonal(d, ...call)),
    samples: (workspace, campaign, format) => samples(d, workspace, campaign, format),
    approval: (...call) => approval(d, ...call),
    requestApproval: (...call) => requestApproval(d, ...call),
    decideApproval: (...call) => decideApproval(d, ...call),
    approvalRequired: (workspace) => approvalRequired(d, workspace),
    requireApproval: (workspace, required) => requireApproval(d, workspace, required),
    tests: (...call) => tests(d, ...call),
    addTest: (...call) => addTest(d, ...call),
    removeTest: (...call) => removeTest(d, ...call),
    access: (...call) => access(d, ...call),
    subscribe: (campaign, listener) => watchers.subscribe(campaign, listener),
    startBackground: () => {
      background = startBackground(d);
      return background;
    },
  };
}
