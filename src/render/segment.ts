/**
 * Pictures to one CMAF segment: H.264 without B-frames, yuv420p, BT.709, a constant grid of frames. Each segment carries
 * its own init part; all of one video have the same, so they join by copy.
 */
import { once } from 'node:events';
import { startFfmpeg } from './ffmpeg.ts';
import { pictureAt, pictureStreamHead } from './matroska.ts';
import type { Segment } from './plan.ts';

/** Everything that decides the encoder's output beside its build. x264's bytes depend on its thread count: pinned. */
const X264 =
  '-c:v libx264 -preset veryfast -crf 18 -bf 0 -threads 1 -pix_fmt yuv420p -g 300 -keyint_min 300 -sc_threshold 0'.split(
    ' ',
  );
const COLOUR =
  '-colorspace:v bt709 -color_primaries:v bt709 -color_trc:v bt709 -color_range tv -vf zscale=matrix=709:range=limited:primariesin=709:primaries=709:transferin=709:transfer=709'.split(
    ' ',
  );
const CONTAINER = '-f mp4 -movflags +frag_keyframe+empty_moov+default_base_moof -fflags +bitexact'.split(' ');
export const ENCODER_SETTINGS = [...X264, ...COLOUR, ...CONTAINER].join(' ');

/** Ticks of the video's clock in one frame. */
export const TICKS = 1000;

export interface EncodeOptions {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Path of the segment. */
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
}

/** Encodes one segment; asks `picture` for each of its pictures, in order. Rejects with a ChildError, or what `picture` threw. */
export async function encodeSegment(
  segment: Pick<Segment, 'runs' | 'frames'>,
  picture: (index: number) => Promise<Buffer>,
  o: EncodeOptions,
): Promise<void> {
  const [head, ...rest] = segment.runs;
  if (!head) throw new Error('a segment without pictures');
  // The deadline is the encoder's own: it does not run while this job waits for a browser.
  let last = await picture(head.picture);
  const input = '-f matroska -i pipe:0'.split(' ');
  const grid = `-fps_mode cfr -r ${o.fps} -frames:v ${segment.frames} -video_track_timescale ${o.fps * TICKS}`.split(
    ' ',
  );
  const encoder = startFfmpeg({
    args: [...input, ...grid, ...COLOUR, ...X264, ...CONTAINER, o.file],
    deadline: 30_000 + segment.frames * 500,
    signal: o.signal,
  });
  const write = async (bytes: Buffer) => {
    if (!encoder.stdin.write(bytes)) await Promise.race([once(encoder.stdin, 'drain'), encoder.done]);
  };
  try {
    await write(pictureStreamHead(o));
    await write(pictureAt(head.from, last));
    for (const run of rest) {
      last = await Promise.race([picture(run.picture), ended(encoder.done)]);
      await write(pictureAt(run.from, last));
    }
    // The last picture stands until the end, which only another one tells.
    await write(pictureAt(segment.frames, last));
    encoder.stdin.end();
  } catch (error) {
    encoder.stdin.destroy();
    const end = await encoder.done.catch((bad: unknown) => bad);
    // A pipe that broke says only that the encoder is gone; why, the encoder's own end says.
    throw (error as NodeJS.ErrnoException).code === 'EPIPE' && end ? end : error;
  }
  await encoder.done;
}

/** Rejects when the encoder ends badly while a picture is awaited; never resolves. */
const ended = (done: Promise<void>): Promise<never> => new Promise((_, reject) => done.catch(reject));

interface Box {
  readonly type: string;
  readonly at: number;
  readonly end: number;
}

function* boxes(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > to) throw new Error('not a whole segment');
    yield { type: bytes.toString('latin1', at + 4, at + 8), at, end: at + size };
    at += size;
  }
}

const inside = (bytes: Buffer, box: Box, type: string): Box | undefined => {
  for (const child of boxes(bytes, box.at + 8, box.end)) if (child.type === type) return child;
  return undefined;
};

/**
 * Reads a segment and moves it to `frame` of the video, in place; `sequence` counts fragments through the video.
 * Answers its init part, its media part, and the next free sequence number. Throws where it is not a whole segment.
 */
export function placeSegment(
  bytes: Buffer,
  frame: number,
  sequence: number,
): { init: Buffer; media: Buffer; sequence: number } {
  let mediaFrom: number | undefined;
  let mediaTo = 0;
  let next = sequence;
  for (const box of boxes(bytes, 0, bytes.length)) {
    if (box.type !== 'moof' && box.type !== 'mdat') continue;
    mediaFrom ??= box.at;
    mediaTo = box.end;
    if (box.type === 'mdat') continue;
    const header = inside(bytes, box, 'mfhd');
    const track = inside(bytes, box, 'traf');
    const time = track && inside(bytes, track, 'tfdt');
    if (!header || !time || bytes[time.at + 8] !== 1) throw new Error('not a whole segment');
    bytes.writeUInt32BE(next++, header.at + 12);
    const own = bytes.readBigUInt64BE(time.at + 12);
    bytes.writeBigUInt64BE(own + BigInt(frame * TICKS), time.at + 12);
  }
  if (mediaFrom === undefined) throw new Error('not a whole segment');
  return { init: bytes.subarray(0, mediaFrom), media: bytes.subarray(mediaFrom, mediaTo), sequence: next };
}
