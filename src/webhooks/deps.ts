/** What this room is given. */
import type { Logger } from 'pino';
import type { ErrandQueue } from '../queue/index.ts';
import type { Storage } from '../storage/index.ts';
import type { TargetRules } from './target.ts';

export interface Deps {
  readonly storage: Storage;
  readonly errands: ErrandQueue;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly rules: TargetRules;
  /** Waits before the second try, the third, and so on; after the last one a delivery has failed. */
  readonly waitsMs: readonly number[];
  /** Told when a webhook was turned off by what its target did. */
  readonly turnedOff: (webhook: { readonly id: string; readonly workspaceId: string }) => Promise<void>;
}
