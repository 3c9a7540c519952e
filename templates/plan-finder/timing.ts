/** When things move, in frames of their scene at 30 a second. The soundtrack's cues take their times from here. */
export const FPS = 30;

export const hello = { seconds: 4.5, line: 0, lineTakes: 54, title: 12, names: 50 };
export const prices = { seconds: 7, rows: 10, stagger: 8, text: 16, cheap: 62 };
export const tariff = { seconds: 6, grow: 0, growTakes: 18, text: 14, cheap: 26, example: 60 };
export const advice = { seconds: 7.5, rows: 14, stagger: 8, text: 40 };
export const call = { seconds: 4, rings: 4, title: 14 };
export const close = { seconds: 4.5, line: 0, lineTakes: 54, title: 20, cta: 56 };

/** Frames before the end at which a scene begins to leave. */
export const LEAVE = 9;

/** The last second of a scene's time at which everything still stands. */
export const stands = (seconds: number): number => seconds - (LEAVE + 1) / FPS;
