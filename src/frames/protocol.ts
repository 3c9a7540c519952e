/** What the service and the confined process say to each other: JSON, checked on both sides. */
import { z } from 'zod';

/** A frame's markup may not be larger; nor may the distinct markups of one answer together. Characters. */
export const MARKUP_LIMIT = 2_000_000;
export const ANSWER_LIMIT = 64_000_000;

const json = z.record(z.string(), z.unknown());

/** How a scene is drawn: in the realm that all variants share, there and then judged by a fresh one, or in a fresh realm alone. */
export const WAYS = ['shared', 'checked', 'apart'] as const;
export type Way = (typeof WAYS)[number];

/** Draw frames of one scene by an instance of the template that knows `data` and nothing else of a person. */
const sceneJob = z.object({
  op: z.literal('scene'),
  scene: z.string(),
  format: z.string(),
  locale: z.string(),
  brand: json,
  content: json,
  data: json,
  /** Scene-relative; absent: all. */
  frames: z.array(z.int().nonnegative()).optional(),
  /** Answer with the markups too, not with their hashes alone. */
  markup: z.boolean(),
  way: z.enum(WAYS),
});

/** Draw the disclosure layer alone: kit code, no template's. */
const layerJob = z.object({
  op: z.literal('layer'),
  /** What the layer knows of the template: data alone. */
  shape: json,
  layer: json,
  format: z.string(),
  locale: z.string(),
  /** Frames of the whole video; absent: all. */
  frames: z.array(z.int().nonnegative()).optional(),
});

export const jobSchema = z.discriminatedUnion('op', [z.object({ op: z.literal('card') }), sceneJob, layerJob]);
export type Job = z.infer<typeof jobSchema>;
export type SceneJob = z.infer<typeof sceneJob>;
export type LayerJob = z.infer<typeof layerJob>;

export const requestSchema = z.object({ id: z.int(), job: jobSchema, reveal: z.boolean() });

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const wireSchema = z.object({
  /** Of the distinct frames, in the order in which they first come. */
  hashes: z.array(hash),
  /** One index into `hashes` for each frame asked for, in their order. */
  frames: z.array(z.int().nonnegative()),
  words: z.string().max(20_000),
  /** Of the distinct frames; empty unless asked for. */
  markups: z.array(z.string().max(MARKUP_LIMIT)),
  apart: z.boolean(),
});
/** Drawn frames as they cross the border: each distinct one once. */
export type Wire = z.infer<typeof wireSchema>;

export interface Drawn {
  /** One hash a frame asked for, in their order. */
  readonly hashes: readonly string[];
  /** What `describe` said; empty for the layer. */
  readonly words: string;
  /** By hash; empty unless asked for. */
  readonly markups: Readonly<Record<string, string>>;
}

/** An answer as what was drawn, and whether the template must be drawn apart from now on; undefined for what is not an answer. */
export function readDrawn(raw: unknown): (Drawn & { readonly apart: boolean }) | undefined {
  const { success, data } = wireSchema.safeParse(raw);
  if (!success || (data.markups.length > 0 && data.markups.length !== data.hashes.length)) return undefined;
  const hashes = data.frames.map((index) => data.hashes[index] ?? '');
  if (hashes.includes('')) return undefined;
  const markups = Object.fromEntries(data.markups.map((markup, index) => [data.hashes[index], markup]));
  return { hashes, words: data.words, markups, apart: data.apart };
}

export const answerSchema = z.discriminatedUnion('ok', [
  z.object({ id: z.int(), ok: z.literal(true), result: z.unknown() }),
  /** `message` is the template's own, and only there when `reveal` asked for it: it may contain what the template was given. */
  z.object({ id: z.int(), ok: z.literal(false), message: z.string().max(2_000).optional() }),
]);
export type Answer = z.infer<typeof answerSchema>;
