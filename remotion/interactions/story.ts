/** Where the story goes: the linear way, and the branches off it and back. */
import { STATEMENT } from '../template.ts';
import type { DeclaredInteraction, Next } from './schema.ts';

export interface StoryScene {
  readonly id: string;
  readonly aside?: boolean | undefined;
  readonly next?: readonly Next[] | undefined;
  readonly interactions?: readonly DeclaredInteraction[] | undefined;
}

/**
 * Where it goes after a scene, the first that holds; the last one always does. The story's own way on is the next scene of the
 * linear way that is declared after it, and the statement after the last.
 * @param scenes in the order in which they are declared
 */
export function nextOf(scenes: readonly StoryScene[], id: string): Next[] {
  const place = scenes.findIndex((scene) => scene.id === id);
  const declared = scenes[place]?.next ?? [];
  if (declared.some(({ when }) => !when)) return [...declared];
  const onward = scenes.slice(place + 1).find(({ aside }) => !aside);
  return [...declared, { scene: onward?.id ?? STATEMENT }];
}

/** Scenes to which no way leads from the beginning, by branch or hotspot. */
export function unreachable(scenes: readonly StoryScene[]): string[] {
  const reached = new Set<string>();
  const visit = (id: string): void => {
    const scene = scenes.find((one) => one.id === id);
    if (!scene || reached.has(id)) return;
    reached.add(id);
    for (const next of nextOf(scenes, id)) visit(next.scene);
    for (const one of scene.interactions ?? []) if (one.kind === 'hotspot' && one.goTo) visit(one.goTo);
  };
  const first = scenes.find(({ aside }) => !aside);
  if (first) visit(first.id);
  return scenes.map(({ id }) => id).filter((id) => !reached.has(id));
}
