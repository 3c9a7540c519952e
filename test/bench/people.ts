/** Made-up people: always the same ones by their number, so that two runs draw the same videos. */
import type { TemplateCard } from '../../src/frames/types.ts';
import { rareName, realName } from './names.ts';

export type Kind = 'new' | 'realistic';

export interface Person {
  readonly id: string;
  readonly profile: Readonly<Record<string, unknown>>;
}

type Random = () => number;
type Maker = (random: Random, index: number) => unknown;

/** What an average home uses in each month, of its year. */
const SEASON = [0.12, 0.104, 0.096, 0.077, 0.064, 0.057, 0.055, 0.058, 0.067, 0.084, 0.1, 0.118];
const TARIFFS: readonly [string, number][] = [
  ['Fixed', 0.45],
  ['Flex', 0.3],
  ['Night', 0.15],
  ['Green', 0.1],
];
/** Square metres of the homes that there are most of. */
const HOMES = [28, 35, 42, 48, 55, 60, 65, 68, 72, 75, 78, 82, 88, 95, 105, 118, 125, 140, 160, 210];

/** Values as in life: many people have the same, and figures come rounded. */
const REALISTIC: Readonly<Record<string, Maker>> = {
  firstName: realName,
  tariff: tariffOf,
  plan: tariffOf,
  homeSize: (random) => HOMES[Math.floor(random() * HOMES.length)],
  usageKwh: (random) => year(random).map((kwh) => Math.max(5, Math.round(kwh / 5) * 5)),
  startDate: (random) => day(Math.floor(random() * 60)),
};

/** No value is anybody else's. */
const NEW: Readonly<Record<string, Maker>> = {
  firstName: (random, index) => `${rareName(random)}-${index + 1}`,
  tariff: (_, index) => `Own ${index + 1}`,
  plan: (_, index) => `Own ${index + 1}`,
  homeSize: (_, index) => 40 + (index % 1900) + 0.1 * (1 + (index % 9)),
  usageKwh: (random) => year(random).map((kwh) => Math.round(kwh * 10) / 10),
  startDate: (_, index) => day(index),
};

/** The person of this number. Throws where nobody knows how to fill a field of the template. */
export function personOf(card: TemplateCard, kind: Kind, index: number): Person {
  const random = seeded(kind === 'new' ? 2 * index + 1 : 2 * index);
  const makers = kind === 'new' ? NEW : REALISTIC;
  const profile = card.fields.map(({ key }) => {
    const make = makers[key];
    if (!make) throw new Error(`no values are known for the field ${key}: the bench needs a maker of them`);
    return [key, make(random, index)] as const;
  });
  return { id: `${kind}-${index}`, profile: Object.fromEntries(profile) };
}

function tariffOf(random: Random): string {
  let left = random();
  for (const [name, share] of TARIFFS) {
    left -= share;
    if (left < 0) return name;
  }
  return 'Fixed';
}

/** A year's use, month by month: a home's level, how strong its winter is, and the weather. */
function year(random: Random): number[] {
  const level = 2050 * Math.exp(0.45 * normal(random));
  const winter = 0.6 + 0.8 * random();
  return SEASON.map((share) => level * (1 / 12 + winter * (share - 1 / 12)) * Math.exp(0.06 * normal(random)));
}

const day = (index: number): string => new Date(Date.UTC(2026, 0, 1) + index * 86_400_000).toISOString().slice(0, 10);

const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Mulberry32: numbers in [0, 1) that depend on the seed alone. */
function seeded(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
