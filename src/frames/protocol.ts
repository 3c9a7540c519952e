/** What the service and the confined process say to each other: JSON, checked on both sides. */
import { z } from 'zod';

/** A frame's markup may not be larger; nor may the distinct markups of one answer together. Characters. */
export const MARKUP_LIMIT = 2_000_000;
export const ANSWER_LIMIT = 64_000_000;

const json = z.record(z.string(), z.unknown());

/** Draw frames of one scene in a fresh realm that knows `data` and nothing else of a person. */
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
export const drawnSchema = z.object({
  /** One hash a frame asked for, in their order. */
  hashes: z.array(hash),
  /** What `describe` said; empty for the layer. */
  words: z.string().max(20_000),
  /** By hash; empty unless asked for. */
  markups: z.record(hash, z.string()),
});
export type Drawn = z.infer<typeof drawnSchema>;

export const answerSchema = z.discriminatedUnion('ok', [
  z.object({ id: z.int(), ok: z.literal(true), result: z.unknown() }),
  /** `message` is the template's own, and only there when `reveal` asked for it: it may contain what the template was given. */
  z.object({ id: z.int(), ok: z.literal(false), message: z.string().max(2_000).optional() }),
]);
export type Answer = z.infer<typeof answerSchema>;
