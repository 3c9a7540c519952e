import { randomUUID } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeSegments } from '../../src/render/make.ts';
import { type Plan, picturesOf, planVideo } from '../../src/render/plan.ts';
import { Segments, type Shelf } from '../../src/render/segments.ts';
import { Demand } from '../../src/render/studio.ts';
import { atEnd } from '../support/at-end.ts';
import { openShelves } from './shelves.ts';
import { movingBoxes, testStudio } from './support.ts';

const studio = await testStudio(2);
const shelves = await openShelves();
const { storage, segments } = shelves;
const never = new AbortController().signal;

const planned = (label: string, key: Buffer): { set: ReturnType<typeof movingBoxes>; plan: Plan } => {
  const set = movingBoxes({ scenes: 1, frames: 14, moving: 9, label });
  return { set, plan: planVideo(set, [], { cacheKey: key, builds: [] }) };
};
const make = (label: string, shelf: Shelf) =>
  makeSegments({
    ...{ ...planned(label, shelf.key), studio, demand: new Demand(true), shelf, signal: never },
    opaque: async () => new Map(),
    onTrouble: (error) => {
      throw error;
    },
  });

/** Draws nothing: what is kept is `bytes`. */
async function keep(shelf: Shelf, o: { address: string; personal: boolean }, bytes = Buffer.from('a segment')) {
  const claim = await shelf.claim(o, 0);
  if (claim.state === 'mine') await claim.keep(bytes);
  return claim.id;
}
const claimed = async (video: string) =>
  (await storage.db.selectFrom('video_segments').selectAll().where('video_id', '=', video).execute()).length;

