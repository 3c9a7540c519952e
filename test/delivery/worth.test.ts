/** What a field is worth: the intervals are those that were published, and nothing is said that is not known. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { difference, wilson, worthOf } from '../../src/delivery/index.ts';

describe('intervals', () => {
  test.each([
    // Newcombe 1998, table II, method 10.
    [{ hits: 56, of: 70 }, { hits: 48, of: 80 }, 0.2, 0.0524, 0.3339],
    [{ hits: 9, of: 10 }, { hits: 3, of: 10 }, 0.6, 0.1705, 0.809],
    [{ hits: 6, of: 7 }, { hits: 2, of: 7 }, 0.5714, 0.0582, 0.8062],
    [{ hits: 5, of: 56 }, { hits: 0, of: 29 }, 0.0893, -0.0381, 0.1926],
    [{ hits: 0, of: 10 }, { hits: 0, of: 20 }, 0, -0.1611, 0.2775],
    [{ hits: 10, of: 10 }, { hits: 0, of: 10 }, 1, 0.6075, 1],
  ])('%o against %o', (a, b, d, low, high) => {
    const found = difference(a, b);
    expect(found.difference).toBeCloseTo(d, 4);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  test('hold what was seen, and turn round with the sides', () => {
    const share = fc
      .integer({ min: 1, max: 5000 })
      .chain((of) => fc.record({ hits: fc.nat({ max: of }), of: fc.constant(of) }));
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [one, other] = [difference(a, b), difference(b, a)];
        expect(one.low).toBeLessThanOrEqual(one.difference + 1e-12);
        expect(one.high).toBeGreaterThanOrEqual(one.difference - 1e-12);
        expect(one.low).toBeCloseTo(-other.high, 9);
        const { low, high } = wilson(a);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('what is said of a field', () => {
  const arm = (played: number, watched: number, cta = 0) => ({ played, watched, cta });

  test('nothing while few have watched', () => {
    expect(worthOf(arm(90, 90), arm(5000, 0), false)).toEqual({ verdict: 'too-few' });
  });
  test('that it costs nothing, once that is sure to five points', () => {
    expect(worthOf(arm(4000, 2800), arm(2000, 1400), false).verdict).toBe('costs-nothing');
    expect(worthOf(arm(150, 105), arm(150, 105), false).verdict).toBe('unclear');
  });
  test('that it is worth it, where one share is surely larger', () => {
    expect(worthOf(arm(2000, 1400), arm(2000, 1100), false).verdict).toBe('worth-it');
    expect(worthOf(arm(2000, 1400, 400), arm(2000, 1400, 200), true).verdict).toBe('worth-it');
    expect(worthOf(arm(2000, 1400, 400), arm(2000, 1400, 200), false).verdict).toBe('costs-nothing');
  });
});
