import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mix, RATE, soundtrack } from '../../src/render/sound.ts';
import { folder, hasFfprobe, probe } from './support.ts';

/** A WAV file whose every sample is `level` (−1…1). */
function wav(path: string, seconds: number, level: number, rate = RATE): string {
  const data = Buffer.alloc(Math.round(seconds * rate) * 4);
  for (let at = 0; at < data.length; at += 2) data.writeInt16LE(Math.round(level * 32_767), at);
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
    expect(probe(silent).streams[0]).toMatchObject({ codec_name: 'aac', sample_rate: '48000', channels: 2 });
    expect(Number(probe(silent).format.duration)).toBeCloseTo(7.5, 1);
    expect(await soundtrack({ soundtrack: undefined, seconds: 7.5, folder: dir })).toBe(silent);
    expect(await soundtrack({ soundtrack: undefined, seconds: 7, folder: dir })).not.toBe(silent);
  },
);
