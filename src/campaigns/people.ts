/** One recipient at a time: put, shown, drawn again, taken out, previewed, and everything that is held of one person. */
import {
  type Current,
  currentVerdict,
  dropFromCampaign,
  type Entry,
  inTransaction,
  keepPreview,
  measuredOf,
  type Person,
  peopleOf,
  ROW_CODES,
  readRow,
} from '../consent/index.ts';
import { disclose, type Influence, receipt } from '../disclosure/index.ts';
import type { TemplateCard } from '../frames/types.ts';
import { StorageError, seal, unseal } from '../storage/index.ts';
import type { CampaignStatus, RecipientStatus } from '../storage/tables.ts';
import { contentOf, localeOf, toTexts } from '../videos/index.ts';
import { keepRows } from './audience/import.ts';
import { findCampaign, findCard, importRules, openCampaign, openForImport, specOf } from './campaign.ts';
import type { FullSpec } from './check.ts';
import type { Deps } from './deps.ts';
import { CampaignError } from './errors.ts';
import { generalFor } from './feed.ts';
import { notify } from './progress.ts';

export interface Recipient {
  /** Random; names the row where the sender's id must not stand. */
  readonly uuid: string;
  /** The sender's id. */
  readonly id: string;
  readonly status: RecipientStatus;
  readonly code?: string;
  /** 0–1. */
  readonly progress: number;
}

const SHOWN = ['uuid', 'recipient_id', 'status', 'code', 'progress'] as const;
type Shown = Pick<
  { uuid: string; recipient_id: string; status: RecipientStatus; code: string | null; progress: number },
  (typeof SHOWN)[number]
>;

const toRecipient = ({ uuid, recipient_id, status, code, progress }: Shown): Recipient => ({
  uuid,
  id: recipient_id,
  status,
  ...(code ? { code } : {}),
  progress: status === 'ready' ? 1 : progress,
});

/** A row of the audience, also into a live campaign. Throws `invalid-row` with its issues, `erased`, `wrong-status`. */
export async function putRecipient(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  recipientId: string,
  body: unknown,
): Promise<Recipient> {
  const opened = await openForImport(d, workspaceId, campaignId);
  const row = rowFrom(body, recipientId);
  const [result] = await keepRows(d, opened, [row], d.clock());
  if (!result || 'rejected' in result) throw new CampaignError('erased');
  return findByUuid(d, result.uuid);
}

/** The body with the id of the address. */
function rowFrom(body: unknown, id: string) {
  const given = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;
  const own = (given as { id?: unknown } | undefined)?.id;
  if (own !== undefined && String(own) !== id) {
    throw new CampaignError('invalid-row', [
      { path: 'id', code: 'id-differs', message: 'is not the id of the address' },
    ]);
  }
  return checkRow(given ? { ...given, id } : body);
}

/** Throws `invalid-row` with its issues. */
export function checkRow(body: unknown) {
  const read = readRow(body);
  if ('row' in read) return read.row;
  throw new CampaignError(
    'invalid-row',
    read.issues.map(({ path, code }) => ({ path, code, message: ROW_CODES[code] })),
  );
}

async function findByUuid(d: Deps, uuid: string): Promise<Recipient> {
  const row = await d.storage.db.selectFrom('recipients').select(SHOWN).where('uuid', '=', uuid).executeTakeFirst();
  if (!row) throw new CampaignError('unknown-recipient');
  return toRecipient(row);
}

/** Throws `unknown-recipient`. Previews are nobody's recipients. */
async function uuidOf(d: Deps, workspaceId: string, campaignId: string, recipientId: string): Promise<string> {
  const campaign = await findCampaign(d, workspaceId, campaignId);
  const row = await d.storage.db
    .selectFrom('recipients')
    .select('uuid')
    .where('campaign_id', '=', campaign.id)
    .where('recipient_id', '=', recipientId)
    .where('preview', '=', false)
    .executeTakeFirst();
  if (!row) throw new CampaignError('unknown-recipient');
  return row.uuid;
}

