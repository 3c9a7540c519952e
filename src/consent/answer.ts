/** `confirm: "code"`: what a person answers to the sender's question, kept as a keyed hash. */
import { timingSafeEqual } from 'node:crypto';
import { type DataKey, hmac, type Storage } from '../storage/index.ts';

/** Capitals, spaces and hyphens do not matter: people write `AB-12 34` in many ways. */
const plain = (answer: string): string =>
  answer
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}.]/gu, '');

/** Bound to the person's row, so that equal answers of two people do not look equal. */
export const answerHash = (workspaceKey: DataKey, uuid: string, answer: string): Buffer =>
  hmac(workspaceKey, 'answer', uuid, plain(answer));

/** Whether it is this person's answer; never, where none was sent with their row. */
export async function isAnswer(storage: Storage, uuid: string, answer: string): Promise<boolean> {
  const row = await storage.db
    .selectFrom('recipients')
    .select(['workspace_id', 'answer_hash'])
    .where('uuid', '=', uuid)
    .executeTakeFirst();
  if (!row?.answer_hash) return false;
  return timingSafeEqual(row.answer_hash, answerHash(await storage.keys.workspace(row.workspace_id), uuid, answer));
}
