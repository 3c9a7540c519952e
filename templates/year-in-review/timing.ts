/**
 * When things move, in frames of their scene at 30 a second. The soundtrack's cues take their times from here. Movements
 * of a scene overlap, then all of it stands: what stands is read, and drawn once.
 */
export const FPS = 30;

export const hello = { seconds: 4.5, axis: 0, title: 6, sun: 10, sunTakes: 46 };
export const months = { seconds: 7, axis: 0, bars: 8, stagger: 1, text: 22, mark: 38, typical: 42 };
export const compare = { seconds: 6, axis: 0, rows: 8, stagger: 4, text: 20, gap: 40 };
export const tip = { seconds: 5.5, ring: 0, hand: 8, text: 12, arc: 26, hours: 44 };
export const close = { seconds: 5, pan: 4, panTakes: 40, title: 16, cta: 38 };

/** Frames before the end at which a scene begins to leave. */
export const LEAVE = 8;
