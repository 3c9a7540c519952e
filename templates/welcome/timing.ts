/**
 * When things move, in frames of their scene at 30 a second. The soundtrack's cues take their times from here. Movements
 * of a scene overlap, then all of it stands: what stands is read, and drawn once.
 */
export const FPS = 30;

export const hello = { seconds: 5, title: 6, drop: 22, falls: 11, body: 32 };
export const plan = { seconds: 6, card: 4, text: 14, items: 28, stagger: 6 };
export const days = { seconds: 8, calendar: 4, text: 12, hops: 36, hop: 18 };
export const close = { seconds: 4.5, door: 4, opens: 14, title: 18, roll: 28, cta: 44 };

/** Frames before the end at which a scene begins to leave. */
export const LEAVE = 8;
