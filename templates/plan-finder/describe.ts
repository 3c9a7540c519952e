/** The scenes in words, for captions, transcript and audio description: the same stories the pictures tell. */
import { plain } from '../shared/phrases.ts';
import {
  adviceStory,
  callStory,
  closeStory,
  helloStory,
  OFFERS,
  type OfferKey,
  pricesStory,
  type SceneOf,
  tariffStory,
} from './stories.ts';
import { say } from './words.ts';

export function hello(props: SceneOf<'firstName'>): string {
  const names = OFFERS.map((key) => props.content[key].name);
  const title = plain(helloStory(props).title);
  return plain(say(props.locale, 'describe.hello', { title, names: names.join(', ') }));
}

export function prices(props: SceneOf<never>): string {
  const { title, days } = pricesStory(props);
  const list = days.map(({ name, note }) => `${name}: ${note}`).join('. ');
  return plain(say(props.locale, 'describe.prices', { title: plain(title), list }));
}

export const tariff = (key: OfferKey) =>
  function describe(props: SceneOf<'device'>): string {
    const { title, body, example } = tariffStory(key, props);
    return plain(say(props.locale, 'describe.tariff', { title, body, example: plain(example) }));
  };

export function advice(props: SceneOf<'yearKwh' | 'shiftable'>): string {
  const { title, body, rows } = adviceStory(props);
  const list = rows.map(({ label, value }) => `${plain(label)} ${value}`).join(', ');
  return plain(say(props.locale, 'describe.advice', { title: plain(title), body: plain(body), list }));
}

export function call(props: SceneOf<never>): string {
  return plain(say(props.locale, 'describe.call', { ...callStory(props) }));
}

export function close(props: SceneOf<never>): string {
  return plain(say(props.locale, 'describe.close', { ...closeStory(props), sender: props.brand.name }));
}
