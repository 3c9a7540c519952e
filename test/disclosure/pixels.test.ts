/** Sampled pictures beside Remotion's own find what no reading of source and markup does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { lint, lintPixels } from '../../src/disclosure/index.ts';
import { openFrames } from '../../src/frames/index.ts';
import { openComparer } from '../../src/render/index.ts';
import { MUTANTS } from '../frames/support/mutants.ts';
import { atEnd } from '../support/at-end.ts';
import { templateWriter } from './support/template.ts';

const log = pino({ level: 'silent' });
const cacheDir = await mkdtemp(join(tmpdir(), 'candor-pixels-'));
const templates = await templateWriter();
afterAll(async () => {
  await templates.remove();
  await rm(cacheDir, { recursive: true, force: true, maxRetries: 3 });
});

it.each(MUTANTS.filter(({ caught }) => caught.includes('pixels')).map((mutant) => [mutant.what, mutant] as const))(
  '%s: the linter reads nothing of it, and the pictures of that scene alone tell',
  async (_, { changes }) => {
    const folder = await templates.write(changes);
    const frames = await openFrames({ templates: dirname(folder), cacheDir, log });
    atEnd(() => frames.close());
    expect(await lint(frames, folder)).toEqual([]);
    const comparer = await openComparer({ frames, cacheDir, log });
    atEnd(() => comparer.close());
    const [card] = await frames.cards();
    if (!card) throw new Error('the template did not load');
    expect(await lintPixels(frames, card, comparer.compare)).toEqual([
      {
        code: 'other-picture',
        scene: 'hello',
        detail: expect.stringMatching(/^its markup is not its picture: \d+ of 255/),
      },
    ]);
  },
  240_000,
);
