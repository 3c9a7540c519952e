/**
 * What a field is worth: people who see the video without it, by chance, against those who see it with it. Two shares and
 * the interval of their difference, so that what is not known is not said.
 */

/** So many of so many. */
export interface Share {
  readonly hits: number;
  readonly of: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 1.96: 95 %. */
const Z = 1.959964;

/** Wilson's score interval of a proportion (E. B. Wilson, JASA 22, 1927, 209–212). */
export function wilson({ hits, of }: Share): Interval {
  const p = hits / of;
  const middle = p + (Z * Z) / (2 * of);
  const reach = Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  const whole = 1 + (Z * Z) / of;
  return { low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) };
}

/**
 * The difference `a − b` with its 95 % interval: Newcombe's hybrid score interval, method 10 of R. G. Newcombe, "Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17, 1998, 873–890.
 */
export function difference(a: Share, b: Share): Interval & { readonly difference: number } {
  const [p, q] = [a.hits / a.of, b.hits / b.of];
  const [one, two] = [wilson(a), wilson(b)];
  return {
    difference: p - q,
    low: p - q - Math.hypot(p - one.low, two.high - q),
    high: p - q + Math.hypot(one.high - p, q - two.low),
  };
}

/** One side of a trial, in plays. */
export interface Arm {
  readonly played: number;
  readonly watched: number;
  readonly cta: number;
}

/** `costs-nothing`: leaving it out costs less than the margin, as far as 95 % can tell. */
export type Verdict = 'too-few' | 'unclear' | 'costs-nothing' | 'worth-it';

export interface Worth {
  /** What it adds to the part of plays that come to the last scene; 0–1. Absent while there are too few. */
  readonly watched?: ReturnType<typeof difference>;
  /** The same for plays that go on to the sender's link. */
  readonly cta?: ReturnType<typeof difference>;
  readonly verdict: Verdict;
}

/** Plays of each side below which nothing is said. */
export const FEWEST = 100;
/** A field that adds less than this is not missed. */
export const MARGIN = 0.05;

/** @param withLink whether the campaign has a link to go on to */
export function worthOf(withIt: Arm, withoutIt: Arm, withLink: boolean): Worth {
  if (Math.min(withIt.played, withoutIt.played) < FEWEST) return { verdict: 'too-few' };
  const share = ({ played }: Arm, hits: number): Share => ({ hits: Math.min(hits, played), of: played });
  const watched = difference(share(withIt, withIt.watched), share(withoutIt, withoutIt.watched));
  const cta = withLink ? difference(share(withIt, withIt.cta), share(withoutIt, withoutIt.cta)) : undefined;
  const both = cta ? [watched, cta] : [watched];
  const verdict = both.some(({ low }) => low > 0)
    ? 'worth-it'
    : both.every(({ high }) => high < MARGIN)
      ? 'costs-nothing'
      : 'unclear';
  return { watched, ...(cta ? { cta } : {}), verdict };
}
