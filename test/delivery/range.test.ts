import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches, readRange } from '../../src/delivery/range.ts';

test('a range is read as RFC 9110 has it', () => {
  expect(readRange('bytes=0-', 100)).toEqual({ start: 0, end: 99 });
  expect(readRange('bytes=10-19', 100)).toEqual({ start: 10, end: 19 });
  expect(readRange('bytes=90-500', 100)).toEqual({ start: 90, end: 99 });
  expect(readRange('bytes=-10', 100)).toEqual({ start: 90, end: 99 });
  expect(readRange('bytes=-500', 100)).toEqual({ start: 0, end: 99 });
  expect(readRange('bytes=100-', 100)).toBe('unsatisfiable');
  expect(readRange('bytes=-0', 100)).toBe('unsatisfiable');
});

test.each([undefined, '', 'bytes', 'bytes=-', 'bytes=a-b', 'bytes=5-4', 'items=0-1', 'bytes=0-1,5-6'])(
  'the whole file is the answer to %j',
  (header) => {
    expect(readRange(header, 100)).toBeUndefined();
  },
);

test('whatever is asked, an answered range lies inside the file', () => {
  const part = fc.oneof(fc.constant(''), fc.nat().map(String));
  fc.assert(
    fc.property(part, part, fc.integer({ min: 1, max: 1e9 }), (from, to, bytes) => {
      const span = readRange(`bytes=${from}-${to}`, bytes);
      if (span === undefined || span === 'unsatisfiable') return;
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeLessThan(bytes);
      expect(span.start).toBeLessThanOrEqual(span.end);
    }),
  );
});

test('an ETag is found among those a client names', () => {
  expect(matches('"a", W/"b"', '"b"')).toBe(true);
  expect(matches('*', '"b"')).toBe(true);
  expect(matches('"a"', '"b"')).toBe(false);
  expect(matches(undefined, '"b"')).toBe(false);
});
