import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { openFiles } from '../../src/storage/files.ts';
import { openSealed, putSealed } from '../../src/storage/index.ts';
import { testBucket } from '../support/s3.ts';

const bucket = await testBucket();
const dir = mkdtempSync(join(tmpdir(), 'candor-files-'));

describe.each([
  ['a folder', undefined],
  ['an S3 bucket', bucket],
])('files in %s', async (_, url) => {
  const files = await openFiles(dir, url, true);

  test('are written whole, read whole and in ranges, listed and deleted', async () => {
    await files.check();
    const bytes = randomBytes(200_000);
    await files.put('videos/one', bytes);
    await files.put('videos/two', Readable.from([bytes.subarray(0, 1000), bytes.subarray(1000)]));
    expect(await files.size('videos/two')).toBe(bytes.length);
    expect(await buffer(await files.get('videos/two'))).toEqual(bytes);
    expect(await buffer(await files.get('videos/one', { start: 10, end: 19 }))).toEqual(bytes.subarray(10, 20));
    const listed: string[] = [];
    for await (const key of files.list('videos/')) listed.push(key);
    expect(listed.sort()).toEqual(['videos/one', 'videos/two']);
    await files.delete('videos/one');
    await files.delete('videos/one');
    expect(await files.size('videos/one')).toBeUndefined();
    await expect(files.get('videos/one')).rejects.toMatchObject({ code: 'file-missing' });
  });

  test('that break off while they are written never appear', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('cut');
      })(),
    );
    await expect(files.put('videos/broken', broken)).rejects.toThrow();
    expect(await files.size('videos/broken')).toBeUndefined();
  });

  test('rest sealed and open in ranges', async () => {
    const key = randomBytes(32);
    const bytes = randomBytes(150_000);
    writeFileSync(join(dir, 'plain'), bytes);
    await putSealed(files, 'videos/sealed', join(dir, 'plain'), key);
    expect((await buffer(await files.get('videos/sealed'))).includes(bytes.subarray(0, 64))).toBe(false);
    const range = { start: 65_000, end: 140_000 };
    expect(await buffer(await openSealed(files, 'videos/sealed', key, range))).toEqual(bytes.subarray(65_000, 140_001));
  });
});

test('an address that is neither a folder nor a bucket is refused with the rule', async () => {
  await expect(openFiles(dir, 'ftp://files', true)).rejects.toMatchObject({ code: 'storage-url' });
});
