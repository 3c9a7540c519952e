/** The same requests the plain way and the other way, through real frames of a real template. */
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import type { Consented, Profile } from '../../src/consent/types.ts';
import { openFrames } from '../../src/frames/index.ts';
import type { VideoRequest } from '../../src/frames/types.ts';
import { openRenderer, type RenderMode } from '../../src/render/index.ts';
import { bundlesShared, children, encoders, folder, hasFfprobe, likeness, probe, shownFrames } from './support.ts';

const cacheDir = bundlesShared(folder());
const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
const frames = await openFrames({
  templates: ['test/fixtures/templates', 'test/render/templates'].map((path) => resolve(path)),
  cacheDir,
  log,
  deadline: 8000,
});
const renderer = await openRenderer({ frames, cacheDir, log });
afterAll(async () => {
  await renderer.close();
  await frames.close();
  expect(children('--remote-debugging')).toEqual([]);
});

const request = (data: Record<string, unknown>, more: Partial<VideoRequest> = {}): VideoRequest => ({
  template: 'tiny',
  format: 'landscape',
  locale: 'en',
  brand: { name: 'Northlight' },
  content: {},
  data: data as Consented<Profile>,
  layer: {
    fields: ['firstName', 'usageKwh', 'plan'].map((key, mark) => ({
      key,
      mark,
      label: key,
      source: 'from you',
      why: 'to show it',
    })),
    uses: Object.keys(data).map((field) => ({
      field,
      from: field === 'firstName' ? 0 : 10,
      to: field === 'firstName' ? 10 : 20,
    })),
    statement: { controller: 'Northlight', purposeText: 'To try', sharedWith: [], retentionDays: 30 },
  },
  ...more,
});

async function render(
  video: VideoRequest,
  mode: RenderMode,
  o: { signal?: AbortSignal; onProgress?: (done: number) => void } = {},
) {
  const job = await mkdtemp(join(renderer.temporary, 'job-'));
  return renderer.render({
    video,
    metadata: { title: 'Tiny', disclosure: '{}' },
    mode,
    folder: job,
    ...o,
  });
}

/** Bundling for Remotion's own renderer takes a while where cores are few. */
const PATIENT = 240_000;
const zoe = request({ firstName: 'Zoë', usageKwh: [210, 190, 250, 170] });

test.skipIf(!hasFfprobe)(
  'both ways give the same video: frames, times, streams, metadata, pictures (needs ffmpeg)',
  async () => {
    const reuse = await render(zoe, 'reuse');
    const plain = await render(zoe, 'plain');
    expect(reuse.drawn).toBeLessThan(reuse.frames);
    expect(plain).toMatchObject({ frames: reuse.frames, seconds: reuse.seconds, drawn: plain.frames });
    for (const { file } of [reuse, plain]) {
      expect(shownFrames(file, 10)).toHaveLength(reuse.frames);
      const { streams, format } = probe(file);
      expect(streams.map((stream) => stream.codec_name)).toEqual(['h264', 'aac']);
      expect(streams.map((stream) => Number(stream.start_time))).toEqual([0, 0]);
      expect(streams[0]).toMatchObject({ pix_fmt: 'yuv420p', color_space: 'bt709', width: 320, height: 180 });
      expect(format.tags).toMatchObject({ title: 'Tiny', comment: '{}' });
    }
    expect(Math.min(...likeness(reuse.file, plain.file, 10).psnr)).toBeGreaterThanOrEqual(42);
  },
  PATIENT,
);

test.skipIf(!hasFfprobe)(
  'an opaque scene is drawn by Remotion, the others by us, in one video that is built like Remotion’s own (needs ffmpeg)',
  async () => {
    const video = request({ hue: 200 }, { template: 'opaque', layer: { ...zoe.layer, fields: [], uses: [] } });
    const { segments } = await renderer.plan(video, undefined);
    const reuse = await render(video, 'reuse');
    const plain = await render(video, 'plain');
    const { psnr, ssim } = likeness(reuse.file, plain.file, 10);
    expect(new Set(segments.map((segment) => segment.opaque))).toEqual(new Set([true, false]));
    expect([psnr.length, ssim.length]).toEqual([reuse.frames, reuse.frames]);
    expect(Math.min(...ssim)).toBeGreaterThanOrEqual(0.98);
    expect(Math.min(...psnr)).toBeGreaterThanOrEqual(42);
    await expect(renderer.still(video, 0)).rejects.toMatchObject({ code: 'template-failed' });
  },
  PATIENT,
);

