/**
 * Segments and sound as one fast-start MP4, by copy (ISO/IEC 14496-12, -14): what a player needs first, then pictures
 * and sound in turn.
 */
import { box, fullBox, movieHeader, track, u8, u32 } from './boxes.ts';
import { type Sample, TICKS } from './cmaf.ts';

export interface VideoPart {
  readonly stsd: Buffer;
  readonly samples: readonly Sample[];
  readonly data: Buffer;
}

export interface SoundPart {
  /** Its `stsd`. */
  readonly stsd: Buffer;
  /** AAC frames; the first only primes the decoder. */
  readonly frames: readonly Buffer[];
  readonly rate: number;
  readonly frameSamples: number;
}

interface Chunk {
  readonly track: 'video' | 'sound';
  readonly samples: number;
  readonly data: readonly Buffer[];
}

/** Ticks a second of the movie's clock. */
const MOVIE = 1000;

/** The whole file. `tags`: iTunes metadata by box type, as players and exiftool read it. */
export function writeMp4(o: {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
  readonly video: readonly VideoPart[];
  readonly sound: SoundPart;
  readonly tags: Readonly<Record<string, string>>;
}): Buffer {
  const [first] = o.video;
  if (!first) throw new Error('a video without segments');
  if (o.video.some(({ stsd }) => !stsd.equals(first.stsd)))
    throw new Error('segments of one video differ in their settings');
  const chunks = interleave(o);
  const seconds = o.frames / o.fps;
  const samples = o.video.flatMap((part) => part.samples);
  const { rate, frameSamples, frames: aac } = o.sound;
  const movieDuration = Math.round(seconds * MOVIE);
  const moov = (base: number) => {
    const offsets = { video: [] as number[], sound: [] as number[] };
    let at = base;
    for (const chunk of chunks) {
      offsets[chunk.track].push(at);
      at += chunk.data.reduce((sum, { length }) => sum + length, 0);
    }
    const sizes = (list: readonly number[]) => fullBox('stsz', 0, 0, u32(0, list.length, ...list));
    return box(
      'moov',
      movieHeader(MOVIE, movieDuration, 3),
      track({
        ...{ id: 1, kind: 'video', timescale: o.fps * TICKS, duration: o.frames * TICKS, movieDuration },
        ...{ width: o.width, height: o.height },
        tables: [
          first.stsd,
          timeToSample(samples.map(({ duration }) => duration)),
          fullBox('stss', 0, 0, syncTable(samples)),
          sampleToChunk(chunks, 'video'),
          sizes(samples.map(({ size }) => size)),
          fullBox('stco', 0, 0, u32(offsets.video.length, ...offsets.video)),
        ],
      }),
      track({
        ...{ id: 2, kind: 'sound', timescale: rate, duration: aac.length * frameSamples, movieDuration },
        ...{ width: 0, height: 0 },
        // What is heard begins after the frame that primes.
        edits: box('edts', fullBox('elst', 0, 0, u32(1, movieDuration, frameSamples, 0x10000))),
        tables: [
          o.sound.stsd,
          timeToSample(aac.map(() => frameSamples)),
          sampleToChunk(chunks, 'sound'),
          sizes(aac.map(({ length }) => length)),
          fullBox('stco', 0, 0, u32(offsets.sound.length, ...offsets.sound)),
        ],
      }),
      metadata(o.tags),
    );
  };
  const ftyp = box('ftyp', Buffer.from('isom'), u32(512), Buffer.from('isomiso2avc1mp41'));
  const base = ftyp.length + moov(0).length + 8;
  return Buffer.concat([ftyp, moov(base), box('mdat', ...chunks.flatMap(({ data }) => data))]);
}

/** A segment's pictures, then the sound until its end. */
function interleave(o: { fps: number; video: readonly VideoPart[]; sound: SoundPart }): Chunk[] {
  const { frames, rate, frameSamples } = o.sound;
  let ticks = 0;
  let heard = 0;
  return o.video.flatMap(({ samples, data }, index) => {
    ticks += samples.reduce((sum, { duration }) => sum + duration, 0);
    const last = index === o.video.length - 1;
    const until = last
      ? frames.length
      : Math.min(frames.length, Math.ceil(((ticks / TICKS / o.fps) * rate) / frameSamples));
    const sound = frames.slice(heard, until);
    heard = Math.max(heard, until);
    return [
      { track: 'video' as const, samples: samples.length, data: [data] },
      ...(sound.length > 0 ? [{ track: 'sound' as const, samples: sound.length, data: sound }] : []),
    ];
  });
}

function timeToSample(durations: readonly number[]): Buffer {
  const runs: [count: number, duration: number][] = [];
  for (const duration of durations) {
    const run = runs.at(-1);
    if (run?.[1] === duration) run[0] += 1;
    else runs.push([1, duration]);
  }
  return fullBox('stts', 0, 0, u32(runs.length, ...runs.flat()));
}

/** Numbers of the samples that stand alone, counted from 1. */
function syncTable(samples: readonly Sample[]): Buffer {
  const numbers = samples.flatMap(({ sync }, index) => (sync ? [index + 1] : []));
  return u32(numbers.length, ...numbers);
}

function sampleToChunk(chunks: readonly Chunk[], of: Chunk['track']): Buffer {
  const entries: number[] = [];
  let before: number | undefined;
  for (const [index, { samples }] of chunks.filter((chunk) => chunk.track === of).entries()) {
    if (samples !== before) entries.push(index + 1, samples, 1);
    before = samples;
  }
  return fullBox('stsc', 0, 0, u32(entries.length / 3, ...entries));
}

/** `udta` with iTunes' list: each value as UTF-8 text. */
function metadata(tags: Readonly<Record<string, string>>): Buffer {
  const items = Object.entries(tags).map(([type, text]) => box(type, box('data', u32(1, 0), Buffer.from(text))));
  const handler = fullBox('hdlr', 0, 0, u32(0), Buffer.from('mdirappl'), u32(0, 0), u8(0));
  return box('udta', fullBox('meta', 0, 0, handler, box('ilst', ...items)));
}
