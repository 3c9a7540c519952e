/**
 * Data keys, wrapped under the master key, in the schema `keys` apart from what they open.
 * Destroying one ends every copy of what it sealed: rows, files, queued jobs and backups of the data schema.
 */
import { hkdfSync } from 'node:crypto';
import type { Kysely } from 'kysely';
import { StorageError } from './errors.ts';
import { type DataKey, newDataKey, seal, unseal } from './seal.ts';
import type { Database } from './tables.ts';

export const recipientKeyId = (uuid: string, generation: number): string => `recipient:${uuid}:${generation}`;
/** Opens the id of somebody erased, for as long as a webhook waits to be told of it. */
export const noticeKeyId = (uuid: string): string => `notice:${uuid}`;
export const segmentKeyId = (id: string): string => `segment:${id}`;
export const workspaceKeyId = (workspaceId: string): string => `workspace:${workspaceId}`;

const CHECK = 'check';

export class Keys {
  readonly #db: Kysely<Database>;
  readonly #master: DataKey;
  readonly #workspaces = new Map<string, DataKey>();

  constructor(db: Kysely<Database>, master: DataKey) {
    this.#db = db;
    this.#master = master;
  }

  /** Says at start whether the master key fits what is stored. Throws `master-key-wrong`. */
  async verify(): Promise<void> {
    const wrapped = seal(this.#master, CHECK, CHECK);
    await this.#db
      .insertInto('keys.wrapped')
      .values({ id: CHECK, wrapped })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    try {
      await this.find(CHECK);
    } catch (cause) {
      throw new StorageError('master-key-wrong', undefined, { cause });
    }
  }

  /** Makes and stores a key. Pass the transaction as `db` where the key belongs to a row written there. */
  async create(id: string, db: Kysely<Database> = this.#db): Promise<DataKey> {
    const made = await this.createMany([id], db);
    return made.get(id) as DataKey;
  }

  async createMany(ids: readonly string[], db: Kysely<Database> = this.#db): Promise<Map<string, DataKey>> {
    const made = new Map(ids.map((id) => [id, newDataKey()]));
    if (made.size > 0) {
      const rows = [...made].map(([id, key]) => ({ id, wrapped: seal(this.#master, key, id) }));
      await db.insertInto('keys.wrapped').values(rows).execute();
    }
    return made;
  }

  /** The key of that id, made by whoever asks first. */
  async ensure(id: string): Promise<DataKey> {
    return (await this.ensureMany([id])).get(id) as DataKey;
  }

  /** As {@link ensure}, for each. */
  async ensureMany(ids: readonly string[], db: Kysely<Database> = this.#db): Promise<Map<string, DataKey>> {
    if (ids.length === 0) return new Map();
    await db
      .insertInto('keys.wrapped')
      .values(ids.map((id) => ({ id, wrapped: seal(this.#master, newDataKey(), id) })))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    return this.findMany(ids, db);
  }

  /** The key, or `undefined` once it was destroyed. */
  async find(id: string, db: Kysely<Database> = this.#db): Promise<DataKey | undefined> {
    return (await this.findMany([id], db)).get(id);
  }

  async findMany(ids: readonly string[], db: Kysely<Database> = this.#db): Promise<Map<string, DataKey>> {
    if (ids.length === 0) return new Map();
    const rows = await db.selectFrom('keys.wrapped').select(['id', 'wrapped']).where('id', 'in', ids).execute();
    return new Map(rows.map((row) => [row.id, unseal(this.#master, row.wrapped, row.id)]));
  }

  async destroy(ids: readonly string[], db: Kysely<Database> = this.#db): Promise<void> {
    if (ids.length > 0) await db.deleteFrom('keys.wrapped').where('id', 'in', ids).execute();
  }

  /** A secret of 256 bits for one purpose, in base64url: the same at every start with the same master key (HKDF, RFC 5869). */
  derive(purpose: string): string {
    return Buffer.from(hkdfSync('sha256', this.#master, '', purpose, 32)).toString('base64url');
  }

  /** The workspace's key: for keyed hashes and for what is shared inside the workspace. */
  async workspace(workspaceId: string): Promise<DataKey> {
    const known = this.#workspaces.get(workspaceId);
    if (known) return known;
    const key = await this.find(workspaceKeyId(workspaceId));
    if (!key) throw new StorageError('seal-broken', 'this workspace has no key');
    this.#workspaces.set(workspaceId, key);
    return key;
  }
}
