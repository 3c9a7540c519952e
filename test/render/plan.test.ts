import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FrameSet } from '../../src/frames/types.ts';
import { cut } from '../../src/render/cut.ts';
import { type Plan, picturesOf, planVideo } from '../../src/render/plan.ts';
import { movingBoxes } from './support.ts';

const context = { cacheKey: Buffer.alloc(32, 1), builds: ['browser', 'encoder'] };
const use = (from: number, to: number, field = 'name') => ({ field, from, to });
const addresses = (plan: Plan) => plan.segments.map(({ address }) => address);

const lengths = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 });
const rates = fc.constantFrom(10, 24, 25, 30, 50, 60);

function follow(frames: readonly number[]) {
  let from = 0;
  return frames.map((length, index) => {
    const scene = { id: `s${index}`, title: '', from, frames: length, opaque: false };
    from += length;
    return scene;
  });
}

/** A video of scenes whose frames are given as numbers of pictures. */
function video(scenes: readonly (readonly number[])[], pictures: readonly string[] = [...'abcdef']): FrameSet {
  return {
    ...{ width: 320, height: 180, fps: 10, stylesheet: '', files: {} },
    scenes: follow(scenes.map(({ length }) => length)),
    frames: scenes.flat(),
    pictures: pictures.map((name) => ({ fingerprint: name, markup: name })),
  };
}
const videos = fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 80 }), { minLength: 1, maxLength: 5 });

