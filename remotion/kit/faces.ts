/** The typefaces of the kit: a face is a family, a weight, an optical size and a tracking, with a known width for every sign. */

export interface Face {
  readonly family: string;
  readonly weight: number;
  /** Optical size of the serif, fixed, so that a sign has one width at all sizes. */
  readonly opsz?: number;
  /** Added after every sign, in em. */
  readonly tracking: number;
  /** Of the whole line, in em. */
  readonly lineHeight: number;
}

const SCRIPTS =
  "'Noto Sans Arabic Variable','Noto Sans Hebrew Variable','Noto Sans Devanagari Variable','Noto Sans Thai Variable','Noto Sans JP Variable','Noto Sans SC Variable','Noto Sans KR Variable','Noto Emoji Variable'";
export const SERIF = `'Source Serif 4 Variable',${SCRIPTS},serif`;
export const SANS = `'Commissioner Variable',${SCRIPTS},sans-serif`;

/** `display` for titles and big numbers, `reading` for set text in the serif, the rest for everything quiet. */
export const FACES = {
  display: { family: SERIF, weight: 500, opsz: 60, tracking: -0.016, lineHeight: 1.1 },
  figure: { family: SERIF, weight: 600, opsz: 60, tracking: -0.01, lineHeight: 1.05 },
  reading: { family: SERIF, weight: 400, opsz: 18, tracking: 0, lineHeight: 1.4 },
  text: { family: SANS, weight: 400, tracking: 0, lineHeight: 1.4 },
  medium: { family: SANS, weight: 500, tracking: 0, lineHeight: 1.4 },
  strong: { family: SANS, weight: 600, tracking: 0, lineHeight: 1.4 },
} as const satisfies Record<string, Face>;
export type FaceName = keyof typeof FACES;
