/**
 * The sound of a video as CMAF pieces of its own: a rendition beside the pictures, so that joining never adds a gap.
 * Pieces are whole AAC frames; where they begin is arithmetic.
 */
import { join } from 'node:path';
import { box, fragment, fullBox, initPart, u32 } from './encode/cmaf.ts';
import { runFfmpeg } from './ffmpeg.ts';
import { RATE, type SoundOptions, soundtrack } from './sound.ts';

/** Samples of an AAC-LC frame. */
const FRAME = 1024;
/** AAC frames a piece: a little more than four seconds. */
const FRAMES_EACH = 188;
const BITRATE = 128_000;

export interface SoundPieces {
  readonly init: Buffer;
  readonly pieces: readonly { readonly seconds: number; readonly bytes: Buffer }[];
}

/** How long each piece of a sound of `seconds` is; known before the sound is. */
export function soundLengths(seconds: number): number[] {
  const frames = Math.ceil((seconds * RATE) / FRAME);
  return Array.from(
    { length: Math.ceil(frames / FRAMES_EACH) },
    (_, index) => (Math.min(FRAMES_EACH, frames - index * FRAMES_EACH) * FRAME) / RATE,
  );
}

/** The encoded track in pieces. */
export async function soundPieces(o: Omit<SoundOptions, 'folder'> & { cacheDir: string }): Promise<SoundPieces> {
  const file = await soundtrack({ soundtrack: o.soundtrack, seconds: o.seconds, folder: join(o.cacheDir, 'sounds') });
  const adts = await runFfmpeg({ args: ['-i', file, '-c', 'copy', '-f', 'adts', 'pipe:1'], deadline: 30_000 });
  // The first frame only primes the decoder: what is heard begins with the second.
  const frames = adtsFrames(adts).slice(1);
  const lengths = soundLengths(o.seconds);
  const pieces = lengths.map((seconds, index) => {
    const data = frames.slice(index * FRAMES_EACH, (index + 1) * FRAMES_EACH);
    const samples = data.map(({ length: size }) => ({ size, duration: FRAME, sync: true }));
    const time = BigInt(index * FRAMES_EACH * FRAME);
    return { seconds, bytes: fragment({ sequence: index + 1, time, samples, data }) };
  });
  return { init: init(), pieces };
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
function init(): Buffer {
  const tag = (id: number, body: Buffer) => Buffer.concat([Buffer.from([id, body.length]), body]);
  const config = tag(5, Buffer.from([0x11, 0x90]));
  const decoder = tag(4, Buffer.concat([Buffer.from([0x40, 0x15, 0, 0, 0]), u32(BITRATE, BITRATE), config]));
  const descriptor = tag(3, Buffer.concat([Buffer.from([0, 1, 0]), decoder, tag(6, Buffer.from([2]))]));
  const sampleEntry = box(
    'mp4a',
    Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]),
    ...[u32(0, 0), Buffer.from([0, 2, 0, 16, 0, 0, 0, 0]), u32(RATE * 65_536)],
    fullBox('esds', 0, 0, descriptor),
  );
  return initPart({ timescale: RATE, width: 0, height: 0, handler: 'soun', sampleEntry });
}
