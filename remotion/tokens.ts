/**
 * Colours of paper, ink and the eight marks, light and dark, and the patterns of the marks: the one place, for frames and
 * pages alike. The order of the marks is the order of a template's fields.
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

/**
 * Told apart by hue, by lightness and, for whom neither helps, by pattern. Chosen by search: the two nearest are as far
 * apart as eight colours of these families can be on their paper, also for whom red and green are one.
 */
export const MARKS: readonly Mark[] = [
  {
    name: 'vermilion',
    colour: { light: 'oklch(.635 .2 28)', dark: 'oklch(.65 .2 39)' },
    pattern: 'solid',
    height: 1,
  },
  {
    name: 'ultramarine',
    colour: { light: 'oklch(.41 .2 266)', dark: 'oklch(.67 .16 268)' },
    pattern: 'dash',
    height: 1,
    mask: line('3.2em', '#000 62%', '#0000 0'),
  },
  {
    name: 'green',
    colour: { light: 'oklch(.571 .15 159)', dark: 'oklch(.832 .18 156)' },
    pattern: 'dot',
    height: 1.5,
    mask: 'radial-gradient(circle closest-side,#000 88%,#0000) 0 0/2.5em 100% repeat-x',
  },
  {
    name: 'ochre',
    colour: { light: 'oklch(.48 .115 64)', dark: 'oklch(.829 .17 80)' },
    pattern: 'wave',
    height: 2.25,
    mask: `radial-gradient(circle at 50% 1.528em,${ring}) 0 0/4em 50% repeat-x,radial-gradient(circle at 50% calc(100% - 1.528em),${ring}) 2em 100%/4em 50% repeat-x`,
  },
  {
    name: 'plum',
    colour: { light: 'oklch(.423 .155 337)', dark: 'oklch(.64 .179 338)' },
    pattern: 'double',
    height: 2,
    mask: 'linear-gradient(#000 34%,#0000 0 66%,#000 0)',
  },
  {
    name: 'azure',
    colour: { light: 'oklch(.624 .132 224)', dark: 'oklch(.9 .05 219)' },
    pattern: 'dash-dot',
    height: 1,
    mask: line('5.6em', '#000 48%', '#0000 0 65%', '#000 0 83%', '#0000 0'),
  },
  {
    name: 'umber',
    colour: { light: 'oklch(.36 .024 46)', dark: 'oklch(.714 .035 67)' },
    pattern: 'comb',
    height: 2.25,
    mask: `linear-gradient(#000 42%,#0000 0),${line('2.6em', '#000 30%', '#0000 0')}`,
  },
  {
    name: 'violet',
    colour: { light: 'oklch(.555 .205 295)', dark: 'oklch(.802 .17 312)' },
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
