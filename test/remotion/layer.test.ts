/** The disclosure layer as data: where it stands, when, and in which words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutMarker } from '../../remotion/disclosure/marker.tsx';
import { pageAt, setPages } from '../../remotion/disclosure/pages.ts';
import {
  type Format,
  type LayerProps,
  readingSeconds,
  reserveOf,
  shapeOf,
  shownUses,
  statementText,
  statementWords,
  type Template,
  timeline,
  type Use,
} from '../../remotion/index.ts';
import tiny from '../fixtures/templates/tiny/template.ts';
import { layerOf } from './support.tsx';

const template = tiny as unknown as Template;
/** Tiny at the sizes and lengths of a real video. */
const real: Template = {
  ...template,
  fps: 30,
  formats: {
    landscape: { width: 1280, height: 720 },
    portrait: { width: 1080, height: 1920 },
    square: { width: 1080, height: 1080 },
  },
  scenes: template.scenes.map((scene) => ({ ...scene, seconds: 5 })),
};
const shape = shapeOf(real);
const formats: readonly Format[] = ['landscape', 'portrait', 'square'];
const layers = fc
  .array(
    fc.record({
      field: fc.constantFrom(...Object.keys(real.fields)),
      from: fc.integer({ min: 0, max: 590 }),
      length: fc.integer({ min: 1, max: 200 }),
    }),
    { maxLength: 6 },
  )
  .map(
    (uses): LayerProps =>
      layerOf(
        real,
        uses.map(({ field, from, length }): Use => ({ field, from, to: Math.min(600, from + length) })),
      ),
  );

describe('the marker', () => {
  it('stands in the same place whoever watches', () => {
    for (const format of formats) {
      const { top, reserved, height } = reserveOf(shape, format);
      expect(top + reserved).toBe(height);
      expect(reserved / height).toBeLessThan(0.2);
    }
  });

  it('is set large enough to be read where it is watched', () => {
    expect(reserveOf(shape, 'landscape').size / 720).toBeGreaterThanOrEqual(0.04);
    for (const format of ['portrait', 'square'] as const)
      expect((reserveOf(shape, format).size * 360) / 1080).toBeGreaterThanOrEqual(12);
    expect(reserveOf(shape, 'portrait').size / 1920).toBeGreaterThanOrEqual(0.02);
  });

  it('covers every use, stays at least three seconds where its scene lasts as long, and never leaves its scene', () => {
    fc.assert(
      fc.property(layers, fc.constantFrom('en', 'de'), (layer, locale) => {
        const shown = shownUses(shape, layer, locale);
        for (const use of layer.uses) {
          for (let frame = use.from; frame < use.to; frame += 1)
            expect(shown.some(({ field, from, to }) => field === use.field && frame >= from && frame < to)).toBe(true);
        }
        const used = new Set(
          layer.uses.flatMap(({ field, from, to }) =>
            shape.scenes
              .filter((scene) => from < scene.from + scene.frames && to > scene.from)
              .map(({ id }) => `${field} ${id}`),
          ),
        );
        for (const { field, from, to } of shown) {
          expect(to - from).toBeGreaterThanOrEqual(90);
          for (const scene of shape.scenes.filter((one) => from < one.from + one.frames && to > one.from))
            expect(used.has(`${field} ${scene.id}`)).toBe(true);
        }
      }),
    );
  });

  it('drops sources before anything else, and no name ever', () => {
    const items = (count: number, label: string) =>
      Array.from({ length: count }, (_, mark) => ({
        key: `f${mark}`,
        mark,
        label,
        source: 'from a source with rather many words',
      }));
    const reserve = reserveOf(shape, 'landscape');
    expect(layoutMarker(items(1, 'Name'), reserve).withSource).toBe(true);
    for (const count of [4, 8]) {
      const set = layoutMarker(items(count, 'Monthly usage'), reserve);
      expect(set.withSource).toBe(false);
      expect(set.lines.flat()).toHaveLength(count);
    }
  });

  it('keeps its size for every field of a template at once, where one scene uses them all', () => {
    const all: Template = {
      ...real,
      scenes: real.scenes.map((scene) => ({ ...scene, uses: Object.keys(real.fields) })),
    };
    for (const format of formats) {
      const reserve = reserveOf(shapeOf(all), format);
      const items = shapeOf(all).fields.map(({ key }, mark) => ({
        key,
        mark,
        label: ['First name', 'Monthly usage', 'Plan'][mark] ?? '',
        source: '',
      }));
      expect(layoutMarker(items, reserve).measure.size).toBe(reserve.size);
    }
  });
});

describe('the statement', () => {
  const used = layerOf(
    real,
    [
      { field: 'usageKwh', from: 150, to: 300 },
      { field: 'firstName', from: 0, to: 150 },
    ],
    {
      selectedBecause: { en: 'you have been a customer for a year' },
      sharedWith: [{ name: 'Brightmail', why: { en: 'to send the e-mail' } }],
    },
  );

  it('says what was used, from where, what for, why you, who else, how long, and how to change it', () => {
    expect(statementText(used, 'en')).toBe(
      'Northlight Energy used two things about you. First name from your account. Monthly usage from your meter. What for: To try things out. Why you: You have been a customer for a year. Who else gets it: Brightmail, to send the e-mail. How long: Deleted after 90 days. Your choice: Switch any of it off, on the video’s page.',
    );
  });

  it('says so where nothing was used', () => {
    const { sentence, fields } = statementWords(layerOf(real, []), 'en');
    expect(sentence).toBe('This video uses nothing about you.');
    expect(fields).toEqual([]);
  });

  it.each(['en', 'de', 'fr', 'es', 'ar'])('speaks %s', (locale) => {
    const text = statementText(used, locale);
    expect(text).not.toMatch(/[{}]|undefined/);
    if (locale !== 'en') expect(text.slice(0, 40)).not.toBe(statementText(used, 'en').slice(0, 40));
  });

  it('speaks English where it does not know the language', () => {
    expect(statementText(used, 'tlh')).toBe(statementText(used, 'en'));
  });

  it('comes last and stands as long as reading it takes, in whole frames', () => {
    const { scenes, frames } = timeline(shape, used, 'de');
    const last = scenes.at(-1);
    expect(last?.id).toBe('disclosure');
    expect(last?.from).toBe(600);
    expect(frames).toBe(600 + (last?.frames ?? 0));
    expect(last?.frames).toBe(Math.ceil(readingSeconds(statementText(used, 'de')) * 30 - 1e-6));
    expect(readingSeconds('one two three')).toBeCloseTo(1.9);
    expect(readingSeconds('王小明的用电')).toBeCloseTo(1.9);
  });

  it('gives each of its pages a share of that time by its words', () => {
    const many = Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [
        `f${index}`,
        { ...template.fields.plan, label: `Field number ${index}` },
      ]),
    ) as Template['fields'];
    const eight: Template = {
      ...real,
      fields: many,
      scenes: real.scenes.map((scene, index) => ({
        ...scene,
        uses: Object.keys(many).slice(2 * index, 2 * index + 2),
      })),
    };
    const layer = layerOf(
      eight,
      Object.keys(many).map((field) => ({ field, from: 0, to: 600 })),
    );
    for (const format of formats) {
      const { pages } = setPages(layer, 'en', format, reserveOf(shapeOf(eight), format));
      expect(pages.flat().filter(({ kind }) => kind === 'field')).toHaveLength(8);
      const stands = Array.from({ length: 900 }, (_, frame) => pageAt(pages, frame, 900).page);
      expect(stands).toEqual([...stands].sort());
      expect(new Set(stands).size).toBe(pages.length);
    }
  });
});
