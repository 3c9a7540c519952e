/** What an audience would cost to draw: a few of its people are planned, and what they share is counted once. */
import type { Consented, Profile } from '../../consent/index.ts';
import type { Sketch } from '../../videos/index.ts';
import type { Opened } from '../campaign.ts';
import type { Deps } from '../deps.ts';

/** People who are planned. */
const SAMPLED = 6;

export interface Sampled {
  readonly locale: string | undefined;
  readonly data: Consented<Profile>;
}

/** A few people of many, each with the same chance (reservoir sampling), and how many get something of their own. */
export class Sample {
  readonly people: Sampled[] = [];
  /** Offered, with at least one field that may be used. */
  personal = 0;

  offer(one: Sampled): void {
    if (Object.keys(one.data).length === 0) return;
    this.personal += 1;
    if (this.people.length < SAMPLED) {
      this.people.push(one);
      return;
    }
    const at = Math.floor(Math.random() * this.personal);
    if (at < SAMPLED) this.people[at] = one;
  }
}

/** Figures of the whole audience, extended from `sampled` people. */
export interface Drawing {
  readonly delivery: 'on-open' | 'prerender';
  readonly sampled: number;
  /** People with a video of their own, and those who see the general one, or none. */
  readonly personal: number;
  readonly general: number;
  /** Drawn once for all, and for each person, on average. */
  readonly sharedPictures: number;
  readonly picturesEach: number;
  /** For one person, and for everybody; absent while this service has not drawn anything to measure itself by. */
  readonly secondsEach?: number;
  readonly secondsAll?: number;
}

export async function estimate(d: Deps, { row, spec }: Opened, sample: Sample, accepted: number): Promise<Drawing> {
  const sketches: Sketch[] = [];
  for (const one of sample.people) sketches.push(await d.videos.sketch(row.id, one));
  const { shared, each } = divide(sketches);
  const pace = await d.videos.pace();
  const figures = {
    delivery: spec.delivery,
    sampled: sketches.length,
    personal: sample.personal,
    general: accepted - sample.personal,
    sharedPictures: shared,
    picturesEach: Math.round(each),
  };
  if (!pace) return figures;
  return {
    ...figures,
    secondsEach: round(each / pace),
    secondsAll: round((shared + each * sample.personal) / pace),
  };
}

const round = (seconds: number): number => (seconds < 10 ? Math.ceil(seconds * 10) / 10 : Math.ceil(seconds));

/** Pictures of segments that show nothing of anybody, counted once; and what is left for each, on average. */
function divide(sketches: readonly Sketch[]): { shared: number; each: number } {
  const common = new Map<string, number>();
  const own = new Map<string, number>();
  for (const { segments } of sketches) {
    for (const { address, personal, pictures } of segments) (personal ? own : common).set(address, pictures);
  }
  const sum = (parts: ReadonlyMap<string, number>) => [...parts.values()].reduce((all, one) => all + one, 0);
  return { shared: sum(common), each: sketches.length === 0 ? 0 : sum(own) / sketches.length };
}
