/** When each field's marker is on screen: where it is used, and long enough to be read. */
import type { LayerProps, Use } from '../layer.ts';
import { remember } from '../remember.ts';
import type { VideoShape } from '../shape.ts';
import { readingSeconds } from './statement.ts';
import { say } from './words.ts';

/** A marker stays at least this long. */
export const LEAST_SECONDS = 3;

/**
 * The uses of a layer, each stretched to at least {@link LEAST_SECONDS} (longer where its words are many) within its scene:
 * first towards the scene's end, then towards its beginning. Touching uses of one field become one.
 */
export function shownUses(shape: VideoShape, layer: LayerProps, locale: string): readonly Use[] {
  return shownOf(shape)(layer, locale);
}

const shownOf = remember((shape: VideoShape) =>
  remember((layer: LayerProps, locale: string) => stretchAll(shape, layer, locale)),
);

function stretchAll(shape: VideoShape, layer: LayerProps, locale: string): readonly Use[] {
  const shown: Use[] = [];
  for (const field of layer.fields) {
    const seconds = Math.max(LEAST_SECONDS, readingSeconds(`${say(field.label, locale)} ${say(field.source, locale)}`));
    const least = Math.ceil(seconds * shape.fps);
    const spans = layer.uses
      .filter((use) => use.field === field.key)
      .flatMap((use) => shape.scenes.flatMap((scene) => stretched(use, scene.from, scene.from + scene.frames, least)))
      .sort((a, b) => a.from - b.from);
    for (const span of spans) {
      const last = shown.at(-1);
      if (last && last.field === span.field && span.from <= last.to)
        shown[shown.length - 1] = { ...last, to: Math.max(last.to, span.to) };
      else shown.push(span);
    }
  }
  return shown;
}

function stretched(use: Use, start: number, end: number, least: number): Use[] {
  const from = Math.max(use.from, start);
  const to = Math.min(use.to, end);
  if (from >= to) return [];
  const later = Math.min(end, Math.max(to, from + least));
  return [{ field: use.field, from: Math.max(start, Math.min(from, later - least)), to: later }];
}
