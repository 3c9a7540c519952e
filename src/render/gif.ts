/**
 * Pictures as an animated GIF (GIF89a) that moves once and then rests: no loop, so that nothing moves for longer than a
 * reader asked for. The first picture is a whole one: Outlook for Windows shows no other.
 */
import { runFfmpeg } from './ffmpeg.ts';

export interface MovingPicture {
  /** PNG, all of one size. */
  readonly png: Buffer;
  /** How long it stands, in hundredths of a second. */
  readonly hundredths: number;
}

const DEADLINE = 60_000;
/** Few colours and no noise: what moves here is drawn, and flat areas stay flat. */
const palette = (colours: number, width: number): string =>
  `scale=${width}:-2:flags=lanczos,split[a][b];[a]palettegen=max_colors=${colours}:stats_mode=full[p];[b][p]paletteuse=dither=bayer:bayer_scale=5:diff_mode=rectangle`;

/** Gives up colours, then movement, then size, until the file has at most `most` bytes. Rejects with a ChildError. */
export async function animatedGif(
  pictures: readonly MovingPicture[],
  o: { readonly width: number; readonly most: number; readonly signal: AbortSignal },
): Promise<Buffer> {
  const still = pictures.slice(0, 1);
  const attempts: [readonly MovingPicture[], number, number][] = [
    [pictures, 256, o.width],
    [pictures, 96, o.width],
    [pictures.filter((_, at) => at % 2 === 0 || at === pictures.length - 1), 64, o.width],
    [still, 256, o.width],
    [still, 64, Math.round(o.width / 4) * 2],
  ];
  for (const [shown, colours, width] of attempts) {
    const gif = await encode(shown, palette(colours, width), o.signal);
    if (gif.length <= o.most) return gif;
  }
  throw new Error('no picture is small enough');
}

async function encode(pictures: readonly MovingPicture[], filter: string, signal: AbortSignal): Promise<Buffer> {
  // Ten a second is only a way in: how long each stands is written in afterwards.
  const args = ['-f', 'image2pipe', '-framerate', '10', '-c:v', 'png', '-i', 'pipe:0', '-filter_complex', filter];
  const gif = await runFfmpeg(
    { args: [...args, '-loop', '-1', '-f', 'gif', 'pipe:1'], deadline: DEADLINE, signal },
    Buffer.concat(pictures.map(({ png }) => png)),
  );
  return withDelays(
    gif,
    pictures.map(({ hundredths }) => hundredths),
  );
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const CONTROL = 0xf9;

/** Bytes of a colour table by its packed field. */
const tableBytes = (packed: number): number => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);

/** How long each picture stands, in hundredths of a second, written into its graphic control extension. */
export function withDelays(gif: Buffer, hundredths: readonly number[]): Buffer {
  const timed = Buffer.from(gif);
  let at = 13 + tableBytes(gif.readUInt8(10));
  let picture = 0;
  const skipBlocks = (from: number): number => {
    let place = from;
    while (gif.readUInt8(place) !== 0) place += gif.readUInt8(place) + 1;
    return place + 1;
  };
  while (at < gif.length) {
    const kind = gif.readUInt8(at);
    if (kind === EXTENSION) {
      if (gif.readUInt8(at + 1) === CONTROL) timed.writeUInt16LE(hundredths[picture] ?? 10, at + 4);
      at = skipBlocks(at + 2);
    } else if (kind === IMAGE) {
      picture += 1;
      at = skipBlocks(at + 10 + tableBytes(gif.readUInt8(at + 9)) + 1);
    } else break;
  }
  return timed;
}
