/**
 * The sound of a video as CMAF pieces of its own: a rendition beside the pictures, so that joining never adds a gap.
 * Pieces are whole AAC frames; where they begin is arithmetic.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { box, find, fullBox, u16, u32 } from './encode/boxes.ts';
import { fragment, initPart } from './encode/cmaf.ts';
import type { SoundPart } from './encode/mp4.ts';
import { RATE, type SoundOptions, type SoundTrack, soundtrack } from './sound.ts';

/** Samples of an AAC-LC frame. */
const FRAME = 1024;
/** AAC frames a piece: a little more than four seconds. */
const FRAMES_EACH = 188;
const BITRATE = 128_000;

export interface SoundPieces {
  readonly init: Buffer;
  readonly pieces: readonly Buffer[];
}

/** How many seconds each piece of a sound is; known before the sound is. */
export function soundLengths(seconds: number): number[] {
  const frames = Math.ceil(Math.round(seconds * RATE) / FRAME);
  return Array.from(
    { length: Math.ceil(frames / FRAMES_EACH) },
    (_, index) => (Math.min(FRAMES_EACH, frames - index * FRAMES_EACH) * FRAME) / RATE,
  );
}

/** The encoded track as frames. */
export async function soundFrames(track: SoundTrack): Promise<SoundPart> {
  const stsd = find(INIT, 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd');
  return {
    stsd: INIT.subarray(stsd.at, stsd.end),
    frames: adtsFrames(await readFile(track.frames)),
    rate: RATE,
    frameSamples: FRAME,
  };
}

/** The encoded track in pieces. */
export async function soundPieces(o: Omit<SoundOptions, 'folder'> & { cacheDir: string }): Promise<SoundPieces> {
  const { soundtrack: sound, seconds, aside = 0, cacheDir } = o;
  const { frames } = await soundFrames(
    await soundtrack({ soundtrack: sound, seconds, aside, folder: join(cacheDir, 'sounds') }),
  );
  const pieces = soundLengths(seconds + aside).map((_, index) => {
    // The first frame only primes the decoder: what is heard begins with the second.
    const from = 1 + index * FRAMES_EACH;
    const data = frames.slice(from, from + FRAMES_EACH);
    const samples = data.map(({ length: size }) => ({ size, duration: FRAME, sync: true }));
    return fragment({ sequence: index + 1, time: BigInt(index * FRAMES_EACH * FRAME), samples, data });
  });
  return { init: INIT, pieces };
}

/** Frames without their ADTS headers (ISO/IEC 13818-7, 6.2). */
function adtsFrames(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at + 7 <= bytes.length; ) {
    const header = bytes.readUInt32BE(at);
    if (header >>> 20 !== 0xfff) throw new Error('not a stream of AAC frames');
    const length = (bytes.readUInt32BE(at + 2) >>> 5) & 0x1fff;
    // A checksum follows the header where the bit that denies it is not set.
    const head = (header >>> 16) & 1 ? 7 : 9;
    frames.push(bytes.subarray(at + head, at + length));
    at += length;
  }
  return frames;
}

/** AAC-LC, 48 kHz, stereo (ISO/IEC 14496-1, 7.2.6; 14496-3, 1.6.2). */
const INIT = (() => {
  const tag = (id: number, ...body: Buffer[]) => {
    const bytes = Buffer.concat(body);
    return Buffer.concat([Buffer.from([id, bytes.length]), bytes]);
  };
  const decoder = tag(4, Buffer.from([0x40, 0x15, 0, 0, 0]), u32(BITRATE, BITRATE), tag(5, Buffer.from([0x11, 0x90])));
  const descriptor = tag(3, Buffer.from([0, 1, 0]), decoder, tag(6, Buffer.from([2])));
  const sampleEntry = box(
    'mp4a',
    ...[u32(0), u16(0, 1), u32(0, 0), u16(2, 16, 0, 0), u32(RATE * 65_536), fullBox('esds', 0, 0, descriptor)],
  );
  return initPart({ kind: 'sound', timescale: RATE, width: 0, height: 0, sampleEntry });
})();
