import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, packedRoom, unpack } from '../../src/render/canvas/packed.ts';

/** Bytes in runs of any length, as pictures have them. */
const runs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 400 })), { maxLength: 40 })
  .map((parts) => Uint8Array.from(parts.flatMap(([value, count]) => Array<number>(count).fill(value))));

const packed = (bytes: Uint8Array): Uint8Array => {
  const to = new Uint8Array(packedRoom(bytes.length));
  return to.subarray(0, pack(bytes, bytes.length, to));
};

test('what is packed comes out as it was, and finds room', () => {
  fc.assert(
    fc.property(fc.oneof(runs, fc.uint8Array({ maxLength: 2000 })), (bytes) => {
      const small = packed(bytes);
      expect(small.length).toBeLessThanOrEqual(packedRoom(bytes.length));
      const out = new Uint8Array(bytes.length);
      expect(unpack(small, out)).toBe(bytes.length);
      expect(out).toEqual(bytes);
    }),
  );
});

test('a flat picture takes two bytes for each 128 of its own', () => {
  expect(packed(new Uint8Array(12_800).fill(235))).toHaveLength(200);
});

test('more than there is room for is refused', () => {
  expect(() => unpack(packed(new Uint8Array(300)), new Uint8Array(299))).toThrow(RangeError);
});
