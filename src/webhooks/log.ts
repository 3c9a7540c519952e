/** How the telling went: the log of a webhook, a delivery asked for anew, a test. */
import { randomUUID } from 'node:crypto';
import { openCursor, type Page, type Paging, toPage } from '../storage/index.ts';
import type { WebhookTry } from '../storage/tables.ts';
import type { Deps } from './deps.ts';
import { WebhookError } from './errors.ts';
import { type EventType, TEST } from './events.ts';
import { find } from './hooks.ts';
import type { TryCode } from './post.ts';

export interface Delivery {
  readonly id: string;
  /** The message's `webhook-id`. */
  readonly message: string;
  readonly type: EventType | typeof TEST;
  readonly status: 'pending' | 'delivered' | 'failed';
  /** Why the last try, or all of it, was no success. */
  readonly code?: string;
  readonly tries: (Omit<WebhookTry, 'code'> & { readonly code?: TryCode })[];
  readonly nextAt?: string;
  readonly createdAt: string;
}

const deliveries = (d: Deps, webhookId: string) =>
  d.storage.db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_events as e', 'e.id', 'd.event_id')
    .select(['d.id', 'd.event_id', 'd.status', 'd.code', 'd.tries', 'd.next_at', 'd.created_at', 'e.type'])
    .where('d.webhook_id', '=', webhookId);

type Row = Awaited<ReturnType<ReturnType<typeof deliveries>['execute']>>[number];

/** The newest first. */
export async function log(d: Deps, workspaceId: string, id: string, paging: Paging): Promise<Page<Delivery>> {
  await find(d, workspaceId, id);
  const key = await d.storage.keys.workspace(workspaceId);
  const place = `deliveries:${id}`;
  const after = openCursor(key, paging.cursor, place);
  const rows = await deliveries(d, id)
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('d.created_at', 'd.id'), '<', tuple(after?.at ?? new Date(0), after?.id ?? '')),
      ),
    )
    .orderBy('d.created_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(paging.limit + 1)
    .execute();
  return toPage(key, rows, paging, place, show);
}

/** Tries a delivery again from the start, with the same message. Throws `delivery-gone` where its person is not held any more. */
export async function redeliver(d: Deps, workspaceId: string, id: string, delivery: string): Promise<Delivery> {
  const hook = await find(d, workspaceId, id);
  const row = await deliveries(d, id)
    .leftJoin('recipients as r', 'r.uuid', 'e.recipient_uuid')
    .select(['e.recipient_uuid', 'e.sealed_recipient', 'r.uuid'])
    .where('d.id', '=', delivery)
    .executeTakeFirst();
  if (!row) throw new WebhookError('unknown-delivery');
  if (hook.status === 'off') throw new WebhookError('webhook-off');
  if (row.recipient_uuid !== null && row.uuid === null && row.sealed_recipient === null) {
    throw new WebhookError('delivery-gone');
  }
  await d.storage.db
    .updateTable('webhook_deliveries')
    .set({ status: 'pending', code: null, next_at: d.clock(), leased_until: null, round: row.tries.length })
    .where('id', '=', delivery)
    .execute();
  return one(d, id, delivery);
}

/** Sends a message that tells nothing. */
export async function test(d: Deps, workspaceId: string, id: string): Promise<Delivery> {
  const hook = await find(d, workspaceId, id);
  if (hook.status === 'off') throw new WebhookError('webhook-off');
  const event = randomUUID();
  const delivery = randomUUID();
  const now = d.clock();
  await d.storage.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('webhook_events')
      .values({ id: event, notice: null, workspace_id: workspaceId, type: TEST, fields: [], at: now })
      .execute();
    await trx
      .insertInto('webhook_deliveries')
      .values({ id: delivery, webhook_id: id, event_id: event, status: 'pending', next_at: now, created_at: now })
      .execute();
  });
  return one(d, id, delivery);
}

async function one(d: Deps, webhookId: string, id: string): Promise<Delivery> {
  const row = await deliveries(d, webhookId).where('d.id', '=', id).executeTakeFirst();
  if (!row) throw new WebhookError('unknown-delivery');
  return show(row);
}

const show = (row: Row): Delivery => ({
  id: row.id,
  message: row.event_id,
  type: row.type as Delivery['type'],
  status: row.status,
  ...(row.code === null ? {} : { code: row.code }),
  tries: row.tries as Delivery['tries'],
  ...(row.next_at ? { nextAt: row.next_at.toISOString() } : {}),
  createdAt: row.created_at.toISOString(),
});
