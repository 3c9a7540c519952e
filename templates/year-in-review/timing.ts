/** When things move, in frames of their scene at 30 a second. The soundtrack's cues take their times from here. */
export const FPS = 30;

export const hello = { seconds: 4.5, axis: 0, title: 12, sun: 24, sunTakes: 72 };
export const months = { seconds: 7, axis: 0, bars: 12, stagger: 2, text: 52, mark: 52, typical: 76 };
export const compare = { seconds: 6, axis: 0, rows: 14, stagger: 6, text: 34, gap: 62 };
export const tip = { seconds: 5.5, ring: 0, hand: 20, text: 16, arc: 50, hours: 74 };
export const close = { seconds: 5, pan: 4, panTakes: 52, title: 24, cta: 60 };

/** Frames before the end at which a scene begins to leave. */
export const LEAVE = 9;
