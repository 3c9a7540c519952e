/** What is measured with a browser: audiences, the plain way, memory. */
import { Demand } from '../../src/render/index.ts';
import { type Cost, costOf, mean, median, memoryBytes, tell } from './measure.ts';
import { type Person, personOf } from './people.ts';
import type { Campaign, Stage } from './stage.ts';

interface Video extends Cost {
  readonly pictures: number;
  readonly frames: number;
  /** Seconds that the video plays. */
  readonly length: number;
  readonly fingerprintMs: number;
  readonly bytesKept: number;
}

export interface AudienceFigures {
  readonly people: number;
  readonly frames: number;
  readonly length: number;
  /** Medians of one person. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly pictures: number;
  readonly fingerprintMs: number;
  /** Of all, by their number: what a whole audience costs. */
  readonly meanSeconds: number;
  readonly meanCpuSeconds: number;
  readonly meanPictures: number;
  readonly bytesKept: number;
  /** Pictures drawn for each, in order. */
  readonly drawn: readonly number[];
}

export interface PlainFigures extends Cost {
  readonly runs: number;
  /** Whether a first run, which is not counted, has built what later ones find. */
  readonly warm: boolean;
}

/** A whole video by `renderMedia`. With two runs or more the first one is the warm-up. */
export async function plain(stage: Stage, runs: number): Promise<PlainFigures> {
  const video = await stage.ask(personOf(stage.card, 'realistic', 0));
  const costs: Cost[] = [];
  for (let run = 0; run < runs; run++) {
    const { seconds, cpuSeconds } = await costOf(() => stage.plain(video));
    tell(`plain ${run + 1}/${runs}: ${seconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s`);
    costs.push({ seconds, cpuSeconds });
  }
  const counted = costs.length > 1 ? costs.slice(1) : costs;
  return {
    seconds: median(counted.map(({ seconds }) => seconds)),
    cpuSeconds: median(counted.map(({ cpuSeconds }) => cpuSeconds)),
    runs: counted.length,
    warm: costs.length > 1,
  };
}

/** People of whom nobody shares a value with anybody; only the scenes that show nobody are kept when each comes. */
export async function allNew(stage: Stage, campaign: Campaign, people: number): Promise<AudienceFigures> {
  const videos: Video[] = [];
  for (let index = 0; index < people; index++) {
    await stage.forgetPeople(campaign);
    videos.push(await one(stage, campaign, personOf(stage.card, 'new', index), `new ${index + 1}/${people}`));
  }
  return figuresOf(videos);
}

/** The people of one campaign, one after the other; nothing is kept before the first. */
export async function realistic(stage: Stage, people: number): Promise<AudienceFigures> {
  const campaign = await stage.campaign();
  const videos: Video[] = [];
  for (let index = 0; index < people; index++) {
    const person = personOf(stage.card, 'realistic', index);
    videos.push(await one(stage, campaign, person, `realistic ${index + 1}/${people}`));
  }
  return figuresOf(videos);
}

/** One person again and again, after the first time. */
export async function identical(stage: Stage, times: number): Promise<AudienceFigures> {
  const campaign = await stage.campaign();
  const person = personOf(stage.card, 'realistic', 0);
  await one(stage, campaign, person, 'identical, first time');
  const videos: Video[] = [];
  for (let time = 0; time < times; time++)
    videos.push(await one(stage, campaign, person, `identical ${time + 1}/${times}`));
  return figuresOf(videos);
}

/** The general video, where nothing is kept. */
export async function noData(stage: Stage, times: number): Promise<AudienceFigures> {
  const videos: Video[] = [];
  for (let time = 0; time < times; time++)
    videos.push(await one(stage, await stage.campaign(), undefined, `no data ${time + 1}/${times}`));
  return figuresOf(videos);
}

export interface MemoryFigures {
  readonly videos: number;
  readonly early: number;
  readonly late: number;
  readonly earlyTree: number;
  readonly lateTree: number;
  /** Of the whole tree, as a share of what it was early. */
  readonly growth: number;
}

/** Medians of bytes in memory over a tenth of the videos, once a twentieth is done, and over the last: browsers grow and are replaced. */
export async function memory(stage: Stage, videos: number): Promise<MemoryFigures> {
  const campaign = await stage.campaign();
  const samples: { own: number; tree: number }[] = [];
  for (let index = 0; index < videos; index++) {
    await one(stage, campaign, personOf(stage.card, 'realistic', index), `memory ${index + 1}/${videos}`);
    samples.push(memoryBytes());
  }
  const some = Math.max(1, Math.floor(videos / 10));
  const at = Math.floor(some / 2);
  const of = (part: typeof samples) => ({
    own: median(part.map(({ own }) => own)),
    tree: median(part.map(({ tree }) => tree)),
  });
  const [early, late] = [of(samples.slice(at, at + some)), of(samples.slice(-some))];
  const trees = { earlyTree: early.tree, lateTree: late.tree, growth: late.tree / early.tree - 1 };
  return { videos, early: early.own, late: late.own, ...trees };
}

/** A campaign whose general video is kept. The first video of a run is the warm-up: it starts browsers and reads fonts. */
export async function primed(stage: Stage): Promise<Campaign> {
  const campaign = await stage.campaign();
  await one(stage, campaign, undefined, 'general scenes');
  return campaign;
}

async function one(stage: Stage, campaign: Campaign, person: Person | undefined, label: string): Promise<Video> {
  const before = await stage.keptBytes(campaign);
  stage.takeFramesMs();
  let measuredMs = 0;
  const { result, seconds, cpuSeconds } = await costOf(async () => {
    const began = performance.now();
    const video = await stage.ask(person);
    measuredMs = performance.now() - began;
    const id = await stage.video(campaign);
    return stage.render(video, { campaign, id, demand: new Demand(false) });
  });
  const fingerprintMs = measuredMs + stage.takeFramesMs();
  const bytesKept = (await stage.keptBytes(campaign)) - before;
  const { drawn: pictures, frames, seconds: length } = result;
  tell(`${label}: ${seconds.toFixed(2)} s, CPU ${cpuSeconds.toFixed(2)} s, ${pictures} of ${frames} frames drawn`);
  return { seconds, cpuSeconds, pictures, frames, length, fingerprintMs, bytesKept };
}

function figuresOf(videos: readonly Video[]): AudienceFigures {
  const of = (key: keyof Video) => videos.map((video) => video[key]);
  return {
    people: videos.length,
    frames: median(of('frames')),
    length: median(of('length')),
    seconds: median(of('seconds')),
    cpuSeconds: median(of('cpuSeconds')),
    pictures: median(of('pictures')),
    fingerprintMs: median(of('fingerprintMs')),
    meanSeconds: mean(of('seconds')),
    meanCpuSeconds: mean(of('cpuSeconds')),
    meanPictures: mean(of('pictures')),
    bytesKept: mean(of('bytesKept')),
    drawn: of('pictures'),
  };
}
