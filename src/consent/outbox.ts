/** Notices to other rooms, written in the transaction of what they tell of. Ids and field keys only, never a value. */
import type { Kysely } from 'kysely';
import type { Database } from '../storage/tables.ts';
import { inTransaction } from './transaction.ts';

export const TOPICS = [
  'consent.withdrawn',
  'consent.disputed',
  'consent.expired',
  'consent.begun',
  'choice.changed',
  'recipient.replaced',
  'recipient.erased',
  'recipient.not-me',
  'recipient.unsubscribed',
  'recipient.gpc',
  'recipient.correction',
  'recipient.dropped',
  'video.ready',
  'video.failed',
  'campaign.completed',
] as const;
export type Topic = (typeof TOPICS)[number];

export interface Notice {
  readonly id: string;
  readonly topic: Topic;
  readonly workspaceId: string;
  readonly campaignId: string | undefined;
  /** Random uuid of the row; it may be gone by now. */
  readonly recipientUuid: string | undefined;
  /** Versions that were taken away; jobs of these ids have nothing left to draw. */
  readonly videos: readonly string[];
  /** Keys of the fields it is about; for `choice.changed` those that are off now. */
  readonly fields: readonly string[];
  /** Of a failure. */
  readonly code: string | undefined;
  /** The sender's id for somebody erased, sealed under the key `notice:<recipientUuid>`: no row tells it any more. */
  readonly sealedRecipient: Buffer | undefined;
  readonly at: Date;
}

interface Payload {
  readonly videos?: string[];
  readonly fields?: string[];
  readonly code?: string;
  readonly sealedRecipient?: string;
}

type Draft = Pick<Notice, 'topic' | 'workspaceId'> & Partial<Omit<Notice, 'id' | 'at'>>;

export async function announce(db: Kysely<Database>, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  await db
    .insertInto('outbox')
    .values(
      drafts.map((draft) => ({
        topic: draft.topic,
        workspace_id: draft.workspaceId,
        campaign_id: draft.campaignId ?? null,
        recipient_uuid: draft.recipientUuid ?? null,
        payload: JSON.stringify({
          videos: draft.videos ?? [],
          fields: draft.fields ?? [],
          code: draft.code,
          sealedRecipient: draft.sealedRecipient?.toString('base64'),
        }),
        done_at: null,
      })),
    )
    .execute();
}

/**
 * Hands open notices to `handle`, oldest first, and marks those done that it did not throw for; the others come again.
 * Several processes may read at once: each notice is with one of them. Answers how many were done and how many failed.
 */
export async function readOutbox(
  db: Kysely<Database>,
  handle: (notice: Notice) => Promise<void>,
  now: Date,
  limit = 100,
): Promise<{ done: number; failed: number }> {
  return inTransaction(db, async (trx) => {
    const rows = await trx
      .selectFrom('outbox')
      .selectAll()
      .where('done_at', 'is', null)
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    const done: string[] = [];
    for (const row of rows) {
      const { videos = [], fields = [], code, sealedRecipient } = row.payload as Payload;
      const notice: Notice = {
        id: row.id,
        topic: row.topic as Topic,
        workspaceId: row.workspace_id,
        campaignId: row.campaign_id ?? undefined,
        recipientUuid: row.recipient_uuid ?? undefined,
        videos,
        fields,
        code,
        sealedRecipient: sealedRecipient === undefined ? undefined : Buffer.from(sealedRecipient, 'base64'),
        at: row.created_at,
      };
      try {
        await handle(notice);
        done.push(row.id);
      } catch {
        // What failed stays open and comes again; the handler knows why, and says so itself.
      }
    }
    if (done.length > 0) await trx.updateTable('outbox').set({ done_at: now }).where('id', 'in', done).execute();
    return { done: done.length, failed: rows.length - done.length };
  });
}

const KEPT_MS = 86_400_000;

/** Forgets notices a day after they were done. */
export async function pruneOutbox(db: Kysely<Database>, now: Date): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where('done_at', '<', new Date(now.getTime() - KEPT_MS))
    .execute();
}
