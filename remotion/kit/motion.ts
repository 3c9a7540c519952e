/**
 * Movements that end. Lengths snap to a quarter of a pixel and opacities to a 64th, and every curve reaches its goal
 * exactly: what has arrived has the same markup in every later frame, so it is drawn once.
 */
import type { CSSProperties } from 'react';

/** To the nearest quarter of a pixel. */
export const snap = (length: number): number => Math.round(length * 4) / 4 + 0;
/** To the nearest 64th. */
export const snapFade = (opacity: number): number => Math.round(opacity * 64) / 64 + 0;

export type Ease = (t: number) => number;
const clamp = (t: number): number => Math.min(1, Math.max(0, t));

export const linear: Ease = (t) => t;
/** Fast, then gently to rest. */
export const easeOut: Ease = (t) => 1 - (1 - t) ** 3;
export const easeInOut: Ease = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

/** 0 before `start`, 1 from `start + frames` on, in between along `ease`. */
export function progress(frame: number, start: number, frames: number, ease: Ease = easeOut): number {
  if (frame <= start) return 0;
  if (frame >= start + frames) return 1;
  return clamp(ease((frame - start) / frames));
}

/** One spring from 0 to 1: a small overshoot, then exactly 1 after `frames`. `bounce` 0–1, 0.25 is gentle. */
export function springOnce(frame: number, start: number, frames: number, bounce = 0.25): number {
  if (frame <= start) return 0;
  if (frame >= start + frames) return 1;
  const t = (frame - start) / frames;
  const damping = 5 + 3 * (1 - bounce);
  const swing = 2 * Math.PI * (0.35 + bounce * 0.9);
  const rest = 1 - (1 - Math.exp(-damping * t) * (Math.cos(swing * t) + (damping / swing) * Math.sin(swing * t)));
  // The tail that is left at the end is taken away evenly, so that the last step is no jump.
  const end = Math.exp(-damping) * (Math.cos(swing) + (damping / swing) * Math.sin(swing));
  return 1 - rest + end * t;
}

/** Between two lengths, snapped. */
export const between = (from: number, to: number, at: number): number => snap(from + (to - from) * at);

export interface EnterOptions {
  /** Frame in which it begins to appear. */
  readonly at: number;
  /** Length of the movement in frames; 14 unless told. */
  readonly frames?: number;
  /** Where it comes from, in pixels: to the right and down. */
  readonly x?: number;
  readonly y?: number;
}

/** Style of something that comes in: fades and moves to its place, then holds still. */
export function enter(frame: number, { at, frames = 14, x = 0, y = 0 }: EnterOptions): CSSProperties {
  if (frame >= at + frames) return {};
  const seen = progress(frame, at, frames);
  const dx = between(x, 0, seen);
  const dy = between(y, 0, seen);
  return {
    opacity: snapFade(seen),
    ...(dx !== 0 || dy !== 0 ? { transform: `translate(${dx}px,${dy}px)` } : {}),
  };
}

/** Style of something that leaves: fades within `frames` and is gone. */
export function leave(frame: number, at: number, frames = 8): CSSProperties {
  if (frame <= at) return {};
  return frame >= at + frames
    ? { visibility: 'hidden' }
    : { opacity: snapFade(1 - progress(frame, at, frames, easeInOut)) };
}
