/** When things move, in frames of their scene at 30 a second. The soundtrack's cues take their times from here. */
export const FPS = 30;

export const hello = { seconds: 5, title: 8, drop: 34, falls: 11, body: 58 };
export const plan = { seconds: 6, card: 4, text: 22, items: 52, stagger: 10 };
export const days = { seconds: 8, calendar: 4, text: 14, hops: 60, hop: 22 };
export const close = { seconds: 4.5, door: 4, opens: 16, title: 26, roll: 40, cta: 70 };

/** Frames before the end at which a scene begins to leave. */
export const LEAVE = 9;