test.each(['reuse', 'plain'] as const)(
  'a template that throws or hangs has its code, and harms nobody else (%s)',
  async (mode) => {
    const faulty = (mood: string) =>
      request({ mood }, { template: 'faulty', layer: { ...zoe.layer, fields: [], uses: [] } });
    await expect(render(faulty('throws'), mode)).rejects.toMatchObject({
      name: 'RenderError',
      code: 'template-failed',
    });
    await expect(render(faulty('hangs'), mode)).rejects.toMatchObject({
      name: 'RenderError',
      code: 'template-timeout',
    });
    expect((await render(zoe, mode)).frames).toBeGreaterThan(10);
  },
  PATIENT,
);

test('an unknown template is a failure of the template, not of the machine', async () => {
  await expect(render(request({}, { template: 'nowhere' }), 'reuse')).rejects.toMatchObject({
    code: 'template-failed',
  });
});

/** Until no program of ours runs but those in `resting`. */
const nobodyBut = (resting: readonly number[]) =>
  expect.poll(() => children('ffmpeg').filter((pid) => !resting.includes(pid)), { timeout: 20_000 }).toEqual([]);

test('stopped in the middle, a job is `cancelled` and the next one works', async () => {
  const resting = encoders();
  const stop = new AbortController();
  const job = render(zoe, 'reuse', { signal: stop.signal, onProgress: (done) => done > 0.15 && stop.abort() });
  await expect(job).rejects.toMatchObject({ name: 'RenderError', code: 'cancelled' });
  await nobodyBut(resting);
  expect((await render(zoe, 'reuse')).frames).toBeGreaterThan(40);
});

test('the plain way: stopped it is `cancelled`, its browser killed it is `browser-failed`, and the next video has a new one', {
  timeout: PATIENT,
}, async () => {
  const resting = encoders();
  const stop = new AbortController();
  const stopped = render(zoe, 'plain', { signal: stop.signal, onProgress: (done) => done > 0.15 && stop.abort() });
  await expect(stopped).rejects.toMatchObject({ name: 'RenderError', code: 'cancelled' });
  await nobodyBut(resting);
  let killed = 0;
  const job = render(zoe, 'plain', {
    onProgress: (done) => {
      if (done <= 0.1 || killed > 0) return;
      for (const pid of children('--remote-debugging-port')) {
        process.kill(-pid, 'SIGKILL');
        killed += 1;
      }
    },
  });
  await expect(job).rejects.toMatchObject({ code: 'browser-failed' });
  expect(killed).toBeGreaterThan(0);
  expect((await render(zoe, 'plain')).frames).toBeGreaterThan(40);
});

test('a still is the frame of the video, as JPEG, as wide as asked for', async () => {
  const still = await renderer.still(zoe, 9, { width: 160 });
  expect(still.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  await expect(renderer.still(zoe, 100_000)).rejects.toMatchObject({ code: 'template-failed' });
});

test('what a dead process left behind is swept at the next start; what a living one has is not', async () => {
  const running = join(cacheDir, 'running');
  const machine = (await readdir(running))[0]?.split('.')[0];
  const [dead, living] = [`${machine}.${2 ** 22 + 1}.x`, `${machine}.${process.ppid}.x`];
  for (const name of [dead, living]) await mkdir(join(running, name, 'job-1'), { recursive: true });
  const second = await openRenderer({ frames, cacheDir, log });
  const left = await readdir(running);
  expect(left).toContain(living);
  expect(left).not.toContain(dead);
  await second.close();
  expect(await readdir(running)).toHaveLength(2);
});
