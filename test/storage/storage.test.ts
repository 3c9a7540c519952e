import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKey, createWorkspace, findKey, listKeys, revokeKey } from '../../src/accounts/index.ts';
import {
  bury,
  hmac,
  openSealed,
  putSealed,
  recipientKeyId,
  seal,
  sweepTombstones,
  unseal,
} from '../../src/storage/index.ts';
import { Keys } from '../../src/storage/keys.ts';
import { readMasterKey } from '../../src/storage/master-key.ts';
import { testStorage } from '../support/storage.ts';

const storage = await testStorage();

test('a box opens only with its key, in its place, unchanged', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), fc.nat(), (bytes, place, at) => {
      const key = randomBytes(32);
      const box = seal(key, Buffer.from(bytes), place);
      expect(unseal(key, box, place)).toEqual(Buffer.from(bytes));
      expect(() => unseal(randomBytes(32), box, place)).toThrow('does not open');
      expect(() => unseal(key, box, `${place}x`)).toThrow('does not open');
      const changed = Buffer.from(box);
      changed[at % box.length] = (changed[at % box.length] as number) ^ 1;
      expect(() => unseal(key, changed, place)).toThrow('does not open');
    }),
  );
});

test('keyed hashes tell lists of parts apart', () => {
  const key = randomBytes(32);
  expect(hmac(key, 'ab', 'c')).not.toEqual(hmac(key, 'a', 'bc'));
  expect(hmac(key, 'ab')).toEqual(hmac(key, Buffer.from('ab')));
});

test('a destroyed key is gone, and what it sealed with it', async () => {
  const id = recipientKeyId(randomUUID(), 1);
  const key = await storage.keys.create(id);
  expect(await storage.keys.find(id)).toEqual(key);
  await storage.keys.destroy([id]);
  expect(await storage.keys.find(id)).toBeUndefined();
});

test('a key belongs to its row: a wrapped key moved to another id does not open', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  await storage.keys.create(one);
  await storage.db.updateTable('keys.wrapped').set({ id: two }).where('id', '=', one).execute();
  await expect(storage.keys.find(two)).rejects.toThrow('does not open');
});

test('a wrong master key is told at start', async () => {
  const wrong = new Keys(storage.db, randomBytes(32));
  await expect(wrong.verify()).rejects.toMatchObject({ code: 'master-key-wrong' });
  expect(() => readMasterKey(storage.dir, 'c2hvcnQ=')).toThrow('32 bytes');
});

test('any range of a sealed file opens to the same bytes', async () => {
  const key = randomBytes(32);
  const bytes = randomBytes(3 * 64 * 1024 + 17);
  const path = join(storage.dir, 'plain');
  for (const size of [0, 1, 64 * 1024, 2 * 64 * 1024, bytes.length]) {
    writeFileSync(path, bytes.subarray(0, size));
    await putSealed(storage.files, `sealed/${size}`, path, key);
    expect(await buffer(await openSealed(storage.files, `sealed/${size}`, key))).toEqual(bytes.subarray(0, size));
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(bytes.length - 1), async (a, b) => {
      const range = { start: Math.min(a, b), end: Math.max(a, b) };
      const opened = await buffer(await openSealed(storage.files, `sealed/${bytes.length}`, key, range));
      expect(opened).toEqual(bytes.subarray(range.start, range.end + 1));
    }),
    { numRuns: 30 },
  );
});

test('a sealed file that was cut is not served', async () => {
  const key = randomBytes(32);
  const path = join(storage.dir, 'plain');
  writeFileSync(path, randomBytes(2 * 64 * 1024 + 5));
  await putSealed(storage.files, 'sealed/cut', path, key);
  const whole = await buffer(await storage.files.get('sealed/cut'));
  await storage.files.put('sealed/cut', whole.subarray(0, 64 * 1024 + 29));
  await expect(openSealed(storage.files, 'sealed/cut', key).then(buffer)).rejects.toMatchObject({
    code: 'file-damaged',
  });
});

test('buried files go, and burying is resumed after a crash', async () => {
  await storage.files.put('videos/a', Buffer.from('a'));
  await bury(storage.db, ['videos/a', 'videos/never-written']);
  expect(await sweepTombstones(storage)).toBe(2);
  expect(await storage.files.size('videos/a')).toBeUndefined();
  await expect(storage.files.get('videos/a')).rejects.toMatchObject({ code: 'file-missing' });
  expect(await sweepTombstones(storage)).toBe(0);
});

test('files are listed by prefix', async () => {
  await storage.files.put('list/one', Buffer.from('1'));
  await storage.files.put('list/two', Buffer.from('2'));
  const found: string[] = [];
  for await (const key of storage.files.list('list/')) found.push(key);
  expect(found.sort()).toEqual(['list/one', 'list/two']);
  for await (const key of storage.files.list('nothing/')) expect(key).toBeUndefined();
});

test('an API key is known by its hash, and no longer after it was revoked', async () => {
  const { id: workspaceId } = await createWorkspace(storage, 'Acme');
  const { id, key } = await createKey(storage, workspaceId, 'test');
  expect(await findKey(storage, key)).toMatchObject({ id, workspaceId });
  expect(await findKey(storage, `${key}x`)).toBeUndefined();
  expect(JSON.stringify(await listKeys(storage, workspaceId))).not.toContain(key);
  expect(await revokeKey(storage, randomUUID(), id)).toBe(false);
  expect(await revokeKey(storage, workspaceId, id)).toBe(true);
  expect(await findKey(storage, key)).toBeUndefined();
});
