/** The way through a template's scenes as somebody answers: where it waits, and where it goes on. */
import { resolveInteractions } from '../../../remotion/interactions/resolve.ts';
import type { Interaction } from '../../../remotion/interactions/schema.ts';
import { nextOf } from '../../../remotion/interactions/story.ts';
import type { LayerProps } from '../../../remotion/layer.ts';
import { sceneAt, shapeOf, type Timeline, timeline } from '../../../remotion/shape.ts';
import { type Format, STATEMENT, type Template } from '../../../remotion/template.ts';

export interface Story {
  readonly timeline: Timeline;
  readonly interactions: readonly Interaction[];
}

/** Options chosen, by interaction. */
export type Answers = Readonly<Record<string, string>>;

/** A template's story in one locale and format; a call to action has an example's address. */
export function storyOf(template: Template, layer: LayerProps, format: Format, locale: string): Story {
  const whole = timeline(template, layer, locale);
  const content = template.content.parse({}) as Record<string, unknown>;
  const declared = template.scenes.flatMap(({ id: scene, interactions = [] }) =>
    interactions.map((one) => ({
      scene,
      interaction: one.kind === 'cta' ? { label: 'Call to action', ...one, url: 'https://sender.example/' } : one,
    })),
  );
  const scenes = whole.scenes.map(({ id, from }) => ({ id, start: from / whole.fps }));
  const interactions = resolveInteractions(declared, { shape: shapeOf(template), scenes, format, locale, content });
  return { timeline: whole, interactions };
}

/** The first frame of the scene that comes after the one at `frame`; undefined where the story ends. */
export function onward(
  template: Template,
  { timeline: whole }: Story,
  frame: number,
  answers: Answers,
): number | undefined {
  const here = sceneAt(whole, frame);
  if (!here || here.id === STATEMENT) return undefined;
  const next = nextOf(template.scenes, here.id).find(({ when }) => !when || answers[when.interaction] === when.is);
  return whole.scenes.find(({ id }) => id === next?.scene)?.from;
}

/** The interactions on screen at a frame. */
export const shownAt = ({ timeline: { fps }, interactions }: Story, frame: number): Interaction[] =>
  interactions.filter(({ start, end }) => frame >= Math.round(start * fps) && frame < Math.round(end * fps));

/** Those at whose last frame the video waits, unless they were passed. */
export const waitingAt = (story: Story, frame: number, passed: ReadonlySet<string>): Interaction[] =>
  shownAt(story, frame).filter(
    ({ id, hold, end }) => hold && !passed.has(id) && frame === Math.round(end * story.timeline.fps) - 1,
  );
