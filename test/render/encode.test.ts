import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NalReader } from '../../src/render/encode/annexb.ts';
import { boxes, find } from '../../src/render/encode/boxes.ts';
import { placeSegment, readSegment, writeSegment } from '../../src/render/encode/cmaf.ts';
import { codecOf, Encoder, type Picture } from '../../src/render/encode/encoder.ts';
import { writeMp4 } from '../../src/render/encode/mp4.ts';
import { soundtrack } from '../../src/render/sound.ts';
import { soundFrames } from '../../src/render/sound-pieces.ts';
import { atEnd } from '../support/at-end.ts';
import { folder, hasFfprobe, planesOf, probe, samplesOf, shownFrames } from './support.ts';

const shape = { width: 64, height: 48, fps: 25 };

function testEncoder(): Encoder {
  const encoder = new Encoder(shape);
  atEnd(() => encoder.close());
  return encoder;
}

/** Grey pictures that begin at the frames in `starts`. */
async function* greys(starts: readonly number[], first = 40): AsyncGenerator<Picture> {
  for (const [index, from] of starts.entries()) {
    const planes = Buffer.alloc((shape.width * shape.height * 3) / 2, 128).fill(first + 20 * index, 0, 64 * 48);
    yield { planes, from };
  }
}

/** Bytes of a unit: no start code in it, no zero at its end, as the standard has it. */
const unit = fc
  .uint8Array({ minLength: 1, maxLength: 60, max: 4 })
  .map((bytes) => Buffer.from(bytes))
  .filter((bytes) => !bytes.includes(Buffer.from([0, 0, 0])) && !bytes.includes(Buffer.from([0, 0, 1])))
  .filter((bytes) => bytes.at(-1) !== 0);

