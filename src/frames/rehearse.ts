/**
 * A template's first performance is for its own sample: does it draw the same for one person after it drew another? What is
 * found here is known before any real person. It also warms the process.
 */
import type { SceneWork } from './opened.ts';
import type { Drawn, Way } from './protocol.ts';
import type { SceneCard, TemplateCard } from './types.ts';

type Draw = (work: SceneWork, way: Way) => Promise<Drawn>;

/** @returns whether a variant left something behind for the next. A template that fails for its sample is no better known for it. */
export async function rehearse(card: TemplateCard, draw: Draw): Promise<boolean> {
  const [first = {}, second = {}] = card.sample.map(profileOf);
  try {
    for (const scene of card.scenes) {
      const before = await draw(workFor(card, scene, first), 'shared');
      // A fresh realm judges this one …
      await draw(workFor(card, scene, second), 'checked');
      const after = await draw(workFor(card, scene, first), 'shared');
      // … and this needs no judge.
      if (before.words !== after.words || before.hashes.join() !== after.hashes.join()) return true;
    }
  } catch {
    return false;
  }
  return false;
}

function workFor(card: TemplateCard, scene: SceneCard, person: Readonly<Record<string, unknown>>): SceneWork {
  const [format = ''] = Object.keys(card.formats);
  const [locale = ''] = card.locales;
  const known = scene.uses.filter((key) => Object.hasOwn(person, key));
  const data = Object.fromEntries(known.map((key) => [key, person[key]]));
  const last = scene.frames - 1;
  const frames = scene.opaque ? [] : [...new Set([0, last >> 1, last])];
  return { scene: scene.id, format, locale, brand: { name: 'Sample' }, content: {}, data, frames, markup: false };
}

function profileOf(row: unknown): Readonly<Record<string, unknown>> {
  const { profile } = (row ?? {}) as { profile?: unknown };
  return typeof profile === 'object' && profile !== null ? (profile as Record<string, unknown>) : {};
}
