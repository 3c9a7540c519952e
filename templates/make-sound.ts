/**
 * Makes the soundtracks of the templates out of sines and seeded noise, the same bytes every time:
 * a bed that loops without a seam, and cues for the movements. Run: `node templates/make-sound.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const RATE = 48_000;
type Stereo = readonly [left: Float64Array, right: Float64Array];

/** A chord and the plucked notes over it, as semitones from the tonic. */
interface Bar {
  readonly pad: readonly number[];
  readonly pluck: readonly { readonly beat: number; readonly note: number }[];
}
/** Four beats a bar; `tonic` in Hz, `seconds` for the whole loop. */
interface Score {
  readonly tonic: number;
  readonly seconds: number;
  readonly bars: readonly Bar[];
}

const silence = (seconds: number): Stereo => {
  const length = Math.round(seconds * RATE);
  return [new Float64Array(length), new Float64Array(length)];
};
const pitch = (tonic: number, semitones: number): number => tonic * 2 ** (semitones / 12);

/** Adds a sound that may run over the end; what does begins the loop again. */
function add(to: Stereo, at: number, seconds: number, pan: number, sample: (t: number) => number): void {
  const [left, right] = to;
  const start = Math.round(at * RATE);
  const gainLeft = Math.cos(((pan + 1) * Math.PI) / 4);
  const gainRight = Math.sin(((pan + 1) * Math.PI) / 4);
  for (let i = 0; i < Math.round(seconds * RATE); i++) {
    const value = sample(i / RATE);
    const n = (start + i) % left.length;
    left[n] = (left[n] ?? 0) + value * gainLeft;
    right[n] = (right[n] ?? 0) + value * gainRight;
  }
}

/** Felt on a string: three partials, the higher ones gone first. `t` in seconds from the stroke. */
const felt = (hertz: number, decay: number) => (t: number) => {
  const stroke = Math.min(1, t / 0.006);
  const partial = (times: number, gain: number, fade: number) =>
    gain * Math.sin(2 * Math.PI * hertz * times * t) * Math.exp(-t / (decay * fade));
  return stroke * (partial(1, 1, 1) + partial(2, 0.28, 0.45) + partial(3.01, 0.08, 0.2));
};

/** A small room: four combs a side. Run round the loop until the tail meets the beginning. */
function room(dry: Stereo, wet: number, loops: number): Stereo {
  const delays = [
    [1687, 1933, 2203, 2557],
    [1723, 1979, 2267, 2609],
  ] as const;
  const side = (input: Float64Array, combs: readonly number[]): Float64Array => {
    const output = Float64Array.from(input);
    for (const delay of combs) {
      const line = new Float64Array(delay);
      let dull = 0;
      for (let pass = 0; pass < loops; pass++) {
        for (let i = 0; i < input.length; i++) {
          const slot = (pass * input.length + i) % delay;
          const heard = line[slot] ?? 0;
          dull += (heard - dull) * 0.35;
          line[slot] = (input[i] ?? 0) + dull * 0.78;
          if (pass === loops - 1) output[i] = (output[i] ?? 0) + heard * wet;
        }
      }
    }
    return output;
  };
  return [side(dry[0], delays[0]), side(dry[1], delays[1])];
}

/** Scales to a peak (1 is full scale) and takes away what is constant. */
function level(sound: Stereo, peak: number): Stereo {
  const loudest = Math.max(...sound.map((side) => side.reduce((most, value) => Math.max(most, Math.abs(value)), 0)));
  const scaled = (side: Float64Array) => side.map((value) => (value * peak) / loudest);
  return [scaled(sound[0]), scaled(sound[1])];
}

/** The bed: pads that swell into each other round the loop, and a few plucked notes. */
export function bed(score: Score): Stereo {
  const sound = silence(score.seconds);
  const bar = score.seconds / score.bars.length;
  // A whole number of waves in the loop, so that a swell has no seam anywhere.
  const looped = (hertz: number) => Math.round(hertz * score.seconds) / score.seconds;
  score.bars.forEach(({ pad, pluck }, index) => {
    pad.forEach((note, voice) => {
      const spread = pad.length > 1 ? (voice / (pad.length - 1)) * 1.2 - 0.6 : 0;
      for (const drift of [-1, 1] as const) {
        const hertz = looped(pitch(score.tonic, note)) + drift / score.seconds;
        const gain = 0.5 / (1 + Math.max(0, note) / 14);
        add(sound, (index - 0.25) * bar + score.seconds, bar * 1.5, spread * drift, (t) => {
          const swell = Math.sin((Math.PI * t) / (bar * 1.5)) ** 2;
          const wave = Math.sin(2 * Math.PI * hertz * t) + 0.18 * Math.sin(4 * Math.PI * hertz * t);
          return gain * swell * wave;
        });
      }
    });
    for (const { beat, note } of pluck) {
      const stroke = felt(pitch(score.tonic, note), 0.9);
      add(sound, (index + beat / 4) * bar, 3.2, note % 2 === 0 ? -0.35 : 0.35, (t) => 0.62 * stroke(t));
    }
  });
  return level(room(sound, 0.16, 3), 0.13);
}

/** Notes one after the other, `gap` seconds apart, with their tail. */
export function notes(tonic: number, semitones: readonly number[], gap: number, decay: number, peak: number): Stereo {
  const tail = decay * 4;
  const sound = silence(semitones.length * gap + tail);
  semitones.forEach((note, index) => {
    const pan = semitones.length > 1 ? (index / (semitones.length - 1)) * 0.8 - 0.4 : 0;
    const stroke = felt(pitch(tonic, note), decay);
    add(sound, index * gap, tail, pan, (t) => stroke(t) * Math.min(1, (tail - t) / 0.02));
  });
  return level(sound, peak);
}

