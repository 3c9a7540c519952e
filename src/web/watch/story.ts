/**
 * The way through the scenes: at a scene's end the playhead goes where the answers lead, back again after what lies off the
 * linear way, and stops at the linear end, behind which those scenes are stored.
 */
import type { Manifest, ManifestScene } from './manifest.ts';
import type { Playback } from './playback.ts';

/** A picture before the end: the one after it belongs to somebody else. */
const EARLY = 0.04;

export interface StoryWishes {
  /** The chosen option of an interaction; `undefined`: none. */
  answer(interaction: string): string | undefined;
  onScene(scene: ManifestScene): void;
}

export class Story {
  readonly #head: Playback;
  readonly #wishes: StoryWishes;
  #scenes: readonly ManifestScene[] = [];
  #seconds = Number.POSITIVE_INFINITY;
  #scene: ManifestScene | undefined;
  #jumps = 0;

  constructor(head: Playback, wishes: StoryWishes) {
    this.#head = head;
    this.#wishes = wishes;
  }

  /** Another version: whoever is in a scene stays at the same place in it, wherever it begins now. */
  take({ scenes, seconds }: Manifest): void {
    const time = this.#head.time;
    const before = this.at(time);
    this.#scenes = scenes;
    this.#seconds = seconds;
    const now = scenes.find(({ id }) => id === before?.id);
    if (!before || !now || now.start === before.start) return;
    this.#head.jump(Math.min(now.start + time - before.start, now.end - EARLY));
    this.#jumps = this.#head.jumps;
  }

  at(seconds: number): ManifestScene | undefined {
    return this.#scenes.find(({ start, end }) => seconds >= start - 1e-6 && seconds < end);
  }

  goTo(id: string): void {
    const scene = this.#scenes.find((one) => one.id === id);
    if (!scene) return;
    this.#head.jump(scene.start);
    // Known as the one that is on, so that its end is seen however late the next picture comes.
    this.#scene = scene;
    this.#jumps = this.#head.jumps;
    this.#wishes.onScene(scene);
  }

  /** Called for every picture while it plays. */
  follow(): void {
    const now = this.#head.time;
    const scene = this.at(now);
    const ended = this.#ended(scene, now);
    this.#jumps = this.#head.jumps;
    if (scene && scene.id !== this.#scene?.id) {
      this.#scene = scene;
      if (!this.#head.paused) this.#wishes.onScene(scene);
    }
    if (!ended || this.#head.paused) return;
    const next = ended.next?.find(({ when }) => !when || this.#wishes.answer(when.interaction) === when.is);
    const place = this.#scenes.indexOf(ended);
    const after = this.#scenes[place + 1];
    if (next && next.scene !== after?.id) this.goTo(next.scene);
    else if (!next && after?.aside && !ended.aside) this.#head.finish(Math.min(ended.end, this.#seconds));
  }

  /** The scene that is over at this picture: also where a slow machine has let its end go by unseen. */
  #ended(scene: ManifestScene | undefined, now: number): ManifestScene | undefined {
    const before = this.#scenes.find(({ id }) => id === this.#scene?.id);
    if (before && before.id !== scene?.id && now >= before.end && this.#jumps === this.#head.jumps) return before;
    return scene && now >= scene.end - EARLY ? scene : undefined;
  }
}
