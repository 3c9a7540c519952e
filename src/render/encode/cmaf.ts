/**
 * CMAF segments (ISO/IEC 23000-19 on ISO/IEC 14496-12 and -15): one track of H.264, one fragment a segment, a sample a
 * picture with the length of its hold. Every segment carries its own init part; all of one video have the same, so they
 * join by copy.
 */
import { box, find, fullBox, movieHeader, track, u8, u16, u32 } from './boxes.ts';
import type { Encoded } from './encoder.ts';

/** Ticks of the video's clock in one frame. */
export const TICKS = 1000;

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

export interface Sample {
  readonly size: number;
  /** Ticks of the track's clock. */
  readonly duration: number;
  readonly sync: boolean;
}

/** Sample depends on others and is no sync sample; and the opposite. */
const DEPENDS = 0x01010000;
const SYNC = 0x02000000;

/** Init part of a track: `ftyp`, and `moov` without samples. */
export function initPart(o: {
  readonly kind: 'video' | 'sound';
  readonly timescale: number;
  readonly width: number;
  readonly height: number;
  readonly sampleEntry: Buffer;
}): Buffer {
  const empty = (type: string, body = u32(0)) => fullBox(type, 0, 0, body);
  const tables = [
    fullBox('stsd', 0, 0, u32(1), o.sampleEntry),
    ...[empty('stts'), empty('stsc'), empty('stsz', u32(0, 0)), empty('stco')],
  ];
  return Buffer.concat([
    box('ftyp', Buffer.from('iso6'), u32(0), Buffer.from('iso6cmfcmp41')),
    box(
      'moov',
      movieHeader(o.timescale, 0, 2),
      track({ ...o, id: 1, duration: 0, movieDuration: 0, tables }),
      box('mvex', fullBox('trex', 0, 0, u32(1, 1, 0, 0, 0))),
    ),
  ]);
}

function videoEntry({ width, height }: Shape, sps: Buffer, pps: Buffer): Buffer {
  const profile = sps.subarray(1, 4);
  const avcC = box(
    'avcC',
    ...[u8(1), profile, u8(0xff, 0xe1), u16(sps.length), sps, u8(1), u16(pps.length), pps],
    // High profile says its chroma and depth again: 4:2:0, 8 bit.
    ...(profile[0] === 100 ? [u8(0xfd, 0xf8, 0xf8, 0)] : []),
  );
  return box(
    'avc1',
    ...[Buffer.alloc(6), u16(1), Buffer.alloc(16), u16(width, height), u32(0x480000, 0x480000, 0), u16(1)],
    ...[Buffer.alloc(32), u16(24), u16(0xffff), avcC],
    // BT.709, limited range.
    box('colr', Buffer.from('nclx'), u16(1, 1, 1), u8(0)),
  );
}

/** One fragment; `data` are the samples' bytes, `time` its begin in ticks. */
export function fragment(o: {
  readonly sequence: number;
  readonly time: bigint;
  readonly samples: readonly Sample[];
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
  const { width, height, fps } = shape;
  const sampleEntry = videoEntry(shape, sps, pps);
  return Buffer.concat([
    initPart({ kind: 'video', timescale: fps * TICKS, width, height, sampleEntry }),
    fragment({ sequence: 1, time: 0n, samples, data }),
  ]);
}

/** What a segment is made of. Throws where it is not a whole one. */
export function readSegment(bytes: Buffer): { stsd: Buffer; samples: readonly Sample[]; data: Buffer } {
  const entry = find(bytes, 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd');
  const run = find(bytes, 'moof', 'traf', 'trun');
  const mdat = find(bytes, 'mdat');
  const samples = Array.from({ length: bytes.readUInt32BE(run.at + 12) }, (_, index) => {
    const at = run.at + 20 + 12 * index;
    return {
      duration: bytes.readUInt32BE(at),
      size: bytes.readUInt32BE(at + 4),
      sync: bytes.readUInt32BE(at + 8) === SYNC,
    };
  });
  const data = bytes.subarray(mdat.at + 8, mdat.end);
  if (samples.reduce((sum, { size }) => sum + size, 0) !== data.length) throw new Error('not a whole segment');
  return { stsd: bytes.subarray(entry.at, entry.end), samples, data };
}

/**
 * A segment moved to `frame` of the video; `sequence` counts fragments through the video. Answers its init part and its
 * media part. Throws where it is not a whole segment.
 */
export function placeSegment(segment: Buffer, frame: number, sequence: number): { init: Buffer; media: Buffer } {
  const bytes = Buffer.from(segment);
  const moof = find(bytes, 'moof');
  bytes.writeUInt32BE(sequence, find(bytes, 'moof', 'mfhd').at + 12);
  bytes.writeBigUInt64BE(BigInt(frame * TICKS), find(bytes, 'moof', 'traf', 'tfdt').at + 12);
  find(bytes, 'mdat');
  return { init: bytes.subarray(0, moof.at), media: bytes.subarray(moof.at) };
}
