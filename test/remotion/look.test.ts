/** What ends, ends; what must be told apart can be; a sender's colour stays legible. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  between,
  COLOURS,
  contrast,
  easeInOut,
  easeOut,
  enter,
  leave,
  legible,
  MARKS,
  parseColour,
  progress,
  snap,
  snapFade,
  springOnce,
  type Tone,
  toHex,
  tokensCss,
} from '../../remotion/index.ts';

const span = fc.record({ start: fc.integer({ min: -50, max: 200 }), frames: fc.integer({ min: 1, max: 120 }) });

describe('motion', () => {
  it('is nothing before it begins and exactly there when it has ended', () => {
    fc.assert(
      fc.property(span, fc.integer({ min: 0, max: 500 }), ({ start, frames }, later) => {
        for (const move of [
          (f: number) => progress(f, start, frames, easeOut),
          (f: number) => progress(f, start, frames, easeInOut),
          (f: number) => springOnce(f, start, frames),
        ]) {
          expect(move(start - later)).toBe(0);
          expect(move(start + frames + later)).toBe(1);
        }
      }),
    );
  });

  it('springs over once, a little, and comes to rest without a jump', () => {
    const path = Array.from({ length: 41 }, (_, frame) => springOnce(frame, 0, 40));
    expect(Math.max(...path)).toBeGreaterThan(1);
    expect(Math.max(...path)).toBeLessThan(1.15);
    for (let frame = 1; frame < path.length; frame += 1)
      expect(Math.abs((path[frame] ?? 0) - (path[frame - 1] ?? 0))).toBeLessThan(0.15);
    expect(Math.abs(1 - (path[38] ?? 0))).toBeLessThan(0.01);
  });

  it('snaps lengths to a quarter of a pixel and opacities to a 64th', () => {
    fc.assert(
      fc.property(fc.double({ min: -5000, max: 5000, noNaN: true }), (value) => {
        expect(Number.isInteger(snap(value) * 4)).toBe(true);
        expect(Number.isInteger(snapFade(value) * 64)).toBe(true);
        expect(Object.is(snap(value), -0)).toBe(false);
      }),
    );
    expect(between(0, 10, 0.333)).toBe(3.25);
  });

  it('leaves no style behind on what has arrived, so that a hold is one picture', () => {
    const styles = Array.from({ length: 60 }, (_, frame) =>
      JSON.stringify(enter(frame, { at: 10, frames: 12, y: 40 })),
    );
    expect(new Set(styles.slice(22))).toEqual(new Set(['{}']));
    expect(enter(0, { at: 10 }).opacity).toBe(0);
    expect(leave(5, 10)).toEqual({});
    expect(leave(40, 10)).toEqual({ visibility: 'hidden' });
  });
});

/** How a dichromat sees a colour: Viénot's matrices on linear light. */
const SEEN = {
  protan: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deutan: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
} as const;

/** OKLab of a colour as a dichromat sees it. */
function seen(colour: string, kind: keyof typeof SEEN): [number, number, number] {
  const parsed = parseColour(colour);
  if (!parsed) throw new Error(`no colour: ${colour}`);
  const hex = toHex(parsed);
  const light = [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
  const rows = SEEN[kind].map((row) =>
    row.reduce<number>((sum, factor, index) => sum + factor * (light[index] ?? 0), 0),
  );
  const byte = (value: number) =>
    Math.round(255 * Math.min(1, Math.max(0, value)) ** (1 / 2.2))
      .toString(16)
      .padStart(2, '0');
  const { l, c, h } = parseColour(`#${rows.map(byte).join('')}`) ?? { l: 0, c: 0, h: 0 };
  return [l, c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
}

describe.each<Tone>(['light', 'dark'])('colours on %s', (tone) => {
  const ground = COLOURS[tone].paper ?? '';

  it('keep every word at 7:1 on paper', () => {
    for (const ink of ['ink', 'ink2'] as const)
      expect(contrast(COLOURS[tone][ink] ?? '', ground)).toBeGreaterThanOrEqual(7);
  });

  it('keep every mark at 3:1 on paper', () => {
    for (const mark of MARKS) expect(contrast(mark.colour[tone], ground), mark.name).toBeGreaterThanOrEqual(3);
  });

  it('differ from mark to mark in pattern, and in lightness or hue also for whom red and green are one', () => {
    expect(new Set(MARKS.map(({ pattern }) => pattern)).size).toBe(8);
    for (const kind of Object.keys(SEEN) as (keyof typeof SEEN)[]) {
      for (const [index, one] of MARKS.entries()) {
        for (const other of MARKS.slice(index + 1)) {
          const [a, b] = [seen(one.colour[tone], kind), seen(other.colour[tone], kind)];
          const apart = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
          expect(apart, `${kind}: ${one.name}, ${other.name}`).toBeGreaterThan(0.07);
        }
      }
    }
  });
});

describe('brand colours', () => {
  it('keep their hue and become legible on any ground', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(hex, fc.constantFrom<Tone>('light', 'dark'), fc.constantFrom(3, 4.5, 7), (colour, tone, ratio) => {
        const ground = COLOURS[tone].paper ?? '';
        expect(contrast(legible(colour, ground, ratio), ground)).toBeGreaterThanOrEqual(ratio);
      }),
    );
  });

  it('stay as they are where they are legible already', () => {
    expect(legible('#1d4ed8', '#ffffff')).toBe('#1d4ed8');
  });

  it('fall back to ink where there is no colour', () => {
    expect(contrast(legible(undefined, '#ffffff'), '#ffffff')).toBeGreaterThan(7);
    expect(parseColour('javascript:alert(1)')).toBeUndefined();
  });
});

describe('the tokens', () => {
  it('have every mark on light and on dark', () => {
    for (let mark = 1; mark <= 8; mark += 1) expect(tokensCss().split(`--mark-${mark}:`)).toHaveLength(4);
  });
});
