import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assemble } from '../../src/render/assemble.ts';
import { find } from '../../src/render/encode/boxes.ts';
import { writeSegment } from '../../src/render/encode/cmaf.ts';
import { Encoder } from '../../src/render/encode/encoder.ts';
import { mix, RATE, soundtrack } from '../../src/render/sound.ts';
import { soundLengths, soundPieces } from '../../src/render/sound-pieces.ts';
import { folder, hasFfprobe, pcmOf, probe } from './support.ts';

/** A WAV file whose every sample is `level` (−1…1). */
const wav = (path: string, seconds: number, level: number, rate = RATE): string =>
  wavOf(path, seconds, () => level, rate);

/** A WAV file of hum that never repeats within a second, the same each time. */
const noise = (path: string, seconds: number, level: number): string =>
  wavOf(path, seconds, (at) => level * Math.sin(at * 0.02 + 40 * Math.sin(at * 0.00021)), RATE);

/** How alike two tracks are when the second is `shift` samples late: 1 is the same, 0 has nothing in common. */
function likeness(a: Buffer, b: Buffer, shift: number): number {
  let [both, ofA, ofB] = [0, 0, 0];
  for (let at = RATE; at < 4 * RATE; at += 3) {
    const [x, y] = [a.readInt16LE(at * 4), b.readInt16LE((at + shift) * 4)];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return both / Math.sqrt(ofA * ofB);
}

function wavOf(path: string, seconds: number, level: (at: number) => number, rate: number): string {
  const data = Buffer.alloc(Math.round(seconds * rate) * 4);
  for (let at = 0; at < data.length; at += 2) data.writeInt16LE(Math.round(level(at >> 2) * 32_767), at);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 4, 28);
  head.writeUInt16LE(4, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  writeFileSync(path, Buffer.concat([head, data]));
  return path;
}

const at = (pcm: Buffer, seconds: number) => pcm.readInt16LE(Math.round(seconds * RATE) * 4) / 32_767;

test('the bed is looped to the length of the video and faded at both ends', async () => {
  const dir = folder();
  const bed = wav(join(dir, 'bed.wav'), 0.7, 0.4);
  const pcm = await mix({ bed, cues: [] }, 6);
  expect(pcm).toHaveLength(6 * RATE * 4);
  expect(at(pcm, 0)).toBe(0);
  expect(at(pcm, 0.25)).toBeCloseTo(0.2, 2);
  for (const seconds of [0.5, 0.69, 0.71, 3, 4.49]) expect(at(pcm, seconds)).toBeCloseTo(0.4, 2);
  expect(at(pcm, 5.25)).toBeCloseTo(0.2, 2);
  expect(Math.abs(at(pcm, 5.9999))).toBeLessThan(0.001);
});

test('cues sound at their times, over the bed, and are cut where the video ends', async () => {
  const dir = folder();
  const bed = wav(join(dir, 'bed.wav'), 1, 0.1);
  const cue = wav(join(dir, 'cue.wav'), 0.5, 0.3);
  const pcm = await mix(
    {
      bed,
      cues: [
        { at: 1, file: cue },
        { at: 3.8, file: cue },
      ],
    },
    4,
  );
  expect(at(pcm, 0.99)).toBeCloseTo(0.1, 2);
  expect(at(pcm, 1.2)).toBeCloseTo(0.4, 2);
  expect(at(pcm, 1.51)).toBeCloseTo(0.1, 2);
  expect(at(pcm, 3.9)).toBeGreaterThan(0.3);
});

test('what is louder than full is bent, never wrapped', async () => {
  const dir = folder();
  const loud = wav(join(dir, 'loud.wav'), 1, 0.95);
  const pcm = await mix(
    {
      bed: loud,
      cues: [
        { at: 0, file: loud },
        { at: 0, file: loud },
      ],
    },
    2,
  );
  for (let seconds = 0.5; seconds < 0.9; seconds += 0.1) {
    expect(at(pcm, seconds)).toBeGreaterThan(0.9);
    expect(at(pcm, seconds)).toBeLessThanOrEqual(1);
  }
});

test('a sound of another kind is refused by name of the rule', async () => {
  const other = wav(join(folder(), 'other.wav'), 1, 0.1, 44_100);
  await expect(mix({ bed: other, cues: [] }, 1)).rejects.toThrow('48 kHz, 16 bit, stereo');
});

test.skipIf(!hasFfprobe)(
  'the track is as long as the video, silence too, and is encoded once (needs ffprobe)',
  async () => {
    const dir = folder();
    const silent = await soundtrack({ soundtrack: undefined, seconds: 7.5, folder: dir });
    for (const file of [silent.file, silent.frames])
      expect(probe(file).streams[0]).toMatchObject({ codec_name: 'aac', sample_rate: '48000', channels: 2 });
    expect(Number(probe(silent.file).format.duration)).toBeCloseTo(7.5, 1);
    const made = (path: string) => statSync(path).mtimeMs;
    const before = made(silent.file);
    const again = await soundtrack({ soundtrack: undefined, seconds: 7.5, folder: dir });
    expect(again).toEqual(silent);
    expect(made(again.file)).toBe(before);
    expect((await soundtrack({ soundtrack: undefined, seconds: 7, folder: dir })).file).not.toBe(silent.file);
    expect(readdirSync(dir).filter((name) => name.includes('partial'))).toEqual([]);
  },
);

test('how long the pieces are is known before the sound is: all but the last are equal, together they cover the video', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9000 }), (frames) => {
      const seconds = frames / 30;
      const lengths = soundLengths(seconds);
      const sum = lengths.reduce((total, length) => total + length, 0);
      expect(sum).toBeGreaterThanOrEqual(seconds - 1e-9);
      expect(sum - seconds).toBeLessThan(1024 / RATE);
      expect(new Set(lengths.slice(0, -1)).size).toBeLessThanOrEqual(1);
      expect(Math.max(...lengths)).toBeLessThan(5);
    }),
  );
});

