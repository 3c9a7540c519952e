/**
 * Capability links. A token is looked up by its hash and rests sealed under its recipient's key, so that it can be
 * exported again and dies with that key. Of an ended link only hash and campaign stay.
 */
import type { Kysely } from 'kysely';
import { type DataKey, type Keys, recipientKeyId, seal, unseal } from '../storage/index.ts';
import type { Database, LinksTable } from '../storage/tables.ts';
import { hashToken, isToken, newToken } from './tokens.ts';

export type LinkKind = LinksTable['kind'];

/** What a token stands for. `ended`: there was such a link; nothing but its campaign is known any more. */
export type Found =
  | { readonly ended: true; readonly campaignId: string }
  | {
      readonly ended: false;
      readonly linkHash: Buffer;
      readonly recipientUuid: string;
      readonly campaignId: string;
      readonly endsAt: Date;
      /** Nobody's: a row that was only tried, or a test link. No count has it. */
      readonly preview: boolean;
      /** A link that a team sent itself; it says so. */
      readonly test: boolean;
      /** Somebody of the sender looks at a person's video through it. */
      readonly look?: { readonly withValues: boolean };
    };

interface Owner {
  readonly uuid: string;
  readonly campaign_id: string;
  readonly key_generation: number;
  readonly kept_until: Date;
}

const boundTo = (hash: Buffer): string => `link:${hash.toString('hex')}`;

/** Looks a token up. A link also ends with what it shows: at its recipient's `kept_until`, even where that moved nearer. */
export async function findLink(
  db: Kysely<Database>,
  token: string,
  kind: LinkKind,
  now: Date,
): Promise<Found | undefined> {
  if (!isToken(token)) return undefined;
  const row = await db
    .selectFrom('links')
    .leftJoin('recipients', 'recipients.uuid', 'links.recipient_uuid')
    .leftJoin('looks', 'looks.link_hash', 'links.hash')
    .select(['links.hash', 'links.campaign_id', 'links.expires_at', 'links.ended_at'])
    .select('looks.with_values')
    .select(['recipients.uuid', 'recipients.kept_until', 'recipients.preview', 'recipients.sealed_test_label'])
    .where('links.hash', '=', hashToken(token))
    .where('links.kind', '=', kind)
    .executeTakeFirst();
  if (!row) return undefined;
  const ends = [row.expires_at, row.ended_at, row.kept_until].filter((at) => at !== null).map((at) => at.getTime());
  const endsAt = new Date(Math.min(...ends));
  if (!row.uuid || endsAt <= now) return { ended: true, campaignId: row.campaign_id };
  return {
    ...{ ended: false, linkHash: row.hash, recipientUuid: row.uuid, campaignId: row.campaign_id, endsAt },
    preview: row.preview === true,
    test: row.sealed_test_label !== null,
    ...(kind === 'look' ? { look: { withValues: row.with_values === true } } : {}),
  };
}

/**
 * Each recipient's token of one kind, made where there is none yet. Recipients whose key is gone have no entry.
 * Two callers at once agree: the recipients' rows are locked while links are made.
 */
export async function tokensFor(
  db: Kysely<Database>,
  keys: Keys,
  uuids: readonly string[],
  kind: LinkKind,
  now: Date,
): Promise<Map<string, string>> {
  if (uuids.length === 0) return new Map();
  return db.transaction().execute(async (trx) => {
    const owners: Owner[] = await trx
      .selectFrom('recipients')
      .select(['uuid', 'campaign_id', 'key_generation', 'kept_until'])
      .where('uuid', 'in', uuids)
      .where('kept_until', '>', now)
      .orderBy('uuid')
      .forUpdate()
      .execute();
    const opened = await keys.findMany(owners.map(keyOf), trx);
    const tokens = await readTokens(trx, owners, opened, kind, now);
    const missing = owners.filter((owner) => !tokens.has(owner.uuid) && opened.has(keyOf(owner)));
    const rows = missing.map((owner) => {
      const token = newToken();
      const hash = hashToken(token);
      tokens.set(owner.uuid, token);
      return {
        hash,
        kind,
        campaign_id: owner.campaign_id,
        recipient_uuid: owner.uuid,
        sealed_token: seal(opened.get(keyOf(owner)) as DataKey, token, boundTo(hash)),
        expires_at: owner.kept_until,
        ended_at: null,
      };
    });
    if (rows.length > 0) await trx.insertInto('links').values(rows).execute();
    return tokens;
  });
}

const keyOf = (owner: Owner): string => recipientKeyId(owner.uuid, owner.key_generation);

async function readTokens(
  trx: Kysely<Database>,
  owners: readonly Owner[],
  opened: ReadonlyMap<string, DataKey>,
  kind: LinkKind,
  now: Date,
): Promise<Map<string, string>> {
  const keyByUuid = new Map(owners.map((owner) => [owner.uuid, opened.get(keyOf(owner))]));
  if (owners.length === 0) return new Map();
  const rows = await trx
    .selectFrom('links')
    .select(['hash', 'recipient_uuid', 'sealed_token'])
    .where('recipient_uuid', 'in', [...keyByUuid.keys()])
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at')
    .execute();
  const tokens = new Map<string, string>();
  for (const { hash, recipient_uuid, sealed_token } of rows) {
    const key = recipient_uuid ? keyByUuid.get(recipient_uuid) : undefined;
    if (key && recipient_uuid && sealed_token) {
      const token = openToken(key, sealed_token, hash);
      if (token) tokens.set(recipient_uuid, token);
    }
  }
  return tokens;
}

/** A token sealed under a key that is gone cannot be shown again; the link itself goes on working. */
function openToken(key: DataKey, sealed: Buffer, hash: Buffer): string | undefined {
  try {
    return unseal(key, sealed, boundTo(hash)).toString();
  } catch {
    return undefined;
  }
}

/** Ends every link of a recipient, and the sessions opened with them. */
export async function endLinks(db: Kysely<Database>, uuid: string, now: Date): Promise<void> {
  await db.deleteFrom('sessions').where('recipient_uuid', '=', uuid).execute();
  await db
    .updateTable('links')
    .set({ recipient_uuid: null, sealed_token: null, ended_at: now })
    .where('recipient_uuid', '=', uuid)
    .execute();
}
