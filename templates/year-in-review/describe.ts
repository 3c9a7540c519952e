/** The scenes in words, for captions, transcript and audio description: the same stories the pictures tell. */

import { plain } from '../shared/phrases.ts';
import { count, monthName } from './figures.ts';
import { closeStory, compareStory, helloStory, monthsStory, type SceneOf, tipStory } from './stories.ts';
import { say } from './words.ts';

export function hello(props: SceneOf<'firstName'>): string {
  const title = plain(helloStory(props).title);
  return plain(say(props.locale, 'describe.hello', { title, year: String(props.content.year) }));
}

export function months(props: SceneOf<'usageKwh'>): string {
  const { locale } = props;
  const { title, body, values, field } = monthsStory(props);
  const bars = values.map((value, month) => `${monthName(month, locale)} ${count(value, locale)}`).join(', ');
  const words = { title: plain(title), body: plain(body), list: bars };
  return plain(say(locale, field ? 'describe.months' : 'describe.months.general', words));
}

export function compare(props: SceneOf<'usageKwh' | 'homeSize'>): string {
  const { title, body, rows } = compareStory(props);
  const bars = rows.map(({ label, value }) => `${plain(label)}: ${value}`).join(', ');
  return plain(say(props.locale, 'describe.compare', { title: plain(title), body: plain(body), list: bars }));
}

export function tip(props: SceneOf<'tariff'>): string {
  const { kicker, title, body, range } = tipStory(props);
  return plain(say(props.locale, 'describe.tip', { kicker: plain(kicker), title, body, range }));
}

export function close(props: SceneOf<never>): string {
  return plain(say(props.locale, 'describe.close', { ...closeStory(props), sender: props.brand.name }));
}
