/** That the pictures are those Remotion would have drawn, in numbers. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderMedia } from '@remotion/renderer';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import type { Format, Template } from '../../remotion/index.ts';
import type { Consented, Profile } from '../../src/consent/types.ts';
import { openFrames } from '../../src/frames/index.ts';
import type { FrameSet, TemplateCard, VideoRequest } from '../../src/frames/types.ts';
import { writeSegment } from '../../src/render/encode/cmaf.ts';
import { codecOf } from '../../src/render/encode/encoder.ts';
import { Demand, openComparer, placeSegment, planVideo } from '../../src/render/index.ts';
import { makeSegments } from '../../src/render/make.ts';
import { bundleTemplate } from '../../src/render/plain/bundle.ts';
import { compositionOf, LIKE_OURS } from '../../src/render/plain/index.ts';
import welcome from '../../templates/welcome/template.ts';
import year from '../../templates/year-in-review/template.ts';
import tiny from '../fixtures/templates/tiny/template.ts';
import { ordinary, people } from '../templates/values.ts';
import { bundlesShared, folder, hasFfprobe, likeness, testBrowser, testPage, testStudio } from './support.ts';

/** In any channel, of 255. */
const NEAR = 2;
const PATIENT = 240_000;
const cacheDir = bundlesShared(folder());
const log = pino({ level: 'silent' });
const frames = await openFrames({
  templates: ['templates', 'test/fixtures/templates'].map((path) => resolve(path)),
  cacheDir,
  log,
});
const { executable: browserExecutable } = await testBrowser();
const comparer = await openComparer({ frames, cacheDir, log, browserExecutable });
afterAll(async () => {
  await comparer.close();
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

const fingerprintAt = (set: FrameSet, frame: number) => set.pictures[set.frames[frame] ?? -1]?.fingerprint ?? '';

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

test.each(CASES)(
  'what is drawn is what Remotion draws, for anybody ($template.id)',
  async ({ template, shots, many }) => {
    const card = await cardOf(template.id);
    const usual = Object.fromEntries(card.fields.map(({ key }) => [key, ordinary[key]]));
    const odd = fc.sample(people(template), { seed: 4, numRuns: shots.length });
    const seen = new Map<string, Set<string>>();
    let [drawn, equal, most] = [0, 0, 0];
    for (const [index, [format, locale]] of shots.entries()) {
      const data = index === 0 && template !== (tiny as unknown as Template) ? usual : (odd[index] ?? {});
      const video = requestOf(card, format, locale, data);
      const set = await frames.frames(video);
      const wanted = [...new Set(spread(set, many, index / shots.length))];
      for (const [frame, { apart, theirs }] of await comparer.compare(video, wanted)) {
        expect([format, locale, frame, apart <= NEAR ? 'near' : apart]).toEqual([format, locale, frame, 'near']);
        drawn += 1;
        equal += apart === 0 ? 1 : 0;
        most = Math.max(most, apart);
        const hash = createHash('sha256').update(theirs).digest('hex');
        seen.set(hash, (seen.get(hash) ?? new Set()).add(fingerprintAt(set, frame)));
      }
    }
    const twice = [...seen.values()].reduce((sum, { size }) => sum + size - 1, 0);
    console.info(
      `${template.id}: ${drawn} pictures, ${equal} equal to the byte, at most ${most} of 255 apart; ${twice} with another fingerprint were the same picture`,
    );
  },
  PATIENT,
);

/** A second in which nearly every frame is another picture. */
const SPAN = { scene: 'months', template: year as unknown as Template };

test.skipIf(!hasFfprobe)(
  'every frame of a real scene is within 42 dB and 0.98 of what renderMedia makes, and one frame off is worse (needs ffmpeg)',
  async () => {
    const card = await cardOf(SPAN.template.id);
    const data = Object.fromEntries(card.fields.map(({ key }) => [key, ordinary[key]]));
    const video = requestOf(card, 'landscape', 'en', data);
    const set = await frames.frames(video);
    const { segments } = planVideo(set, [], { cacheKey: undefined, builds: [] });
    const segment = segments.find(({ scene }) => scene === SPAN.scene);
    if (!segment) throw new Error('no such scene');
    const runs = segment.runs.filter(({ from }) => from < card.fps);
    expect(runs.length).toBeGreaterThan(card.fps / 2);

    const starts = runs.map(({ from }) => from);
    const markups = runs.map(({ picture }) => set.pictures[picture]?.markup ?? '');
    const studio = await testStudio(1);
    const { signal } = new AbortController();
    const encoded = await studio.draw(
      () => 0,
      signal,
      (drawer) => drawer.encode({ sheet: set, markups, starts }, signal),
    );
    const [ours, theirs] = ['ours.mp4', 'theirs.mp4'].map((name) => join(folder(), name)) as [string, string];
    writeFileSync(ours, writeSegment(set, encoded, starts, card.fps));

    const { template: _, ...props } = video;
    const inputProps = { ...props, stylesheet: set.stylesheet };
    await renderMedia({
      ...LIKE_OURS,
      composition: compositionOf(set, inputProps),
      inputProps,
      serveUrl: await bundleTemplate(card, set.files, join(cacheDir, 'bundles')),
      frameRange: [segment.from, segment.from + card.fps - 1],
      outputLocation: theirs,
      browserExecutable,
      chromeMode: 'headless-shell',
      concurrency: 2,
      logLevel: 'error',
    });

    const { psnr, ssim } = likeness(ours, theirs, card.fps);
    expect([psnr.length, ssim.length]).toEqual([card.fps, card.fps]);
    console.info(`${card.id}: PSNR ${Math.min(...psnr)} dB and SSIM ${Math.min(...ssim)} at the least`);
    expect(Math.min(...psnr)).toBeGreaterThanOrEqual(42);
    expect(Math.min(...ssim)).toBeGreaterThanOrEqual(0.98);
    const shifted = likeness(ours, theirs, card.fps, 1);
    expect(Math.min(...shifted.psnr)).toBeLessThan(Math.min(...psnr));
    expect(Math.min(...shifted.ssim)).toBeLessThan(Math.min(...ssim));
  },
  PATIENT,
);

test(
  'Chromium plays the segments through Media Source, every picture at its time',
  async () => {
    const card = await cardOf('tiny');
    const video = requestOf(card, 'landscape', 'en', { firstName: 'Zoë', plan: 'Plus' });
    const set = await frames.frames(video);
    const plan = planVideo(set, [], { cacheKey: undefined, builds: [] });
    const made = await makeSegments({
      ...{ plan, set, studio: await testStudio(1), demand: new Demand(false), shelf: undefined },
      ...{ opaque: async () => new Map(), signal: new AbortController().signal, onTrouble: () => {} },
    });
    const placed = plan.segments.map(({ from }, place) =>
      placeSegment(made.segments[place] as Buffer, from, place + 1),
    );
    const parts = [placed[0]?.init ?? Buffer.alloc(0), ...placed.map(({ media }) => media)];
    const starts = plan.segments.flatMap(({ from, runs }) => runs.map((run) => from + run.from));
    const ends = [...starts.slice(1), plan.frames];
    // In the middle of a picture: how long it is held must not matter.
    const looks = starts.map((start, index) => (start + (ends[index] ?? 0)) / 2 / plan.fps);

    const { browser } = await testPage();
    const page = await browser.newPage();
    const seen = await page.evaluate(
      play,
      codecOf(plan),
      parts.map((part) => part.toString('base64')),
      looks,
    );
    expect(seen.buffered).toEqual([[0, plan.frames / plan.fps]]);
    expect(seen.size).toEqual([plan.width, plan.height]);
    expect(seen.times.map((time) => time * plan.fps)).toEqual(starts.map((start) => expect.closeTo(start, 3)));
  },
  PATIENT,
);

/** Runs in the page: what is presented at each of `looks` (seconds), by the media times that Chromium tells. */
async function play(codec: string, parts: string[], looks: number[]) {
  const video = document.createElement('video');
  document.body.append(video);
  const source = new MediaSource();
  video.src = URL.createObjectURL(source);
  await new Promise((done) => source.addEventListener('sourceopen', done, { once: true }));
  const buffer = source.addSourceBuffer(`video/mp4; codecs="${codec}"`);
  for (const part of parts) {
    buffer.appendBuffer(Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0)));
    await new Promise((done) => buffer.addEventListener('updateend', done, { once: true }));
  }
  source.endOfStream();
  const times: number[] = [];
  for (const look of looks) {
    const presented = new Promise<number>((done) =>
      video.requestVideoFrameCallback((_, { mediaTime }) => done(mediaTime)),
    );
    video.currentTime = look;
    times.push(await presented);
  }
  const { buffered } = buffer;
  return {
    times,
    size: [video.videoWidth, video.videoHeight],
    buffered: Array.from({ length: buffered.length }, (_, index) => [buffered.start(index), buffered.end(index)]),
  };
}