test('two who need the same segment at the same time draw it once, also from different workers', async () => {
  const { video } = await shelves.workspace();
  const other = new Segments(storage);
  atEnd(() => other.close());
  const rows = [await video(), await video(other), await video(), await video(other)];
  const made = await Promise.all(rows.map(({ shelf }) => make('once', shelf)));
  const { plan } = planned('once', rows[0]?.shelf.key as Buffer);
  expect(made.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(picturesOf(plan.segments));
  for (const one of made) expect(one.segments).toEqual(made[0]?.segments);
});

test('whoever is first has it, the others are told to wait, and hear when it is there', async () => {
  const { video } = await shelves.workspace();
  const [first, second] = [await video(), await video()];
  const what = { address: randomUUID(), personal: false };
  const mine = await first.shelf.claim(what, 0);
  expect(mine.state).toBe('mine');
  expect(await second.shelf.find(what, 0)).toBeUndefined();
  expect(await second.shelf.claim(what, 0)).toMatchObject({ state: 'drawn-elsewhere', id: mine.id });
  expect(await segments.shown(second.id, 0)).toBeUndefined();
  const heard = segments.changed(mine.id, 600_000, never);
  if (mine.state === 'mine') await mine.keep(Buffer.from('here'));
  await heard;
  expect((await second.shelf.read(mine.id))?.toString()).toBe('here');
  expect((await segments.shown(second.id, 0))?.toString()).toBe('here');
  expect(await second.shelf.claim(what, 0)).toMatchObject({ state: 'ready', id: mine.id });
});

test('what is left by whoever drew it is drawn by whoever waits', async () => {
  const { video } = await shelves.workspace();
  const [first, second] = [await video(), await video()];
  const address = planned('left', first.shelf.key).plan.segments[0]?.address;
  const claim = await first.shelf.claim({ address, personal: false }, 0);
  const waiting = make('left', second.shelf);
  await expect.poll(() => claimed(second.id)).toBe(1);
  if (claim.state === 'mine') await claim.leave();
  expect((await waiting).drawn).toBe(10);
});

test('a process that dies while it draws leaves nobody waiting', async () => {
  const { id: workspaceId, video } = await shelves.workspace();
  const [dead, living] = [await video(), await video()];
  const address = planned('dead', dead.shelf.key).plan.segments[0]?.address ?? '';
  await shelves.deadDrawer({ workspaceId, video: dead.id, address });
  const waiting = make('dead', living.shelf);
  await expect.poll(() => claimed(living.id)).toBe(1);
  await shelves.ageLeases();
  expect((await waiting).drawn).toBe(10);
});

test('whoever lost the lease keeps nothing, and takes nothing from whoever has it now', async () => {
  const { video } = await shelves.workspace();
  const [slow, quick] = [await video(), await video()];
  const what = { address: randomUUID(), personal: false };
  const late = await slow.shelf.claim(what, 0);
  await shelves.ageLeases();
  const now = await quick.shelf.claim(what, 0);
  expect([late.state, now.state, now.id]).toEqual(['mine', 'mine', late.id]);
  const before = await shelves.files();
  if (late.state === 'mine') await late.keep(Buffer.from('late'));
  expect(await shelves.files()).toEqual(before);
  expect(await quick.shelf.find(what, 0)).toBeUndefined();
  if (now.state === 'mine') await now.keep(Buffer.from('now'));
  if (late.state === 'mine') await late.leave();
  expect((await quick.shelf.read(now.id))?.toString()).toBe('now');
});

test('what was used longest ago goes first, until what is left fits; leases nobody holds go too', async () => {
  const { video } = await shelves.workspace();
  const { shelf } = await video();
  await segments.sweep(0);
  const ids: string[] = [];
  for (let index = 0; index < 4; index += 1) ids.push(await keep(shelf, { address: randomUUID(), personal: false }));
  for (const [index, id] of ids.entries())
    await sql`update segments set used_at = now() - ${index + 1} * interval '1 day' where id = ${id}`.execute(
      storage.db,
    );
  // Read today: no longer the oldest.
  await shelf.read(ids[3] as string);
  const [{ bytes = '0' } = {}] = await shelves.ready();
  const dead = await shelf.claim({ address: randomUUID(), personal: false }, 1);
  const held = await shelf.claim({ address: randomUUID(), personal: false }, 2);
  await sql`update segments set lease_until = now() - interval '2 hours' where id = ${dead.id}`.execute(storage.db);
  expect(await segments.sweep(2 * Number(bytes))).toBe(3);
  const left = await shelves.rows();
  expect(left.map(({ id }) => id).sort()).toEqual([ids[0], ids[3], held.id].sort());
  expect(await shelves.keys()).toEqual([ids[0], ids[3]].sort());
  for (const claim of [dead, held]) if (claim.state === 'mine') await claim.leave();
});

test('a personal segment goes in the very transaction that takes the last video showing it; a shared one stays', async () => {
  const { video } = await shelves.workspace();
  const [one, two] = [await video(), await video()];
  const personal = { address: randomUUID(), personal: true };
  const shared = { address: randomUUID(), personal: false };
  const ids = { personal: await keep(one.shelf, personal), shared: await keep(one.shelf, shared) };
  await one.shelf.claim(personal, 1);
  await one.shelf.claim(shared, 0);
  await two.shelf.find(personal, 0);
  const file = (await shelves.rows()).find(({ id }) => id === ids.personal)?.file;
  const there = async () => {
    const rows = (await shelves.rows()).map(({ id }) => id);
    return {
      row: rows.includes(ids.personal),
      key: (await shelves.keys()).includes(ids.personal),
      buried: (await shelves.buried()).includes(file ?? ''),
    };
  };
  await storage.db.deleteFrom('videos').where('id', '=', one.id).execute();
  expect(await there()).toEqual({ row: true, key: true, buried: false });
  const undone = storage.db.transaction().execute(async (trx) => {
    await trx.deleteFrom('videos').where('id', '=', two.id).execute();
    const inside = await trx.selectFrom('segments').select('id').where('id', '=', ids.personal).execute();
    const key = await trx.selectFrom('keys.wrapped').select('id').where('id', '=', `segment:${ids.personal}`).execute();
    const grave = await trx
      .selectFrom('tombstones')
      .select('file')
      .where('file', '=', file ?? '')
      .execute();
    expect([inside.length, key.length, grave.length]).toEqual([0, 0, 1]);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await there()).toEqual({ row: true, key: true, buried: false });
  await storage.db.deleteFrom('videos').where('id', '=', two.id).execute();
  expect(await there()).toEqual({ row: false, key: false, buried: true });
  expect((await shelves.rows()).map(({ id }) => id)).toContain(ids.shared);
});

test('a video that is gone claims nothing, and what is drawn for it meanwhile is not kept', async () => {
  const { video } = await shelves.workspace();
  const { id, shelf } = await video();
  const what = { address: randomUUID(), personal: true };
  const claim = await shelf.claim(what, 0);
  await storage.db.deleteFrom('videos').where('id', '=', id).execute();
  const before = await shelves.files();
  if (claim.state === 'mine') await claim.keep(Buffer.from('too late'));
  expect(await shelves.files()).toEqual(before);
  expect(await shelves.keys()).not.toContain(claim.id);
  await expect(shelf.claim(what, 0)).rejects.toThrow();
  expect((await shelves.rows()).filter(({ address }) => address === what.address)).toEqual([]);
});

test('a segment that is kept, or being drawn, is known to its own workspace alone', async () => {
  const [mine, other] = [await shelves.workspace(), await shelves.workspace()];
  const { shelf } = await mine.video();
  const [kept, drawing] = [randomUUID(), randomUUID()];
  await keep(shelf, { address: kept, personal: false });
  await shelf.claim({ address: drawing, personal: true }, 1);
  const held = (workspace: string) =>
    Promise.all([kept, drawing, randomUUID()].map((address) => segments.holds(workspace, address)));
  expect(await held(mine.id)).toEqual([true, true, false]);
  expect(await held(other.id)).toEqual([false, false, false]);
});

test('a signal keeps nothing of the waits that are over', async () => {
  const { signal } = new AbortController();
  for (let time = 0; time < 3; time++) await segments.changed(randomUUID(), 1, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
