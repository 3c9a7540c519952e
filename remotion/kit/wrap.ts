/** Lines of a given measure: where words may end, what breaks when nothing else helps, and lines of about equal length. */
import { widthOf } from './advance.ts';
import { clean, graphemes } from './clean.ts';
import type { FaceName } from './faces.ts';

/** A piece of text; with `field` it came from that field of the viewer's. */
export interface Run {
  readonly text: string;
  readonly field?: string;
}
export type Words = string | Run | readonly (string | Run)[];

export interface FitLine {
  readonly runs: readonly Run[];
  /** Pixels. */
  readonly width: number;
}

export const toRuns = (words: Words): readonly Run[] =>
  (Array.isArray(words) ? (words as readonly (string | Run)[]) : [words as string | Run]).map((word) =>
    typeof word === 'string' ? { text: word } : word,
  );

/** Runs cut where a line may end; blanks are pieces of their own. */
export interface Piece {
  readonly run: Run;
  readonly text: string;
  readonly blank: boolean;
  /** A line may end before this piece. */
  readonly breaks: boolean;
}

/** Scripts written without blanks break between any two signs. */
const DENSE =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u;

export function pieces(words: Words): Piece[] {
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
export function groups(all: readonly Piece[]): Piece[][] {
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
export function wrap(all: readonly Piece[][], limit: number, face: FaceName, mayBreak: boolean): Piece[][] | undefined {
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

export function toLine(line: readonly Piece[], size: number, face: FaceName): FitLine {
  const runs: Run[] = [];
  for (const { run, text } of line) {
    const last = runs.at(-1);
    if (last && last.field === run.field) runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push(run.field === undefined ? { text } : { text, field: run.field });
  }
  return { runs, width: widthOf(joined(line), face) * size };
}

/** The narrowest measure that still gives as many lines, so that none is left nearly empty. */
export function balanced(all: readonly Piece[][], limit: number, face: FaceName, lines: Piece[][]): Piece[][] {
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
