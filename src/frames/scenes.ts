/**
 * Scenes drawn once for all who ask within a while: the general ones for everyone of a campaign, a person's own for the video
 * that is asked for right after it was measured. Kept in memory, with their markups, and nowhere else.
 */
import type { Profile } from '../consent/types.ts';
import { Kept } from './kept.ts';
import type { OpenedTemplate } from './opened.ts';
import type { Drawn } from './protocol.ts';
import { drawScene, sceneData, sceneOf, sha256 } from './scene.ts';
import type { SceneCard, SceneRequest, SceneVariant, Wanted } from './types.ts';

const MEGABYTE = 1_000_000;

export class Scenes {
  /** Without any data: nobody's. */
  readonly #general = new Kept({ bytes: 96 * MEGABYTE });
  /** What shows a person is forgotten after a minute. */
  readonly #personal = new Kept({ bytes: 48 * MEGABYTE, life: 60_000 });
  /** General scenes being drawn. */
  readonly #underway = new Map<string, Promise<Drawn>>();

  /** Fingerprints for subsets of fields. */
  variants(
    template: OpenedTemplate,
    r: SceneRequest,
    wanted: readonly Wanted[],
    signal?: AbortSignal,
  ): Promise<readonly SceneVariant[]> {
    const all = wanted.flatMap(({ scene: id, subsets }) => {
      const scene = sceneOf(template, r, id);
      const present = Object.keys(sceneData(scene, r.data)).length;
      return subsets.map(async (fields): Promise<SceneVariant> => {
        const data = sceneData(scene, r.data, fields);
        const count = Object.keys(data).length;
        // With nothing and with everything a scene is asked for again: by others, and for the video itself.
        const { hashes, words } =
          count === 0 || count === present
            ? await this.whole(template, r, scene, data, signal)
            : await drawScene(template, r, scene, data, { markup: false, signal });
        return { scene: scene.id, fields, hashes, words };
      });
    });
    return Promise.all(all);
  }

  /** All frames of one scene, with their markups. */
  async whole(
    template: OpenedTemplate,
    r: SceneRequest,
    scene: SceneCard,
    data: Profile,
    signal?: AbortSignal,
  ): Promise<Drawn> {
    signal?.throwIfAborted();
    const { format, locale, brand, content } = r;
    const key = sha256(JSON.stringify([template.card.build, scene.id, format, locale, brand, content, data]));
    if (Object.keys(data).length === 0) return this.#shared(key, () => drawScene(template, r, scene, data, ALL));
    const known = this.#personal.get(key);
    if (known) return known;
    const drawn = await drawScene(template, r, scene, data, { ...ALL, signal });
    this.#personal.set(key, drawn);
    return drawn;
  }

  /** Others may wait for the same general scene: nobody's abort ends it. */
  #shared(key: string, draw: () => Promise<Drawn>): Promise<Drawn> | Drawn {
    const known = this.#general.get(key) ?? this.#underway.get(key);
    if (known) return known;
    const drawn = draw().then((done) => {
      this.#general.set(key, done);
      return done;
    });
    this.#underway.set(key, drawn);
    const end = () => this.#underway.delete(key);
    drawn.then(end, end);
    return drawn;
  }
}

const ALL = { markup: true } as const;
