import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Use } from '../../remotion/layer.ts';
import type { FrameSet, VideoRequest } from '../../src/frames/types.ts';
import { ChildError } from '../../src/render/child.ts';
import { renderByReuse } from '../../src/render/reuse.ts';
import { soundtrack } from '../../src/render/sound.ts';
import type { RenderJob } from '../../src/render/types.ts';
import { type FileStore, openFiles } from '../../src/storage/files.ts';
import { children, decodedTimes, folder, hasFfprobe, movingBoxes, probe, psnr, testPool } from './support.ts';

const pool = await testPool();
const sounds = folder();
const jobs = folder();

interface Options {
  readonly files: FileStore;
  readonly uses?: Use[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
  readonly cacheKey?: Buffer;
}

async function render(set: FrameSet, o: Options) {
  const job: RenderJob = {
    video: { layer: { uses: o.uses ?? [] } } as unknown as VideoRequest,
    metadata: { title: 'Ein Jahr, grün', disclosure: '{"fields":["name"]}' },
    mode: 'reuse',
    cacheKey: o.cacheKey ?? Buffer.alloc(32, 7),
    folder: await mkdtemp(join(jobs, 'job-')),
    ...(o.onProgress ? { onProgress: o.onProgress } : {}),
  };
  const sound = soundtrack({ soundtrack: undefined, seconds: set.frames.length / set.fps, folder: sounds });
  const trouble: unknown[] = [];
  const onCacheTrouble = (error: unknown) => trouble.push(error);
  const signal = o.signal ?? new AbortController().signal;
  const video = await renderByReuse(job, set, sound, { pool, files: o.files, onCacheTrouble }, signal);
  expect(trouble).toEqual([]);
  return video;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const store = () => openFiles(folder(), undefined, true);
const kept = async (files: FileStore) => (await all(files.list('segments/'))).length;
const personal: Use[] = [{ field: 'name', from: 45, to: 50 }];

test.skipIf(!hasFfprobe)(
  'every planned frame is there once, on an exact grid, with sound and metadata (needs ffprobe)',
  async () => {
    const set = movingBoxes({ scenes: 4, frames: 37, moving: 9 });
    const video = await render(set, { files: await store(), uses: personal });
    expect(video).toMatchObject({ frames: 148, drawn: 40, seconds: 148 / 30 });
    expect(decodedTimes(video.file)).toEqual(Array.from({ length: 148 }, (_, frame) => frame * 1000));
    const { streams, format } = probe(video.file);
    expect(streams.map((stream) => stream.codec_name)).toEqual(['h264', 'aac']);
    expect(streams[0]).toMatchObject({
      pix_fmt: 'yuv420p',
      color_space: 'bt709',
      r_frame_rate: '30/1',
      has_b_frames: 0,
    });
    expect(format.tags).toMatchObject({ title: 'Ein Jahr, grün', comment: '{"fields":["name"]}' });
    expect(video.bytes).toBe((await stat(video.file)).size);
  },
);

test('it starts fast: what a player needs first stands before the pictures', async () => {
  const video = await render(movingBoxes({ scenes: 1, frames: 5, moving: 2 }), { files: await store() });
  const order: string[] = [];
  const bytes = Buffer.concat(await all(createReadStream(video.file) as AsyncIterable<Buffer>));
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at))
    order.push(bytes.toString('latin1', at + 4, at + 8));
  expect(order.indexOf('moov')).toBeLessThan(order.indexOf('mdat'));
});

test('one frame is a video too, and so is a scene of one frame among others', async () => {
  const files = await store();
  expect((await render(movingBoxes({ scenes: 1, frames: 1, moving: 0 }), { files })).frames).toBe(1);
  const short = await render(movingBoxes({ scenes: 7, frames: 1, moving: 0 }), { files });
  if (hasFfprobe) expect(decodedTimes(short.file)).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000]);
});

