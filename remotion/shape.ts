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
  readonly scenes: readonly {
    readonly id: string;
    readonly title: Localised;
    readonly from: number;
    readonly frames: number;
    readonly uses: readonly string[];
  }[];
}

/** A template as its shape. */
export const shapeOf = remember((template: Template): VideoShape => {
  let from = 0;
  const scenes = template.scenes.map(({ id, title, seconds, uses }) => {
    const frames = Math.round(seconds * template.fps);
    const scene = { id, title, from, frames, uses };
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
}
export interface Timeline {
  readonly fps: number;
  /** Of the whole video. */
  readonly frames: number;
  readonly scenes: readonly TimelineScene[];
}

/** Scenes one after the other; with a layer the statement scene, id `disclosure`, comes last. */
export function timeline(given: Template | VideoShape, layer: LayerProps | undefined, locale: string): Timeline {
  const shape = toShape(given);
  const scenes: TimelineScene[] = shape.scenes.map(({ id, title, from, frames }) => ({
    id,
    title: localise(title, locale),
    from,
    frames,
  }));
  const end = scenes.reduce((sum, { frames }) => sum + frames, 0);
  if (layer) {
    const { title, frames } = statementFrames(layer, locale, shape.fps);
    scenes.push({ id: STATEMENT, title, from: end, frames });
  }
  return { fps: shape.fps, frames: scenes.reduce((sum, { frames }) => sum + frames, 0), scenes };
}
