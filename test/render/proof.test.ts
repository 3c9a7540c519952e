/** That the pictures are those Remotion would have drawn, in numbers. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import type { Format, Template } from '../../remotion/index.ts';
import type { Consented, Profile } from '../../src/consent/types.ts';
import { openFrames } from '../../src/frames/index.ts';
import type { FrameSet, TemplateCard, VideoRequest } from '../../src/frames/types.ts';
import { openRenderer } from '../../src/render/index.ts';
import { PlainRenderer } from '../../src/render/plain/index.ts';
import type { RenderJob, RenderMode } from '../../src/render/types.ts';
import welcome from '../../templates/welcome/template.ts';
import year from '../../templates/year-in-review/template.ts';
import tiny from '../fixtures/templates/tiny/template.ts';
import { ordinary, people } from '../templates/values.ts';
import { folder, hasFfprobe, likeness, testBrowser, testPage } from './support.ts';

/** In any channel, of 255. */
const NEAR = 2;
const PATIENT = 240_000;
const never = new AbortController().signal;
const cacheDir = folder();
const log = pino({ level: 'silent' });
const frames = await openFrames({
  templates: ['templates', 'test/fixtures/templates'].map((path) => resolve(path)),
  cacheDir,
  log,
});
const plain = new PlainRenderer({ browser: await testBrowser(), cacheDir, folder: folder(), concurrency: 2 });
afterAll(async () => {
  await plain.close();
  await frames.close();
});

const words = (text: unknown, locale: string): string =>
  typeof text === 'string' ? text : ((text as Record<string, string>)[locale] ?? '');

function requestOf(card: TemplateCard, format: Format, locale: string, data: Record<string, unknown>): VideoRequest {
  const last = card.scenes.at(-1);
  return {
    ...{ template: card.id, format, locale, brand: { name: 'Northlight' }, content: {} },
    data: data as Consented<Profile>,
    layer: {
      fields: card.fields.map(({ key, label, source, why }, mark) => ({
        ...{ key, mark, label: words(label, locale) },
        ...{ source: words(source, locale), why: words(why, locale) },
      })),
      uses: Object.keys(data).map((field) => ({ field, from: 0, to: (last?.from ?? 0) + (last?.frames ?? 0) })),
      statement: { controller: 'Northlight', purposeText: 'To try', sharedWith: [], retentionDays: 30 },
    },
  };
}

const cardOf = async (id: string): Promise<TemplateCard> => {
  const card = (await frames.cards()).find((one) => one.id === id);
  if (!card) throw new Error(`no template ${id}`);
  return card;
};

const pixels = (png: Buffer): Buffer =>
  execFileSync('ffmpeg', ['-v', 'error', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'], {
    input: png,
    maxBuffer: 1 << 26,
  });

/** The largest difference of two pictures in any channel. */
function apart(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) return 255;
  if (a.equals(b)) return 0;
  let most = 0;
  for (let at = 0; at < a.length; at += 1) most = Math.max(most, Math.abs((a[at] ?? 0) - (b[at] ?? 0)));
  return most;
}

const pictureAt = (set: FrameSet, frame: number) => set.pictures[set.frames[frame] ?? -1];

/** Frames spread over the whole video, never at the same place of every scene; the last one too. */
const spread = (set: FrameSet, many: number, offset: number): number[] =>
  Array.from({ length: many }, (_, index) =>
    Math.min(set.frames.length - 1, Math.floor(((index + offset) * set.frames.length) / (many - 1))),
  );

const CASES = [
  {
    template: tiny,
    shots: [
      ['landscape', 'en'],
      ['portrait', 'de'],
      ['square', 'en'],
    ],
    many: 8,
  },
  {
    template: welcome,
    shots: [
      ['landscape', 'en'],
      ['portrait', 'de'],
    ],
    many: 4,
  },
  {
    template: year,
    shots: [
      ['landscape', 'de'],
      ['square', 'en'],
    ],
    many: 4,
  },
] as unknown as { template: Template; shots: [Format, string][]; many: number }[];

test.skipIf(!hasFfprobe).each(CASES)(
  'what is drawn is what Remotion draws, for anybody ($template.id; needs ffmpeg)',
  async ({ template, shots, many }) => {
    const card = await cardOf(template.id);
    const { page } = await testPage();
    const usual = Object.fromEntries(card.fields.map(({ key }) => [key, ordinary[key]]));
    const odd = fc.sample(people(template), { seed: 4, numRuns: shots.length });
    const seen = new Map<string, Set<string>>();
    let [drawn, equal, most] = [0, 0, 0];
    for (const [index, [format, locale]] of shots.entries()) {
      const data = index === 0 && template !== (tiny as unknown as Template) ? usual : (odd[index] ?? {});
      const video = requestOf(card, format, locale, data);
      const set = await frames.frames(video);
      const wanted = [...new Set(spread(set, many, index / shots.length))];
      const theirs = await plain.frames({ job: { video } as RenderJob, card, set, signal: never }, wanted);
      await page.load(set);
      for (const frame of wanted) {
        const { markup = '', fingerprint = '' } = pictureAt(set, frame) ?? {};
        const mine = pixels(await page.still(markup, { type: 'png' }));
        const their = pixels(theirs.get(frame) ?? Buffer.alloc(0));
        const difference = apart(mine, their);
        expect([format, locale, frame, difference <= NEAR ? 'near' : difference]).toEqual([
          format,
          locale,
          frame,
          'near',
        ]);
        drawn += 1;
        equal += difference === 0 ? 1 : 0;
        most = Math.max(most, difference);
        const hash = createHash('sha256').update(their).digest('hex');
        seen.set(hash, (seen.get(hash) ?? new Set()).add(fingerprint));
      }
    }
    const twice = [...seen.values()].reduce((sum, { size }) => sum + size - 1, 0);
    console.info(
      `${template.id}: ${drawn} pictures, ${equal} equal to the byte, at most ${most} of 255 apart; ${twice} with another fingerprint were the same picture`,
    );
  },
  PATIENT,
);

test.skipIf(!hasFfprobe)(
  'every frame of the video is within 42 dB and 0.98 of what renderMedia makes, and one frame off is worse (needs ffmpeg)',
  async () => {
    const renderer = await openRenderer({ frames, cacheDir, log, concurrency: 1 });
    try {
      const card = await cardOf('tiny');
      const video = requestOf(card, 'portrait', 'de', {
        firstName: 'Zoë',
        plan: 'Plus',
        usageKwh: [210, 190, 250, 170],
      });
      const render = (mode: RenderMode) =>
        renderer.render({
          ...{ video, mode, metadata: { title: 'Tiny', disclosure: '{}' } },
          folder: mkdtempSync(join(renderer.temporary, 'job-')),
        });
      const [ours, theirs] = [await render('reuse'), await render('plain')];
      const { psnr, ssim } = likeness(ours.file, theirs.file, card.fps);
      expect(psnr).toHaveLength(ours.frames);
      expect(ssim).toHaveLength(ours.frames);
      console.info(`tiny: PSNR ${Math.min(...psnr)} dB and SSIM ${Math.min(...ssim)} at the least`);
      expect(Math.min(...psnr)).toBeGreaterThanOrEqual(42);
      expect(Math.min(...ssim)).toBeGreaterThanOrEqual(0.98);
      const shifted = likeness(ours.file, theirs.file, card.fps, 1);
      expect(Math.min(...shifted.psnr)).toBeLessThan(Math.min(...psnr));
      expect(Math.min(...shifted.ssim)).toBeLessThan(Math.min(...ssim));
    } finally {
      await renderer.close();
    }
  },
  PATIENT,
);
