/** What this room is given. */
import type { Logger } from 'pino';
import type { Frames } from '../frames/index.ts';
import type { RenderQueue } from '../queue/index.ts';
import type { Storage } from '../storage/index.ts';
import type { Videos } from '../videos/index.ts';

export interface Deps {
  readonly storage: Storage;
  readonly frames: Pick<Frames, 'cards' | 'variants'>;
  readonly videos: Videos;
  readonly queue: RenderQueue;
  readonly clock: () => Date;
  readonly log: Logger;
}
