/** What the project's own templates promise of every picture, whoever it is for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAVE } from '../../templates/year-in-review/timing.ts';
import { draw, FORMATS, LOCALES, type Shot, scenesOf, templates, words } from './draw.ts';
import { ordinary, people } from './values.ts';

const accidents = /undefined|\bnull\b|NaN|Infinity|\[object|\{\w+\}/;
/** What is read in a picture. */
const read = (markup: string): string => markup.replace(/<[^>]*>/g, ' ');
const own = (template: (typeof templates)[number]) =>
  Object.fromEntries(Object.keys(template.fields).map((key) => [key, ordinary[key]]));

describe.each(templates)('$id', (template) => {
  const scenes = scenesOf(template);
  const frames = scenes.reduce((sum, scene) => sum + scene.frames, 0);
  const shots = fc.record({
    template: fc.constant(template),
    format: fc.constantFrom(...FORMATS),
    locale: fc.constantFrom(...LOCALES),
    data: people(template),
  });

  it('never shows what is no word: any subset of fields, any value, any frame', () => {
    fc.assert(
      fc.property(shots, fc.nat(frames - 1), (shot, frame) => {
        expect(draw(shot, frame)).not.toMatch(accidents);
      }),
      { numRuns: 150 },
    );
  });

  it('never says what is no word', () => {
    fc.assert(
      fc.property(shots, (shot) => {
        for (const said of words(shot)) {
          expect(said).not.toMatch(accidents);
          expect(said.trim()).not.toBe('');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is the same picture however often it is drawn', () => {
    fc.assert(
      fc.property(shots, fc.nat(frames - 1), (shot, frame) => {
        expect(draw(shot, frame)).toBe(draw(shot, frame));
      }),
      { numRuns: 20 },
    );
  });

  describe.each(FORMATS)('%s', (format) => {
    const shot = (data: Shot['data'], locale: string = 'en'): Shot => ({ template, format, locale, data });

    it.each(LOCALES)('is complete without any data (%s)', (locale) => {
      const pictures = scenes.map(({ from, frames: length }) => draw(shot({}, locale), from + length - LEAVE - 1));
      expect(new Set(pictures).size).toBe(scenes.length);
      for (const picture of pictures) expect(read(picture).length).toBeGreaterThan(40);
      for (const said of words(shot({}, locale))) expect(said.length).toBeGreaterThan(40);
    });

    it.each(Object.keys(template.fields))('%s changes the picture where its scene says so, and nowhere else', (key) => {
      const changed = scenes.filter(({ from, frames: length }) => {
        const at = from + length - LEAVE - 1;
        return draw(shot({ [key]: ordinary[key] }), at) !== draw(shot({}), at);
      });
      const declared = template.scenes.filter(({ uses }) => uses.includes(key));
      expect(changed.map(({ id }) => id)).toEqual(declared.map(({ id }) => id));
    });

    it('a field that is withheld leaves no trace in picture or words', () => {
      const everything = own(template);
      for (const key of Object.keys(template.fields)) {
        const { [key]: withheld, ...rest } = everything;
        const first = String(Array.isArray(withheld) ? withheld[0] : withheld);
        const shown = scenes.map(({ from, frames: length }) => read(draw(shot(rest), from + length - LEAVE - 1)));
        for (const text of [...shown, ...words(shot(rest))]) {
          expect(text).not.toContain(first);
          if (key === 'startDate') expect(text).not.toContain('October');
        }
      }
    });

    it('what has arrived holds still until it leaves', () => {
      for (const { id, from, frames: length } of scenes) {
        const still = new Set<string>();
        for (let frame = from + length - LEAVE - 24; frame < from + length - LEAVE; frame += 1) {
          still.add(draw(shot(own(template)), frame));
        }
        expect([id, still.size]).toEqual([id, 1]);
      }
    });
  });
});
