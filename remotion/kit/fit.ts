/**
 * Text that fits: wraps, balances and shrinks within limits, at any length and in any script, with nothing cut. Widths come
 * from tables, so the same lines come out in Node and in every browser.
 */
import { FACES, type FaceName } from './faces.ts';
import { balanced, type FitLine, groups, pieces, type Run, toLine, toRuns, type Words, wrap } from './wrap.ts';

export { type FitLine, type Run, toRuns, type Words } from './wrap.ts';

export interface FitOptions {
  readonly face: FaceName;
  /** In pixels. */
  readonly width: number;
  /** Largest size of type, pixels. */
  readonly size: number;
  /** Size below which words are broken before type gets smaller; half of `size` unless told. */
  readonly min?: number;
  /** At most this many lines. */
  readonly lines?: number;
  /** At most this high, pixels. */
  readonly height?: number;
  /** In em; the face's own unless told. */
  readonly lineHeight?: number;
  /** Lines of about equal length instead of full ones. */
  readonly balance?: boolean;
}

export interface Fitted {
  readonly size: number;
  /** Pixels from baseline to baseline. */
  readonly leading: number;
  readonly lines: readonly FitLine[];
  /** Of the widest line and of all lines, pixels. */
  readonly width: number;
  readonly height: number;
}

const SHRINK = 0.96;
/** Nobody reads less; whoever asks for a book on a stamp gets dust. */
const SMALLEST = 1;

/** Breaks `words` into lines. Type shrinks to `min`, then words break, then type shrinks on: nothing is ever cut. */
export function fit(words: Words, options: FitOptions): Fitted {
  const asked = plain(words, options);
  const key = keyOf(asked);
  const known = set.get(key) ?? frozen(setLines(asked.runs, asked.options));
  set.delete(key);
  set.set(key, known);
  for (const oldest of set.keys()) {
    if (set.size <= KEPT) break;
    set.delete(oldest);
  }
  return known;
}

/**
 * What was set last, newest at the end: a text stands in many frames. It outlives a person's video in the memory of the
 * process that draws, so it is small, the same for whoever asks for the same text, and read-only.
 */
const set = new Map<string, Fitted>();
const KEPT = 400;

interface Asked {
  readonly runs: readonly Run[];
  readonly options: FitOptions;
}

/** A copy that reads everything once: what is set depends on nothing that is not in its key. */
function plain(words: Words, o: FitOptions): Asked {
  const runs = toRuns(words).map(({ text, field }) =>
    field === undefined ? { text: `${text}` } : { text: `${text}`, field: `${field}` },
  );
  const { face, width, size, min, lines, height, lineHeight, balance } = o;
  const options: FitOptions = {
    ...{ face, width, size },
    ...(min === undefined ? {} : { min }),
    ...(lines === undefined ? {} : { lines }),
    ...(height === undefined ? {} : { height }),
    ...(lineHeight === undefined ? {} : { lineHeight }),
    ...(balance === undefined ? {} : { balance }),
  };
  return { runs, options };
}

/** Texts with their lengths before them, so that no two questions share a key. */
function keyOf({ runs, options }: Asked): string {
  const { face, width, size, min, lines, height, lineHeight, balance } = options;
  let key = `${face} ${width} ${size} ${min} ${lines} ${height} ${lineHeight} ${balance}`;
  for (const { text, field } of runs) key += ` ${text.length} ${text} ${field?.length} ${field}`;
  return key;
}

function frozen(fitted: Fitted): Fitted {
  for (const line of fitted.lines) {
    for (const run of line.runs) Object.freeze(run);
    Object.freeze(line.runs);
    Object.freeze(line);
  }
  Object.freeze(fitted.lines);
  return Object.freeze(fitted);
}

function setLines(words: Words, options: FitOptions): Fitted {
  const { face, width, min = options.size / 2, lineHeight = FACES[face].lineHeight } = options;
  const all = groups(pieces(words));
  let size = options.size;
  for (;;) {
    const leading = Math.round(size * lineHeight * 4) / 4;
    const byHeight =
      options.height === undefined
        ? Number.POSITIVE_INFINITY
        : Math.max(1, Math.floor(options.height / leading + 1e-6));
    const most = Math.min(options.lines ?? Number.POSITIVE_INFINITY, byHeight);
    const tall = options.height !== undefined && leading > options.height;
    const limit = width / size;
    const found = wrap(all, limit, face, size <= min);
    if ((found && found.length <= most && !tall) || size <= SMALLEST) {
      const chosen = found ?? [all.flat()];
      const even = options.balance && chosen.length > 1 ? balanced(all, limit, face, chosen) : chosen;
      const lines = even.map((line) => toLine(line, size, face));
      return {
        size,
        leading,
        lines,
        width: Math.max(0, ...lines.map((line) => line.width)),
        height: leading * lines.length,
      };
    }
    const next = Math.round(size * SHRINK * 4) / 4;
    size = size > min && next < min ? min : next < size ? next : size - 0.25;
  }
}