test('for the second person only what is theirs is drawn, and the shared scenes are the same to the bit', async () => {
  const files = await store();
  const zoe = movingBoxes({ scenes: 3, frames: 40, moving: 9 });
  const first = await render(zoe, { files, uses: personal });
  expect(first.drawn).toBe(30);
  expect(await kept(files)).toBe(2);
  const second = await render(zoe, { files, uses: personal });
  expect(second.drawn).toBe(10);
  expect(await kept(files)).toBe(2);
  if (hasFfprobe) expect(psnr(first.file, second.file)).toBe(Number.POSITIVE_INFINITY);
});

test('another workspace’s key finds none of it', async () => {
  const files = await store();
  const set = movingBoxes({ scenes: 2, frames: 10, moving: 3 });
  await render(set, { files });
  expect((await render(set, { files, cacheKey: Buffer.alloc(32, 8) })).drawn).toBe(8);
});

test('a shared segment that is damaged, cut or gone is drawn again and mended', async () => {
  const files = await store();
  const set = movingBoxes({ scenes: 3, frames: 12, moving: 3 });
  const whole = await render(set, { files });
  const [damaged, cut, gone] = await all(files.list('segments/'));
  const read = async (key: string) => Buffer.concat((await all(await files.get(key))) as Buffer[]);
  const bytes = await read(damaged as string);
  bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1);
  await files.put(damaged as string, bytes);
  await files.put(cut as string, (await read(cut as string)).subarray(0, 100));
  await files.delete(gone as string);
  const mended = await render(set, { files });
  expect(mended.drawn).toBe(12);
  if (hasFfprobe) expect(psnr(whole.file, mended.file)).toBe(Number.POSITIVE_INFINITY);
  expect((await render(set, { files })).drawn).toBe(0);
});

test('browsers killed in the middle cost no frame', async () => {
  const set = movingBoxes({ scenes: 2, frames: 40, moving: 30 });
  let killed = 0;
  const video = await render(set, {
    files: await store(),
    onProgress: (done) => {
      if (done < 0.3 || killed > 0) return;
      for (const pid of children('--remote-debugging-pipe')) {
        process.kill(-pid, 'SIGKILL');
        killed += 1;
      }
    },
  });
  expect(killed).toBeGreaterThan(0);
  expect(video.frames).toBe(80);
  if (hasFfprobe) {
    const calm = await render(set, { files: await store() });
    expect(psnr(video.file, calm.file)).toBe(Number.POSITIVE_INFINITY);
  }
});

test('an encoder killed in the middle ends the job with its reason, and nothing is kept of it', async () => {
  const files = await store();
  let killed = 0;
  const job = render(movingBoxes({ scenes: 1, frames: 60, moving: 50 }), {
    files,
    onProgress: () => {
      for (const pid of killed > 0 ? [] : children('matroska')) {
        process.kill(pid, 'SIGKILL');
        killed += 1;
      }
    },
  });
  await expect(job).rejects.toThrow(ChildError);
  expect(killed).toBeGreaterThan(0);
  expect(await kept(files)).toBe(0);
});

test('an abort leaves no encoder, keeps nothing, and gives the browsers back', async () => {
  const files = await store();
  const stop = new AbortController();
  const set = movingBoxes({ scenes: 1, frames: 60, moving: 50 });
  const job = render(set, { files, signal: stop.signal, onProgress: (done) => done > 0.2 && stop.abort() });
  await expect(job).rejects.toBeDefined();
  expect(children('matroska')).toEqual([]);
  expect(await kept(files)).toBe(0);
  for (const name of await readdir(jobs)) expect(name).toMatch(/^job-/);
  expect((await render(movingBoxes({ scenes: 1, frames: 3, moving: 1 }), { files })).frames).toBe(3);
});

test('two jobs at once get their own pictures', async () => {
  const files = await store();
  const names = ['Zoë', 'Ñandú'];
  const uses = [{ field: 'name', from: 0, to: 20 }];
  const sets = names.map((label) => movingBoxes({ scenes: 1, frames: 20, moving: 15, label }));
  const together = await Promise.all(sets.map((set) => render(set, { files, uses })));
  for (const [index, set] of sets.entries()) {
    const alone = await render(set, { files, uses });
    if (hasFfprobe) expect(psnr(together[index]?.file ?? '', alone.file)).toBe(Number.POSITIVE_INFINITY);
  }
});