test.skipIf(!hasFfprobe)(
  'the pieces, the track and the finished file sound the same to the sample, and begin with the picture (needs ffmpeg)',
  async () => {
    const dir = folder();
    const bed = noise(join(dir, 'bed.wav'), 2, 0.3);
    const cue = noise(join(dir, 'cue.wav'), 0.5, 0.2);
    const seconds = 9.5;
    const o = { soundtrack: { bed, cues: [{ at: 3, file: cue }] }, seconds };
    const track = await soundtrack({ ...o, folder: join(dir, 'sounds') });
    const { init, pieces } = await soundPieces({ ...o, cacheDir: dir });
    expect(pieces).toHaveLength(soundLengths(seconds).length);
    expect(pieces.length).toBeGreaterThan(1);
    const streamed = join(dir, 'pieces.mp4');
    writeFileSync(streamed, Buffer.concat([init, ...pieces]));
    const begins = pieces.map((piece) => Number(piece.readBigUInt64BE(find(piece, 'moof', 'traf', 'tfdt').at + 12)));
    let begin = 0;
    for (const [index, length] of soundLengths(seconds).entries()) {
      expect(begins[index]).toBe(begin);
      begin += Math.round(length * RATE);
    }
    const file = join(dir, 'video.mp4');
    const shape = { width: 64, height: 48, fps: 10, frames: 95 };
    const encoder = new Encoder(shape);
    const pictures = async function* () {
      yield { planes: Buffer.alloc(64 * 48 * 1.5, 128), from: 0 };
    };
    const segment = writeSegment(shape, await encoder.segment(pictures()), [0], 95);
    encoder.close();
    const metadata = { title: 'x', disclosure: '{}' };
    await assemble({ plan: shape, segments: [segment], sound: track, metadata, file });
    const whole = pcmOf(track.file);
    const length = Math.round(seconds * RATE) * 4;
    expect(whole.length).toBeGreaterThanOrEqual(length);
    const joined = pcmOf(file);
    expect(joined.subarray(0, length).equals(whole.subarray(0, length))).toBe(true);
    // The first frame of the pieces has none before it to overlap with: fading in, it is silent but for a breath.
    const heard = pcmOf(streamed);
    expect(heard.subarray(4096, length).equals(whole.subarray(4096, length))).toBe(true);
    for (let sample = 0; sample < 2048; sample += 1)
      expect(Math.abs(heard.readInt16LE(sample * 2) - whole.readInt16LE(sample * 2))).toBeLessThan(1024);
    for (const path of [file, streamed])
      for (const stream of probe(path).streams) expect(Number(stream.start_time)).toBe(0);
    const meant = await mix(o.soundtrack, seconds);
    expect(likeness(whole, meant, 0)).toBeGreaterThan(0.9);
    for (const shift of [-1024, 1024]) expect(likeness(whole, meant, shift)).toBeLessThan(0.5);
  },
);
