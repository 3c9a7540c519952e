/** How a person rests: what is kept, sealed under a key of its own generation, and what hangs on that key. */
import type { Selectable } from 'kysely';
import { bury, type DataKey, type Keys, recipientKeyId, seal, unseal } from '../storage/index.ts';
import type { RecipientsTable } from '../storage/tables.ts';
import type { Trx } from './transaction.ts';
import type { Consented, ConsentRecord, Entry, Kept, Verdict } from './types.ts';

export type RecipientRow = Selectable<RecipientsTable>;

/** What is sealed of a person. */
export interface Box {
  /** The campaign's purpose at import; it is fixed from its first row on. */
  readonly purpose: string;
  readonly kept: Consented<Kept>;
  /** Keyed hashes (hex) of the ids of all records that came with the person's rows, also of those not kept. */
  readonly seen: readonly string[];
  /** Fields that the viewer gave. No import takes them away. */
  readonly own?: readonly string[];
  /** What the viewer sent with forms. */
  readonly entries?: readonly Entry[];
  /** The sender's record for the purpose `measurement`, where there is one. It covers no field. */
  readonly measurement?: ConsentRecord;
}

const bound = (uuid: string, generation: number): string => `recipient:${uuid}:${generation}:kept`;

/** What a link's token is bound to where it rests; `src/delivery` seals it so. */
const linkBound = (hash: Buffer): string => `link:${hash.toString('hex')}`;

export const keyIdOf = (row: Pick<RecipientRow, 'uuid' | 'key_generation'>): string =>
  recipientKeyId(row.uuid, row.key_generation);

export const sealBox = (key: DataKey, uuid: string, generation: number, box: Box): Buffer =>
  seal(key, JSON.stringify(box), bound(uuid, generation));

export const openBox = (key: DataKey, row: Pick<RecipientRow, 'uuid' | 'key_generation' | 'sealed_kept'>): Box =>
  JSON.parse(unseal(key, row.sealed_kept, bound(row.uuid, row.key_generation)).toString()) as Box;

/** JSON with the keys of every object in order: equal values, equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Whether two rows may use the same values by the same records. Reasons of what is not there do not count. */
export const sameKept = (a: Kept, b: Kept): boolean =>
  canonical([a.values, a.records]) === canonical([b.values, b.records]);

/** When a person's row must be looked at again: the gate's answer changes, or something that was sent has had its time. */
export function changesAt(verdict: Pick<Verdict, 'changesAt'>, box: Pick<Box, 'entries'>): string | undefined {
  const times = [verdict.changesAt, ...(box.entries ?? []).map((one) => one.keptUntil)];
  return times.filter((at) => at !== undefined).sort()[0];
}

/** Takes away the videos drawn for people, their files too. Answers the ids by person. */
export async function forgetVideos(trx: Trx, uuids: readonly string[]): Promise<Map<string, string[]>> {
  const gone = new Map<string, string[]>(uuids.map((uuid) => [uuid, []]));
  if (uuids.length === 0) return gone;
  const rows = await trx
    .deleteFrom('videos')
    .where('recipient_uuid', 'in', uuids)
    .returning(['id', 'recipient_uuid', 'file'])
    .execute();
  for (const row of rows) gone.get(row.recipient_uuid as string)?.push(row.id);
  await bury(
    trx,
    rows.flatMap(({ file }) => file ?? []),
  );
  return gone;
}

/** Seals the tokens of people's links under their new keys, so that the links can be shown again. */
export async function carryLinks(
  trx: Trx,
  moves: ReadonlyMap<string, { readonly from: DataKey; readonly to: DataKey }>,
): Promise<void> {
  if (moves.size === 0) return;
  const links = await trx
    .selectFrom('links')
    .select(['hash', 'recipient_uuid', 'sealed_token'])
    .where('recipient_uuid', 'in', [...moves.keys()])
    .where('sealed_token', 'is not', null)
    .execute();
  for (const { hash, recipient_uuid, sealed_token } of links) {
    const move = moves.get(recipient_uuid as string);
    const token = move && sealed_token && tokenOf(move.from, sealed_token, hash);
    if (!token) continue;
    await trx
      .updateTable('links')
      .set({ sealed_token: seal(move.to, token, linkBound(hash)) })
      .where('hash', '=', hash)
      .execute();
  }
}

/** A token from before an earlier change of keys no longer opens; its link goes on working all the same. */
function tokenOf(key: DataKey, sealed: Buffer, hash: Buffer): Buffer | undefined {
  try {
    return unseal(key, sealed, linkBound(hash));
  } catch {
    return undefined;
  }
}

/**
 * Seals a person anew under a new key and destroys the old one: what is no longer in the box is gone from every copy.
 * The videos go too. Answers their ids.
 */
export async function reseal(
  trx: Trx,
  keys: Keys,
  row: RecipientRow,
  oldKey: DataKey,
  next: { readonly box: Box; readonly changesAt: string | undefined; readonly now: Date },
): Promise<string[]> {
  const generation = row.key_generation + 1;
  const key = await keys.create(recipientKeyId(row.uuid, generation), trx);
  await carryLinks(trx, new Map([[row.uuid, { from: oldKey, to: key }]]));
  await trx
    .updateTable('recipients')
    .set({
      sealed_kept: sealBox(key, row.uuid, generation, next.box),
      key_generation: generation,
      changes_at: next.changesAt ?? null,
    })
    .where('uuid', '=', row.uuid)
    .execute();
  await keys.destroy([keyIdOf(row)], trx);
  return replan(trx, row.uuid, next.now);
}

/**
 * What was drawn for a person no longer fits: it goes, and the person waits for a new video, unless left out of the
 * campaign. Answers the ids.
 */
export async function replan(trx: Trx, uuid: string, now: Date): Promise<string[]> {
  const gone = await forgetVideos(trx, [uuid]);
  await trx
    .updateTable('recipients')
    .set({ status: 'planned', code: null, progress: 0, updated_at: now })
    .where('uuid', '=', uuid)
    .where('status', '!=', 'excluded')
    .execute();
  return gone.get(uuid) ?? [];
}

/** Takes people out of the database: rows, keys, sessions, videos and their files. Of a link, hash and campaign stay. */
export async function removeRows(
  trx: Trx,
  keys: Keys,
  rows: readonly RecipientRow[],
  now: Date,
): Promise<Map<string, string[]>> {
  const uuids = rows.map((row) => row.uuid);
  if (uuids.length === 0) return new Map();
  const videos = await forgetVideos(trx, uuids);
  await trx.deleteFrom('sessions').where('recipient_uuid', 'in', uuids).execute();
  await trx
    .updateTable('links')
    .set({ recipient_uuid: null, sealed_token: null, ended_at: now })
    .where('recipient_uuid', 'in', uuids)
    .execute();
  await trx.deleteFrom('recipients').where('uuid', 'in', uuids).execute();
  await keys.destroy(rows.map(keyIdOf), trx);
  return videos;
}

/** Destroys keys of every generation: after an old copy was restored, a row no longer says which was the last. */
export async function destroyGenerations(trx: Trx, uuids: readonly string[]): Promise<void> {
  for (const uuid of uuids) {
    await trx.deleteFrom('keys.wrapped').where('id', 'like', recipientKeyId(uuid, 0).replace(/0$/, '%')).execute();
  }
}
