/** What twelve meter readings say: pure sums, no words and no pictures. */

export interface Peer {
  /** Lower and upper bound of the group's home size in m²; absent: open. */
  readonly from?: number;
  readonly to?: number;
  /** Its average use in the months that are compared, kWh. */
  readonly kwh: number;
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Index of the smallest and of the largest value; the first of equals. `undefined` where they do not differ. */
export function extremes(values: readonly number[]): { lightest: number; fullest: number } | undefined {
  const least = Math.min(...values);
  const most = Math.max(...values);
  if (Math.round(least) === Math.round(most)) return undefined;
  return { lightest: values.indexOf(least), fullest: values.indexOf(most) };
}

/**
 * The groups of homes a sender gives, smallest first, each with its use in the first `months` months:
 * a year that is not over yet is compared with the same part of theirs.
 */
export function peers(
  homes: readonly { readonly upTo?: number | undefined; readonly kwh: number }[],
  typical: readonly number[],
  months: number,
): readonly Peer[] {
  const share = sum(typical.slice(0, months)) / Math.max(1, sum(typical));
  const sorted = [...homes].sort((a, b) => (a.upTo ?? Infinity) - (b.upTo ?? Infinity));
  return sorted.map(({ upTo, kwh }, index) => {
    const from = sorted[index - 1]?.upTo;
    return { ...(from === undefined ? {} : { from }), ...(upTo === undefined ? {} : { to: upTo }), kwh: kwh * share };
  });
}

/** The group a home of this size belongs to; homes beyond the last bound belong to the last. */
export function peerOf(groups: readonly Peer[], homeSize: number): number {
  const found = groups.findIndex(({ to }) => to === undefined || homeSize <= to);
  return found === -1 ? groups.length - 1 : found;
}
