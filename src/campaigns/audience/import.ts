/**
 * An audience file becomes recipients: bytes → rows → the gate → sealed rows, a few hundred at a time. Each batch is kept
 * whole or not at all, and the next is read only when it is; so memory is bounded, a client that stops half-way leaves whole
 * batches, and the same file again completes them.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  type AudienceRow,
  type ConsentRecord,
  inTransaction,
  judgeRows,
  keepPeople,
  type RowResult,
  readRow,
} from '../../consent/index.ts';
import { type CampaignRow, importRules, type Opened, openForImport } from '../campaign.ts';
import type { RawRow } from '../columns/rows.ts';
import type { Deps } from '../deps.ts';
import { CampaignError } from '../errors.ts';
import { estimate, Sample } from './estimate.ts';
import { findMapping } from './mappings.ts';
import { openRows } from './open.ts';
import { type ImportReport, Report, type RowPlace, renamed } from './report.ts';
import { checkUse, type Statement, statedRecord } from './statements.ts';

/** Rows of one transaction. */
const BATCH = 250;

export interface ImportOptions {
  /** Says what would be, and keeps nothing. */
  readonly dryRun: boolean;
  /** Id of a mapping that was stored for the campaign's template. */
  readonly mapping?: string | undefined;
  /** Id of a consent record stated for the whole file. */
  readonly statement?: string | undefined;
  /** SHA-256 of the file as its sender knows it, hex; needed with `statement`. */
  readonly digest?: string | undefined;
  /** Of a dry run: also what would be drawn, from the plans of some of these people. */
  readonly plan?: boolean | undefined;
  /** So many errors are told; a hundred unless said otherwise. */
  readonly mostErrors?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Throws a `CampaignError` where the file as a whole cannot be read; what is wrong with single rows is in the report. */
export async function importAudience(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  body: Readable,
  contentType: string,
  options: ImportOptions,
): Promise<ImportReport> {
  const opened = await openForImport(d, workspaceId, campaignId);
  const mapping = options.mapping ? await findMapping(d, opened, options.mapping) : undefined;
  const statement = options.statement ? await checkUse(d, opened, options.statement, options) : undefined;
  const whole = new Digest();
  const file = await openRows(whole.of(arriving(body, options.signal)), contentType, { opened, mapping });
  try {
    const report = new Report(
      opened.card.fields.map((field) => field.key),
      options.mostErrors,
    );
    const sample = new Sample();
    await take(d, opened, file.rows, { report, sample, statement, names: file.names, dryRun: options.dryRun });
    if (report.rows === 0 && file.type === 'lines') throw new CampaignError('empty');
    if (statement && whole.hex() !== statement.digest) throw new CampaignError('statement-other-file');
    const drawing = options.dryRun && options.plan ? await estimate(d, opened, sample, report.accepted) : undefined;
    return report.done(file.about(), drawing);
  } finally {
    await file.close();
  }
}

interface Taking {
  readonly report: Report;
  readonly sample: Sample;
  readonly statement: Statement | undefined;
  /** What the parts of a row are called in the file. */
  readonly names: Readonly<Record<string, string>>;
  readonly dryRun: boolean;
}

async function take(d: Deps, opened: Opened, rows: AsyncIterable<RawRow>, o: Taking): Promise<void> {
  const { report, sample } = o;
  const stated = o.statement && statedRecord(o.statement);
  let batch: { place: RowPlace; read: AudienceRow }[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const results = await keep(d, opened, batch, o.dryRun);
    for (const [at, { place, read }] of batch.entries()) {
      const result = results[at];
      if (result && 'fields' in result) {
        report.accept(result.fields);
        sample.offer({ locale: read.locale, data: result.verdict.data });
      } else report.reject(place, [{ code: 'erased' }], read.id);
    }
    batch = [];
  };
  for await (const raw of rows) {
    const place = { row: raw.row, ...(raw.line === undefined ? {} : { line: raw.line }) };
    if ('code' in raw) {
      report.reject(place, [{ code: raw.code }]);
      continue;
    }
    const read = readRow(raw.value);
    if ('issues' in read) report.reject(place, renamed(read.issues, o.names), read.id);
    else batch.push({ place, read: stated ? withRecord(read.row, stated) : read.row });
    if (batch.length >= BATCH) await flush();
  }
  await flush();
}

const withRecord = (row: AudienceRow, record: ConsentRecord): AudienceRow => ({
  ...row,
  consent: [...row.consent, record],
});

/** SHA-256 of what passes. */
class Digest {
  readonly #hash = createHash('sha256');

  async *of(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  /** Of everything that has passed. */
  hex(): string {
    return this.#hash.copy().digest('hex');
  }
}

/** The body's bytes; a sender who goes away is an error of this room. */
async function* arriving(body: Readable, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body) {
      if (signal?.aborted) break;
      yield chunk as Buffer;
    }
  } catch (cause) {
    throw new CampaignError('upload-aborted', [], { cause });
  }
  if (signal?.aborted) throw new CampaignError('upload-aborted');
}

type Kept = RowResult | Awaited<ReturnType<typeof judgeRows>>[number];

async function keep(
  d: Deps,
  opened: Opened,
  batch: readonly { read: AudienceRow }[],
  dryRun: boolean,
): Promise<readonly Kept[]> {
  const rows = batch.map(({ read }) => read);
  const now = d.clock();
  if (dryRun) return judgeRows(d.storage, d.storage.db, importRules(opened), rows, now);
  return keepRows(d, opened, rows, now);
}

/** What of a campaign decides how a row is kept. */
const DECIDING = ['template', 'purpose', 'retentionDays', 'withoutConsent'] as const;

/**
 * Keeps rows of a campaign that still takes them. The first accepted row fixes the campaign's promises; new rows of one
 * that was completed make it live again.
 */
export async function keepRows(d: Deps, opened: Opened, rows: readonly AudienceRow[], now: Date): Promise<RowResult[]> {
  return inTransaction(d.storage.db, async (trx) => {
    // People are held first, then the campaign: in the order in which an erasure takes them.
    const results = await keepPeople(d.storage, trx, importRules(opened), rows, now);
    const campaign = await trx
      .selectFrom('campaigns')
      .select(['status', 'first_row_at', 'spec', 'audience_version'])
      .where('id', '=', opened.row.id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!campaign) throw new CampaignError('unknown-campaign');
    if (campaign.status === 'cancelled') throw new CampaignError('wrong-status');
    if (DECIDING.some((key) => campaign.spec[key] !== opened.row.spec[key]))
      throw new CampaignError('changed-meanwhile');
    const changed = results.some((one) => 'change' in one && one.change !== 'unchanged');
    const next: Partial<Pick<CampaignRow, 'first_row_at' | 'status' | 'running_since' | 'audience_version'>> = {
      ...(changed ? { audience_version: campaign.audience_version + 1 } : {}),
      ...(changed && !campaign.first_row_at ? { first_row_at: now } : {}),
      ...(changed && campaign.status === 'completed' ? { status: 'live' as const, running_since: now } : {}),
    };
    if (Object.keys(next).length > 0) {
      await trx.updateTable('campaigns').set(next).where('id', '=', opened.row.id).execute();
    }
    return results;
  });
}
