/** What each scene has to tell, from whatever data there is: one source for the picture and for its description. */
import type { z } from 'zod';
import { type Brand, type Format, localise, type Run } from '../../remotion/index.ts';
import { type Runs, seen } from '../shared/phrases.ts';
import { type Cell, cells, isoDay, parseDay } from './calendar.ts';
import type { content } from './content.ts';
import { longDate, shortDate } from './figures.ts';
import { type Key, say } from './words.ts';

export type Content = z.output<typeof content>;
export interface Data {
  readonly firstName?: string;
  readonly plan?: string;
  readonly startDate?: string;
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
  /** Without the full stop at its end, which is drawn. */
  readonly title: Runs;
  readonly body: Runs;
}
export function helloStory({ data, locale }: Told<'firstName'>): HelloStory {
  const name = seen(data.firstName);
  return {
    title:
      name === undefined ? say(locale, 'hello.general') : say(locale, 'hello.name', { name: mine('firstName', name) }),
    body: say(locale, 'hello.body'),
  };
}

export interface PlanStory {
  readonly kicker: Runs;
  readonly title: Runs;
  /** What stands on the card. */
  readonly card: Runs;
  readonly includes: readonly string[];
  /** Set where the list was chosen by the plan. */
  readonly field?: Key;
}
export function planStory({ data, content, locale }: Told<'plan'>): PlanStory {
  const plan = seen(data.plan);
  const same = (name: string) => name.trim().toLowerCase() === plan?.toLowerCase();
  const chosen = plan === undefined ? undefined : content.plans.find((known) => same(known.plan));
  return {
    kicker: say(locale, plan === undefined ? 'plan.kicker.general' : 'plan.kicker'),
    title:
      plan === undefined ? say(locale, 'plan.title.general') : say(locale, 'plan.title', { plan: mine('plan', plan) }),
    card: plan === undefined ? say(locale, 'plan.card') : [mine('plan', plan)],
    includes: (chosen?.includes ?? content.includes).map((item) => localise(item, locale)),
    ...(chosen ? { field: 'plan' as const } : {}),
  };
}

export interface Step {
  readonly day: number;
  readonly when: Runs;
  readonly title: string;
  readonly body: string;
}
export interface DaysStory {
  readonly kicker: Runs;
  readonly title: Runs;
  readonly steps: readonly Step[];
  readonly cells: readonly Cell[];
  /** Set where the days are those of a calendar. */
  readonly field?: Key;
}
export function daysStory({ data, content, locale }: Told<'startDate'>): DaysStory {
  const first = parseDay(data.startDate);
  const steps = [...content.steps].sort((a, b) => a.day - b.day);
  return {
    kicker: say(locale, 'days.kicker'),
    title:
      first === undefined
        ? say(locale, 'days.title.general')
        : say(locale, 'days.title', { date: mine('startDate', longDate(isoDay(first), locale)) }),
    steps: steps.map(({ day, title, body }) => ({
      day,
      when:
        first === undefined
          ? say(locale, 'days.day', { day: String(day) })
          : [mine('startDate', shortDate(isoDay(first + day - 1), locale))],
      title: localise(title, locale),
      body: localise(body, locale),
    })),
    cells: cells(first),
    ...(first === undefined ? {} : { field: 'startDate' as const }),
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
