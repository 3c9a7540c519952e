/** 2026-01-01T12:00:00Z: what `Date` says inside a template, in the confined process and in the drawing page. */
export const FIXED_TIME = 1_767_268_800_000;
