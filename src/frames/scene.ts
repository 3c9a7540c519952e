/** One scene without the disclosure layer, for a subset of what a person agreed to. */
import { createHash } from 'node:crypto';
import type { Profile } from '../consent/types.ts';
import { FrameError } from './errors.ts';
import type { OpenedTemplate } from './opened.ts';
import type { Drawn } from './protocol.ts';
import type { SceneCard, SceneRequest } from './types.ts';

/** The scene's card. @throws FrameError `bad-request` when the template has no such scene, format or locale. */
export function sceneOf(template: OpenedTemplate, r: SceneRequest, id: string): SceneCard {
  const { card } = template;
  if (!card.formats[r.format]) throw new FrameError('bad-request', 'format');
  if (!card.locales.includes(r.locale)) throw new FrameError('bad-request', 'locale');
  const scene = card.scenes.find((one) => one.id === id);
  if (!scene) throw new FrameError('bad-request', 'scene');
  return scene;
}

/** What of a person's data a scene receives: its declared fields, cut down to `fields` where given. */
export function sceneData(scene: SceneCard, data: Profile, fields?: readonly string[]): Profile {
  const kept = scene.uses.filter((key) => Object.hasOwn(data, key) && data[key] !== undefined);
  return Object.fromEntries(kept.filter((key) => !fields || fields.includes(key)).map((key) => [key, data[key]]));
}

export interface DrawOptions {
  readonly frames?: readonly number[];
  readonly markup: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One scene for one set of values. The markup of an opaque scene does not decide its picture; its frames are
 * keyed by everything the scene was given plus the frame's number, and nothing is drawn here.
 */
export async function drawScene(
  template: OpenedTemplate,
  r: SceneRequest,
  scene: SceneCard,
  data: Profile,
  { frames, markup, signal }: DrawOptions,
): Promise<Drawn> {
  const { format, locale } = r;
  const job = { scene: scene.id, format, locale, brand: { ...r.brand }, content: { ...r.content }, data };
  const wanted = frames ? [...frames] : undefined;
  if (!scene.opaque) return template.draw({ ...job, markup, ...(wanted && { frames: wanted }) }, { signal });
  const { words } = await template.draw({ ...job, markup: false, frames: [] }, { signal });
  const given = JSON.stringify([template.card.build, job]);
  const all = wanted ?? Array.from({ length: scene.frames }, (_, index) => index);
  return { hashes: all.map((frame) => sha256(`${frame} ${given}`)), words, markups: {} };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
