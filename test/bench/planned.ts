/** How many pictures an audience needs, planned and not drawn. */

import { picturesOf, planVideo } from '../../src/render/index.ts';
import { Estimate } from './estimate.ts';
import { tell } from './measure.ts';
import { personOf } from './people.ts';
import type { Drafts } from './stage.ts';

export interface PlannedPoint {
  readonly people: number;
  readonly pictures: number;
  readonly segments: number;
  readonly picturesPerPerson: number;
  readonly segmentsPerPerson: number;
}

export interface PlannedFigures {
  readonly asked: number;
  /** Fewer than were asked for where the time was over. */
  readonly people: number;
  readonly seconds: number;
  readonly frames: number;
  /** What one person needs who shares with nobody, on average. */
  readonly picturesAlone: number;
  readonly segmentsAlone: number;
  /** After 10, 100, 1,000 … people, and after the last. */
  readonly curve: readonly PlannedPoint[];
  /** Of all that were asked for, where plans were made of fewer. */
  readonly estimated?: PlannedPoint;
  /** How good that is: estimated from half of the people planned to all of them, beside what all of them needed. */
  readonly estimatedShare?: number;
}

/** Any key and builds do: only whether two addresses are equal counts. */
const CONTEXT = { cacheKey: Buffer.alloc(32, 1), builds: ['bench'] };
/** Digits of an address that are remembered: 96 bits. */
const DIGITS = 24;
/** People whose plans are made at once: a core is not to wait for another. */
const AT_ONCE = 2;
const TELL_MS = 15_000;
/** Of fewer nothing is said about others. */
const LEAST = 100;

/** Plans the realistic audience until all are planned or `budget` seconds are over; the rest is estimated. */
export async function planned({ frames, card, ask }: Drafts, asked: number, budget: number): Promise<PlannedFigures> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const known = new Set<string>();
  const estimate = new Estimate(card);
  const after: number[] = [];
  const alone = { pictures: 0, segments: 0, frames: 0 };
  const curve: PlannedPoint[] = [];
  let begun = 0;
  let people = 0;
  let pictures = 0;
  let told = 0;
  const point = (people: number, pictures: number, segments: number): PlannedPoint => ({
    ...{ people, pictures, segments },
    ...{ picturesPerPerson: pictures / people, segmentsPerPerson: segments / people },
  });

  async function planNext(): Promise<void> {
    while (begun < asked && seconds() < budget) {
      const index = begun++;
      const video = await ask(personOf(card, 'realistic', index));
      const plan = planVideo(await frames.frames(video), video.layer.uses, CONTEXT);
      alone.pictures += picturesOf(plan.segments);
      alone.segments += plan.segments.length;
      alone.frames = plan.frames;
      const added = new Map<string, { pictures: number; segments: number }>();
      for (const segment of plan.segments) {
        const address = segment.address?.slice(0, DIGITS) ?? '';
        if (known.has(address)) continue;
        known.add(address);
        const before = added.get(segment.scene) ?? { pictures: 0, segments: 0 };
        const more = picturesOf([segment]);
        added.set(segment.scene, { pictures: before.pictures + more, segments: before.segments + 1 });
        pictures += more;
      }
      estimate.planned(index, added);
      people += 1;
      after[people] = pictures;
      if (Number.isInteger(Math.log10(people)) && people > 1) curve.push(point(people, pictures, known.size));
      if (performance.now() - told > TELL_MS) {
        told = performance.now();
        tell(`plan ${people}/${asked}: ${(pictures / people).toFixed(1)} pictures a person, ${seconds().toFixed(0)} s`);
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, planNext));
  if (people > 0 && curve.at(-1)?.people !== people) curve.push(point(people, pictures, known.size));
  const figures = {
    ...{ asked, people, seconds: seconds(), frames: alone.frames },
    ...{ picturesAlone: alone.pictures / people, segmentsAlone: alone.segments / people, curve },
  };
  if (people < LEAST || people === asked) return figures;
  const more = estimate.between(people, asked);
  const half = people >> 1;
  return {
    ...figures,
    estimated: point(asked, Math.round(pictures + more.pictures), Math.round(known.size + more.segments)),
    estimatedShare: ((after[half] ?? 0) + estimate.between(half, people).pictures) / pictures,
  };
}
