/**
 * Segments kept for whoever needs the same pictures: found by address, drawn by one while others wait, sealed each under
 * a key of its own. What is missing or damaged is not there; it is drawn again.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Listener, type Storage, seal, segmentKeyId, unseal } from '../storage/index.ts';
import type { Segment } from './plan.ts';

/** Tells, with the id of a video or of a segment, that there is something new of it. */
export const SEGMENT_CHANNEL = 'candor_segment';

const LEASE_MS = 15_000;
/** Renewed three times a lease. */
const RENEW_MS = LEASE_MS / 3;
/** How often somebody who waits asks, should a notification be lost. */
const ASK_MS = 1000;
/** How exactly the last use is known. */
const USE_MS = 600_000;

export type Claim =
  | { readonly state: 'ready'; readonly id: string }
  /** Somebody else is drawing it. */
  | { readonly state: 'drawn-elsewhere'; readonly id: string }
  /** The caller draws it, and says `keep` or `leave`. */
  | { readonly state: 'mine'; readonly id: string; keep(bytes: Buffer): Promise<void>; leave(): Promise<void> };

/** The kept segments, for one video: what it takes or makes is noted as shown by it. */
export interface Shelf {
  /** Key under which addresses are made. */
  readonly key: Buffer;
  /** The id of a segment that is ready; noted as shown at `place`. */
  find(segment: Pick<Segment, 'address'>, place: number): Promise<string | undefined>;
  /** Throws where the video's row is gone. */
  claim(segment: Pick<Segment, 'address' | 'personal'>, place: number): Promise<Claim>;
  /** The bytes, or undefined when it must be drawn. */
  read(id: string): Promise<Buffer | undefined>;
  /** Waits until something happens to the segment, a second at most. */
  changed(id: string, signal: AbortSignal): Promise<void>;
}

