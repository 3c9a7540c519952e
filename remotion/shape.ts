/** What the disclosure layer and the timeline need to know of a template: data alone, so that a card of one will do. */

import { statementFrames } from './disclosure/statement.ts';
import type { LayerProps } from './layer.ts';
import { localise } from './localise.ts';
import { remember } from './remember.ts';
import { type Format, type Localised, STATEMENT, type Template } from './template.ts';

export interface VideoShape {
  readonly fps: number;
  readonly formats: Readonly<Partial<Record<Format, { readonly width: number; readonly height: number }>>>;
  readonly locales: readonly string[];
  readonly fields: readonly { readonly key: string; readonly label: Localised; readonly source: Localised }[];
  /**
   * First those of the linear way, then those off it. `from` counts through them as if no statement stood between: measured
   * use and the layer's uses are in these frames, since the statement's length depends on them. {@link timeline} has the
   * frames of the video.
   */
  readonly scenes: readonly ShapeScene[];
}

export interface ShapeScene {
  readonly id: string;
  readonly title: Localised;
  readonly from: number;
  readonly frames: number;
  readonly uses: readonly string[];
  /** Off the linear way. */
  readonly aside?: boolean;
}

/** Scenes in the order of the timeline: the linear way, then what is off it. */
export function inTimelineOrder<S extends { readonly aside?: boolean | undefined }>(
  scenes: readonly S[],
): readonly S[] {
  return [...scenes.filter(({ aside }) => !aside), ...scenes.filter(({ aside }) => aside)];
}

/** A template as its shape. */
export const shapeOf = remember((template: Template): VideoShape => {
  let from = 0;
  const scenes = inTimelineOrder(template.scenes).map(({ id, title, seconds, uses, aside }) => {
    const frames = Math.round(seconds * template.fps);
    const scene = { id, title, from, frames, uses, ...(aside ? { aside } : {}) };
    from += frames;
    return scene;
  });
  const fields = Object.entries(template.fields).map(([key, { label, source }]) => ({ key, label, source }));
  return { fps: template.fps, formats: template.formats, locales: template.locales, fields, scenes };
});

/** A template or already its shape. */
export const toShape = (given: Template | VideoShape): VideoShape =>
  Array.isArray(given.fields) ? (given as VideoShape) : shapeOf(given as Template);

export function sizeOf(shape: VideoShape, format: Format): { readonly width: number; readonly height: number } {
  const size = shape.formats[format];
  if (!size) throw new Error(`formats.${format}: the template has no such format`);
  return size;
}

export interface TimelineScene {
  readonly id: string;
  readonly title: string;
  /** In frames of the whole video. */
  readonly from: number;
  readonly frames: number;
  /** Off the linear way, after its end. */
  readonly aside?: boolean;
}
export interface Timeline {
  readonly fps: number;
  /** Of the whole video, with what is off the linear way. */
  readonly frames: number;
  /** Of the linear way, statement included: what the MP4 shows, and how long the video is said to be. */
  readonly linear: number;
  readonly scenes: readonly TimelineScene[];
}

/**
 * The linear way's scenes one after the other; with a layer the statement scene, id `disclosure`, after them; then the scenes
 * off the linear way.
 */
export function timeline(given: Template | VideoShape, layer: LayerProps | undefined, locale: string): Timeline {
  const shape = toShape(given);
  const scenes: TimelineScene[] = [];
  let from = 0;
  const put = (scene: Omit<TimelineScene, 'from'>): void => {
    scenes.push({ ...scene, from });
    from += scene.frames;
  };
  const putScene = ({ id, title, frames, aside }: ShapeScene): void =>
    put({ id, title: localise(title, locale), frames, ...(aside ? { aside } : {}) });
  for (const scene of shape.scenes) if (!scene.aside) putScene(scene);
  if (layer) put({ id: STATEMENT, ...statementFrames(layer, locale, shape.fps) });
  const linear = from;
  for (const scene of shape.scenes) if (scene.aside) putScene(scene);
  return { fps: shape.fps, frames: from, linear, scenes };
}

/** Length of the linear way among scenes of a timeline, in their frames. */
export const linearFrames = (scenes: readonly { readonly frames: number; readonly aside?: boolean }[]): number =>
  scenes.reduce((sum, { frames, aside }) => (aside ? sum : sum + frames), 0);

/** The scene at a frame of the whole video. */
export const sceneAt = ({ scenes }: Timeline, frame: number): TimelineScene | undefined =>
  scenes.find(({ from, frames }) => frame >= from && frame < from + frames);
