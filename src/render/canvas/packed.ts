/**
 * PackBits (Apple, 1984; TIFF 6.0, section 9): runs of equal bytes as two, others as they are. Flat pictures shrink to a
 * fraction at next to no cost; DevTools makes every byte dear, for it carries them as text through three processes.
 */

/** Shorter runs are cheaper as part of what stands around them. */
const RUN = 3;
const MOST = 128;

/** Bytes that packing `length` of them may need at most. */
export const packedRoom = (length: number): number => length + Math.ceil(length / MOST) + 1;

/** Packs the first `length` bytes of `from` into `to`; answers how many that are. */
export function pack(from: Uint8Array, length: number, to: Uint8Array): number {
  let out = 0;
  let literal = 0;
  let at = 0;
  const flush = (end: number): void => {
    while (literal < end) {
      const count = Math.min(MOST, end - literal);
      to[out++] = count - 1;
      for (const stop = literal + count; literal < stop; ) to[out++] = from[literal++] as number;
    }
  };
  while (at < length) {
    const value = from[at];
    let end = at + 1;
    while (end < length && from[end] === value) end++;
    if (end - at >= RUN) {
      flush(at);
      while (end - at >= 2) {
        const count = Math.min(MOST, end - at);
        to[out++] = 257 - count;
        to[out++] = value as number;
        at += count;
      }
      // One that is left over begins what comes next.
      literal = at;
    }
    at = end;
  }
  flush(length);
  return out;
}

/** Unpacks all of `from` into `to`; answers how many bytes that are. Throws where they have no room. */
export function unpack(from: Uint8Array, to: Uint8Array): number {
  let out = 0;
  for (let at = 0; at < from.length; ) {
    const mark = from[at++] as number;
    const count = mark < MOST ? mark + 1 : 257 - mark;
    if (out + count > to.length) throw new RangeError('more than a picture has');
    if (mark < MOST) {
      to.set(from.subarray(at, at + count), out);
      at += count;
    } else to.fill(from[at++] as number, out, out + count);
    out += count;
  }
  return out;
}
