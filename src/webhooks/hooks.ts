/** Webhooks themselves: made, shown, changed, removed, and their secrets. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { type DataKey, openCursor, type Page, type Paging, seal, toPage, unseal } from '../storage/index.ts';
import type { WebhooksTable } from '../storage/tables.ts';
import type { Deps } from './deps.ts';
import { WebhookError } from './errors.ts';
import { EVENT_TYPES, type EventType, eventTypeSchema } from './events.ts';
import { newSecret } from './sign.ts';
import { checkTarget } from './target.ts';

const MOST = 20;
/** After a rotation the old secret signs too, for as long. */
const OVERLAP_MS = 86_400_000;

const url = z.string().min(1).max(2048).describe('Where messages are sent: https, a public address');
const events = z
  .array(eventTypeSchema)
  .min(1)
  .max(EVENT_TYPES.length)
  .refine((types) => new Set(types).size === types.length)
  .describe('What it is told');

export const newWebhookSchema = z.strictObject({ url, events: events.default([...EVENT_TYPES]) });
export const webhookChangeSchema = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  status: z.enum(['on', 'off']).optional().describe('Turning it on forgets how long it has failed'),
});

/** Why a webhook is off. */
export const OFF_CODES = {
  'turned-off': 'You turned it off.',
  failing: 'Nothing arrived for a whole day of tries.',
  gone: 'The receiver answered 410.',
} as const;
export type OffCode = keyof typeof OFF_CODES;

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: EventType[];
  readonly status: 'on' | 'off';
  readonly code?: OffCode;
  readonly failingSince?: string;
  /** Until then the secret before the rotation signs too. */
  readonly oldSecretUntil?: string;
  readonly createdAt: string;
}

/** The only answer in which the secret is ever seen. */
export interface WithSecret extends Webhook {
  readonly secret: string;
}

export type HookRow = Selectable<WebhooksTable>;

