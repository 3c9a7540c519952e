/**
 * How wide a text is, without asking a browser: from tables made of the font files (`fonts/build.ts`). Latin, Greek and
 * Cyrillic are kerned and exact to a few thousandths; other scripts have the width of their widest shape.
 */
import table from '../fonts/advances.json' with { type: 'json' };
import { FACES, type FaceName } from './faces.ts';

/** Thousandths of an em between two signs; 0 for signs that are not kerned with each other. */
type Kerning = (left: string, right: string) => number;
interface Widths {
  readonly of: ReadonlyMap<number, number>;
  readonly kerning: readonly Kerning[];
}

function fromRuns(runs: readonly (readonly number[])[]): Map<number, number> {
  const widths = new Map<number, number>();
  for (const [first = 0, ...rest] of runs)
    for (const [index, width] of rest.entries()) widths.set(first + index, width);
  return widths;
}

interface PackedKerning {
  readonly signs: string;
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly rights: number;
  readonly pairs: readonly number[];
}
function kerningOf({ signs, left, right, rights, pairs }: PackedKerning): Kerning {
  const place = new Map([...signs].map((sign, index) => [sign, index]));
  const flat: number[] = [];
  for (let index = 0; index < pairs.length; index += 1) {
    if (pairs[index] !== 0) flat.push(pairs[index] ?? 0);
    else {
      index += 1;
      for (let zeros = pairs[index] ?? 0; zeros > 0; zeros -= 1) flat.push(0);
    }
  }
  return (before, after) => {
    const l = place.get(before);
    const r = place.get(after);
    if (l === undefined || r === undefined) return 0;
    return flat[(left[l] ?? 0) * rights + (right[r] ?? 0)] ?? 0;
  };
}

const opened = new Map<FaceName, Widths>();
function widthsOf(face: FaceName): Widths {
  const found = opened.get(face);
  if (found) return found;
  const packed = table.faces[face];
  const made = { of: fromRuns(packed.runs), kerning: packed.kerns.map(kerningOf) };
  opened.set(face, made);
  return made;
}

let scripts: ReadonlyMap<number, number> | undefined;

const FULL = 1000;
const EMOJI = 1275;
/** Signs no font of ours has; a browser shows its own font or a box. */
const UNKNOWN = 1300;

/** Thousandths of an em a sign takes that is in none of the face's own fonts. */
function elsewhere(sign: string, code: number): number {
  scripts ??= fromRuns(table.scripts);
  const known = scripts.get(code);
  if (known !== undefined) return known;
  if (code === 0x200c || code === 0x200d || code === 0xfe0e || code === 0xfe0f) return 0;
  if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u.test(sign)) return FULL;
  if (/[\u3000-\u303f\uff00-\uffef]/.test(sign)) return FULL;
  if (/\p{Emoji_Presentation}|\p{Extended_Pictographic}/u.test(sign)) return EMOJI;
  return UNKNOWN;
}

/** What a kerned pair may differ from the tables at worst: measured over all pairs of Latin signs in Chromium. */
const SLACK = 30;

/** Width of one line of `text` in em: what a browser gives it, or a little more. */
export function widthOf(text: string, face: FaceName): number {
  const { of, kerning } = widthsOf(face);
  const { tracking } = FACES[face];
  let sum = 0;
  let before = '';
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    const own = of.get(code);
    sum += own ?? elsewhere(sign, code);
    // Narrower tracking is only counted on where it is sure to happen.
    if (own !== undefined ? !/\p{M}/u.test(sign) : tracking > 0) sum += tracking * 1000;
    if (before !== '') for (const pair of kerning) sum += pair(before, sign);
    before = sign;
  }
  return text === '' ? 0 : (Math.max(0, sum) + SLACK) / 1000;
}