/** A sheet of paper turning: seeded noise, darker towards its end. */
export function paper(seconds: number, peak: number): Stereo {
  let seed = 0x9e3779b9;
  const noise = () => {
    seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    return ((seed ^ (seed >>> 13)) >>> 0) / 2 ** 31 - 1;
  };
  const sound = silence(seconds);
  let low = 0;
  let lower = 0;
  add(sound, 0, seconds, 0, (t) => {
    low += (noise() - low) * (0.32 - (0.24 * t) / seconds);
    lower += (low - lower) * 0.04;
    return (low - lower) * Math.sin((Math.PI * t) / seconds) ** 2;
  });
  return level(sound, peak);
}

/** The bytes of a WAV file: 48 kHz, 16 bit, stereo. */
export function wav([left, right]: Stereo): Buffer {
  const data = left.length * 4;
  const file = Buffer.alloc(44 + data);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + data, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(data, 40);
  for (let i = 0; i < left.length; i++) {
    file.writeInt16LE(Math.round((left[i] ?? 0) * 32_767), 44 + i * 4);
    file.writeInt16LE(Math.round((right[i] ?? 0) * 32_767), 46 + i * 4);
  }
  return file;
}

const northern: Score = {
  tonic: 146.83,
  seconds: 10,
  bars: [
    {
      pad: [-12, 0, 7, 14],
      pluck: [
        { beat: 0, note: 19 },
        { beat: 2.5, note: 16 },
      ],
    },
    {
      pad: [-15, -3, 4, 12],
      pluck: [
        { beat: 1, note: 12 },
        { beat: 3, note: 14 },
      ],
    },
    {
      pad: [-7, 5, 9, 14],
      pluck: [
        { beat: 0.5, note: 21 },
        { beat: 2, note: 17 },
      ],
    },
    {
      pad: [-5, 2, 7, 11],
      pluck: [
        { beat: 1.5, note: 14 },
        { beat: 3, note: 11 },
      ],
    },
  ],
};
const threshold: Score = {
  tonic: 174.61,
  seconds: 10,
  bars: [
    {
      pad: [-12, 0, 4, 11],
      pluck: [
        { beat: 0, note: 12 },
        { beat: 1, note: 16 },
        { beat: 2, note: 19 },
      ],
    },
    {
      pad: [-8, 4, 7, 12],
      pluck: [
        { beat: 0, note: 16 },
        { beat: 1.5, note: 11 },
      ],
    },
    {
      pad: [-7, 0, 5, 9],
      pluck: [
        { beat: 0, note: 17 },
        { beat: 1, note: 21 },
        { beat: 2, note: 24 },
      ],
    },
    {
      pad: [-5, 2, 7, 9],
      pluck: [
        { beat: 0, note: 19 },
        { beat: 2, note: 14 },
      ],
    },
  ],
};
const crossing: Score = {
  tonic: 164.81,
  seconds: 10,
  bars: [
    {
      pad: [-12, 0, 7, 12],
      pluck: [
        { beat: 0, note: 12 },
        { beat: 2, note: 19 },
      ],
    },
    {
      pad: [-10, 2, 5, 9],
      pluck: [
        { beat: 0.5, note: 14 },
        { beat: 1.5, note: 17 },
        { beat: 2.5, note: 21 },
      ],
    },
    {
      pad: [-15, -3, 4, 9],
      pluck: [
        { beat: 1, note: 16 },
        { beat: 3, note: 12 },
      ],
    },
    {
      pad: [-5, 2, 7, 14],
      pluck: [
        { beat: 0, note: 19 },
        { beat: 2.5, note: 14 },
      ],
    },
  ],
};
/** A scale without half steps: nothing in it can clash with a bed in the same key. */
const open = [0, 2, 4, 7, 9, 12, 14, 16, 19, 21, 24, 26] as const;

/** Every sound file of the templates, by path from this folder. */
export const sounds: Readonly<Record<string, () => Stereo>> = {
  'year-in-review/sound/bed.wav': () => bed(northern),
  'year-in-review/sound/rise.wav': () => notes(587.33, open, 2 / 30, 0.12, 0.11),
  'year-in-review/sound/note.wav': () => notes(587.33, [0, 7], 0.1, 0.3, 0.14),
  'year-in-review/sound/paper.wav': () => paper(0.5, 0.05),
  'welcome/sound/bed.wav': () => bed(threshold),
  'welcome/sound/drop.wav': () => notes(698.46, [12, 0], 4 / 30, 0.22, 0.15),
  'welcome/sound/step.wav': () => notes(698.46, [7], 0.1, 0.2, 0.11),
  'welcome/sound/paper.wav': () => paper(0.5, 0.05),
  'plan-finder/sound/bed.wav': () => bed(crossing),
  'plan-finder/sound/three.wav': () => notes(659.25, [0, 7, 12], 3 / 30, 0.24, 0.13),
  'plan-finder/sound/note.wav': () => notes(659.25, [7], 0.1, 0.24, 0.12),
  'plan-finder/sound/paper.wav': () => paper(0.5, 0.05),
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [path, make] of Object.entries(sounds)) {
    const target = join(import.meta.dirname, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, wav(make()));
  }
}
