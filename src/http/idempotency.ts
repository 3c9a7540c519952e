/**
 * `Idempotency-Key`: the same key and body give the same answer and one effect, also when both arrive at once; the same
 * key with another body is refused. Whoever claims the key's row first runs; the others wait for its answer. A claim is
 * renewed while its request runs, so that one whose process died can be taken over. Answers rest sealed under the
 * workspace's key, and times are the database's.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { hmac, type Storage, seal, unseal } from '../storage/index.ts';
import type { Answer } from './answer.ts';
import { Problem } from './problems.ts';

export const DAY_SECONDS = 86_400;
const RENEW_MS = 5_000;
const STALE_SECONDS = 20;
const ASK_AGAIN_MS = 100;
const WAIT_MS = 120_000;
const SHAPE = /^[\x21-\x7e]{1,255}$/;

const NOW = sql<Date>`now()`;
const olderThan = (seconds: number) => sql<boolean>`created_at < now() - make_interval(secs => ${seconds})`;

/** Had no effect, or one that a second try completes: not kept, so that trying again is trying again. */
const passing = (status: number): boolean => status >= 500 || [408, 413, 415, 429].includes(status);

export interface Claim {
  readonly workspaceId: string;
  /** As sent. */
  readonly key: string;
  readonly rememberSeconds: number;
  /** Of method, address and body; may be known only once the body has arrived. */
  readonly fingerprint: () => Promise<Buffer>;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal;
}

export interface Remembered {
  readonly answer: Answer;
  readonly replayed: boolean;
}

/** Runs `work` once for a key. `work` answers problems too; it throws only where there is nobody to answer. */
export async function once(storage: Storage, claim: Claim, work: () => Promise<Answer>): Promise<Remembered> {
  if (!SHAPE.test(claim.key)) throw new Problem('idempotency-key-shape');
  const { db } = storage;
  const secret = await storage.keys.workspace(claim.workspaceId);
  const keyHash = hmac(secret, 'idempotency-key', claim.key);
  const bound = `idempotency:${keyHash.toString('hex')}`;
  const fingerprint = async () => hmac(secret, 'idempotency-request', await claim.fingerprint());
  const ours = sql<boolean>`workspace_id = ${claim.workspaceId} and key_hash = ${keyHash}`;
  const update = () => db.updateTable('idempotency').where(ours);
  const renew = () => update().set({ created_at: NOW }).where('status', 'is', null);
  const forget = () => db.deleteFrom('idempotency').where(ours);

  /** True for one caller alone, until the claim is answered, given up or stale. */
  async function takeKey(): Promise<boolean> {
    const inserted = await db
      .insertInto('idempotency')
      .values({
        workspace_id: claim.workspaceId,
        key_hash: keyHash,
        request_hash: Buffer.alloc(0),
        status: null,
        sealed_answer: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key_hash')
      .executeTakeFirst();
    if (inserted) return true;
    const taken = await renew().where(olderThan(STALE_SECONDS)).returning('key_hash').executeTakeFirst();
    return taken !== undefined;
  }

  async function run(): Promise<Remembered> {
    const beat = setInterval(
      () =>
        void renew()
          .execute()
          .catch(() => {}),
      RENEW_MS,
    ).unref();
    try {
      const answer = await work();
      if (passing(answer.status)) {
        await forget().where('status', 'is', null).execute();
        return { answer, replayed: false };
      }
      const requestHash = await fingerprint();
      await update()
        .set({
          status: answer.status,
          request_hash: requestHash,
          sealed_answer: seal(secret, JSON.stringify(answer), bound),
          // What must not rest for a day is dated back.
          created_at: sql<Date>`now() - make_interval(secs => ${DAY_SECONDS - claim.rememberSeconds})`,
        })
        .execute();
      return { answer, replayed: false };
    } catch (error) {
      await forget()
        .where('status', 'is', null)
        .execute()
        .catch(() => {});
      throw error;
    } finally {
      clearInterval(beat);
    }
  }

  const end = performance.now() + WAIT_MS;
  for (;;) {
    if (await takeKey()) return run();
    await forget().where(olderThan(DAY_SECONDS)).execute();
    const found = await db
      .selectFrom('idempotency')
      .select(['status', 'request_hash', 'sealed_answer'])
      .where(ours)
      .executeTakeFirst();
    if (found && found.status !== null && found.sealed_answer) {
      if (!(await fingerprint()).equals(found.request_hash)) throw new Problem('idempotency-key-reused');
      const answer = JSON.parse(unseal(secret, found.sealed_answer, bound).toString()) as Answer;
      return { answer, replayed: true };
    } else if (found) {
      if (performance.now() > end) throw new Problem('idempotency-in-progress', { headers: { 'Retry-After': '5' } });
      await sleep(ASK_AGAIN_MS, undefined, { signal: claim.signal });
    }
  }
}

/** Forgets answers that are a day old; answers how many. */
export async function sweepAnswers(storage: Storage): Promise<number> {
  const gone = await storage.db.deleteFrom('idempotency').where(olderThan(DAY_SECONDS)).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
