/**
 * Text that fits: wraps, balances and shrinks within limits, at any length and in any script, with nothing cut. Widths come
 * from tables, so the same lines come out in Node and in every browser.
 */
import { widthOf } from './advance.ts';
import { clean, graphemes } from './clean.ts';
import { FACES, type FaceName } from './faces.ts';

/** A piece of text; with `field` it came from that field of the viewer's. */
export interface Run {
  readonly text: string;
  readonly field?: string;
}
export type Words = string | Run | readonly (string | Run)[];

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

export interface FitLine {
  readonly runs: readonly Run[];
  /** Pixels. */
  readonly width: number;
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

export const toRuns = (words: Words): readonly Run[] =>
  (Array.isArray(words) ? (words as readonly (string | Run)[]) : [words as string | Run]).map((word) =>
    typeof word === 'string' ? { text: word } : word,
  );

/** Runs cut where a line may end; blanks are pieces of their own. */
interface Piece {
  readonly run: Run;
  readonly text: string;
  readonly blank: boolean;
  /** A line may end before this piece. */
  readonly breaks: boolean;
}

/** Scripts written without blanks break between any two signs. */
const DENSE =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u;

function pieces(words: Words): Piece[] {
  const found: Piece[] = [];
  for (const run of toRuns(words)) {
    for (const part of clean(run.text).split(/( +|(?<=[-–—/])(?=\p{L}))/u)) {
      if (part === '') continue;
      const blank = part.startsWith(' ');
      const cuts = !blank && DENSE.test(part) ? graphemes(part) : [part];
      for (const [index, text] of cuts.entries()) {
        const before = found.at(-1);
        const breaks = index > 0 || before === undefined || before.blank || /[-–—/]$/.test(before.text);
        found.push({ run, text, blank, breaks });
      }
    }
  }
  return found;
}

/** What belongs together on a line: pieces up to the next place where a line may end. */
function groups(all: readonly Piece[]): Piece[][] {
  const made: Piece[][] = [];
  for (const piece of all) {
    const last = made.at(-1);
    if (!last || piece.blank || piece.breaks) made.push([piece]);
    else last.push(piece);
  }
  return made;
}

const joined = (group: readonly Piece[]): string => group.map(({ text }) => text).join('');

/** Cuts a group that is wider than a line between signs; every part keeps at least one sign. */
function broken(group: readonly Piece[], limit: number, face: FaceName): Piece[][] {
  const parts: Piece[][] = [];
  let current: Piece[] = [];
  for (const piece of group) {
    for (const sign of graphemes(piece.text)) {
      const last = current.at(-1);
      if (last && widthOf(joined(current) + sign, face) > limit) {
        parts.push(current);
        current = [];
      }
      const tail = current.at(-1);
      if (tail && tail.run === piece.run) current[current.length - 1] = { ...tail, text: tail.text + sign };
      else current.push({ ...piece, text: sign });
    }
  }
  if (current.length > 0) parts.push(current);
  return parts;
}

/** Lines no wider than `limit` em; undefined when a word is wider and may not be broken, or a single sign is. */
function wrap(all: readonly Piece[][], limit: number, face: FaceName, mayBreak: boolean): Piece[][] | undefined {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  const end = (): void => {
    while (line.at(-1)?.blank) line.pop();
    if (line.length > 0) lines.push(line);
    line = [];
  };
  for (const group of all) {
    if (group[0]?.blank) {
      if (line.length > 0) line.push(...group);
      continue;
    }
    if (widthOf(joined([...line, ...group]), face) <= limit) {
      line.push(...group);
      continue;
    }
    end();
    if (widthOf(joined(group), face) <= limit) {
      line = [...group];
      continue;
    }
    if (!mayBreak) return undefined;
    const parts = broken(group, limit, face);
    if (parts.some((part) => widthOf(joined(part), face) > limit)) return undefined;
    lines.push(...parts.slice(0, -1));
    line = [...(parts.at(-1) ?? [])];
  }
  end();
  return lines;
}

function toLine(line: readonly Piece[], size: number, face: FaceName): FitLine {
  const runs: Run[] = [];
  for (const { run, text } of line) {
    const last = runs.at(-1);
    if (last && last.field === run.field) runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push(run.field === undefined ? { text } : { text, field: run.field });
  }
  return { runs, width: widthOf(joined(line), face) * size };
}

/** The narrowest measure that still gives as many lines, so that none is left nearly empty. */
function balanced(all: readonly Piece[][], limit: number, face: FaceName, lines: Piece[][]): Piece[][] {
  let best = lines;
  let low = limit / 2;
  let high = limit;
  for (let step = 0; step < 8; step += 1) {
    const middle = (low + high) / 2;
    const tried = wrap(all, middle, face, false);
    if (tried && tried.length === lines.length) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return best;
}

const SHRINK = 0.96;
/** Nobody reads less; whoever asks for a book on a stamp gets dust. */
const SMALLEST = 1;

/** Breaks `words` into lines. Type shrinks to `min`, then words break, then type shrinks on: nothing is ever cut. */
export function fit(words: Words, options: FitOptions): Fitted {
  const key = JSON.stringify([words, options]);
  const known = set.get(key) ?? setLines(words, options);
  set.delete(key);
  set.set(key, known);
  for (const oldest of set.keys()) {
    if (set.size <= KEPT) break;
    set.delete(oldest);
  }
  return known;
}

/** What was set last, newest at the end: a text stands in many frames. */
const set = new Map<string, Fitted>();
const KEPT = 400;

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