export async function recipient(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  recipientId: string,
): Promise<Recipient> {
  return findByUuid(d, await uuidOf(d, workspaceId, campaignId, recipientId));
}

const MOST = 1000;

/** A page of recipients by id. The cursor is sealed, since ids do not belong into addresses. Throws `invalid-cursor`. */
export async function recipients(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  cursor?: string,
  limit = 100,
): Promise<{ items: Recipient[]; next?: string }> {
  const campaign = await findCampaign(d, workspaceId, campaignId);
  const key = await d.storage.keys.workspace(workspaceId);
  const bound = `cursor:${campaign.id}`;
  const after = cursor === undefined ? undefined : openCursor(key, cursor, bound);
  const size = Math.max(1, Math.min(limit, MOST));
  const rows = await d.storage.db
    .selectFrom('recipients')
    .select(SHOWN)
    .where('campaign_id', '=', campaign.id)
    .where('preview', '=', false)
    .$if(after !== undefined, (query) => query.where('recipient_id', '>', after as string))
    .orderBy('recipient_id')
    .limit(size + 1)
    .execute();
  const items = rows.slice(0, size);
  const last = items.at(-1);
  const next = rows.length > size && last ? seal(key, last.recipient_id, bound).toString('base64url') : undefined;
  return { items: items.map(toRecipient), ...(next ? { next } : {}) };
}

function openCursor(key: Buffer, cursor: string, bound: string): string {
  try {
    return unseal(key, Buffer.from(cursor, 'base64url'), bound).toString();
  } catch {
    throw new StorageError('invalid-cursor');
  }
}

/** Draws a failed video again. Throws `not-failed`; `no-video` for someone who is excluded. */
export async function retry(d: Deps, workspaceId: string, campaignId: string, recipientId: string): Promise<Recipient> {
  const uuid = await uuidOf(d, workspaceId, campaignId, recipientId);
  const { status } = await findByUuid(d, uuid);
  if (status === 'excluded') throw new CampaignError('no-video');
  if (status !== 'failed') throw new CampaignError('not-failed');
  const personal = await d.videos.personal(uuid);
  const video = 'general' in personal ? await generalFor(d, uuid) : personal;
  if (video.status === 'failed') await d.videos.retry(video);
  else await d.videos.request(video, 'campaign');
  // A general video does not move the rows of those who follow it.
  if (!video.personal) {
    const queued = { status: 'queued' as const, code: null, updated_at: d.clock() };
    await d.storage.db.updateTable('recipients').set(queued).where('uuid', '=', uuid).execute();
  }
  return findByUuid(d, uuid);
}

/** Out of this campaign: row, key, videos, links. */
export async function removeRecipient(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  recipientId: string,
): Promise<void> {
  await dropFromCampaign(d.storage, await uuidOf(d, workspaceId, campaignId, recipientId), d.clock());
  await d.storage.db
    .updateTable('campaigns')
    .set((eb) => ({ audience_version: eb('audience_version', '+', 1) }))
    .where('id', '=', campaignId)
    .execute();
}

/**
 * Draws every failed video again, or those that failed for one reason. Answers of how many people. Where videos are drawn
 * when opened, they are drawn with the next opening. Throws `wrong-status` for a cancelled campaign.
 */
export async function retryFailed(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  code?: string,
): Promise<{ retried: number }> {
  const campaign = await findCampaign(d, workspaceId, campaignId);
  if (campaign.status === 'cancelled') throw new CampaignError('wrong-status');
  const now = d.clock();
  const again = { status: 'planned' as const, code: null, progress: 0, updated_at: now };
  const retried = await inTransaction(d.storage.db, async (trx) => {
    const people = await trx
      .updateTable('recipients')
      .set(again)
      .where('campaign_id', '=', campaign.id)
      .where('preview', '=', false)
      .where('status', '=', 'failed')
      .$if(code !== undefined, (query) => query.where('code', '=', code as string))
      .returning('uuid')
      .execute();
    // Also the general ones: whoever follows one failed with it.
    await trx
      .updateTable('videos')
      .set({ ...again, attempt: null })
      .where('campaign_id', '=', campaign.id)
      .where('status', '=', 'failed')
      .$if(code !== undefined, (query) => query.where('code', '=', code as string))
      .execute();
    if (people.length > 0 && campaign.status === 'completed') {
      await trx
        .updateTable('campaigns')
        .set({ status: 'live', running_since: now })
        .where('id', '=', campaign.id)
        .where('status', '=', 'completed')
        .execute();
    }
    await notify(trx, campaign.id);
    return people.length;
  });
  return { retried };
}