describe('where a video is cut', () => {
  test('pieces follow each other without a gap, none is empty, none crosses scenes, none is longer than 3 s', () => {
    fc.assert(
      fc.property(lengths, rates, (frames, fps) => {
        const scenes = follow(frames);
        let next = 0;
        for (const piece of cut(scenes, fps)) {
          expect(piece.from).toBe(next);
          expect(piece.frames).toBeGreaterThan(0);
          expect(piece.frames).toBeLessThanOrEqual(3 * fps);
          const scene = scenes.find(({ id }) => id === piece.scene);
          expect(piece.from).toBeGreaterThanOrEqual(scene?.from ?? Number.NaN);
          next += piece.frames;
          expect(next).toBeLessThanOrEqual((scene?.from ?? 0) + (scene?.frames ?? 0));
        }
        expect(next).toBe(frames.reduce((sum, length) => sum + length, 0));
      }),
    );
  });

  test('whoever opens it waits for little: a quarter of a second, then half a one, then one', () => {
    fc.assert(
      fc.property(lengths, rates, ([first = 1, ...rest], fps) => {
        const pieces = cut(follow([first + 4 * fps, ...rest]), fps).map((piece) => piece.frames);
        expect(pieces.slice(0, 3)).toEqual([Math.round(fps / 4), Math.round(fps / 2), fps]);
      }),
    );
  });

  test('the pieces of one scene are as even as frames allow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), rates, (frames, fps) => {
        const own = cut(follow([1, frames]), fps)
          .slice(1)
          .map((piece) => piece.frames);
        expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test('the runs of a plan begin at 0, rise, never repeat, and give every frame back', () => {
  fc.assert(
    fc.property(videos, (scenes) => {
      const plan = planVideo(video(scenes), [], context);
      const shown = plan.segments.flatMap(({ runs, frames }) =>
        runs.flatMap(({ picture, from }, index) => {
          const end = runs[index + 1]?.from ?? frames;
          expect(end).toBeGreaterThan(from);
          expect(picture).not.toBe(runs[index - 1]?.picture);
          return Array.from({ length: end - from }, () => picture);
        }),
      );
      expect(shown).toEqual(scenes.flat());
      for (const { runs } of plan.segments) expect(runs[0]?.from).toBe(0);
      expect(plan.frames).toBe(scenes.flat().length);
    }),
  );
});

test('a picture is counted once a segment, however often it comes back', () => {
  expect(picturesOf(planVideo(video([[0, 1, 0, 1, 0]]), [], context).segments)).toBe(2);
  expect(picturesOf(planVideo(video([[0, 0], [0]]), [], context).segments)).toBe(2);
});

test('a segment is personal exactly where a field of the person is in one of its frames', () => {
  fc.assert(
    fc.property(videos, fc.nat(300), fc.integer({ min: 1, max: 60 }), (scenes, from, length) => {
      const uses = [use(from, from + length)];
      for (const segment of planVideo(video(scenes), uses, context).segments) {
        const own = Array.from({ length: segment.frames }, (_, index) => segment.from + index);
        expect(segment.personal).toBe(own.some((frame) => frame >= from && frame < from + length));
      }
    }),
  );
});

test('equal pictures have one address, whoever they are of, whatever else the person has', () => {
  fc.assert(
    fc.property(videos, fc.boolean(), (scenes, named) => {
      const other = {
        ...video(
          scenes.map((frames) => frames.map((picture) => 5 - picture)),
          [...'fedcba'],
        ),
      };
      const uses = named ? [use(0, 10_000)] : [];
      expect(addresses(planVideo(other, uses, context))).toEqual(addresses(planVideo(video(scenes), [], context)));
    }),
  );
});

test('two segments have one address only where their pictures and times are the same', () => {
  fc.assert(
    fc.property(videos, videos, (one, two) => {
      const known = new Map<string, string>();
      for (const scenes of [one, two]) {
        const set = video(scenes);
        for (const { address = '', from, frames } of planVideo(set, [], context).segments) {
          const shown = set.frames.slice(from, from + frames).join();
          expect(known.get(address) ?? shown).toBe(shown);
          known.set(address, shown);
        }
      }
      expect(new Set(known.values()).size).toBe(known.size);
    }),
  );
});

test('a scene that changes leaves the addresses of all the others alone', () => {
  fc.assert(
    fc.property(videos, fc.nat(4), (scenes, which) => {
      const changed = which % scenes.length;
      const before = planVideo(video(scenes), [], context);
      const after = planVideo(
        video(
          scenes.map((frames, index) => (index === changed ? frames.map(() => 6) : frames)),
          [...'abcdefg'],
        ),
        [],
        context,
      );
      for (const [index, { scene, address }] of before.segments.entries()) {
        if (scene === `s${changed}`) expect(after.segments[index]?.address).not.toBe(address);
        else expect(after.segments[index]?.address).toBe(address);
      }
    }),
  );
});

test('no two workspaces share an address', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(videos, key, key, (scenes, mine, theirs) => {
      fc.pre(!Buffer.from(mine).equals(theirs));
      const own = new Set(addresses(planVideo(video(scenes), [], { ...context, cacheKey: Buffer.from(mine) })));
      const other = planVideo(video(scenes), [], { ...context, cacheKey: Buffer.from(theirs) });
      for (const address of addresses(other)) expect(own.has(address)).toBe(false);
    }),
  );
});

test('an address changes with builds, pictures, times, size, pace, stylesheet and files, and not with titles', () => {
  const set = movingBoxes({ scenes: 2, frames: 10, moving: 4 });
  const address = (s: FrameSet = set, c = context) => planVideo(s, [], c).segments[0]?.address;
  const base = address();
  expect(base).toMatch(/^[0-9a-f]{64}$/);
  expect(address({ ...set, scenes: set.scenes.map((scene) => ({ ...scene, title: 'x', id: `x${scene.id}` })) })).toBe(
    base,
  );
  const others = [
    address(set, { ...context, builds: ['browser', 'encoder 2'] }),
    address(set, { ...context, builds: ['browserencoder'] }),
    ...[...new Set(set.frames.slice(0, 10))].map((changed) =>
      address({
        ...set,
        pictures: set.pictures.map((one, index) => (index === changed ? { ...one, fingerprint: 'other' } : one)),
      }),
    ),
    address({ ...set, frames: [...set.frames.slice(1, 10), 4, ...set.frames.slice(10)] }),
    address({ ...set, width: 640 }),
    address({ ...set, height: 360 }),
    address({ ...set, fps: 25 }),
    address({ ...set, stylesheet: '' }),
    address({ ...set, files: {} }),
    address({ ...set, files: { ...set.files, '/own/more.png': '/more.png' } }),
  ];
  expect(new Set([base, ...others]).size).toBe(others.length + 1);
});

test('without a key nothing has an address', () => {
  const set = movingBoxes({ scenes: 2, frames: 10, moving: 4 });
  expect(addresses(planVideo(set, [], { ...context, cacheKey: undefined }))).toEqual([undefined, undefined]);
});

test('scenes that do not tile the frames are refused', () => {
  const set = movingBoxes({ scenes: 2, frames: 10, moving: 4 });
  expect(() => planVideo({ ...set, frames: set.frames.slice(1) }, [], context)).toThrow('tile');
  expect(() => planVideo({ ...set, scenes: set.scenes.slice(1) }, [], context)).toThrow('tile');
});
