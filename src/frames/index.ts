/** The room's door: open it, ask it, and know its failures. */
export { FIXED_TIME } from './clock.ts';
export { FRAME_FAILURES, FrameError, type FrameFailure, Refusal, type RefusalCode, type RefusedTemplate } from './errors.ts';
export { type Frames, type FramesOptions, openFrames } from './frames.ts';
export type { OpenedTemplate } from './opened.ts';
export type * from './types.ts';
