/**
 * An audience file becomes recipients: bytes → rows → the gate → sealed rows, a few hundred at a time. Each batch is kept
 * whole or not at all, and the next is read only when it is; so memory is bounded, a client that stops half-way leaves whole
 * batches, and the same file again completes them.
 */
import type { Readable } from 'node:stream';
import {
  type AudienceRow,
  inTransaction,
  judgeRows,
  keepPeople,
  type RowResult,
  readRow,
} from '../../consent/index.ts';
import { type CampaignRow, importRules, type Opened, openForImport } from '../campaign.ts';
import type { Deps } from '../deps.ts';
import { CampaignError } from '../errors.ts';
import { coercer } from './coerce.ts';
import { COLUMN_OF, readCsv } from './csv.ts';
import { Decoder, textOf } from './decode.ts';
import { readArray } from './json.ts';
import { readLines } from './lines.ts';
import { type ImportReport, Report, renamed } from './report.ts';
import type { RawRow } from './rows.ts';

/** Rows of one transaction. */
const BATCH = 250;

const TYPES: Readonly<Record<string, 'json' | 'lines' | 'csv'>> = {
  'application/json': 'json',
  'application/x-ndjson': 'lines',
  'application/ndjson': 'lines',
  'application/jsonl': 'lines',
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
};

export interface ImportOptions {
  /** Says what would be, and keeps nothing. */
  readonly dryRun: boolean;
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
  const type = TYPES[contentType.split(';')[0]?.trim().toLowerCase() ?? ''];
  if (!type) throw new CampaignError('content-type');
  const opened = await openForImport(d, workspaceId, campaignId);
  const decoder = new Decoder();
  const file: { delimiter?: ',' | ';' | '\t' } = {};
  const rows = reader(type, textOf(arriving(body, options.signal), decoder), opened, (delimiter) => {
    file.delimiter = delimiter;
  });
  const report = new Report(opened.card.fields.map((field) => field.key));
  const names = type === 'csv' ? COLUMN_OF : {};
  let batch: { row: number; read: AudienceRow }[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const results = await keep(d, opened, batch, options.dryRun);
    for (const [at, { row, read }] of batch.entries()) {
      const result = results[at];
      if (result && 'fields' in result) report.accept(result.fields);
      else report.reject(row, [{ code: 'erased' }], read.id);
    }
    batch = [];
  };
  for await (const raw of rows) {
    if ('code' in raw) {
      report.reject(raw.row, [raw]);
      continue;
    }
    const read = readRow(raw.value);
    if ('issues' in read) report.reject(raw.row, renamed(read.issues, names), read.id);
    else batch.push({ row: raw.row, read: read.row });
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  if (report.rows === 0 && type === 'lines') throw new CampaignError('empty');
  return report.done({ encoding: decoder.encoding, ...file });
}

function reader(
  type: 'json' | 'lines' | 'csv',
  text: AsyncIterable<string>,
  { spec, card }: Opened,
  onDelimiter: (delimiter: ',' | ';' | '\t') => void,
): AsyncGenerator<RawRow> {
  if (type === 'json') return readArray(text);
  if (type === 'lines') return readLines(text);
  const locale = spec.locale ?? card.locales[0] ?? 'en';
  return readCsv(text, { coerce: coercer(card.fields, locale, spec.timeZone), onDelimiter });
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
