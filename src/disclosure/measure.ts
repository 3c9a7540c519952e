/**
 * What was used, measured: pictures with and without each field are compared, frame by frame, and nothing is taken on trust.
 *
 * A field is named in a frame where the picture with everything differs from the one without it, or where it alone differs
 * from nothing. If leaving out all that are named still is not the general picture, every field the scene received is named.
 * So, always: without the named fields, the frame is the general frame. A scene's words count as part of each of its frames.
 */
import type { Frames } from '../frames/index.ts';
import type { SceneCard, SceneRequest, SceneVariant, TemplateCard } from '../frames/types.ts';
import type { Influence } from './types.ts';

export interface Measured {
  /** By scene, then by the template's order of fields, then by time. */
  readonly influence: Influence[];
  /** What `describe` says with everything the scene received. */
  readonly words: { scene: string; text: string }[];
}

/**
 * @param onFirst told of the first scene as soon as it is measured; it is asked for before the others
 * @throws FrameError
 */
export async function measure(
  frames: Pick<Frames, 'variants'>,
  card: TemplateCard,
  r: SceneRequest,
  signal?: AbortSignal,
  onFirst: (influence: readonly Influence[]) => void = () => {},
): Promise<Measured> {
  const measured = await Promise.all(
    card.scenes.map(async (scene, index) => {
      const one = await measureScene(new Drawn(frames, r, scene, signal), card, scene, presentIn(scene, r));
      if (index === 0) onFirst(one.influence);
      return one;
    }),
  );
  return {
    influence: measured.flatMap(({ influence }) => influence),
    words: measured.map(({ text }, index) => ({ scene: card.scenes[index]?.id ?? '', text })),
  };
}

async function measureScene(
  drawn: Drawn,
  card: TemplateCard,
  scene: SceneCard,
  present: readonly string[],
): Promise<{ influence: Influence[]; text: string }> {
  await drawn.add(compared(present));
  const named = nameFields(drawn, scene, present);
  await drawn.add(named.map((fields) => present.filter((field) => !fields.has(field))));
  const all = named.map((fields, frame) => proven(drawn, present, fields, frame));
  return { influence: intervals(card, scene, all), text: drawn.of(present).words };
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

/** One scene's variants by subset, each drawn once. */
class Drawn {
  readonly #frames: Pick<Frames, 'variants'>;
  readonly #request: SceneRequest;
  readonly #scene: SceneCard;
  readonly #signal: AbortSignal | undefined;
  readonly #variants = new Map<string, SceneVariant>();

  constructor(
    frames: Pick<Frames, 'variants'>,
    request: SceneRequest,
    scene: SceneCard,
    signal: AbortSignal | undefined,
  ) {
    this.#frames = frames;
    this.#request = request;
    this.#scene = scene;
    this.#signal = signal;
  }

  async add(subsets: readonly (readonly string[])[]): Promise<void> {
    const missing = new Map(subsets.map((fields) => [keyOf(fields), fields]));
    for (const key of this.#variants.keys()) missing.delete(key);
    if (missing.size === 0) return;
    const wanted = [{ scene: this.#scene.id, subsets: [...missing.values()] }];
    for (const variant of await this.#frames.variants(this.#request, wanted, this.#signal))
      this.#variants.set(keyOf(variant.fields), variant);
  }

  of(fields: readonly string[]): SceneVariant {
    const variant = this.#variants.get(keyOf(fields));
    if (!variant) throw new Error('a variant that was not drawn');
    return variant;
  }
}

const keyOf = (fields: readonly string[]): string => [...fields].sort().join();

/** For each frame the fields whose presence shows, in the picture or in the scene's words. */
function nameFields(drawn: Drawn, scene: SceneCard, present: readonly string[]): ReadonlySet<string>[] {
  const nothing = drawn.of([]);
  const everything = drawn.of(present);
  const pairs = present.map((field) => {
    const without = drawn.of(present.filter((other) => other !== field));
    const alone = drawn.of([field]);
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
  present: readonly string[],
  named: ReadonlySet<string>,
  frame: number,
): ReadonlySet<string> {
  const rest = drawn.of(present.filter((field) => !named.has(field)));
  const nothing = drawn.of([]);
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
