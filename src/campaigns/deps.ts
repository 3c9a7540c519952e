/** What this room is given. */
import type { Logger } from 'pino';
import type { Notices } from '../accounts/index.ts';
import type { Notice } from '../consent/index.ts';
import type { Frames } from '../frames/index.ts';
import type { RenderQueue } from '../queue/index.ts';
import type { Storage } from '../storage/index.ts';
import type { Videos } from '../videos/index.ts';

export interface Deps {
  readonly storage: Storage;
  readonly frames: Pick<Frames, 'cards' | 'variants'>;
  readonly videos: Videos;
  readonly queue: RenderQueue;
  /** Told of every notice, at least once. */
  readonly told?: (notice: Notice) => Promise<void>;
  /** Tells members what they should know of their campaigns. */
  readonly notices?: Pick<Notices, 'approvalAsked' | 'approvalDecided' | 'consentStated' | 'stoppedByNotMe'>;
  readonly clock: () => Date;
  readonly log: Logger;
}
