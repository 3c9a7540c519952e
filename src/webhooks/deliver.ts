/**
 * Deliveries on their way. Rows say what is owed and when; the queue holds only a few of each webhook at a time, so that
 * one slow receiver holds up nobody else, and an emptied queue loses nothing.
 */
import { sql } from 'kysely';
import { noticeKeyId, unseal } from '../storage/index.ts';
import type { WebhookTry } from '../storage/tables.ts';
import type { Deps } from './deps.ts';
import { type HookRow, opened, turnOff } from './hooks.ts';
import { type Outcome, post } from './post.ts';
import { signedHeaders } from './sign.ts';

/** On their way to one webhook at once. */
const AT_ONCE = 8;
/** A job has a delivery for so long; then somebody else may take it. */
const LEASE_MS = 60_000;

/** Brings what is due to the queue. Answers how many. */
export async function feed(d: Deps): Promise<number> {
  const now = d.clock();
  const lease = new Date(now.getTime() + LEASE_MS);
  // Owed in the moment in which their webhook was turned off.
  await sql`
    update webhook_deliveries d set status = 'failed', code = 'webhook-off', next_at = null
    from webhooks w where w.id = d.webhook_id and w.status = 'off' and d.status = 'pending'`.execute(d.storage.db);
  const { rows } = await sql<{ id: string; turn: number }>`
    update webhook_deliveries set leased_until = ${lease}
    from (
      select due.id from webhooks w cross join lateral (
        select id, leased_until from webhook_deliveries
        where webhook_id = w.id and status = 'pending' and next_at <= ${now}
        order by next_at limit ${AT_ONCE} for update skip locked
      ) due
      where w.status = 'on' and (due.leased_until is null or due.leased_until < ${now})
    ) ready
    where webhook_deliveries.id = ready.id
    returning webhook_deliveries.id, jsonb_array_length(webhook_deliveries.tries) as turn`.execute(d.storage.db);
  for (const { id, turn } of rows) await d.errands.add(id, turn);
  return rows.length;
}

/** One try of one delivery. Safe to run twice: the message's id is the same, and of two outcomes one is noted. */
export async function deliver(d: Deps, id: string, signal: AbortSignal): Promise<void> {
  const found = await load(d, id);
  if (!found) return;
  const { row, hook } = found;
  const now = d.clock();
  const body = await bodyOf(d, row);
  if (body === undefined) return void (await note(d, row, { status: 'failed', code: 'delivery-gone', next_at: null }));
  const key = await d.storage.keys.workspace(hook.workspace_id);
  const { target, secrets } = opened(key, hook, now);
  const headers = signedHeaders({ id: row.event_id, at: now, body }, secrets);
  const outcome = await post(target, { headers, body, signal }, d.rules);
  // Stopped half-way: whoever starts next tries again.
  if (signal.aborted) return;
  await settle(d, row, hook, outcome, now);
}

type Loaded = NonNullable<Awaited<ReturnType<typeof load>>>['row'];

async function load(d: Deps, id: string) {
  const row = await d.storage.db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_events as e', 'e.id', 'd.event_id')
    .select(['d.id', 'd.webhook_id', 'd.event_id', 'd.tries', 'd.round'])
    .select(['e.type', 'e.campaign_id', 'e.recipient_uuid', 'e.sealed_recipient', 'e.fields', 'e.code', 'e.at'])
    .where('d.id', '=', id)
    .where('d.status', '=', 'pending')
    .executeTakeFirst();
  if (!row) return undefined;
  const hook = await d.storage.db
    .selectFrom('webhooks')
    .selectAll()
    .where('id', '=', row.webhook_id)
    .where('status', '=', 'on')
    .executeTakeFirst();
  return hook && { row, hook };
}

/** The message, the same bytes at every try. `undefined` once the person it tells of is gone. */
async function bodyOf(d: Deps, row: Loaded): Promise<string | undefined> {
  const recipient = await recipientOf(d, row);
  if (row.recipient_uuid !== null && recipient === undefined) return undefined;
  const aboutFields = ['consent.withdrawn', 'consent.disputed', 'choice.changed', 'recipient.correction'];
  return JSON.stringify({
    type: row.type,
    timestamp: row.at.toISOString(),
    data: {
      ...(row.campaign_id === null ? {} : { campaign: row.campaign_id }),
      ...(recipient === undefined ? {} : { recipient }),
      ...(aboutFields.includes(row.type) ? { fields: row.fields } : {}),
      ...(row.code === null ? {} : { code: row.code }),
    },
  });
}

async function recipientOf(d: Deps, row: Loaded): Promise<string | undefined> {
  const uuid = row.recipient_uuid;
  if (uuid === null) return undefined;
  if (row.sealed_recipient) {
    const id = noticeKeyId(uuid);
    const key = await d.storage.keys.find(id);
    return key && unseal(key, row.sealed_recipient, id).toString();
  }
  const person = await d.storage.db
    .selectFrom('recipients')
    .select('recipient_id')
    .where('uuid', '=', uuid)
    .executeTakeFirst();
  return person?.recipient_id;
}

async function settle(d: Deps, row: Loaded, hook: HookRow, outcome: Outcome, now: Date): Promise<void> {
  const { waitMs = 0, ...seen } = outcome;
  const tries: WebhookTry[] = [...row.tries, { at: now.toISOString(), ...seen }];
  if (outcome.code === undefined) {
    await note(d, row, { status: 'delivered', code: null, next_at: null }, tries);
    if (hook.failing_since) {
      await d.storage.db.updateTable('webhooks').set({ failing_since: null }).where('id', '=', hook.id).execute();
    }
    return;
  }
  const wait = d.waitsMs[tries.length - row.round - 1];
  const lost = wait === undefined || outcome.code === 'gone';
  const noted = lost
    ? await note(d, row, { status: 'failed', code: outcome.code, next_at: null }, tries)
    : await note(d, row, { status: 'pending', code: outcome.code, next_at: later(d, Math.max(wait, waitMs)) }, tries);
  if (!noted) return;
  const failing = await d.storage.db
    .updateTable('webhooks')
    .set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', eb.val(now)) }))
    .where('id', '=', hook.id)
    .returning('failing_since')
    .executeTakeFirst();
  if (outcome.code === 'gone') await turnOff(d, hook.id, 'gone');
  // All tries of a message were in vain, and so was everything else since its first.
  const first = tries[row.round]?.at;
  if (lost && first && failing?.failing_since && failing.failing_since <= new Date(first)) {
    await turnOff(d, hook.id, 'failing');
  }
}

/** A little later than said, each by another bit, so that what failed together does not come together again. */
const later = (d: Deps, ms: number): Date => new Date(d.clock().getTime() + ms * (1 + Math.random() * 0.1));

interface State {
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly code: string | null;
  readonly next_at: Date | null;
}

/** Notes an outcome, unless another process noted one for the same try. */
async function note(d: Deps, row: Loaded, state: State, tries?: readonly WebhookTry[]): Promise<boolean> {
  const noted = await d.storage.db
    .updateTable('webhook_deliveries')
    .set({ ...state, leased_until: null, ...(tries ? { tries: JSON.stringify(tries) } : {}) })
    .where('id', '=', row.id)
    .where('status', '=', 'pending')
    .where(sql<boolean>`jsonb_array_length(tries) = ${row.tries.length}`)
    .returning('id')
    .executeTakeFirst();
  return noted !== undefined;
}
