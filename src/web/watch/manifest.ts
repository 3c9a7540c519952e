/** What the page's script reads of `manifest.json`. */
import type { Interaction, Next } from '../../../remotion/interactions/schema.ts';

export interface ManifestScene {
  readonly id: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  /** Off the linear way: after its end in the stream. */
  readonly aside?: boolean;
  readonly next?: readonly Next[];
}

export interface Manifest {
  /** Of the linear way. */
  readonly seconds: number;
  /** Of the video, its interactions' texts too. */
  readonly locale: string;
  readonly scenes: readonly ManifestScene[];
  readonly interactions: readonly Interaction[];
}