export async function create(d: Deps, workspaceId: string, given: z.output<typeof newWebhookSchema>) {
  const checked = await checkTarget(given.url, d.rules);
  const key = await d.storage.keys.workspace(workspaceId);
  const id = randomUUID();
  const secret = newSecret();
  const now = d.clock();
  const row = await d.storage.db.transaction().execute(async (trx) => {
    // Held, so that two at once do not both take the last place.
    await trx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forUpdate().execute();
    const { many } = await trx
      .selectFrom('webhooks')
      .select(({ fn }) => fn.countAll<string>().as('many'))
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow();
    if (Number(many) >= MOST) throw new WebhookError('too-many-webhooks');
    return trx
      .insertInto('webhooks')
      .values({
        id,
        workspace_id: workspaceId,
        sealed_url: seal(key, checked.href, bound(id, 'url')),
        events: given.events,
        sealed_secret: seal(key, secret, bound(id, 'secret')),
        status: 'on',
        changed_at: now,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  return { ...show(key, row, now), secret } satisfies WithSecret;
}

export async function list(d: Deps, workspaceId: string, paging: Paging): Promise<Page<Webhook>> {
  const key = await d.storage.keys.workspace(workspaceId);
  const place = `webhooks:${workspaceId}`;
  const after = openCursor(key, paging.cursor, place);
  const rows = await d.storage.db
    .selectFrom('webhooks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(after?.at ?? new Date(0), after?.id ?? '')),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(paging.limit + 1)
    .execute();
  const now = d.clock();
  return toPage(key, rows, paging, place, (row) => show(key, row, now));
}

export async function get(d: Deps, workspaceId: string, id: string): Promise<Webhook> {
  const row = await find(d, workspaceId, id);
  return show(await d.storage.keys.workspace(workspaceId), row, d.clock());
}

export async function change(
  d: Deps,
  workspaceId: string,
  id: string,
  given: z.output<typeof webhookChangeSchema>,
): Promise<Webhook> {
  await find(d, workspaceId, id);
  const checked = given.url === undefined ? undefined : await checkTarget(given.url, d.rules);
  const key = await d.storage.keys.workspace(workspaceId);
  const state =
    given.status === undefined
      ? {}
      : given.status === 'on'
        ? { status: 'on' as const, code: null, failing_since: null }
        : { status: 'off' as const, code: 'turned-off' };
  const row = await d.storage.db
    .updateTable('webhooks')
    .set({
      ...(checked ? { sealed_url: seal(key, checked.href, bound(id, 'url')) } : {}),
      ...(given.events ? { events: given.events } : {}),
      ...state,
      changed_at: d.clock(),
    })
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new WebhookError('unknown-webhook');
  if (row.status === 'off') await giveUp(d, id);
  return show(key, row, d.clock());
}

export async function remove(d: Deps, workspaceId: string, id: string): Promise<void> {
  const gone = await d.storage.db
    .deleteFrom('webhooks')
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw new WebhookError('unknown-webhook');
}

/** A new secret; the old one signs too for a day. */
export async function rotate(d: Deps, workspaceId: string, id: string): Promise<WithSecret> {
  await find(d, workspaceId, id);
  const key = await d.storage.keys.workspace(workspaceId);
  const secret = newSecret();
  const now = d.clock();
  const row = await d.storage.db
    .updateTable('webhooks')
    .set((eb) => ({
      sealed_secret: seal(key, secret, bound(id, 'secret')),
      sealed_secret_before: eb.ref('sealed_secret'),
      secret_before_until: new Date(now.getTime() + OVERLAP_MS),
      changed_at: now,
    }))
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new WebhookError('unknown-webhook');
  return { ...show(key, row, now), secret };
}

/** Throws `unknown-webhook`. */
export async function find(d: Deps, workspaceId: string, id: string): Promise<HookRow> {
  const row = await d.storage.db
    .selectFrom('webhooks')
    .selectAll()
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  if (!row) throw new WebhookError('unknown-webhook');
  return row;
}

/** Turns a webhook off, for what its target did. Answers whether it was on. */
export async function turnOff(d: Deps, id: string, code: OffCode): Promise<boolean> {
  const row = await d.storage.db
    .updateTable('webhooks')
    .set({ status: 'off', code, changed_at: d.clock() })
    .where('id', '=', id)
    .where('status', '=', 'on')
    .returning(['id', 'workspace_id'])
    .executeTakeFirst();
  if (!row) return false;
  await giveUp(d, id);
  d.log.warn({ room: 'webhooks', code }, 'a webhook was turned off');
  await d.turnedOff({ id, workspaceId: row.workspace_id });
  return true;
}

/** What waits for a webhook that is off is not sent; it can be asked for anew. */
async function giveUp(d: Deps, id: string): Promise<void> {
  await d.storage.db
    .updateTable('webhook_deliveries')
    .set({ status: 'failed', code: 'webhook-off', next_at: null })
    .where('webhook_id', '=', id)
    .where('status', '=', 'pending')
    .execute();
}

/** Where and how to sign: the secret, and the one before it while it holds. */
export function opened(key: DataKey, row: HookRow, now: Date): { target: string; secrets: string[] } {
  const secret = (box: Buffer) => unseal(key, box, bound(row.id, 'secret')).toString();
  const before = row.sealed_secret_before;
  return {
    target: targetOf(key, row),
    secrets: [secret(row.sealed_secret), ...(before && holds(row, now) ? [secret(before)] : [])],
  };
}

const bound = (id: string, part: 'url' | 'secret'): string => `webhook:${id}:${part}`;
const targetOf = (key: DataKey, row: HookRow): string => unseal(key, row.sealed_url, bound(row.id, 'url')).toString();
const holds = (row: HookRow, now: Date): boolean => row.secret_before_until !== null && row.secret_before_until > now;

function show(key: DataKey, row: HookRow, now: Date): Webhook {
  return {
    id: row.id,
    url: targetOf(key, row),
    events: row.events as EventType[],
    status: row.status,
    ...(row.code === null ? {} : { code: row.code as OffCode }),
    ...(row.failing_since ? { failingSince: row.failing_since.toISOString() } : {}),
    ...(row.secret_before_until && holds(row, now) ? { oldSecretUntil: row.secret_before_until.toISOString() } : {}),
    createdAt: row.created_at.toISOString(),
  };
}
