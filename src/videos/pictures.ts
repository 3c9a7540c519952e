/**
 * Pictures of a video: its poster, the same with a play button for mails, and an animation. General ones are kept in
 * memory by version; a person's own is drawn each time and kept nowhere.
 */
import type { Renderer } from '../render/index.ts';
import { playButton } from './play-button.ts';
import { Shared } from './shared.ts';
import { type CurrentVideo, type PictureKind, VideoError, type VideoFacts } from './types.ts';
import type { Wanted } from './wanted.ts';

const KEPT = 200;
const MAX_WIDTH = 1280;
/** Twice what a mail shows is sharp on every screen; a GIF has to weigh that against its bytes. */
const MOVING_WIDTH = 900;
const MOVING_BYTES = 1_000_000;
/** Where in a scene: things have come in, nothing leaves yet. */
const MOMENT = 0.7;
/** Of each scene that the animation shows, as its share, and how long each stands in hundredths of a second. */
const MOMENTS: readonly (readonly [share: number, hundredths: number])[] = [
  [0.12, 14],
  [0.24, 14],
  [0.4, 14],
  [MOMENT, 60],
];
const SCENES = 3;
const FIRST_STANDS = 120;

export class Pictures {
  readonly #renderer: Renderer | undefined;
  readonly #kept = new Map<string, Buffer>();
  readonly #drawing = new Shared<Buffer>();

  constructor(renderer: Renderer | undefined) {
    this.#renderer = renderer;
  }

  async of(video: CurrentVideo, wanted: Wanted, kind: PictureKind, id?: string): Promise<Buffer> {
    const scene = video.facts.scenes.find((one) => one.id === id) ?? video.facts.scenes[0];
    const name = `${kind} ${video.id} ${scene?.id}`;
    const kept = this.#kept.get(name);
    if (kept) return kept;
    const picture = await this.#drawing.once(name, () => this.#draw(video, wanted, kind, scene));
    if (!video.personal) {
      this.#kept.set(name, picture);
      for (const one of this.#kept.keys()) {
        if (this.#kept.size <= KEPT) break;
        this.#kept.delete(one);
      }
    }
    return picture;
  }

  async #draw(video: CurrentVideo, wanted: Wanted, kind: PictureKind, scene: Scene | undefined): Promise<Buffer> {
    if (!this.#renderer) throw new VideoError('cannot-draw');
    const { facts } = video;
    const request = { ...wanted.request, layer: facts.layer };
    const width = Math.min(facts.width, MAX_WIDTH);
    const over = playButton(facts);
    if (kind === 'animation') {
      const look = { over, width: Math.min(facts.width, MOVING_WIDTH), most: MOVING_BYTES };
      return this.#renderer.moving(request, movementOf(facts), look);
    }
    const frame = frameAt(facts, scene, MOMENT);
    return this.#renderer.still(request, frame, kind === 'mail' ? { width, over } : { width });
  }
}

type Scene = VideoFacts['scenes'][number];

const frameAt = ({ fps }: VideoFacts, scene: Scene | undefined, share: number): number =>
  Math.floor(((scene?.start ?? 0) + share * ((scene?.end ?? 0) - (scene?.start ?? 0))) * fps);

/** Begins with the poster, whole; shows the first scenes coming in; ends where it began. At most five seconds. */
function movementOf(facts: VideoFacts): { frame: number; hundredths: number }[] {
  const poster = frameAt(facts, facts.scenes[0], MOMENT);
  const shown = facts.scenes.filter(({ id, aside }) => id !== 'disclosure' && !aside).slice(0, SCENES);
  const moving = shown.flatMap((scene) =>
    MOMENTS.map(([share, hundredths]) => ({ frame: frameAt(facts, scene, share), hundredths })),
  );
  return [{ frame: poster, hundredths: FIRST_STANDS }, ...moving, { frame: poster, hundredths: 10 }];
}
