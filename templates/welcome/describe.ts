/** The scenes in words, for captions, transcript and audio description: the same stories the pictures tell. */
import { plain } from '../shared/phrases.ts';
import { closeStory, daysStory, helloStory, planStory, type SceneOf } from './stories.ts';
import { say } from './words.ts';

export function hello(props: SceneOf<'firstName'>): string {
  const { title, body } = helloStory(props);
  return plain(say(props.locale, 'describe.hello', { title: plain(title), body: plain(body) }));
}

export function plan(props: SceneOf<'plan'>): string {
  const { title, card, includes } = planStory(props);
  const list = includes.join(', ');
  return plain(say(props.locale, 'describe.plan', { title: plain(title), card: plain(card), list }));
}

export function days(props: SceneOf<'startDate'>): string {
  const { locale } = props;
  const { title, steps } = daysStory(props);
  const list = steps
    .map((step) =>
      plain(say(locale, 'describe.days.step', { when: plain(step.when), title: step.title, body: step.body })),
    )
    .join(' ');
  return plain(say(locale, 'describe.days', { title: plain(title), list }));
}

export function close(props: SceneOf<never>): string {
  return plain(say(props.locale, 'describe.close', { ...closeStory(props), sender: props.brand.name }));
}
