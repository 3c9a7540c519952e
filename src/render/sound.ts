/**
 * One track of sound for a whole video, mixed by us: the bed, looped and faded, and the cues on top. It depends on the
 * template and the length alone, so it is encoded once and kept.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import type { TemplateCard } from '../frames/types.ts';
import { ffmpegBuild, runFfmpeg } from './ffmpeg.ts';

export const RATE = 48_000;
const CHANNELS = 2;
// The quick coder: at this rate nobody hears the other one, which takes more than twice as long.
const AAC = '-c:a aac -aac_coder fast -b:a 128k -ar 48000 -ac 2 -fflags +bitexact -map_metadata -1'.split(' ');
const FADE_IN = 0.5;
const FADE_OUT = 1.5;

type Soundtrack = NonNullable<TemplateCard['soundtrack']>;

export interface SoundOptions {
  readonly soundtrack: Soundtrack | undefined;
  /** Of the linear way. */
  readonly seconds: number;
  /** Seconds of what is off it, after its end; none unless told. */
  readonly aside?: number;
  /** Where encoded tracks are kept. */
  readonly folder: string;
}

/** Paths of one encoded track. */
export interface SoundTrack {
  /** As M4A: with the note that its first frame only primes. */
  readonly file: string;
  /** As bare frames (ADTS). */
  readonly frames: string;
}

/** The encoded track, `seconds` and `aside` long; silence where the template brings no sound. */
export async function soundtrack(o: SoundOptions): Promise<SoundTrack> {
  const hash = createHash('sha256').update(
    JSON.stringify([AAC, await ffmpegBuild(), o.seconds, o.aside ?? 0, FADE_IN, FADE_OUT]),
  );
  for (const part of o.soundtrack ? [o.soundtrack.bed, ...o.soundtrack.cues.map((cue) => cue.file)] : []) {
    hash.update(await readFile(part));
  }
  hash.update(JSON.stringify(o.soundtrack?.cues.map(({ at, aside }) => [at, aside]) ?? []));
  const name = join(o.folder, hash.digest('hex'));
  const track = { file: `${name}.m4a`, frames: `${name}.aac` };
  if (existsSync(track.file) && existsSync(track.frames)) return track;
  // A worker that draws and a server that streams may ask at once.
  const made = making.get(name) ?? encode(o, track).finally(() => making.delete(name));
  making.set(name, made);
  await made;
  return track;
}

const making = new Map<string, Promise<void>>();

async function encode(o: SoundOptions, track: SoundTrack): Promise<void> {
  await mkdir(o.folder, { recursive: true });
  const partial = join(o.folder, `${randomUUID()}.partial`);
  try {
    const pcm = await mix(o.soundtrack, o.seconds, o.aside);
    const input = ['-f', 's16le', '-ar', String(RATE), '-ac', String(CHANNELS), '-i', 'pipe:0'];
    await runFfmpeg({ args: [...input, ...AAC, '-f', 'mp4', partial], deadline: 120_000 }, pcm);
    const bare = await runFfmpeg({ args: ['-i', partial, '-c', 'copy', '-f', 'adts', 'pipe:1'], deadline: 30_000 });
    await writeFile(`${partial}.aac`, bare);
    await rename(`${partial}.aac`, track.frames);
    await rename(partial, track.file);
  } finally {
    for (const rest of [partial, `${partial}.aac`]) await rm(rest, { force: true });
  }
}

/** 48 kHz stereo PCM, 16 bit, little endian. Peaks are limited softly rather than clipped. */
export async function mix(track: Soundtrack | undefined, seconds: number, aside = 0): Promise<Buffer> {
  const linear = Math.round(seconds * RATE);
  const length = Math.round((seconds + aside) * RATE);
  const sum = new Float32Array(length * CHANNELS);
  if (track) {
    const bed = await readWav(track.bed);
    for (let at = 0; at < sum.length; at += bed.length) sum.set(bed.subarray(0, sum.length - at), at);
    // What is off the linear way is entered anywhere and left anywhere: it has no fades but those at its ends.
    fade(sum, 0, linear);
    if (aside > 0) fade(sum, linear, length);
    for (const cue of track.cues.filter((one) => aside > 0 || !one.aside)) {
      const sound = await readWav(cue.file);
      const start = Math.round((cue.aside ? seconds + cue.at : cue.at) * RATE) * CHANNELS;
      const end = Math.min((cue.aside ? length : linear) * CHANNELS, start + sound.length);
      for (let i = start; i < end; i++) sum[i] = (sum[i] as number) + (sound[i - start] as number);
    }
  }
  const pcm = new Int16Array(sum.length);
  for (let i = 0; i < sum.length; i++) pcm[i] = Math.round(soften(sum[i] as number) * 32_767);
  const bytes = Buffer.from(pcm.buffer);
  return endianness() === 'LE' ? bytes : bytes.swap16();
}

/** Up at `from` and down towards `to`, in samples of one channel. */
function fade(sum: Float32Array, from: number, to: number): void {
  const scale = (begin: number, end: number): void => {
    for (let at = begin; at < end; at++) {
      const level = Math.min(1, (at - from) / (FADE_IN * RATE), (to - at) / (FADE_OUT * RATE));
      for (let i = at * CHANNELS; i < (at + 1) * CHANNELS; i++) sum[i] = (sum[i] as number) * level;
    }
  };
  const head = Math.min(to, from + FADE_IN * RATE);
  scale(from, head);
  scale(Math.max(head, to - FADE_OUT * RATE), to);
}

/** Whole up to 0.8, then ever less towards 1. */
function soften(value: number): number {
  const loud = Math.abs(value);
  return loud <= 0.8 ? value : Math.sign(value) * (0.8 + 0.2 * Math.tanh((loud - 0.8) / 0.2));
}

/** Samples of a WAV file (48 kHz, 16 bit, stereo), −1…1, interleaved. Throws for any other kind. */
async function readWav(path: string): Promise<Float32Array> {
  const bytes = await readFile(path);
  let format = false;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (id === 'fmt ') {
      format =
        bytes.readUInt16LE(at + 10) === CHANNELS &&
        bytes.readUInt32LE(at + 12) === RATE &&
        bytes.readUInt16LE(at + 22) === 16;
    }
    if (id === 'data' && format) {
      const end = Math.min(bytes.length, at + 8 + size);
      // A copy of its own: two-byte numbers must begin at an even place.
      const data = Buffer.from(bytes.subarray(at + 8, at + 8 + Math.floor((end - at - 8) / 4) * 4));
      if (endianness() === 'BE') data.swap16();
      const numbers = new Int16Array(data.buffer, data.byteOffset, data.length / 2);
      const samples = new Float32Array(numbers.length);
      for (let i = 0; i < samples.length; i++) samples[i] = (numbers[i] as number) / 32_768;
      return samples;
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('a sound is not a WAV file of 48 kHz, 16 bit, stereo');
}
