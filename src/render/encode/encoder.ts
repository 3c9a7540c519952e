/**
 * One x264 that stays: starting it for every segment would cost more than most segments. Pictures go in raw, with their
 * times; each segment begins with a key frame that refers to nothing before it, so it stands alone, and a picture that
 * is held is encoded once, whatever its length.
 */
import { type Child, ChildError } from '../child.ts';
import { startFfmpeg } from '../ffmpeg.ts';
import { RenderError } from '../types.ts';
import { NAL, NalReader, nalType } from './annexb.ts';
import { rawPictureAt, rawStreamHead } from './matroska.ts';

/**
 * Everything that decides the encoder's output beside its build. x264's bytes depend on its thread count: pinned.
 * Without looking ahead a picture comes out when the next one goes in; times have no say in its quality.
 */
const X264 =
  '-c:v libx264 -preset veryfast -crf 19 -bf 0 -threads 1 -g 100000 -keyint_min 100000 -sc_threshold 0 -x264-params rc-lookahead=0:mbtree=0:force-cfr=1'.split(
    ' ',
  );
/** What a decoder must be able to do (Rec. ITU-T H.264, table A-1): macroblocks a frame and a second, level times ten. */
const LEVELS = [
  [3_600, 108_000, 31],
  [8_192, 245_760, 40],
  [8_704, 522_240, 42],
  [36_864, 983_040, 51],
] as const;

function levelOf({ width, height, fps }: Shape): number {
  const blocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  return LEVELS.find(([frame, second]) => blocks <= frame && blocks * fps <= second)?.[2] ?? 52;
}

/** The stream's codec as RFC 6381 names it: High profile, and the level its size asks for. */
export const codecOf = (shape: Shape): string => `avc1.6400${levelOf(shape).toString(16)}`;

const COLOUR = '-colorspace:v bt709 -color_primaries:v bt709 -color_trc:v bt709 -color_range:v tv'.split(' ');
/** The pictures go in as BT.709 too: what was kept when they did not is of other colours. */
export const ENCODER_SETTINGS = ['bt709', ...X264, ...COLOUR].join(' ');

/** Frames of the encoder's clock from one segment's begin to the next one's: more than any segment has. */
const SPACING = 10_000;
/** Milliseconds in which a segment must come out once its last picture is in. */
const DEADLINE = 60_000;
/** A stream of this many segments (hours of its clock) is long enough. */
const SEGMENTS_EACH = 2_000;

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

export interface Picture {
  /** Planar 4:2:0. */
  readonly planes: Buffer;
  /** First frame at which it stands, in frames of the segment. */
  readonly from: number;
}

/** What the decoder must know, and one access unit (a slice) a picture. */
export interface Encoded {
  readonly sps: Buffer;
  readonly pps: Buffer;
  readonly units: readonly Buffer[];
}

interface Open {
  readonly units: Buffer[];
  readonly done: PromiseWithResolvers<Encoded>;
  /** How many units it will have; unknown until its last picture is in. */
  wanted: number | undefined;
}

export class Encoder {
  readonly #child: Child;
  readonly #reader = new NalReader();
  readonly #o: Shape;
  #segments = 0;
  #open: Open | undefined;
  #sps: Buffer | undefined;
  #pps: Buffer | undefined;
  #ended = false;

  constructor(o: Shape) {
    this.#o = o;
    const each = SPACING / o.fps;
    this.#child = startFfmpeg({
      args: [
        ...'-probesize 32 -analyzeduration 0 -f matroska -i pipe:0 -fps_mode passthrough'.split(' '),
        // Its clock counts our frames, whatever it makes of the first times it sees.
        ...['-enc_time_base', `1:${o.fps}`],
        ...['-force_key_frames', `expr:gte(t+${0.5 / o.fps},n_forced*${each})`, ...COLOUR, ...X264],
        ...['-profile:v', 'high', '-level:v', String(levelOf(o) / 10)],
        ...'-flush_packets 1 -f h264 pipe:1'.split(' '),
      ],
    });
    this.#child.stdout.on('data', (chunk: Buffer) => {
      for (const nal of this.#reader.push(chunk)) this.#take(nal);
    });
    this.#child.done.then(
      () => this.#fail(new ChildError('exit', '')),
      (error) => this.#fail(error),
    );
    this.#child.stdin.write(rawStreamHead(o));
  }

  /** Whether it can take another segment of this size. */
  fits(o: Shape): boolean {
    const { width, height, fps } = this.#o;
    const same = width === o.width && height === o.height && fps === o.fps;
    return same && !this.#ended && this.#open === undefined && this.#segments < SEGMENTS_EACH;
  }

  /** Encodes the pictures as they come; each is its owner's again when the next one is asked for. Rejects with a ChildError, or what `pictures` threw; the encoder is of no use then. */
  async segment(pictures: AsyncIterable<Picture>): Promise<Encoded> {
    const base = this.#segments * SPACING;
    this.#segments += 1;
    const open: Open = { units: [], done: Promise.withResolvers<Encoded>(), wanted: undefined };
    open.done.promise.catch(() => {});
    this.#open = open;
    let last: Picture | undefined;
    let count = 0;
    for await (const picture of pictures) {
      last = picture;
      count += 1;
      await this.#write(base + picture.from, picture.planes);
    }
    if (!last) throw new Error('a segment without pictures');
    open.wanted = count;
    // The demuxer gives a picture away when the next one comes, and a unit is known to be whole when another follows it.
    for (const mark of [0, 1]) await this.#write(base + SPACING / 2 + mark, last.planes);
    const timer = setTimeout(() => this.#fail(new ChildError('deadline', '')), DEADLINE);
    try {
      return await open.done.promise;
    } finally {
      clearTimeout(timer);
      this.#open = undefined;
    }
  }

  close(): void {
    this.#ended = true;
    this.#child.stop();
  }

  /** Answers when the encoder's pipe has taken all of it: the buffer is free then. */
  async #write(frame: number, planes: Buffer): Promise<void> {
    const open = this.#open;
    if (this.#ended) await open?.done.promise;
    const { stdin } = this.#child;
    const taken = new Promise<void>((resolve) => {
      stdin.cork();
      const parts = rawPictureAt(frame, planes);
      for (const [index, part] of parts.entries()) {
        // A pipe that broke says only that the encoder is gone; why, its own end says.
        if (index === parts.length - 1) stdin.write(part, (error) => error ?? resolve());
        else stdin.write(part);
      }
      stdin.uncork();
    });
    await Promise.race([taken, open?.done.promise]);
  }

  #take(nal: Buffer): void {
    const type = nalType(nal);
    if (type === NAL.sps) this.#sps = nal;
    else if (type === NAL.pps) this.#pps = nal;
    else if (type === NAL.slice || type === NAL.idr) {
      const open = this.#open;
      if (!open) return;
      // What is left of the segment before: its end marks.
      if (open.units.length === 0 && type !== NAL.idr) return;
      open.units.push(nal);
    }
    this.#settle();
  }

  #settle(): void {
    const open = this.#open;
    if (!open || open.wanted === undefined || open.units.length < open.wanted || !this.#sps || !this.#pps) return;
    open.done.resolve({ sps: this.#sps, pps: this.#pps, units: open.units.slice(0, open.wanted) });
  }

  #fail(error: unknown): void {
    this.#ended = true;
    this.#child.stop();
    this.#open?.done.reject(error instanceof Error ? error : new RenderError('encoder-failed'));
  }
}
