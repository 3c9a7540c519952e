/** What each scene has to tell, from whatever data there is: one source for the picture and for its description. */
import { type Brand, type Format, localise, type Run } from '../../remotion/index.ts';
import { type Runs, seen } from '../shared/phrases.ts';
import type { Content, Offer } from './content.ts';
import { costOf, energy, isCheap, price, share, yearly } from './figures.ts';
import { type Key, say } from './words.ts';

export const DEVICES = ['wash', 'dishes', 'car'] as const;
export type Device = (typeof DEVICES)[number];
/** What one use of a device takes, kWh. */
const TAKES: Readonly<Record<Device, number>> = { wash: 1, dishes: 1.2, car: 30 };

export interface Data {
  readonly firstName?: string;
  readonly yearKwh?: number;
  readonly shiftable?: number;
  readonly device?: Device;
}
interface Told<K extends Key> {
  readonly data: Pick<Data, K>;
  readonly content: Content;
  readonly locale: string;
}
/** What a scene that uses these fields receives. */
export interface SceneOf<K extends Key> extends Told<K> {
  readonly brand: Brand;
  readonly format: Format;
}

const mine = (field: Key, text: string): Run => ({ text, field });

/** The offers in the order in which they are drawn. */
export const OFFERS = ['even', 'noon', 'night'] as const;
export type OfferKey = (typeof OFFERS)[number];

export function helloStory({ data, locale }: Told<'firstName'>): { readonly title: Runs } {
  const name = seen(data.firstName);
  return {
    title:
      name === undefined ? say(locale, 'hello.general') : say(locale, 'hello.name', { name: mine('firstName', name) }),
  };
}

export interface Day {
  readonly key: OfferKey;
  readonly name: string;
  /** What a kilowatt-hour costs in each hour. */
  readonly hours: readonly number[];
  readonly cheap: readonly boolean[];
  /** What is said of it beside its name. */
  readonly note: string;
}
function dayOf(key: OfferKey, { content, locale }: { readonly content: Content; readonly locale: string }): Day {
  const offer = content[key];
  const all = Array.from({ length: 24 }, (_, hour) => isCheap(offer, hour));
  const { cheap } = offer;
  const slots = {
    price: price(cheap?.price ?? offer.price, locale, content),
    from: String(cheap?.from ?? 0),
    to: String(cheap?.to ?? 24),
  };
  return {
    key,
    name: offer.name,
    hours: all.map((low) => (low ? (cheap?.price ?? offer.price) : offer.price)),
    cheap: all,
    note: textOf(say(locale, cheap ? 'prices.cheap' : 'prices.even', slots)),
  };
}
const textOf = (runs: Runs): string => runs.map(({ text }) => text).join('');

export interface PricesStory {
  readonly kicker: Runs;
  readonly title: Runs;
  readonly days: readonly Day[];
}
export function pricesStory(told: { readonly content: Content; readonly locale: string }): PricesStory {
  return {
    kicker: say(told.locale, 'prices.kicker'),
    title: say(told.locale, 'prices.title'),
    days: OFFERS.map((key) => dayOf(key, told)),
  };
}

export interface TariffStory {
  readonly kicker: Runs;
  readonly title: string;
  readonly body: string;
  readonly day: Day;
  /** What something costs in it. */
  readonly example: Runs;
  /** The price in the cheap hours and in the others. */
  readonly low?: string;
  readonly high: string;
}
export function tariffStory(key: OfferKey, told: Told<'device'>): TariffStory {
  const { data, content, locale } = told;
  const offer: Offer = content[key];
  const device = data.device ?? 'wash';
  const name = textOf(say(locale, `device.${device}`));
  const cost = (each: number): Run => {
    const text = price(TAKES[device] * each, locale, content);
    return data.device ? mine('device', text) : { text };
  };
  return {
    kicker: say(locale, `tariff.kicker.${key}`),
    title: localise(offer.title, locale),
    body: localise(offer.body, locale),
    day: dayOf(key, told),
    example: say(locale, offer.cheap ? 'tariff.example' : 'tariff.example.even', {
      device: data.device ? mine('device', name) : name,
      cost: cost(offer.cheap?.price ?? offer.price),
      instead: cost(offer.price),
    }),
    ...(offer.cheap ? { low: price(offer.cheap.price, locale, content) } : {}),
    high: price(offer.price, locale, content),
  };
}

export interface AdviceRow {
  readonly label: Runs;
  readonly value: string;
  readonly cost: number;
  readonly strong: boolean;
  readonly field?: Key;
}
export interface AdviceStory {
  readonly kicker: Runs;
  readonly title: Runs;
  readonly body: Runs;
  readonly rows: readonly AdviceRow[];
  /** What the dearest would cost with nothing moved: the length of the axis, so that moving more shortens the bars. */
  readonly most: number;
}
export function adviceStory({ data, content, locale }: Told<'yearKwh' | 'shiftable'>): AdviceStory {
  const kwh = data.yearKwh ?? content.averageKwh;
  const shift = data.shiftable ?? content.averageShift;
  const field: Key | undefined =
    data.shiftable !== undefined ? 'shiftable' : data.yearKwh !== undefined ? 'yearKwh' : undefined;
  const put = (text: string): Run => (field ? mine(field, text) : { text });
  const costs = OFFERS.map((key) => ({ name: content[key].name, cost: costOf(content[key], kwh, shift / 100) }));
  const most = Math.max(1, ...OFFERS.map((key) => costOf(content[key], kwh, 0)));
  const [best, ...others] = costs.toSorted((a, b) => a.cost - b.cost);
  const dearest = others.at(-1);
  const own = (key: Key, present: boolean, text: string): Run => (present ? mine(key, text) : { text });
  const slots = {
    kwh: own('yearKwh', data.yearKwh !== undefined, energy(kwh, locale)),
    share: own('shiftable', data.shiftable !== undefined, share(shift, locale)),
    difference: put(yearly((dearest?.cost ?? 0) - (best?.cost ?? 0), locale, content)),
    other: dearest?.name ?? '',
  };
  return {
    kicker: say(locale, field ? 'advice.kicker' : 'advice.kicker.general'),
    title: say(locale, field ? 'advice.title' : 'advice.title.general', { tariff: put(best?.name ?? '') }),
    body: [...say(locale, 'advice.body', slots), ...say(locale, 'advice.difference', slots)],
    rows: costs.map((one) => ({
      label: [{ text: one.name }],
      value: yearly(one.cost, locale, content),
      cost: one.cost,
      strong: one === best,
      ...(field && one === best ? { field } : {}),
    })),
    most,
  };
}

export interface WordsStory {
  readonly title: string;
  readonly body: string;
}
export function callStory({ locale, brand }: { readonly locale: string; readonly brand: Brand }): WordsStory {
  return { title: textOf(say(locale, 'call.title')), body: textOf(say(locale, 'call.body', { sender: brand.name })) };
}

export interface CloseStory extends WordsStory {
  readonly cta: string;
}
export function closeStory({ content, locale }: { readonly content: Content; readonly locale: string }): CloseStory {
  const { title, body, cta } = content.closing;
  return { title: localise(title, locale), body: localise(body, locale), cta: localise(cta, locale) };
}