const HOUR = 3_600_000;

/** One audience row to look at; gone after an hour. Throws `invalid-row`, `erased`. */
export async function preview(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  body: unknown,
): Promise<{ uuid: string }> {
  const opened = await openCampaign(d, workspaceId, campaignId);
  const row = checkRow(body);
  const now = d.clock();
  const until = new Date(now.getTime() + HOUR);
  const result = await inTransaction(d.storage.db, (trx) =>
    keepPreview(d.storage, trx, importRules(opened), row, { now, until }),
  );
  if ('rejected' in result) throw new CampaignError('erased');
  return { uuid: result.uuid };
}

/** Everything held of one person, by the sender's id. Somebody of whom nothing is held has no campaigns. */
export interface Access {
  readonly id: string;
  readonly campaigns: {
    readonly campaign: string;
    readonly name: string;
    readonly campaignStatus: CampaignStatus;
    readonly status: RecipientStatus;
    readonly acceptedAt: string;
    readonly keptUntil: string;
    readonly fields: { readonly key: string; readonly granted: boolean; readonly code?: string }[];
    readonly values: Readonly<Record<string, unknown>>;
    /** What the person sent with forms. */
    readonly entries: readonly Entry[];
    /** How this person watched, where they let it be noted. */
    readonly measured: Awaited<ReturnType<typeof measuredOf>>;
    readonly receipt: Record<string, unknown>;
  }[];
}

export async function access(d: Deps, workspaceId: string, recipientId: string): Promise<Access> {
  const people = await peopleOf(d.storage, workspaceId, recipientId);
  const campaigns = await Promise.all(people.filter((person) => !person.preview).map(({ uuid }) => held(d, uuid)));
  return { id: recipientId, campaigns: campaigns.filter((one) => one !== undefined) };
}

async function held(d: Deps, uuid: string): Promise<Access['campaigns'][number] | undefined> {
  const now = d.clock();
  const current = await currentVerdict(d.storage, uuid, now);
  if (!current) return undefined;
  const { person, verdict } = current;
  const row = await findCampaign(d, person.workspaceId, person.campaignId);
  const card = await findCard(d, row.template_id);
  const spec = specOf(row);
  return {
    campaign: row.id,
    name: spec.name,
    campaignStatus: row.status,
    status: person.status,
    acceptedAt: person.acceptedAt.toISOString(),
    keptUntil: person.keptUntil.toISOString(),
    fields: Object.entries(verdict.decisions).map(([key, decision]) =>
      decision.granted ? { key, granted: true } : { key, granted: false, code: decision.reason },
    ),
    values: person.kept.values,
    entries: person.entries,
    measured: await measuredOf(d.storage.db, person.uuid),
    receipt: card ? { ...receipt({ disclosure: await disclosureOf(d, current, card, spec), at: now }) } : {},
  };
}

async function disclosureOf(d: Deps, { person, verdict }: Current, card: TemplateCard, spec: FullSpec) {
  return disclose({
    card,
    campaign: toTexts(spec, card),
    decisions: verdict.decisions,
    influence: await influenceOf(d, person),
    locale: localeOf(card, person.locale, spec.locale),
    keptUntil: person.keptUntil,
    entries: person.entries,
    content: contentOf(spec, card),
  });
}

/** What is in this person's picture, where one was planned. */
async function influenceOf(d: Deps, person: Person): Promise<readonly Influence[]> {
  if (person.status === 'planned' || person.status === 'excluded') return [];
  const video = await d.videos.personal(person.uuid);
  return 'general' in video ? [] : video.facts.influence;
}
