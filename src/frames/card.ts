/** From what a template says of itself to a `TemplateCard` the service can rely on: shapes, schemas, files and sample checked. */
import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { declaredInteractionSchema, nextSchema } from '../../remotion/interactions/schema.ts';
import { nextOf } from '../../remotion/interactions/story.ts';
import { inTimelineOrder, linearFrames } from '../../remotion/shape.ts';
import { Refusal } from './errors.ts';
import type { TemplateCard } from './types.ts';

/** Keys become object keys, marks and column names; `__proto__` and its like become trouble. */
const key = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/)
  .refine((name) => !(name in Object.prototype), 'is a name of Object.prototype');
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const localised = z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]);
const size = z.object({ width: z.int().min(16).max(4096), height: z.int().min(16).max(4096) });
const jsonSchema = z.record(z.string(), z.unknown());

const rawCardSchema = z.object({
  unsayable: z.array(z.string()),
  contentDefaults: z.boolean(),
  id,
  version: z.string().min(1),
  title: localised,
  purpose: z.string().min(1),
  purposeText: localised,
  fps: z.int().min(1).max(60),
  formats: z
    .object({ landscape: size.optional(), portrait: size.optional(), square: size.optional() })
    .refine((formats) => Object.keys(formats).length > 0, 'has no format'),
  locales: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).min(1),
  fields: z
    .array(
      z.object({
        key,
        label: localised,
        category: z.string().regex(/^pd:[A-Za-z]+$/),
        source: localised,
        why: localised,
        from: z.literal('viewer').optional(),
        schema: jsonSchema,
      }),
    )
    .max(8),
  content: jsonSchema,
  scenes: z
    .array(
      z.object({
        id: id.refine((name) => name !== 'disclosure', 'is the name of the statement scene'),
        title: localised,
        seconds: z.number().positive().max(600),
        uses: z.array(z.string()),
        opaque: z.boolean(),
        aside: z.boolean(),
        interactions: z.array(declaredInteractionSchema),
        next: z.array(nextSchema).optional(),
      }),
    )
    .min(1),
  soundtrack: z
    .object({
      bed: z.string(),
      cues: z.array(z.object({ scene: z.string(), at: z.number().nonnegative(), file: z.string() })),
    })
    .optional(),
  sample: z.string(),
});
type RawCard = z.infer<typeof rawCardSchema>;

/**
 * @param raw what the confined process answered
 * @param folder the template's folder, absolute and real
 * @throws Refusal `template-shape`, `schema-unsayable`, `file-missing`, `sample-shape`
 */
export async function makeCard(raw: unknown, folder: string, build: string): Promise<TemplateCard> {
  const parsed = rawCardSchema.safeParse(raw);
  if (!parsed.success) throw new Refusal('template-shape', z.prettifyError(parsed.error));
  const card = parsed.data;
  checkSchemas(card);
  const scenes = timeScenes(card);
  return {
    id: card.id,
    version: card.version,
    build,
    title: card.title,
    purpose: card.purpose,
    purposeText: card.purposeText,
    fps: card.fps,
    formats: card.formats as TemplateCard['formats'],
    locales: card.locales,
    fields: card.fields.map(({ from, ...field }) => ({ ...field, ...(from ? { from } : {}) })),
    content: card.content,
    scenes,
    interactions: card.scenes.flatMap(({ id: scene, interactions }) =>
      interactions.map((interaction) => ({ scene, interaction })),
    ),
    ...(card.soundtrack && { soundtrack: await findSound(card, card.soundtrack, scenes, folder) }),
    sample: await readSample(await ownFile(folder, card.sample)),
    folder,
  };
}

function checkSchemas(card: RawCard): void {
  if (card.unsayable.length > 0)
    throw new Refusal('schema-unsayable', `JSON Schema cannot say: ${card.unsayable.join('; ')}`);
  if (!card.contentDefaults)
    throw new Refusal('template-shape', 'content: {} must be accepted; give every key a default');
  for (const [name, schema] of [
    ...card.fields.map((field) => [field.key, field.schema] as const),
    ['content', card.content] as const,
  ]) {
    try {
      z.fromJSONSchema(schema);
    } catch (cause) {
      throw new Refusal('schema-unsayable', `${name}: its JSON Schema cannot be read back`, { cause });
    }
  }
}

/** Scenes follow each other, the linear way first; each lasts whole frames and uses declared fields only. */
function timeScenes(card: RawCard): TemplateCard['scenes'] {
  const declared = new Set(card.fields.map((field) => field.key));
  const seen = new Set<string>();
  let from = 0;
  return inTimelineOrder(card.scenes).map(({ id, title, seconds, uses, opaque, aside, next }) => {
    const frames = Math.round(seconds * card.fps);
    if (Math.abs(frames - seconds * card.fps) > 1e-6)
      throw new Refusal('template-shape', `scenes.${id}.seconds: not a whole number of frames`);
    if (seen.has(id)) throw new Refusal('template-shape', `scenes.${id}: twice`);
    seen.add(id);
    const stranger = uses.find((field) => !declared.has(field));
    if (stranger !== undefined) throw new Refusal('template-shape', `scenes.${id}.uses: ${stranger} is not a field`);
    const scene = {
      ...{ id, title, from, frames, uses, opaque },
      ...(aside ? { aside } : {}),
      ...(aside || next ? { next: nextOf(card.scenes, id) } : {}),
    };
    from += frames;
    return scene;
  });
}

async function findSound(
  card: RawCard,
  sound: NonNullable<RawCard['soundtrack']>,
  scenes: TemplateCard['scenes'],
  folder: string,
): Promise<NonNullable<TemplateCard['soundtrack']>> {
  const cues = sound.cues.map(async ({ scene, at, file }) => {
    const there = scenes.find((one) => one.id === scene);
    if (!there) throw new Refusal('template-shape', `soundtrack.cues: ${scene} is not a scene`);
    const found = await ownFile(folder, file);
    if (!there.aside) return { at: there.from / card.fps + at, file: found };
    return { at: (there.from - linearFrames(scenes)) / card.fps + at, file: found, aside: true as const };
  });
  return { bed: await ownFile(folder, sound.bed), cues: await Promise.all(cues) };
}

/** A file of the template by its path in the folder; a path or link that leads out of it is not one. */
async function ownFile(folder: string, path: string): Promise<string> {
  const file = await realpath(join(folder, path)).catch(() => undefined);
  if (!file?.startsWith(folder + sep)) throw new Refusal('file-missing', path);
  return file;
}

async function readSample(path: string): Promise<readonly unknown[]> {
  try {
    return z.array(z.unknown()).parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new Refusal('sample-shape', 'the sample audience is not a JSON array', { cause });
  }
}
