/** Boxes of ISO/IEC 14496-12: written, and found again. */

export const u8 = (...values: number[]): Buffer => Buffer.from(values);
export const u16 = (...values: number[]): Buffer => Buffer.concat(values.map((value) => u8(value >> 8, value & 255)));
export const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, 4 * index);
  return bytes;
};

export const box = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};

export const fullBox = (type: string, version: number, flags: number, ...parts: Buffer[]): Buffer =>
  box(type, u32(version * 2 ** 24 + flags), ...parts);

export interface Box {
  readonly type: string;
  readonly at: number;
  readonly end: number;
}

/** The boxes from `from` to `to`. Throws where one does not end in time. */
export function* boxes(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > to) throw new Error('not a whole segment');
    yield { type: bytes.toString('latin1', at + 4, at + 8), at, end: at + size };
    at += size;
  }
}

/** The box at a path of types. Throws where there is none. */
export function find(bytes: Buffer, ...path: readonly string[]): Box {
  let from = 0;
  let to = bytes.length;
  let found: Box | undefined;
  for (const type of path) {
    found = [...boxes(bytes, from, to)].find((one) => one.type === type);
    if (!found) throw new Error('not a whole segment');
    from = found.at + 8;
    to = found.end;
  }
  return found as Box;
}

const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const UNDETERMINED = u16(0x55c4, 0);

/** `mvhd`; `duration` in ticks of `timescale`, `next` the number of the next track. */
export const movieHeader = (timescale: number, duration: number, next: number): Buffer =>
  fullBox(
    ...(['mvhd', 0, 0] as const),
    ...[u32(0, 0, timescale, duration, 0x10000), u16(0x100, 0), u32(0, 0), MATRIX, Buffer.alloc(24), u32(next)],
  );

export interface Track {
  readonly id: number;
  readonly kind: 'video' | 'sound';
  /** Ticks a second of the track's own clock, and its length in them. */
  readonly timescale: number;
  readonly duration: number;
  /** Its length on the movie's clock. */
  readonly movieDuration: number;
  readonly width: number;
  readonly height: number;
  /** `stsd` and the sample tables after it. */
  readonly tables: readonly Buffer[];
  /** `edts`, where what is heard does not begin with the first sample. */
  readonly edits?: Buffer;
}

/** `trak`. */
export function track(o: Track): Buffer {
  const sound = o.kind === 'sound';
  const volume = sound ? 0x100 : 0;
  return box(
    'trak',
    fullBox(
      ...(['tkhd', 0, 3] as const),
      ...[u32(0, 0, o.id, 0, o.movieDuration, 0, 0), u16(0, 0, volume, 0), MATRIX],
      u32(o.width * 65_536, o.height * 65_536),
    ),
    ...(o.edits ? [o.edits] : []),
    box(
      'mdia',
      fullBox('mdhd', 0, 0, u32(0, 0, o.timescale, o.duration), UNDETERMINED),
      fullBox('hdlr', 0, 0, u32(0), Buffer.from(sound ? 'soun' : 'vide'), Buffer.alloc(12), Buffer.from('Candor\0')),
      box(
        'minf',
        sound ? fullBox('smhd', 0, 0, u32(0)) : fullBox('vmhd', 0, 1, Buffer.alloc(8)),
        box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
        box('stbl', ...o.tables),
      ),
    ),
  );
}
