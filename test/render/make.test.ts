import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Use } from '../../remotion/layer.ts';
import type { FrameSet } from '../../src/frames/types.ts';
import { assemble } from '../../src/render/assemble.ts';
import { ChildError } from '../../src/render/child.ts';
import { makeSegments } from '../../src/render/make.ts';
import { picturesOf, planVideo } from '../../src/render/plan.ts';
import type { Shelf } from '../../src/render/segments.ts';
import { soundtrack } from '../../src/render/sound.ts';
import { Demand } from '../../src/render/studio.ts';
import { bytesOf, openShelves } from './shelves.ts';
import {
  browsers,
  encoders,
  folder,
  hasFfprobe,
  movingBoxes,
  probe,
  samplesOf,
  shownFrames,
  testStudio,
} from './support.ts';

const studio = await testStudio(2);
const shelves = await openShelves();
const sounds = folder();
const jobs = folder();

interface Options {
  readonly shelf?: Shelf;
  readonly uses?: Use[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
}
const planned = (set: FrameSet, o: Options) =>
  planVideo(set, o.uses ?? [], { cacheKey: o.shelf?.key, builds: ['browser', 'encoder'] });

async function make(set: FrameSet, o: Options = {}) {
  const plan = planned(set, o);
  const trouble: unknown[] = [];
  const made = await makeSegments({
    ...{ plan, set, studio, demand: new Demand(true), shelf: o.shelf },
    opaque: async () => new Map(),
    signal: o.signal ?? new AbortController().signal,
    ...(o.onProgress ? { onProgress: o.onProgress } : {}),
    onTrouble: (error) => trouble.push(error),
  });
  expect(trouble).toEqual([]);
  return { ...made, plan };
}

async function video(set: FrameSet, o: Options = {}) {
  const made = await make(set, o);
  const file = join(await mkdtemp(join(jobs, 'job-')), 'video.mp4');
  const sound = await soundtrack({ soundtrack: undefined, seconds: set.frames.length / set.fps, folder: sounds });
  const metadata = { title: 'Ein Jahr, grün', disclosure: '{"fields":["name"]}' };
  const bytes = await assemble({ plan: made.plan, segments: made.segments, sound, metadata, file });
  return { ...made, file, bytes };
}

/** Checks the pictures' track against the plan: when each picture begins and how long it stands, in frames. */
function expectPlanned(file: string, plan: ReturnType<typeof planned>): void {
  const begins = plan.segments.flatMap(({ from, runs }) => runs.map((run) => from + run.from));
  const samples = samplesOf(file);
  expect(samples.map(({ pts }) => pts)).toEqual(begins.map((begin) => begin * 1000));
  const lengths = begins.map((begin, index) => ((begins[index + 1] ?? plan.frames) - begin) * 1000);
  expect(samples.map(({ duration }) => duration)).toEqual(lengths);
  const keys = samples.flatMap(({ flags, pts }) => (flags.includes('K') ? [pts / 1000] : []));
  expect(keys).toEqual(plan.segments.map(({ from }) => from));
  const shown = shownFrames(file, plan.fps);
  expect(shown).toHaveLength(plan.frames);
  const changes = shown.flatMap((hash, index) => (index > 0 && hash === shown[index - 1] ? [] : [index]));
  expect(begins).toEqual(expect.arrayContaining(changes));
  for (const { from, runs } of plan.segments)
    for (const run of runs.slice(1)) expect(changes).toContain(from + run.from);
}

describe.skipIf(!hasFfprobe)('the video (needs ffmpeg)', () => {
  test('every planned frame is there at its time, a held picture once, as long as planned, with sound and metadata', async () => {
    const set = movingBoxes({ scenes: 4, frames: 37, moving: 9 });
    const made = await video(set);
    expect(made.drawn).toBe(picturesOf(made.plan.segments));
    expect(made.drawn).toBe(40);
    expectPlanned(made.file, made.plan);
    const { streams, format } = probe(made.file);
    expect(streams.map((stream) => stream.codec_name)).toEqual(['h264', 'aac']);
    expect(streams[0]).toMatchObject({ pix_fmt: 'yuv420p', color_space: 'bt709', color_range: 'tv', has_b_frames: 0 });
    expect(Number(streams[0]?.duration)).toBeCloseTo(148 / 30, 3);
    expect(streams.map((stream) => Number(stream.start_time))).toEqual([0, 0]);
    expect(format.tags).toMatchObject({ title: 'Ein Jahr, grün', comment: '{"fields":["name"]}' });
    expect(made.bytes).toBe((await readFile(made.file)).length);
  });

  test('one frame is a video too, so are scenes of one frame, and one picture held through every segment', async () => {
    for (const set of [
      movingBoxes({ scenes: 1, frames: 1, moving: 0 }),
      movingBoxes({ scenes: 7, frames: 1, moving: 0 }),
      movingBoxes({ scenes: 1, frames: 250, moving: 0 }),
    ]) {
      const made = await video(set);
      expectPlanned(made.file, made.plan);
    }
  });

  test('browsers killed in the middle cost no frame', async () => {
    let killed = 0;
    const made = await video(movingBoxes({ scenes: 2, frames: 40, moving: 30 }), {
      onProgress: (done) => {
        if (done < 0.3 || killed > 0) return;
        for (const pid of browsers()) {
          process.kill(-pid, 'SIGKILL');
          killed += 1;
        }
      },
    });
    expect(killed).toBeGreaterThan(0);
    expectPlanned(made.file, made.plan);
  });
});

test('it starts fast: what a player needs first stands before the pictures', async () => {
  const { file } = await video(movingBoxes({ scenes: 1, frames: 5, moving: 2 }));
  const order: string[] = [];
  const bytes = await readFile(file);
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at))
    order.push(bytes.toString('latin1', at + 4, at + 8));
  expect(order).toEqual(['ftyp', 'moov', 'mdat']);
});