test('a byte stream gives the same units however it is cut into chunks', () => {
  const units = fc.array(fc.record({ bytes: unit, long: fc.boolean() }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(units, fc.array(fc.integer({ min: 1, max: 40 })), (list, cuts) => {
      const start = (long: boolean) => Buffer.from(long ? [0, 0, 0, 1] : [0, 0, 1]);
      const stream = Buffer.concat([...list.flatMap(({ bytes, long }) => [start(long), bytes]), start(true)]);
      const reader = new NalReader();
      const found: Buffer[] = [];
      let at = 0;
      for (const length of [...cuts, stream.length]) {
        found.push(...reader.push(stream.subarray(at, at + length)));
        at += length;
      }
      expect(found.map(String)).toEqual(list.map(({ bytes }) => String(bytes)));
    }),
    { numRuns: 500 },
  );
});

test('a segment stands alone, whichever came before it from the same encoder, and has one unit a picture', async () => {
  const encoder = testEncoder();
  for (const starts of [[0], [0, 1, 7], [0, 3, 4, 5, 6], [0]]) {
    const { units, sps } = await encoder.segment(greys(starts));
    expect(units.map((nal) => (nal[0] ?? 0) & 31)).toEqual(starts.map((_, index) => (index === 0 ? 5 : 1)));
    expect(codecOf(shape)).toBe(`avc1.${sps.subarray(1, 4).toString('hex')}`);
  }
  expect(encoder.fits(shape)).toBe(true);
  expect(encoder.fits({ ...shape, width: 66 })).toBe(false);
});

test.skipIf(!hasFfprobe)('a flat colour comes out as it went in (needs ffmpeg)', async () => {
  const [luma, blue, red] = [132, 161, 81];
  const planes = Buffer.concat([Buffer.alloc(64 * 48, luma), Buffer.alloc(32 * 24, blue), Buffer.alloc(32 * 24, red)]);
  const encoded = await testEncoder().segment(
    (async function* () {
      yield { planes, from: 0 };
    })(),
  );
  const file = join(folder(), 'flat.mp4');
  writeFileSync(file, writeSegment(shape, encoded, [0], 1));
  const shown = planesOf(file);
  expect(Math.max(...shown.map((value, at) => Math.abs(value - (planes[at] ?? 0))))).toBeLessThanOrEqual(1);
});

test('what fails while pictures come is told, and that encoder is used no more', async () => {
  const encoder = testEncoder();
  const broken = async function* (): AsyncGenerator<Picture> {
    yield* greys([0]);
    throw new Error('no more');
  };
  await expect(encoder.segment(broken())).rejects.toThrow('no more');
  const closed = testEncoder();
  closed.close();
  await expect(closed.segment(greys([0]))).rejects.toThrow();
  expect(closed.fits(shape)).toBe(false);
});

test('what was written is read again, and what is not whole is refused', async () => {
  const encoded = await testEncoder().segment(greys([0, 2, 3]));
  const segment = writeSegment(shape, encoded, [0, 2, 3], 10);
  const { samples, data } = readSegment(segment);
  expect(samples.map(({ duration, sync }) => [duration, sync])).toEqual([
    [2000, true],
    [1000, false],
    [7000, false],
  ]);
  expect(data.length).toBe(encoded.units.reduce((sum, { length }) => sum + length + 4, 0));
  const ends = [...boxes(segment, 0, segment.length)].map(({ end }) => end);
  for (const length of [0, 7, 100, segment.length - 1, ...ends.slice(0, -1)])
    expect(() => readSegment(segment.subarray(0, length))).toThrow('not a whole segment');
});

test('placing a segment leaves the kept one as it is, and its parts follow each other', async () => {
  const segment = writeSegment(shape, await testEncoder().segment(greys([0, 2])), [0, 2], 10);
  const before = Buffer.from(segment);
  const { init, media } = placeSegment(segment, 90, 7);
  expect(segment.equals(before)).toBe(true);
  expect(init.length + media.length).toBe(segment.length);
  expect(media.readUInt32BE(find(media, 'moof', 'mfhd').at + 12)).toBe(7);
  expect(media.readBigUInt64BE(find(media, 'moof', 'traf', 'tfdt').at + 12)).toBe(90_000n);
});

const parts = [
  { starts: [0, 2, 3], frames: 10 },
  { starts: [0], frames: 30 },
  { starts: [0, 1], frames: 2 },
];
async function segments(): Promise<Buffer[]> {
  const encoder = testEncoder();
  const made: Buffer[] = [];
  for (const { starts, frames } of parts)
    made.push(writeSegment(shape, await encoder.segment(greys(starts, 40 + 60 * made.length)), starts, frames));
  return made;
}
const times = [0, 2, 3, 10, 40, 41].map((frame) => frame * 1000);
const lengths = [2, 1, 7, 30, 1, 1].map((frames) => frames * 1000);

test.skipIf(!hasFfprobe)(
  'segments placed one after the other are one video to any reader (needs ffprobe)',
  async () => {
    let frame = 0;
    const placed = (await segments()).map((segment, index) => {
      const { init, media } = placeSegment(segment, frame, index + 1);
      frame += parts[index]?.frames ?? 0;
      return index === 0 ? Buffer.concat([init, media]) : media;
    });
    const file = join(folder(), 'placed.mp4');
    writeFileSync(file, Buffer.concat(placed));
    const samples = samplesOf(file);
    expect(samples.map(({ pts }) => pts)).toEqual(times);
    expect(probe(file).streams[0]).toMatchObject({ codec_name: 'h264', profile: 'High', width: 64, height: 48 });
  },
);

test.skipIf(!hasFfprobe)(
  'the file has every sample at its time, what it tells of itself, and begins to sound with the first picture (needs ffprobe)',
  async () => {
    const dir = folder();
    const sound = await soundFrames(await soundtrack({ soundtrack: undefined, seconds: 42 / 25, folder: dir }));
    const title = 'Ein Jahr, grün – “Zoë” 🌱';
    const video = (await segments()).map(readSegment);
    const tags = { '\u00a9nam': title, '\u00a9cmt': '{"fields":["name"]}', desc: title };
    const bytes = writeMp4({ ...shape, frames: 42, video, sound, tags });
    const file = join(dir, 'video.mp4');
    writeFileSync(file, bytes);
    const samples = samplesOf(file);
    expect(samples.map(({ pts }) => pts)).toEqual(times);
    expect(samples.map(({ duration }) => duration)).toEqual(lengths);
    expect(samples.flatMap(({ flags }, index) => (flags.includes('K') ? [index] : []))).toEqual([0, 3, 4]);
    expect(shownFrames(file, 25)).toHaveLength(42);
    const { streams, format } = probe(file);
    expect(streams.map((stream) => Number(stream.start_time))).toEqual([0, 0]);
    expect(Number(format.duration)).toBeCloseTo(42 / 25, 2);
    expect(format.tags).toMatchObject({ title, comment: '{"fields":["name"]}', description: title });
    const moov = find(bytes, 'moov');
    const [, heard] = [...boxes(bytes, moov.at + 8, moov.end)].filter(({ type }) => type === 'trak');
    const edits = find(bytes.subarray((heard?.at ?? 0) + 8, heard?.end), 'edts', 'elst');
    const list = bytes.subarray((heard?.at ?? 0) + 8 + edits.at);
    expect([list.readUInt32BE(12), list.readUInt32BE(16), list.readUInt32BE(20)]).toEqual([1, 1680, 1024]);
  },
);

test('segments of other settings do not join', async () => {
  const sound = await soundFrames(await soundtrack({ soundtrack: undefined, seconds: 1, folder: folder() }));
  const [one] = (await segments()).map(readSegment);
  const other = { ...one, stsd: Buffer.from(one?.stsd ?? []).fill(1, 40, 50) } as NonNullable<typeof one>;
  const video = [one as NonNullable<typeof one>, other];
  expect(() => writeMp4({ ...shape, frames: 20, video, sound, tags: {} })).toThrow('differ');
  expect(() => writeMp4({ ...shape, frames: 20, video: [], sound, tags: {} })).toThrow('without segments');
});
