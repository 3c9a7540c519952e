/** Notices of other rooms become events, and a delivery for every webhook that wants to be told. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { noticeKeyId } from '../storage/index.ts';
import type { Deps } from './deps.ts';
import { isEventType } from './events.ts';

/** A notice as the outbox hands it over: ids and field keys. */
export interface TakenNotice {
  readonly id: string;
  readonly topic: string;
  readonly workspaceId: string;
  readonly campaignId: string | undefined;
  readonly recipientUuid: string | undefined;
  readonly fields: readonly string[];
  readonly code: string | undefined;
  /** Of somebody erased: their id, sealed under `notice:<recipientUuid>`. */
  readonly sealedRecipient: Buffer | undefined;
  readonly at: Date;
}

/** Safe to call twice for one notice. Answers whether somebody will be told. */
export async function take(d: Deps, notice: TakenNotice): Promise<boolean> {
  if (!isEventType(notice.topic)) return false;
  const { db } = d.storage;
  const hooks = await db
    .selectFrom('webhooks')
    .select('id')
    .where('workspace_id', '=', notice.workspaceId)
    .where('status', '=', 'on')
    .where(sql<boolean>`${notice.topic} = any(events)`)
    .execute();
  if (hooks.length === 0 || !(await isToTell(d, notice))) {
    if (notice.sealedRecipient && notice.recipientUuid) await forget(d, [notice.recipientUuid]);
    return false;
  }
  const id = randomUUID();
  const now = d.clock();
  return db.transaction().execute(async (trx) => {
    const made = await trx
      .insertInto('webhook_events')
      .values({
        id,
        notice: notice.id,
        workspace_id: notice.workspaceId,
        type: notice.topic,
        campaign_id: notice.campaignId ?? null,
        recipient_uuid: notice.recipientUuid ?? null,
        sealed_recipient: notice.sealedRecipient ?? null,
        fields: [...notice.fields],
        code: notice.code ?? null,
        at: notice.at,
      })
      .onConflict((conflict) => conflict.column('notice').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) return false;
    await trx
      .insertInto('webhook_deliveries')
      .values(
        hooks.map((hook) => ({
          id: randomUUID(),
          webhook_id: hook.id,
          event_id: id,
          status: 'pending' as const,
          next_at: now,
          created_at: now,
        })),
      )
      .execute();
    return true;
  });
}

/** Previews and test recipients are nobody: nothing is told of them. */
async function isToTell(d: Deps, { recipientUuid, sealedRecipient }: TakenNotice): Promise<boolean> {
  if (recipientUuid === undefined || sealedRecipient) return true;
  const row = await d.storage.db
    .selectFrom('recipients')
    .select('preview')
    .where('uuid', '=', recipientUuid)
    .executeTakeFirst();
  return row !== undefined && !row.preview;
}

/** Destroys what opens the ids of people who were erased. */
const forget = (d: Deps, uuids: readonly string[]): Promise<void> => d.storage.keys.destroy(uuids.map(noticeKeyId));

/** Events of people who were erased, about which nobody waits to be told any more: their ids become unreadable. */
export async function forgetTold(d: Deps): Promise<void> {
  const told = await d.storage.db
    .updateTable('webhook_events')
    .set({ sealed_recipient: null })
    .where('sealed_recipient', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('webhook_deliveries')
            .select('webhook_deliveries.id')
            .whereRef('event_id', '=', 'webhook_events.id')
            .where('status', '=', 'pending'),
        ),
      ),
    )
    .returning('recipient_uuid')
    .execute();
  await forget(
    d,
    told.flatMap((event) => event.recipient_uuid ?? []),
  );
}

const KEPT_MS = 30 * 86_400_000;

/** Forgets events, and how they were delivered, after thirty days; and secrets that no longer sign. */
export async function prune(d: Pick<Deps, 'storage' | 'clock'>): Promise<void> {
  const now = d.clock();
  await d.storage.db
    .updateTable('webhooks')
    .set({ sealed_secret_before: null, secret_before_until: null })
    .where('secret_before_until', '<=', now)
    .execute();
  const old = new Date(now.getTime() - KEPT_MS);
  await d.storage.db.deleteFrom('webhook_events').where('at', '<', old).execute();
}
