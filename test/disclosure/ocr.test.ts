/** Read by a machine that knows nothing of markup: what the picture says, a person can read. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localise } from '../../remotion/localise.ts';
import { exampleTexts, passGate } from '../../src/cli/one-off.ts';
import { layerFor, measure } from '../../src/disclosure/index.ts';
import { type Frames, openFrames, type TemplateCard } from '../../src/frames/index.ts';
import { openRenderer, type Renderer } from '../../src/render/index.ts';

const hasTesseract = spawnSync('tesseract', ['--version']).status === 0;
const languages = hasTesseract ? spawnSync('tesseract', ['--list-langs'], { encoding: 'utf8' }).stdout.split('\n') : [];
const NAME = 'Marbetine';

const dir = mkdtempSync(join(tmpdir(), 'candor-ocr-'));
let frames: Frames;
let renderer: Renderer;

function read(picture: Buffer, locale: string): string {
  const lang = locale === 'de' && languages.includes('deu') ? 'deu' : 'eng';
  const done = spawnSync('tesseract', ['-', '-', '-l', lang, '--psm', '11'], { input: picture, encoding: 'utf8' });
  return letters(done.stdout);
}
/** Letters alone: reading is about words, not about blanks and strokes. */
const letters = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

describe.skipIf(!hasTesseract)(
  `the pictures, read by OCR${hasTesseract ? '' : ' (needs tesseract on the PATH)'}`,
  () => {
    beforeAll(async () => {
      const log = pino({ level: 'silent' });
      frames = await openFrames({
        templates: fileURLToPath(new URL('../../templates', import.meta.url)),
        cacheDir: dir,
        log,
      });
      renderer = await openRenderer({ frames, cacheDir: dir, log });
    });
    afterAll(async () => {
      await renderer?.close();
      await frames?.close();
      rmSync(dir, { recursive: true, force: true });
    });

    test.each([
      ['year-in-review', 'landscape', 'en'],
      ['year-in-review', 'portrait', 'de'],
      ['welcome', 'square', 'en'],
      ['welcome', 'landscape', 'de'],
    ] as const)(
      '%s, %s, %s: every field that is used is named in its scenes and in the statement',
      { timeout: 180_000 },
      async (id, format, locale) => {
        const card = (await frames.cards()).find((one) => one.id === id) as TemplateCard;
        const { video, influence } = await videoOf(card, format, locale, true);
        const { scenes } = await frames.frames(video);
        const readAt = async (frame: number) => read(await renderer.still(video, frame), locale);
        for (const scene of scenes) {
          const used = influence.filter((one) => one.scene === scene.id);
          if (used.length === 0 && scene.id !== 'disclosure') continue;
          const at = scene.id === 'disclosure' ? scene.from + 15 : Math.min(...used.map((one) => one.to)) - 2;
          const text = await readAt(at);
          const named =
            scene.id === 'disclosure' ? [...new Set(influence.map((one) => one.field))] : used.map((one) => one.field);
          for (const key of named) {
            const label = localise(card.fields.find((field) => field.key === key)?.label ?? key, locale);
            expect(text, `${scene.id}: ${key}`).toContain(letters(label));
          }
          expect(text).not.toMatch(/undefined|null|nan\b|objectobject/);
        }
        expect(await readAt((scenes[0]?.frames ?? 2) - 30), 'the person’s own name').toContain(letters(NAME));
      },
    );

    test('without consent no frame holds the name, and the picture says that it holds nothing', {
      timeout: 120_000,
    }, async () => {
      for (const card of await frames.cards()) {
        const { video, influence } = await videoOf(card, 'landscape', 'en', false);
        expect(influence).toEqual([]);
        const set = await frames.frames(video);
        expect(set.pictures.some((picture) => picture.markup.includes(NAME))).toBe(false);
        const first = await renderer.still(video, (set.scenes[0]?.frames ?? 2) - 30);
        expect(read(first, 'en')).toContain(letters('Nothing about you in this picture'));
        const statement = set.scenes.find(({ id }) => id === 'disclosure');
        expect(read(await renderer.still(video, (statement?.from ?? 0) + 15), 'en')).toContain(
          letters('This video uses nothing about you'),
        );
      }
    });
  },
);

/** One sample person renamed, with all consent or none, through gate, measure and layer. */
async function videoOf(
  card: TemplateCard,
  format: 'landscape' | 'portrait' | 'square',
  locale: string,
  agreed: boolean,
) {
  const sample = card.sample[0] as { profile: Record<string, unknown> };
  const record = {
    recordId: 'r-1',
    purpose: card.purpose,
    fields: card.fields.map((field) => field.key),
    givenAt: '2026-05-01T10:00:00Z',
  };
  const profile = { ...sample.profile, firstName: NAME };
  const verdict = passGate(card, profile, agreed ? [record] : [], new Date('2026-11-01T00:00:00Z'));
  const texts = exampleTexts(card);
  const scenes = {
    template: card.id,
    format,
    locale,
    brand: { name: texts.controller.name },
    content: {},
    data: verdict.data,
  };
  const { influence } = await measure(frames, card, scenes);
  return { influence, video: { ...scenes, layer: layerFor(card, texts, influence) } };
}
