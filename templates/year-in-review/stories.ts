/** What each scene has to tell, from whatever data there is: one source for the picture and for its description. */
import type { z } from 'zod';
import { type Brand, type Format, localise, type Run } from '../../remotion/index.ts';
import { plain, type Runs, seen } from '../shared/phrases.ts';
import type { content } from './content.ts';
import { area, energy, hours, monthName } from './figures.ts';
import { type Key, say } from './words.ts';
import { extremes, type Peer, peerOf, peers, sum } from './year.ts';

export type Content = z.output<typeof content>;
export interface Data {
  readonly firstName?: string;
  readonly usageKwh?: readonly number[];
  readonly tariff?: string;
  readonly homeSize?: number;
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

export interface HelloStory {
  readonly title: Runs;
  readonly caption: Runs;
}
export function helloStory({ data, content, locale }: Told<'firstName'>): HelloStory {
  const name = seen(data.firstName);
  return {
    title:
      name === undefined ? say(locale, 'hello.general') : say(locale, 'hello.name', { name: mine('firstName', name) }),
    caption: say(locale, 'hello.caption', { year: String(content.year) }),
  };
}

export interface MonthsStory {
  readonly kicker: Runs;
  readonly title: Runs;
  readonly body: Runs;
  /** One to twelve readings, January first. */
  readonly values: readonly number[];
  /** What an average home used; only beside somebody's own. */
  readonly typical?: readonly number[];
  readonly lightest?: number;
  readonly field?: Key;
}
export function monthsStory({ data, content, locale }: Told<'usageKwh'>): MonthsStory {
  const own = data.usageKwh;
  const values = own ?? content.typicalKwh;
  const found = extremes(values);
  const put = (text: string): Run => (own ? mine('usageKwh', text) : { text });
  const most = put(energy(values[found?.fullest ?? 0] ?? 0, locale));
  const least = put(energy(values[found?.lightest ?? 0] ?? 0, locale));
  const month = put(monthName(found?.lightest ?? 0, locale));
  const fullest = put(monthName(found?.fullest ?? 0, locale));
  const general = own ? '' : '.general';
  const shape = found ? 'lightest' : values.length === 1 ? 'first' : 'even';
  return {
    kicker: say(locale, `months.kicker${general}`),
    title:
      shape === 'lightest'
        ? say(locale, `months.lightest${general}`, { month })
        : say(locale, `months.${shape}`, { month }),
    body:
      shape === 'lightest'
        ? say(locale, `months.body${general}`, { least, fullest, most })
        : say(locale, `months.body.${shape}`, { most }),
    values,
    ...(found ? { lightest: found.lightest } : {}),
    ...(own ? { typical: content.typicalKwh.slice(0, own.length), field: 'usageKwh' as const } : {}),
  };
}

export interface CompareRow {
  readonly label: Runs;
  readonly value: string;
  readonly kwh: number;
  readonly field?: Key;
  /** The row the eye goes to. */
  readonly strong: boolean;
}
export interface CompareStory {
  readonly kicker: Runs;
  readonly title: Runs;
  readonly body: Runs;
  readonly rows: readonly CompareRow[];
  /** The row that the viewer's own is measured against. */
  readonly against?: number;
}
export function compareStory({ data, content, locale }: Told<'usageKwh' | 'homeSize'>): CompareStory {
  const { usageKwh, homeSize } = data;
  const months = usageKwh?.length ?? 12;
  const groups = peers(content.homes, content.typicalKwh, months);
  const group = homeSize === undefined ? undefined : peerOf(groups, homeSize);
  const average = sum(content.typicalKwh.slice(0, months));
  const peer = Math.round(group === undefined ? average : (groups[group]?.kwh ?? average));
  const title = (): Runs => {
    if (usageKwh === undefined) {
      const used: Run = group === undefined ? { text: energy(peer, locale) } : mine('homeSize', energy(peer, locale));
      return say(locale, group === undefined ? 'compare.general' : 'compare.size', { peer: used });
    }
    const difference = Math.round(sum(usageKwh)) - peer;
    const way = Math.abs(difference) * 100 < peer ? 'same' : difference < 0 ? 'less' : 'more';
    const slot = { difference: mine('usageKwh', energy(Math.abs(difference), locale)) };
    return say(locale, group === undefined ? `compare.${way}.average` : `compare.${way}`, slot);
  };
  const body: Run[] = [];
  if (usageKwh !== undefined) {
    const total = mine('usageKwh', energy(sum(usageKwh), locale));
    body.push(...say(locale, months === 12 ? 'compare.body.you' : 'compare.body.you.part', { total }));
  }
  if (homeSize !== undefined) {
    if (body.length > 0) body.push({ text: ' ' });
    body.push(...say(locale, 'compare.body.home', { size: mine('homeSize', area(homeSize, locale)) }));
  }
  if (body.length === 0) body.push(...say(locale, 'compare.body.general'));

  const rows: CompareRow[] = [];
  const row = (label: Runs, kwh: number, strong: boolean, field?: Key): void => {
    rows.push({ label, kwh, value: energy(kwh, locale), strong, ...(field ? { field } : {}) });
  };
  if (usageKwh !== undefined)
    row([mine('usageKwh', plain(say(locale, 'compare.you')))], sum(usageKwh), true, 'usageKwh');
  if (group === undefined) row(say(locale, 'compare.average'), average, usageKwh === undefined);
  groups.forEach((home, index) => {
    const size = plain(sizeOf(home, locale));
    if (index === group) row([mine('homeSize', size)], home.kwh, usageKwh === undefined, 'homeSize');
    else row([{ text: size }], home.kwh, false);
  });
  const against = usageKwh === undefined ? undefined : group === undefined ? 1 : 1 + group;
  return {
    kicker: say(locale, 'compare.kicker'),
    title: title(),
    body,
    rows,
    ...(against === undefined ? {} : { against }),
  };
}
function sizeOf({ from, to }: Peer, locale: string): Runs {
  const bound = (value: number | undefined) => String(value ?? '');
  if (to === undefined)
    return from === undefined ? say(locale, 'compare.all') : say(locale, 'compare.over', { from: bound(from) });
  return from === undefined
    ? say(locale, 'compare.upTo', { to: bound(to) })
    : say(locale, 'compare.between', { from: bound(from), to: bound(to) });
}

export interface TipStory {
  readonly kicker: Runs;
  readonly title: string;
  readonly body: string;
  /** Hours of the day, 0–24. */
  readonly from: number;
  readonly to: number;
  readonly range: string;
  /** Set where the tip was chosen by the tariff. */
  readonly field?: Key;
}
export function tipStory({ data, content, locale }: Told<'tariff'>): TipStory {
  const tariff = seen(data.tariff);
  const same = (name: string) => name.trim().toLowerCase() === tariff?.toLowerCase();
  const chosen = tariff === undefined ? undefined : content.tips.find((tip) => same(tip.tariff));
  const { title, body, from, to } = chosen ?? content.tip;
  return {
    kicker:
      tariff === undefined
        ? say(locale, 'tip.kicker.general')
        : say(locale, 'tip.kicker', { tariff: mine('tariff', tariff) }),
    title: localise(title, locale),
    body: localise(body, locale),
    from,
    to,
    range: hours(from, to),
    ...(chosen ? { field: 'tariff' as const } : {}),
  };
}

export interface CloseStory {
  readonly title: string;
  readonly body: string;
  readonly cta: string;
}
export function closeStory({ content, locale }: { readonly content: Content; readonly locale: string }): CloseStory {
  const { title, body, cta } = content.closing;
  return { title: localise(title, locale), body: localise(body, locale), cta: localise(cta, locale) };
}
