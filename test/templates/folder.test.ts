/** What the templates bring along: words in every locale, content complete by itself, people who tell, sound of our own. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linearFrames } from '../../remotion/index.ts';
import { localesOf } from '../../remotion/localise.ts';
import { sounds, wav } from '../../templates/make-sound.ts';
import { contentOf, LOCALES, samples, scenesOf, templates } from './draw.ts';

const folder = join(import.meta.dirname, '../../templates');
const slots = (phrase: string): string[] => (phrase.match(/\{\w+\}/g) ?? []).sort();
const bookOf = (id: string, locale: string): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, id, 'locales', `${locale}.json`), 'utf8'));

/** Every text of the content that differs by locale. */
function texts(value: unknown): Record<string, string>[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value) return [value as Record<string, string>];
  return Object.values(value).flatMap(texts);
}

describe.each(templates)('$id', (template) => {
  it('is told in 20 to 30 seconds', () => {
    const frames = linearFrames(scenesOf(template));
    expect(frames / template.fps).toBeGreaterThanOrEqual(20);
    expect(frames / template.fps).toBeLessThanOrEqual(30);
  });

  it('has the same phrases with the same slots in every locale', () => {
    const [first, ...others] = LOCALES.map((locale) => bookOf(template.id, locale));
    for (const other of others) {
      expect(Object.keys(other)).toEqual(Object.keys(first ?? {}));
      for (const [key, phrase] of Object.entries(other)) {
        expect([key, slots(phrase)]).toEqual([key, slots(first?.[key] ?? '')]);
      }
    }
  });

  it('has content of its own in every locale', () => {
    const own = texts(contentOf(template));
    expect(own.length).toBeGreaterThan(5);
    for (const text of own) expect(localesOf(text)).toEqual([...LOCALES]);
  });

  it('has cues that fall on a frame of their scene', () => {
    for (const { scene, at, file } of template.soundtrack?.cues ?? []) {
      const { frames = 0 } = scenesOf(template).find(({ id }) => id === scene) ?? {};
      expect(Number.isInteger(Math.round(at * template.fps * 1e6) / 1e6)).toBe(true);
      expect(at * template.fps).toBeLessThan(frames);
      expect(statSync(join(folder, template.id, file)).isFile()).toBe(true);
    }
  });

  describe('the sample audience', () => {
    const rows = samples[template.id] ?? [];
    const granted = (row: (typeof rows)[number]) =>
      new Set(row.consent.filter(({ purpose }) => purpose === template.purpose).flatMap(({ fields }) => fields));

    it('is six to eight people with names of their own, valid in every field', () => {
      expect(rows.length).toBeGreaterThanOrEqual(6);
      expect(rows.length).toBeLessThanOrEqual(8);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      for (const { id, profile, locale } of rows) {
        expect(id).toMatch(/^[A-Za-z0-9._~-]{1,128}$/);
        expect(template.locales).toContain(locale);
        for (const [key, { schema, from }] of Object.entries(template.fields)) {
          // What only the viewer gives is in nobody's file.
          if (from === 'viewer') expect(profile).not.toHaveProperty(key);
          else expect([id, key, schema.safeParse(profile[key]).success]).toEqual([id, key, true]);
        }
      }
    });

    it('tells of long names and short ones, other scripts, German, and consent whole, partial and missing', () => {
      const names = rows.map(({ profile: { firstName } }) => String(firstName));
      expect(names.some((name) => name.length > 40)).toBe(true);
      expect(names.some((name) => name.length === 1)).toBe(true);
      expect(names.some((name) => /[\u0590-\u06ff]/.test(name))).toBe(true);
      expect(new Set(rows.map(({ locale }) => locale))).toEqual(new Set(LOCALES));
      const sizes = rows.map((row) => granted(row).size);
      const all = Object.values(template.fields).filter(({ from }) => from === undefined).length;
      expect(sizes).toContain(0);
      expect(sizes).toContain(all);
      expect(sizes.some((size) => size > 0 && size < all)).toBe(true);
    });

    it('agreed in May 2026, for years', () => {
      for (const { givenAt, expiresAt } of rows.flatMap(({ consent }) => consent)) {
        expect(givenAt).toMatch(/^2026-05-/);
        expect(expiresAt > '2031').toBe(true);
      }
    });
  });
});

describe('the sound', () => {
  it.each(Object.entries(sounds))('%s is what the script makes', (path, make) => {
    const kept = readFileSync(join(folder, path));
    const made = wav(make());
    expect(kept.length).toBe(made.length);
    expect(kept.subarray(0, 44).equals(made.subarray(0, 44))).toBe(true);
    // Sines may differ in their last digit from one machine to the next: one step of 65,536.
    for (let at = 44; at < kept.length; at += 2) {
      if (Math.abs(kept.readInt16LE(at) - made.readInt16LE(at)) > 1) throw new Error(`${path} differs at ${at}`);
    }
  });

  it.each(['year-in-review', 'welcome', 'plan-finder'])(
    'the bed of %s is small, quiet and loops without a seam',
    (id) => {
      const bed = readFileSync(join(folder, id, 'sound/bed.wav'));
      expect(bed.length).toBeLessThan(2_000_000);
      const step = (a: number, b: number) => Math.abs(bed.readInt16LE(a) - bed.readInt16LE(b));
      let steepest = 0;
      let loudest = 0;
      for (let at = 48; at < bed.length; at += 4) {
        steepest = Math.max(steepest, step(at, at - 4));
        loudest = Math.max(loudest, Math.abs(bed.readInt16LE(at)));
      }
      expect(step(44, bed.length - 4)).toBeLessThanOrEqual(steepest);
      expect(loudest).toBeLessThan(0.2 * 32_768);
    },
  );
});