test('for the second person only what is theirs is drawn, and the shared segments are the same bytes', async () => {
  const { video: row } = await shelves.workspace();
  const own = (label: string) => movingBoxes({ scenes: 3, frames: 40, moving: 9, label, named: [1] });
  const uses = [{ field: 'name', from: 40, to: 80 }];
  const zoe = await make(own('Zoë'), { shelf: (await row()).shelf, uses });
  expect(zoe.drawn).toBe(picturesOf(zoe.plan.segments));
  const max = await make(own('Max'), { shelf: (await row()).shelf, uses });
  expect(max.drawn).toBe(10);
  const again = await make(own('Zoë'), { shelf: (await row()).shelf, uses });
  expect(again.drawn).toBe(0);
  expect(again.segments).toEqual(zoe.segments);
  const equal = max.segments.map((bytes, index) => bytes.equals(zoe.segments[index] as Buffer));
  expect(equal).toEqual(max.plan.segments.map(({ personal }) => !personal));
});

test('another workspace finds none of it', async () => {
  const [mine, theirs] = [await shelves.workspace(), await shelves.workspace()];
  const set = movingBoxes({ scenes: 2, frames: 10, moving: 3, label: 'apart' });
  expect((await make(set, { shelf: (await mine.video()).shelf })).drawn).toBe(8);
  expect((await make(set, { shelf: (await theirs.video()).shelf })).drawn).toBe(8);
  expect((await make(set, { shelf: (await mine.video()).shelf })).drawn).toBe(0);
});

test('what is kept is sealed: no byte of a segment lies in the store as it is', async () => {
  const { video: row } = await shelves.workspace();
  const { segments } = await make(movingBoxes({ scenes: 1, frames: 4, moving: 3, label: 'sealed' }), {
    shelf: (await row()).shelf,
  });
  const newest = (await shelves.ready()).at(-1);
  const box = await bytesOf(await shelves.storage.files.get(newest?.file ?? ''));
  expect(box.includes('moof')).toBe(false);
  expect(box.length).toBeGreaterThan(segments[0]?.length ?? 0);
});

