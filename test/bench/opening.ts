/** How long somebody who opens a link waits for the first segment, alone and among others. */
import type { VideoRequest } from '../../src/frames/types.ts';
import { Demand } from '../../src/render/index.ts';
import { costOf, median, quantile, tell } from './measure.ts';
import { type Person, personOf } from './people.ts';
import type { Campaign, Stage } from './stage.ts';

/** Longest time between two looks at what is there, should nobody tell of it. */
const LOOK_MS = 100;

export interface OpenFigures {
  readonly people: number;
  /** Seconds from asking to the first segment's bytes. */
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
  /** Seconds for which playing at once would have stood still later on. */
  readonly stalls: number;
  readonly worstStall: number;
}

/** One after the other opens a link for which only the scenes that show nobody are kept. */
export async function first(stage: Stage, campaign: Campaign, people: number): Promise<OpenFigures> {
  const opened: Opened[] = [];
  for (let index = 0; index < people; index++) {
    await stage.forgetPeople(campaign);
    const one = await open(stage, campaign, personOf(stage.card, 'new', 1000 + index));
    tell(`first ${index + 1}/${people}: ${Math.round(1000 * (one.times[0] ?? 0))} ms`);
    opened.push(one);
  }
  return openFigures(stage, opened);
}

/** All open at the same moment. Throws where a video breaks. */
export async function openAtOnce(
  stage: Stage,
  campaign: Campaign,
  people: number,
): Promise<OpenFigures & { readonly seconds: number }> {
  await stage.forgetPeople(campaign);
  tell(`open: ${people} at once`);
  const { result, seconds } = await costOf(() =>
    Promise.all(
      Array.from({ length: people }, (_, index) => open(stage, campaign, personOf(stage.card, 'realistic', index))),
    ),
  );
  return { ...(await openFigures(stage, result)), seconds };
}

interface Opened {
  readonly video: VideoRequest;
  /** Seconds from asking until each segment was there. */
  readonly times: readonly number[];
}

/** Throws where the video breaks. */
async function open(stage: Stage, campaign: Campaign, person: Person): Promise<Opened> {
  const began = performance.now();
  const video = await stage.open(person, campaign);
  const id = await stage.video(campaign);
  const ended = new AbortController();
  const job = stage.render(video, { campaign, id, demand: new Demand(true) }).finally(() => ended.abort());
  const [times] = await Promise.all([arrivals(stage, id, began, ended.signal), job]);
  return { video, times };
}

/** Seconds from `began` until each segment's bytes were there, and all before it. */
async function arrivals(stage: Stage, id: string, began: number, ended: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  for (;;) {
    const last = ended.aborted;
    if (await stage.segments.shown(id, times.length)) times.push((performance.now() - began) / 1000);
    else if (last) return times;
    else await stage.segments.changed(id, LOOK_MS, ended);
  }
}

/** Plans again what was opened, once nobody waits any more: how long a player would have stood still. */
async function openFigures(stage: Stage, opened: readonly Opened[]): Promise<OpenFigures> {
  const firsts = opened.map(({ times }) => times[0] ?? Number.NaN);
  const stalls: number[] = [];
  for (const { video, times } of opened) {
    const { segments, fps } = await stage.renderer.plan(video, undefined);
    if (times.length !== segments.length) throw new Error(`${times.length} of ${segments.length} segments are there`);
    const late = segments.map(({ from }, place) => (times[place] ?? 0) - (times[0] ?? 0) - from / fps);
    stalls.push(Math.max(...late));
  }
  return {
    people: opened.length,
    median: median(firsts),
    p95: quantile(firsts, 0.95),
    worst: Math.max(...firsts),
    stalls: stalls.filter((stall) => stall > 0).length,
    worstStall: Math.max(...stalls),
  };
}
