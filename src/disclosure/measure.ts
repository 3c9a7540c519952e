/**
 * What was used, measured: pictures with and without each field are compared, frame by frame, and nothing is taken on trust.
 *
 * A field is named in a frame where the picture with everything differs from the one without it, or where it alone differs
 * from nothing. If leaving out all that are named still is not the general picture, every field the scene received is named.
 * So, always: without the named fields, the frame is the general frame. A scene's words count as part of each of its frames.
 */
import type { Frames } from '../frames/index.ts';
import type { SceneCard, SceneRequest, SceneVariant, TemplateCard, Wanted } from '../frames/types.ts';
import type { Influence } from './types.ts';

export interface Measured {
  /** By scene, then by the template's order of fields, then by time. */
  readonly influence: Influence[];
  /** What `describe` says with everything the scene received. */
  readonly words: { scene: string; text: string }[];
}

/** @throws FrameError */
export async function measure(
  frames: Pick<Frames, 'variants'>,
  card: TemplateCard,
  r: SceneRequest,
  signal?: AbortSignal,
): Promise<Measured> {
  const scenes = card.scenes.map((scene) => ({ scene, present: presentIn(scene, r) }));
  const drawn = new Drawn(frames, r, signal);
  await drawn.add(scenes.map(({ scene, present }) => ({ scene: scene.id, subsets: compared(present) })));
  const named = scenes.map(({ scene, present }) => nameFields(drawn, scene, present));
  await drawn.add(
    scenes.map(({ scene, present }, index) => ({
      scene: scene.id,
      subsets: (named[index] ?? []).map((fields) => present.filter((field) => !fields.has(field))),
    })),
  );
  return {
    influence: scenes.flatMap(({ scene, present }, index) =>
      intervals(
        card,
        scene,
        (named[index] ?? []).map((fields, frame) => proven(drawn, scene, present, fields, frame)),
      ),
    ),
    words: scenes.map(({ scene, present }) => ({ scene: scene.id, text: drawn.of(scene, present).words })),
  };
}

function presentIn(scene: SceneCard, r: SceneRequest): string[] {
  return scene.uses.filter((field) => Object.hasOwn(r.data, field) && r.data[field] !== undefined);
}

/** Nothing, everything, everything without each, each alone. */
function compared(present: readonly string[]): string[][] {
  return [
    [],
    [...present],
    ...present.map((field) => present.filter((other) => other !== field)),
    ...present.map((field) => [field]),
  ];
}

/** Variants by scene and subset, each drawn once. */
class Drawn {
  readonly #frames: Pick<Frames, 'variants'>;
  readonly #request: SceneRequest;
  readonly #signal: AbortSignal | undefined;
  readonly #variants = new Map<string, SceneVariant>();

  constructor(frames: Pick<Frames, 'variants'>, request: SceneRequest, signal: AbortSignal | undefined) {
    this.#frames = frames;
    this.#request = request;
    this.#signal = signal;
  }

  async add(wanted: readonly Wanted[]): Promise<void> {
    const missing = wanted
      .map(({ scene, subsets }) => ({
        scene,
        subsets: [...new Map(subsets.map((fields) => [keyOf(scene, fields), fields]))]
          .filter(([key]) => !this.#variants.has(key))
          .map(([, fields]) => fields),
      }))
      .filter(({ subsets }) => subsets.length > 0);
    if (missing.length === 0) return;
    for (const variant of await this.#frames.variants(this.#request, missing, this.#signal))
      this.#variants.set(keyOf(variant.scene, variant.fields), variant);
  }

  of(scene: SceneCard, fields: readonly string[]): SceneVariant {
    const variant = this.#variants.get(keyOf(scene.id, fields));
    if (!variant) throw new Error('a variant that was not drawn');
    return variant;
  }
}

const keyOf = (scene: string, fields: readonly string[]): string => `${scene} ${[...fields].sort().join()}`;

/** For each frame the fields whose presence shows, in the picture or in the scene's words. */
function nameFields(drawn: Drawn, scene: SceneCard, present: readonly string[]): ReadonlySet<string>[] {
  const nothing = drawn.of(scene, []);
  const everything = drawn.of(scene, present);
  const pairs = present.map((field) => {
    const without = drawn.of(
      scene,
      present.filter((other) => other !== field),
    );
    const alone = drawn.of(scene, [field]);
    const inWords = everything.words !== without.words || alone.words !== nothing.words;
    return { field, without, alone, inWords };
  });
  return Array.from({ length: scene.frames }, (_, frame) => {
    const differ = (a: SceneVariant, b: SceneVariant) => a.hashes[frame] !== b.hashes[frame];
    const named = pairs.filter(
      ({ without, alone, inWords }) => inWords || differ(everything, without) || differ(alone, nothing),
    );
    return new Set(named.map(({ field }) => field));
  });
}

/** The named fields, if without them the frame and the words are the general ones; else all the scene received. */
function proven(
  drawn: Drawn,
  scene: SceneCard,
  present: readonly string[],
  named: ReadonlySet<string>,
  frame: number,
): ReadonlySet<string> {
  const rest = drawn.of(
    scene,
    present.filter((field) => !named.has(field)),
  );
  const nothing = drawn.of(scene, []);
  const general = rest.hashes[frame] === nothing.hashes[frame] && rest.words === nothing.words;
  return general ? named : new Set(present);
}

/** Neighbouring frames become intervals, in frames counted through the scenes of the card. */
function intervals(card: TemplateCard, scene: SceneCard, named: readonly ReadonlySet<string>[]): Influence[] {
  return card.fields
    .filter(({ key }) => scene.uses.includes(key))
    .flatMap(({ key: field }) => {
      const found: Influence[] = [];
      let start: number | undefined;
      for (let frame = 0; frame <= named.length; frame += 1) {
        const here = named[frame]?.has(field) ?? false;
        if (here) start ??= frame;
        else if (start !== undefined) {
          found.push({ field, scene: scene.id, from: scene.from + start, to: scene.from + frame });
          start = undefined;
        }
      }
      return found;
    });
}
