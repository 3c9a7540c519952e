/** Sessions: what "this is me" gives. At most twelve hours, never longer than the link, known by hash alone. */
import type { Kysely } from 'kysely';
import type { Database } from '../storage/tables.ts';
import type { Found } from './links.ts';
import { hashToken, isToken, newToken } from './tokens.ts';

type Live = Extract<Found, { ended: false }>;

export const SESSION_MS = 12 * 60 * 60 * 1000;

export interface OpenedSession {
  readonly session: string;
  readonly expiresAt: Date;
}

/** Opens a session and notes that the person's link was opened for the first time. */
export async function openSession(db: Kysely<Database>, link: Live, now: Date): Promise<OpenedSession> {
  const session = newToken();
  const expiresAt = new Date(Math.min(now.getTime() + SESSION_MS, link.endsAt.getTime()));
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('sessions').where('expires_at', '<=', now).execute();
    await trx
      .insertInto('sessions')
      .values({
        hash: hashToken(session),
        link_hash: link.linkHash,
        recipient_uuid: link.recipientUuid,
        expires_at: expiresAt,
      })
      .execute();
    await trx
      .updateTable('recipients')
      .set({ opened_at: now })
      .where('uuid', '=', link.recipientUuid)
      .where('opened_at', 'is', null)
      .execute();
  });
  return { session, expiresAt };
}

export const TRIES = 5;

/**
 * Takes one try at the sender's question from the link, before the answer is looked at, so that no number of requests at
 * once has more than five. Answers how many are left then; `undefined` where there was none.
 */
export async function takeTry(db: Kysely<Database>, link: Live): Promise<number | undefined> {
  const row = await db
    .updateTable('links')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('hash', '=', link.linkHash)
    .where('tries', '<', TRIES)
    .returning('tries')
    .executeTakeFirst();
  return row && TRIES - row.tries;
}

/** After the right answer there are five again. */
export async function giveTriesBack(db: Kysely<Database>, link: Live): Promise<void> {
  await db.updateTable('links').set({ tries: 0 }).where('hash', '=', link.linkHash).execute();
}

/** Whether a presented session is one of this link's, and still runs. */
export async function hasSession(db: Kysely<Database>, link: Live, session: string, now: Date): Promise<boolean> {
  if (!isToken(session)) return false;
  const row = await db
    .selectFrom('sessions')
    .select('hash')
    .where('hash', '=', hashToken(session))
    .where('link_hash', '=', link.linkHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}