export class Segments {
  readonly #storage: Storage;
  readonly #listener: Listener;
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#listener = new Listener(storage.databaseUrl, {
      [SEGMENT_CHANNEL]: (id) => {
        for (const wake of this.#waiting.get(id) ?? []) wake();
      },
    });
  }

  close(): Promise<void> {
    return this.#listener.close();
  }

  /** `video`: id of its row. */
  shelf(o: { workspaceId: string; video: string; key: Buffer }): Shelf {
    return {
      key: o.key,
      find: ({ address }, place) => this.#find(o, address, place),
      claim: (segment, place) => this.#claim(o, segment, place),
      read: (id) => this.#read(id),
      changed: (id, signal) => this.changed(id, ASK_MS, signal),
    };
  }

  /** Whether the segment is kept, or somebody is drawing it. */
  async holds(workspaceId: string, address: string): Promise<boolean> {
    const row = await this.#storage.db
      .selectFrom('segments')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('address', '=', address)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** What `video` shows at `place`, once it is drawn. */
  async shown(video: string, place: number): Promise<Buffer | undefined> {
    const row = await this.#storage.db
      .selectFrom('video_segments')
      .innerJoin('segments', 'segments.id', 'video_segments.segment_id')
      .select('segments.id')
      .where('video_id', '=', video)
      .where('place', '=', place)
      .where('segments.status', '=', 'ready')
      .executeTakeFirst();
    return row && this.#read(row.id);
  }

  /** Waits until something is told of a segment, or of a video, or `ms` have passed. */
  async changed(id: string, ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const known = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, known.add(resolve));
    const timer = setTimeout(resolve, ms);
    const leave = () => resolve();
    signal.addEventListener('abort', leave, { once: true });
    await promise;
    clearTimeout(timer);
    // A signal outlives many waits.
    signal.removeEventListener('abort', leave);
    known.delete(resolve);
    if (known.size === 0) this.#waiting.delete(id);
  }

  /** Takes away what was used longest ago until `maxBytes` are left, and leases nobody holds. Answers how many went. */
  async sweep(maxBytes: number): Promise<number> {
    const { rows } = await sql<{ id: string }>`
      delete from segments where id in (
        select id from (
          select id, sum(bytes) over (order by used_at desc, id) as kept from segments where status = 'ready'
        ) as ready where kept > ${maxBytes}
        union all
        select id from segments where status = 'drawing' and lease_until < now() - interval '1 hour'
      ) returning id`.execute(this.#storage.db);
    return rows.length;
  }

  async #find(
    o: { workspaceId: string; video: string },
    address: string | undefined,
    place: number,
  ): Promise<string | undefined> {
    const { rows } = await sql<{ segment_id: string }>`
      insert into video_segments (video_id, place, segment_id)
      select ${o.video}, ${place}, id from segments
        where workspace_id = ${o.workspaceId} and address = ${address ?? null} and status = 'ready'
      on conflict (video_id, place) do update set segment_id = excluded.segment_id
      returning segment_id`.execute(this.#storage.db);
    const id = rows[0]?.segment_id;
    if (id !== undefined) await this.#tell(o.video);
    return id;
  }

  async #claim(
    o: { workspaceId: string; video: string },
    { address, personal }: Pick<Segment, 'address' | 'personal'>,
    place: number,
  ): Promise<Claim> {
    if (!address) throw new Error('a segment without an address is not kept');
    const drawer = randomUUID();
    const { id, status, mine } = await this.#storage.db.transaction().execute(async (trx) => {
      const taken = await sql<{ id: string }>`
        insert into segments (id, workspace_id, address, personal, status, drawer, lease_until, used_at)
        values (${randomUUID()}, ${o.workspaceId}, ${address}, ${personal}, 'drawing', ${drawer},
                now() + ${LEASE_MS} * interval '1 millisecond', now())
        on conflict (workspace_id, address) do update
          set drawer = excluded.drawer, lease_until = excluded.lease_until
          where segments.status = 'drawing' and segments.lease_until < now()
        returning id`.execute(trx);
      const own = taken.rows[0];
      const found = own
        ? { id: own.id, status: 'drawing' as const }
        : await trx
            .selectFrom('segments')
            .select(['id', 'status'])
            .where('workspace_id', '=', o.workspaceId)
            .where('address', '=', address)
            .forShare()
            .executeTakeFirstOrThrow();
      await trx
        .insertInto('video_segments')
        .values({ video_id: o.video, place, segment_id: found.id })
        .onConflict((conflict) => conflict.columns(['video_id', 'place']).doUpdateSet({ segment_id: found.id }))
        .execute();
      return { ...found, mine: own !== undefined };
    });
    if (!mine) {
      if (status === 'ready') await this.#tell(o.video);
      return { state: status === 'ready' ? 'ready' : 'drawn-elsewhere', id };
    }
    const renewing = setInterval(() => void this.#renew(id, drawer), RENEW_MS);
    return {
      state: 'mine',
      id,
      keep: async (bytes) => {
        clearInterval(renewing);
        await this.#keep(id, drawer, bytes);
        await this.#tell(o.video);
      },
      leave: async () => {
        clearInterval(renewing);
        await this.#storage.db
          .updateTable('segments')
          .set({ lease_until: sql<Date>`now()` })
          .where('id', '=', id)
          .where('drawer', '=', drawer)
          .where('status', '=', 'drawing')
          .execute();
        await this.#tell(id);
      },
    };
  }

  async #renew(id: string, drawer: string): Promise<void> {
    await this.#storage.db
      .updateTable('segments')
      .set({ lease_until: sql<Date>`now() + ${LEASE_MS} * interval '1 millisecond'` })
      .where('id', '=', id)
      .where('drawer', '=', drawer)
      .execute()
      .catch(() => {});
  }

  /** File first, then row and key: a row that says ready has both. Whoever lost the lease keeps nothing. */
  async #keep(id: string, drawer: string, bytes: Buffer): Promise<void> {
    const { db, files, keys } = this.#storage;
    const file = `segments/${drawer.slice(0, 2)}/${drawer}`;
    const keyId = segmentKeyId(id);
    const kept = await db
      .transaction()
      .execute(async (trx) => {
        const key = await keys.create(keyId, trx);
        const box = seal(key, bytes, keyId);
        await files.put(file, box);
        const row = await trx
          .updateTable('segments')
          .set({ status: 'ready', file, bytes: String(box.length), drawer: null, used_at: sql<Date>`now()` })
          .where('id', '=', id)
          .where('drawer', '=', drawer)
          .where('status', '=', 'drawing')
          .returning('id')
          .executeTakeFirst();
        if (!row) throw new LostLease();
      })
      .then(
        () => true,
        async (error: unknown) => {
          await files.delete(file).catch(() => {});
          if (error instanceof LostLease) return false;
          throw error;
        },
      );
    if (kept) await this.#tell(id);
  }

  async #read(id: string): Promise<Buffer | undefined> {
    const { db, files, keys } = this.#storage;
    const row = await db
      .selectFrom('segments')
      .select(['file', 'used_at'])
      .where('id', '=', id)
      .where('status', '=', 'ready')
      .executeTakeFirst();
    if (!row?.file) return undefined;
    try {
      const key = await keys.find(segmentKeyId(id));
      if (!key) throw new Error('the key of a segment is gone');
      const chunks: Buffer[] = [];
      for await (const chunk of await files.get(row.file)) chunks.push(chunk as Buffer);
      const bytes = unseal(key, Buffer.concat(chunks), segmentKeyId(id));
      if (row.used_at.getTime() < Date.now() - USE_MS)
        await db.updateTable('segments').set({ used_at: sql<Date>`now()` }).where('id', '=', id).execute();
      return bytes;
    } catch {
      // Damaged or lost. Taken away whole, so that the next who asks draws it.
      await db.deleteFrom('segments').where('id', '=', id).where('file', '=', row.file).execute();
      return undefined;
    }
  }

  #tell = (id: string) => sql`select pg_notify(${SEGMENT_CHANNEL}, ${id})`.execute(this.#storage.db);
}

class LostLease extends Error {}