test('a segment that is damaged, cut, or has lost its file or key is drawn again and mended', async () => {
  const { storage } = shelves;
  const { id, video: row } = await shelves.workspace();
  const set = movingBoxes({ scenes: 5, frames: 12, moving: 3, label: 'mended' });
  await make(set, { shelf: (await row()).shelf });
  const own = async () => (await shelves.ready()).filter(({ workspace_id }) => workspace_id === id);
  const [damaged, cut, gone, locked, whole] = await own();
  const box = await bytesOf(await storage.files.get(damaged?.file ?? ''));
  box.writeUInt8((box.at(-1) ?? 0) ^ 1, box.length - 1);
  await storage.files.put(damaged?.file ?? '', box);
  await storage.files.put(cut?.file ?? '', (await bytesOf(await storage.files.get(cut?.file ?? ''))).subarray(0, 100));
  await storage.files.delete(gone?.file ?? '');
  await storage.keys.destroy([`segment:${locked?.id}`]);
  const mended = await make(set, { shelf: (await row()).shelf });
  expect(mended.drawn).toBe(16);
  const after = await own();
  expect(after).toHaveLength(5);
  expect(after.map((one) => one.id)).toContain(whole?.id);
  expect((await make(set, { shelf: (await row()).shelf })).drawn).toBe(0);
});

test('an encoder killed in the middle ends the job with its reason, and no half segment is kept', async () => {
  const { id, video: row } = await shelves.workspace();
  const set = movingBoxes({ scenes: 1, frames: 60, moving: 50, label: 'killed' });
  let killed = 0;
  const job = make(set, {
    shelf: (await row()).shelf,
    onProgress: () => {
      for (const pid of killed > 0 ? [] : encoders()) {
        process.kill(pid, 'SIGKILL');
        killed += 1;
      }
    },
  });
  await expect(job).rejects.toThrow(ChildError);
  expect(killed).toBeGreaterThan(0);
  const again = await make(set, { shelf: (await row()).shelf });
  expect((await shelves.ready()).filter((one) => one.workspace_id === id)).toHaveLength(again.segments.length);
});

test('an abort ends the encoder at work and gives the drawers back; what was whole by then stays of use', async () => {
  const { video: row } = await shelves.workspace();
  const stop = new AbortController();
  const set = movingBoxes({ scenes: 1, frames: 60, moving: 50, label: 'stopped' });
  let before: number[] = [];
  const onProgress = (done: number) => {
    if (done <= 0.2 || before.length > 0) return;
    before = encoders();
    stop.abort(new Error('stopped'));
  };
  await expect(make(set, { shelf: (await row()).shelf, signal: stop.signal, onProgress })).rejects.toThrow('stopped');
  // Another drawer may have been between two segments: its encoder stays for the next.
  await expect.poll(() => before.filter((pid) => encoders().includes(pid)).length).toBeLessThan(before.length);
  const again = await make(set, { shelf: (await row()).shelf });
  expect(again.segments).toHaveLength(again.plan.segments.length);
});

test('two jobs at once get their own pictures', async () => {
  const { video: row } = await shelves.workspace();
  const sets = ['Zoë', 'Ñandú'].map((label) => movingBoxes({ scenes: 1, frames: 20, moving: 15, label }));
  const uses = [{ field: 'name', from: 0, to: 20 }];
  const make_ = async (set: FrameSet) => make(set, { shelf: (await row()).shelf, uses });
  const together = await Promise.all(sets.map(make_));
  for (const [index, set] of sets.entries()) {
    const alone = await make_(set);
    expect(alone.drawn).toBe(0);
    expect(together[index]?.segments).toEqual(alone.segments);
  }
  expect(together[0]?.segments[0]?.equals(together[1]?.segments[0] as Buffer)).toBe(false);
});
