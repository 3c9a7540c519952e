import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSegments } from '../../src/render/plan.ts';
import { movingBoxes } from './support.ts';

const context = { cacheKey: Buffer.alloc(32, 1), builds: ['browser', 'encoder'] };
const use = (from: number, to: number) => ({ field: 'name', from, to });

test('segments tile the video, and their runs give every frame back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 }),
      (scenes) => {
        const set = movingBoxes({ scenes: 1, frames: 1, moving: 0 });
        let from = 0;
        const cut = scenes.map((frames, index) => {
          const scene = { id: `s${index}`, title: '', from, frames: frames.length, opaque: false };
          from += frames.length;
          return scene;
        });
        const pictures = Array.from({ length: 6 }, (_, index) => ({ fingerprint: `f${index}`, markup: `${index}` }));
        const plan = planSegments({ ...set, scenes: cut, frames: scenes.flat(), pictures }, [], context);
        const shown = plan.flatMap((segment) => {
          const frames: number[] = [];
          segment.runs.forEach((run, index) => {
            const end = segment.runs[index + 1]?.from ?? segment.frames;
            for (let frame = run.from; frame < end; frame++) frames[frame] = run.picture;
          });
          return frames;
        });
        expect(shown).toEqual(scenes.flat());
        for (const { runs } of plan) {
          for (const [index, run] of runs.entries()) expect(run.picture).not.toBe(runs[index - 1]?.picture);
        }
      },
    ),
  );
});

test('only a scene that no field of the person touches has an address', () => {
  const set = movingBoxes({ scenes: 3, frames: 10, moving: 4 });
  const shared = (uses: { field: string; from: number; to: number }[]) =>
    planSegments(set, uses, context).map((segment) => segment.address !== undefined);
  expect(shared([])).toEqual([true, true, true]);
  expect(shared([use(10, 20)])).toEqual([true, false, true]);
  expect(shared([use(9, 11)])).toEqual([false, false, true]);
  expect(shared([use(29, 30)])).toEqual([true, true, false]);
  const opaque = { ...set, scenes: set.scenes.map((scene, index) => ({ ...scene, opaque: index === 0 })) };
  expect(planSegments(opaque, [], context)[0]?.address).toBeUndefined();
});

test('an address changes with key, builds, pictures, times, size and page, and with nothing else', () => {
  const set = movingBoxes({ scenes: 2, frames: 10, moving: 4 });
  const address = (s = set, c = context) => planSegments(s, [], c)[0]?.address;
  const base = address();
  expect(address({ ...set, scenes: set.scenes.map((scene) => ({ ...scene, title: 'x', id: `x${scene.id}` })) })).toBe(
    base,
  );
  const others = [
    address(set, { ...context, cacheKey: Buffer.alloc(32, 2) }),
    address(set, { ...context, builds: ['browser', 'encoder 2'] }),
    address({ ...set, pictures: set.pictures.map((one) => ({ ...one, fingerprint: `${one.fingerprint}!` })) }),
    address({ ...set, frames: [...set.frames.slice(1, 10), 4, ...set.frames.slice(10)] }),
    address({ ...set, width: 640 }),
    address({ ...set, fps: 25 }),
    address({ ...set, stylesheet: '' }),
    address({ ...set, files: {} }),
  ];
  expect(new Set([base, ...others]).size).toBe(others.length + 1);
});

test('scenes that do not tile the frames are refused', () => {
  const set = movingBoxes({ scenes: 2, frames: 10, moving: 4 });
  expect(() => planSegments({ ...set, frames: set.frames.slice(1) }, [], context)).toThrow('tile');
  expect(() => planSegments({ ...set, scenes: set.scenes.slice(1) }, [], context)).toThrow('tile');
});
