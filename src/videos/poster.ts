/** Posters: one frame of a video, or one of each scene. General ones are kept in memory by version; a person's own is drawn each time and kept nowhere. */
import type { Renderer } from '../render/index.ts';
import { Shared } from './shared.ts';
import { type CurrentVideo, VideoError } from './types.ts';
import type { Wanted } from './wanted.ts';

const KEPT = 100;
const MAX_WIDTH = 1280;
/** Where in a scene: things have come in, nothing leaves yet. */
const MOMENT = 0.7;

type Span = { readonly start: number; readonly end: number };

export class Posters {
  readonly #renderer: Renderer | undefined;
  readonly #kept = new Map<string, Buffer>();
  readonly #drawing = new Shared<Buffer>();

  constructor(renderer: Renderer | undefined) {
    this.#renderer = renderer;
  }

  /** @param id of a scene; the first one's where there is no such scene */
  async of(video: CurrentVideo, wanted: Wanted, id?: string): Promise<Buffer> {
    const { scenes } = video.facts;
    const scene = scenes.find((one) => one.id === id) ?? scenes[0] ?? { id: '', start: 0, end: 0 };
    const key = `${video.id} ${scene.id}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const jpeg = await this.#drawing.once(key, () => this.#draw(video, wanted, scene));
    if (!video.personal) {
      this.#kept.set(key, jpeg);
      for (const oldest of this.#kept.keys()) {
        if (this.#kept.size <= KEPT) break;
        this.#kept.delete(oldest);
      }
    }
    return jpeg;
  }

  #draw(video: CurrentVideo, wanted: Wanted, scene: Span): Promise<Buffer> {
    if (!this.#renderer) throw new VideoError('cannot-draw');
    const { layer, fps, width } = video.facts;
    const frame = Math.floor((scene.start + MOMENT * (scene.end - scene.start)) * fps);
    return this.#renderer.still({ ...wanted.request, layer }, frame, { width: Math.min(width, MAX_WIDTH) });
  }
}
