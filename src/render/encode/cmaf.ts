/**
 * CMAF segments (ISO/IEC 23000-19 on ISO/IEC 14496-12 and -15): one track of H.264, one fragment a segment, a sample a
 * picture with the length of its hold. Every segment carries its own init part; all of one video have the same, so they
 * join by copy.
 */
import type { Encoded } from './encoder.ts';

/** Ticks of the video's clock in one frame. */
export const TICKS = 1000;

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

const u8 = (...values: number[]): Buffer => Buffer.from(values);
const u16 = (...values: number[]): Buffer => Buffer.concat(values.map((value) => u8(value >> 8, value & 255)));
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

const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const UNDETERMINED = u16(0x55c4, 0);
/** Sample depends on others, is not a sync sample; and the opposite. */
const DEPENDS = 0x01010000;
const SYNC = 0x02000000;

/** Init part of a track: `ftyp` and `moov` without samples. `width`, `height` 0 for sound. */
export function initPart(o: {
  readonly timescale: number;
  readonly width: number;
  readonly height: number;
  readonly handler: 'vide' | 'soun';
  readonly sampleEntry: Buffer;
}): Buffer {
  const none = (type: string, extra = u32(0)) => fullBox(type, 0, 0, extra);
  const sound = o.handler === 'soun';
  return Buffer.concat([
    box('ftyp', Buffer.from('iso6'), u32(0), Buffer.from('iso6cmfcmp41')),
    box(
      'moov',
      fullBox(
        'mvhd',
        0,
        0,
        u32(0, 0, o.timescale, 0, 0x10000),
        u16(0x100, 0),
        u32(0, 0),
        MATRIX,
        Buffer.alloc(24),
        u32(2),
      ),
      box(
        'trak',
        fullBox(
          ...(['tkhd', 0, 3] as const),
          ...[
            u32(0, 0, 1, 0, 0, 0, 0),
            u16(0, 0, sound ? 0x100 : 0, 0),
            MATRIX,
            u32(o.width * 65_536, o.height * 65_536),
          ],
        ),
        box(
          'mdia',
          fullBox('mdhd', 0, 0, u32(0, 0, o.timescale, 0), UNDETERMINED),
          fullBox('hdlr', 0, 0, u32(0), Buffer.from(o.handler), Buffer.alloc(12), Buffer.from('Candor\0')),
          box(
            'minf',
            sound ? fullBox('smhd', 0, 0, u32(0)) : fullBox('vmhd', 0, 1, Buffer.alloc(8)),
            box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
            box(
              'stbl',
              fullBox('stsd', 0, 0, u32(1), o.sampleEntry),
              ...[none('stts'), none('stsc'), none('stsz', u32(0, 0)), none('stco')],
            ),
          ),
        ),
      ),
      box('mvex', fullBox('trex', 0, 0, u32(1, 1, 0, 0, 0))),
    ),
  ]);
}

function videoInit({ width, height, fps }: Shape, sps: Buffer, pps: Buffer): Buffer {
  const profile = sps.subarray(1, 4);
  const avcC = box(
    'avcC',
    ...[u8(1), profile, u8(0xff, 0xe1), u16(sps.length), sps, u8(1), u16(pps.length), pps],
    // High profile says its chroma and depth again: 4:2:0, 8 bit.
    ...(profile[0] === 100 ? [u8(0xfd, 0xf8, 0xf8, 0)] : []),
  );
  const sampleEntry = box(
    'avc1',
    ...[Buffer.alloc(6), u16(1), Buffer.alloc(16), u16(width, height), u32(0x480000, 0x480000, 0), u16(1)],
    ...[Buffer.alloc(32), u16(24), u16(0xffff), avcC],
    // BT.709, limited range.
    box('colr', Buffer.from('nclx'), u16(1, 1, 1), u8(0)),
  );
  return initPart({ timescale: fps * TICKS, width, height, handler: 'vide', sampleEntry });
}

/** `sizes` and `durations` (ticks) of the samples, whose bytes are `data`; `time` in ticks. */
export function fragment(o: {
  readonly sequence: number;
  readonly time: bigint;
  readonly samples: readonly { readonly size: number; readonly duration: number; readonly sync: boolean }[];
  readonly data: readonly Buffer[];
}): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(o.time);
  const moof = (offset: number) =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, u32(o.sequence)),
      box(
        'traf',
        fullBox('tfhd', 0, 0x020000, u32(1)),
        fullBox('tfdt', 1, 0, time),
        fullBox(
          ...(['trun', 0, 0x000701] as const),
          u32(o.samples.length, offset),
          ...o.samples.map(({ size, duration, sync }) => u32(duration, size, sync ? SYNC : DEPENDS)),
        ),
      ),
    );
  const { length } = moof(0);
  return Buffer.concat([moof(length + 8), box('mdat', ...o.data)]);
}

/** A whole segment that begins at 0: init part, then one fragment. `starts`: the frame each picture begins at. */
export function writeSegment(shape: Shape, encoded: Encoded, starts: readonly number[], frames: number): Buffer {
  const { sps, pps, units } = encoded;
  const samples = units.map((unit, index) => ({
    size: unit.length + 4,
    duration: ((starts[index + 1] ?? frames) - (starts[index] ?? 0)) * TICKS,
    sync: index === 0,
  }));
  const data = units.flatMap((unit) => [u32(unit.length), unit]);
  return Buffer.concat([videoInit(shape, sps, pps), fragment({ sequence: 1, time: 0n, samples, data })]);
}

interface Box {
  readonly type: string;
  readonly at: number;
  readonly end: number;
}

function* boxes(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > to) throw new Error('not a whole segment');
    yield { type: bytes.toString('latin1', at + 4, at + 8), at, end: at + size };
    at += size;
  }
}

const inside = (bytes: Buffer, outer: Box, type: string): Box | undefined => {
  for (const child of boxes(bytes, outer.at + 8, outer.end)) if (child.type === type) return child;
  return undefined;
};

/**
 * A segment moved to `frame` of the video; `sequence` counts fragments through the video. Answers its init part and its
 * media part, copies of their own. Throws where it is not a whole segment.
 */
export function placeSegment(segment: Buffer, frame: number, sequence: number): { init: Buffer; media: Buffer } {
  const bytes = Buffer.from(segment);
  const moof = [...boxes(bytes, 0, bytes.length)].find(({ type }) => type === 'moof');
  const header = moof && inside(bytes, moof, 'mfhd');
  const track = moof && inside(bytes, moof, 'traf');
  const time = track && inside(bytes, track, 'tfdt');
  if (!moof || !header || !time || moof.end === bytes.length) throw new Error('not a whole segment');
  bytes.writeUInt32BE(sequence, header.at + 12);
  bytes.writeBigUInt64BE(BigInt(frame * TICKS), time.at + 12);
  return { init: bytes.subarray(0, moof.at), media: bytes.subarray(moof.at) };
}
