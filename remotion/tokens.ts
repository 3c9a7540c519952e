/**
 * Colours of paper, ink and the eight marks, light and dark, and the patterns of the marks: the one place, for frames and pages alike. `tokensCss` is this file as a
 * style sheet, for pages. The order of the marks is the order of a template's fields.
 */

export type Tone = 'light' | 'dark';

export interface Mark {
  readonly name: string;
  /** OKLCH, by tone. */
  readonly colour: Readonly<Record<Tone, string>>;
  readonly pattern: string;
  /** Thickness in strokes: a mark's `font-size` is the width of its stroke. */
  readonly height: number;
  /** CSS mask layers that repeat along the line, in strokes; none for solid. */
  readonly mask?: string;
}

const line = (tile: string, ...stops: string[]): string =>
  `linear-gradient(90deg,${stops.join(',')}) 0 0/${tile} 100% repeat-x`;
const ring = '#0000 .6em,#000 .66em 1.46em,#0000 1.52em';

/** Told apart by hue, by lightness and, for whom neither helps, by pattern. */
export const MARKS: readonly Mark[] = [
  {
    name: 'vermilion',
    colour: { light: 'oklch(.57 .19 33)', dark: 'oklch(.72 .16 38)' },
    pattern: 'solid',
    height: 1,
  },
  {
    name: 'ultramarine',
    colour: { light: 'oklch(.46 .19 264)', dark: 'oklch(.72 .13 264)' },
    pattern: 'dash',
    height: 1,
    mask: line('3.2em', '#000 62%', '#0000 0'),
  },
  {
    name: 'green',
    colour: { light: 'oklch(.52 .13 152)', dark: 'oklch(.79 .14 152)' },
    pattern: 'dot',
    height: 1.5,
    mask: 'radial-gradient(circle closest-side,#000 88%,#0000) 0 0/2.5em 100% repeat-x',
  },
  {
    name: 'ochre',
    colour: { light: 'oklch(.6 .13 72)', dark: 'oklch(.84 .13 88)' },
    pattern: 'wave',
    height: 2.25,
    mask: `radial-gradient(circle at 50% 1.528em,${ring}) 0 0/4em 50% repeat-x,radial-gradient(circle at 50% calc(100% - 1.528em),${ring}) 2em 100%/4em 50% repeat-x`,
  },
  {
    name: 'plum',
    colour: { light: 'oklch(.44 .17 345)', dark: 'oklch(.74 .14 345)' },
    pattern: 'double',
    height: 2,
    mask: 'linear-gradient(#000 34%,#0000 0 66%,#000 0)',
  },
  {
    name: 'teal',
    colour: { light: 'oklch(.54 .1 215)', dark: 'oklch(.82 .1 210)' },
    pattern: 'dash-dot',
    height: 1,
    mask: line('5.6em', '#000 48%', '#0000 0 65%', '#000 0 83%', '#0000 0'),
  },
  {
    name: 'umber',
    colour: { light: 'oklch(.38 .07 55)', dark: 'oklch(.76 .07 60)' },
    pattern: 'comb',
    height: 2.25,
    mask: `linear-gradient(#000 42%,#0000 0),${line('2.6em', '#000 30%', '#0000 0')}`,
  },
  {
    name: 'violet',
    colour: { light: 'oklch(.53 .2 300)', dark: 'oklch(.78 .13 305)' },
    pattern: 'slant',
    height: 2.25,
    mask: 'linear-gradient(115deg,#0000 27%,#000 31% 67%,#0000 71%) 0 0/2.6em 100% repeat-x',
  },
];

/** Everything that is not a mark. `ink2` and `source` are the quiet inks; both keep 7:1 on paper. */
export const COLOURS: Readonly<Record<Tone, Readonly<Record<string, string>>>> = {
  light: {
    paper: 'oklch(.982 .007 92)',
    paper2: 'oklch(.958 .01 92)',
    ink: 'oklch(.23 .018 262)',
    ink2: 'oklch(.43 .015 262)',
    line: 'oklch(.87 .01 92)',
    bar: 'oklch(.855 .012 92)',
  },
  dark: {
    paper: 'oklch(.19 .012 262)',
    paper2: 'oklch(.235 .014 262)',
    ink: 'oklch(.94 .008 92)',
    ink2: 'oklch(.77 .012 92)',
    line: 'oklch(.34 .014 262)',
    bar: 'oklch(.36 .014 262)',
  },
};

const declare = (tone: Tone): string =>
  [
    ...Object.entries(COLOURS[tone]).map(([name, value]) => `--${name}:${value}`),
    ...MARKS.map((mark, index) => `--mark-${index + 1}:${mark.colour[tone]}`),
    `color-scheme:${tone}`,
  ].join(';');

const markRules = MARKS.map(({ height, mask }, index) => {
  const shape = mask === undefined ? '' : `;mask:${mask}`;
  return `.mark-${index + 1}{background:var(--mark-${index + 1});height:${height}em${shape}}`;
});

/**
 * The tokens as CSS: light on `:root` and `.light`, dark on `.dark` and, where the reader prefers it, on a root without the
 * class `light`. An element of class `mark mark-<n>` is a stroke of that mark, one `font-size` thick.
 */
export function tokensCss(): string {
  return [
    `:root,.light{${declare('light')}}`,
    `.dark{${declare('dark')}}`,
    `@media (prefers-color-scheme:dark){:root:not(.light){${declare('dark')}}}`,
    '.mark{display:block;font-style:normal;forced-color-adjust:none}',
    ...markRules,
    '',
  ].join('\n');
}
