/** Posters: one frame of a video. General ones are kept in memory by version; a person's own is drawn each time and kept nowhere. */
import type { Renderer } from '../render/index.ts';
import { Shared } from './shared.ts';
import { type CurrentVideo, VideoError } from './types.ts';
import type { Wanted } from './wanted.ts';

const KEPT = 100;
const MAX_WIDTH = 1280;
/** Where in the first scene: things have come in, nothing leaves yet. */
const MOMENT = 0.7;

export class Posters {
  readonly #renderer: Renderer | undefined;
  readonly #kept = new Map<string, Buffer>();
  readonly #drawing = new Shared<Buffer>();

  constructor(renderer: Renderer | undefined) {
    this.#renderer = renderer;
  }

  async of(video: CurrentVideo, wanted: Wanted): Promise<Buffer> {
    const kept = this.#kept.get(video.id);
    if (kept) return kept;
    const jpeg = await this.#drawing.once(video.id, () => this.#draw(video, wanted));
    if (!video.personal) {
      this.#kept.set(video.id, jpeg);
      for (const id of this.#kept.keys()) {
        if (this.#kept.size <= KEPT) break;
        this.#kept.delete(id);
      }
    }
    return jpeg;
  }

  #draw(video: CurrentVideo, wanted: Wanted): Promise<Buffer> {
    if (!this.#renderer) throw new VideoError('cannot-draw');
    const { layer, scenes, fps, width } = video.facts;
    const first = scenes[0] ?? { start: 0, end: 0 };
    const frame = Math.floor((first.start + MOMENT * (first.end - first.start)) * fps);
    return this.#renderer.still({ ...wanted.request, layer }, frame, { width: Math.min(width, MAX_WIDTH) });
  }
}
