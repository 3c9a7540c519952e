/** The room's door: open it, ask it, and know its failures. */

export type { SourceModule } from './build.ts';
export { FIXED_TIME } from './clock.ts';
export { ConfinedError } from './confined.ts';
export { openTemplate as findTemplate } from './discover.ts';
export {
  FRAME_FAILURES,
  FrameError,
  type FrameFailure,
  Refusal,
  type RefusalCode,
  type RefusedTemplate,
} from './errors.ts';
export { type Frames, type FramesOptions, type Inspected, openFrames } from './frames.ts';
export type { OpenedTemplate } from './opened.ts';
export { kitPage } from './page.ts';
export { giveWay } from './priority.ts';
export type * from './types.ts';
