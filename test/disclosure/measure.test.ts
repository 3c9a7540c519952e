import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LayerProps } from '../../remotion/layer.ts';
import { timeline } from '../../remotion/shape.ts';
import type { Format } from '../../remotion/template.ts';
import { layerFor, measure } from '../../src/disclosure/index.ts';
import { type Frames, openFrames, type SceneRequest, type TemplateCard } from '../../src/frames/index.ts';
import { texts } from './support/texts.ts';

const at = (path: string) => new URL(path, import.meta.url).pathname;
let cacheDir: string;
let frames: Frames;
let cards: ReadonlyMap<string, TemplateCard>;

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'candor-measure-'));
  frames = await openFrames({
    templates: [at('fixtures'), at('../fixtures/templates'), at('../../templates')],
    cacheDir,
    log: pino({ level: 'silent' }),
  });
  cards = new Map((await frames.cards()).map((card) => [card.id, card]));
});
afterAll(async () => {
  await frames.close();
  await rm(cacheDir, { recursive: true, force: true });
});

const card = (id: string): TemplateCard => {
  const found = cards.get(id);
  if (!found) throw new Error(`no template ${id}`);
  return found;
};
const request = (template: string, data: object, format: Format = 'landscape', locale = 'en') =>
  ({ template, format, locale, brand: { name: 'Northlight' }, content: {}, data }) as SceneRequest;
const measured = (data: object) => measure(frames, card('interplay'), request('interplay', data));

describe('a field is used', () => {
  it('nowhere when nobody has any', async () => {
    expect((await measured({})).influence).toEqual([]);
  });

  it('in exactly the frames that change with it', async () => {
    const { influence } = await measured({ a: 5 });
    expect(influence.filter(({ scene }) => scene === 'largest')).toEqual([
      { field: 'a', scene: 'largest', from: 9, to: 16 },
    ]);
  });

  it('when leaving it out changes the picture, or it alone changes the general one', async () => {
    const { influence } = await measured({ a: 3, b: 5 });
    const largest = influence.filter(({ scene }) => scene === 'largest');
    // Alone each shows from the second frame on; together only the larger is seen, and both are said.
    expect(largest.map(({ field }) => field)).toEqual(['a', 'b']);
  });

  it('when all are, because none apart gives the picture away', async () => {
    const { influence } = await measured({ a: 1, b: 2, c: 3 });
    expect(influence.filter(({ scene }) => scene === 'two')).toEqual([
      { field: 'a', scene: 'two', from: 2, to: 4 },
      { field: 'b', scene: 'two', from: 2, to: 4 },
      { field: 'c', scene: 'two', from: 2, to: 4 },
    ]);
  });

  it('throughout a scene whose words it changes', async () => {
    const { influence, words } = await measured({ a: 7, b: 1 });
    expect(influence.filter(({ scene }) => scene === 'words')).toEqual([
      { field: 'a', scene: 'words', from: 16, to: 18 },
    ]);
    expect(words.at(-1)).toEqual({ scene: 'words', text: 'Seven.' });
  });
});

/** People of the templates' samples, some of their fields missing. */
function person(id: string): fc.Arbitrary<Record<string, unknown>> {
  if (id === 'interplay') {
    const digit = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined });
    return fc.record({ a: digit, b: digit, c: digit }).map(present);
  }
  const rows = card(id).sample as { profile: Record<string, unknown> }[];
  const keys = card(id).fields.map(({ key }) => key);
  return fc
    .tuple(fc.constantFrom(...rows), fc.subarray(keys, { minLength: 1 }))
    .map(([{ profile }, some]) => present(Object.fromEntries(some.map((key) => [key, profile[key]]))));
}
const present = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

describe('the invariant', () => {
  const cases: [template: string, runs: number][] = [
    ['interplay', 12],
    ['tiny', 5],
    ['welcome', 2],
    ['year-in-review', 2],
    ['plan-finder', 1],
  ];
  it.each(cases)(
    'without the named fields, the frame is the general frame (%s)',
    async (id, numRuns) => {
      const { formats, locales, scenes } = card(id);
      const trial = fc.record({
        data: person(id),
        format: fc.constantFrom(...(Object.keys(formats) as Format[])),
        locale: fc.constantFrom(...locales),
        at: fc.tuple(...scenes.map(({ frames: length }) => fc.nat(length - 1))),
      });
      await fc.assert(
        fc.asyncProperty(trial, async ({ data, format, locale, at: chosen }) => {
          const r = request(id, data, format, locale);
          const { influence } = await measure(frames, card(id), r);
          const layer = layerFor(card(id), texts, influence);
          const whole = timeline(card(id), layer, locale);
          for (const [index, scene] of scenes.entries()) {
            const own = scene.from + (chosen[index] ?? 0);
            const named = influence.filter(({ from, to }) => own >= from && own < to).map(({ field }) => field);
            const frame = (whole.scenes.find((one) => one.id === scene.id)?.from ?? 0) + (chosen[index] ?? 0);
            const rest = Object.fromEntries(Object.entries(data).filter(([key]) => !named.includes(key)));
            const [without, general] = await Promise.all([
              frames.sampleAt({ ...request(id, rest, format, locale), layer }, frame),
              frames.sampleAt({ ...request(id, {}, format, locale), layer }, frame),
            ]);
            expect({ scene: scene.id, markup: without.markup }).toEqual({ scene: scene.id, markup: general.markup });
          }
        }),
        { numRuns },
      );
    },
    // About 10 s for all four on two idle cores; a busy machine may take its time.
    300_000,
  );
});

describe('the first scene', () => {
  it.each(['welcome', 'year-in-review', 'plan-finder'])(
    'told of by itself, has the pictures that it has in the whole video (%s)',
    async (id) => {
      for (const { profile } of card(id).sample.slice(0, 3) as { profile: object }[]) {
        const r = request(id, profile);
        let opening: LayerProps | undefined;
        const { influence } = await measure(frames, card(id), r, undefined, (found) => {
          opening = layerFor(card(id), texts, found);
        });
        if (!opening) throw new Error('nothing was told of the first scene');
        const begun = await frames.opening({ ...r, layer: opening });
        const whole = await frames.frames({ ...r, layer: layerFor(card(id), texts, influence) });
        expect(begun.scenes).toEqual(whole.scenes.slice(0, 1));
        expect(begun.frames.map((picture) => begun.pictures[picture])).toEqual(
          whole.frames.slice(0, begun.frames.length).map((picture) => whole.pictures[picture]),
        );
      }
    },
    120_000,
  );
});
