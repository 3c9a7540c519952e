/** Declared interactions as the manifest has them: in one locale and format, at their times in the whole video. */
import { localise } from '../localise.ts';
import type { VideoShape } from '../shape.ts';
import type { Format, Localised } from '../template.ts';
import { boxIn } from './places.ts';
import {
  type DeclaredInteraction,
  declaredWith,
  holds,
  type Interaction,
  type InteractionText,
  interactionSchema,
  textSchema,
} from './schema.ts';

export interface ResolveOptions {
  readonly shape: VideoShape;
  /** Of the whole video; `start` in seconds. */
  readonly scenes: readonly { readonly id: string; readonly start: number }[];
  readonly format: Format;
  readonly locale: string;
  /** The campaign's content, with the template's own where it says nothing. */
  readonly content: Readonly<Record<string, unknown>>;
  /** The campaign's call to action, which stands in for those of the template. */
  readonly cta?: { readonly label: Localised; readonly url: string } | undefined;
}

/**
 * In the order of the timeline, then of time. A call to action without an https address is left out: there is nothing
 * behind it.
 */
export function resolveInteractions(
  declared: readonly { readonly scene: string; readonly interaction: DeclaredInteraction }[],
  o: ResolveOptions,
): Interaction[] {
  const say = (text: InteractionText): string => textOf(text, o.content, o.locale);
  const read = declaredWith(textSchema.transform(say));
  return declared
    .flatMap(({ scene, interaction }) => {
      const there = o.scenes.find(({ id }) => id === scene);
      const box = boxIn(o.shape, o.format, interaction);
      if (!there || (!box && interaction.kind !== 'chapter')) return [];
      const { at, ...rest } = read.parse(interaction);
      const time = { scene, start: there.start + at[0], end: there.start + at[1], hold: holds(rest) };
      const own = rest.kind === 'cta' ? { ...rest, ...calling(rest, o) } : rest;
      if (own.kind === 'cta' && !isHttps(own.url)) return [];
      return [interactionSchema.parse({ ...own, ...time, ...(box ? { box } : {}) })];
    })
    .sort((a, b) => a.start - b.start);
}

/** The text in a locale; `{content: path}` is what stands at that path of the content, empty where nothing does. */
export function textOf(text: InteractionText, content: Readonly<Record<string, unknown>>, locale: string): string {
  if (typeof text === 'string' || !isPath(text)) return localise(text as Localised, locale);
  const found = contentAt(content, text.content);
  return found === undefined ? '' : localise(found, locale);
}

export const isPath = (text: InteractionText): text is { content: string } =>
  typeof text !== 'string' && Object.hasOwn(text, 'content');

/** The displayed text at a path of the content; undefined where there is none. */
export function contentAt(content: unknown, path: string): Localised | undefined {
  const found = path.split('.').reduce<unknown>((at, key) => {
    const inside = typeof at === 'object' && at !== null && Object.hasOwn(at, key);
    return inside ? (at as Record<string, unknown>)[key] : undefined;
  }, content);
  if (typeof found === 'string') return found;
  const isRecord = typeof found === 'object' && found !== null && !Array.isArray(found);
  return isRecord && Object.values(found).every((text) => typeof text === 'string') ? (found as Localised) : undefined;
}

function calling(own: { label?: string | undefined; url?: string | undefined }, o: ResolveOptions) {
  if (!o.cta) return own.label ? {} : { label: own.url };
  return { label: localise(o.cta.label, o.locale), url: o.cta.url };
}

const isHttps = (url: string | undefined): boolean => url !== undefined && URL.parse(url)?.protocol === 'https:';
