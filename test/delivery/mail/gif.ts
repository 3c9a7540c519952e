/** What a GIF (GIF89a) says of itself, read block by block. */

export interface ReadGif {
  readonly width: number;
  readonly height: number;
  readonly pictures: readonly { readonly whole: boolean; readonly hundredths: number }[];
  readonly seconds: number;
  /** Whether it begins again by itself. */
  readonly loops: boolean;
}

const tableBytes = (packed: number): number => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);

export function readGif(gif: Buffer): ReadGif {
  const [width, height] = [gif.readUInt16LE(6), gif.readUInt16LE(8)];
  const pictures: { whole: boolean; hundredths: number }[] = [];
  let at = 13 + tableBytes(gif.readUInt8(10));
  let hundredths = 0;
  let loops = false;
  for (;;) {
    const kind = gif.readUInt8(at);
    if (kind === 0x3b) break;
    if (kind === 0x21) {
      const label = gif.readUInt8(at + 1);
      if (label === 0xf9) hundredths = gif.readUInt16LE(at + 4);
      loops ||= label === 0xff && gif.subarray(at + 3, at + 11).toString('latin1') === 'NETSCAPE';
      at += 2;
    } else if (kind === 0x2c) {
      const place = [1, 3, 5, 7].map((offset) => gif.readUInt16LE(at + offset));
      pictures.push({ whole: place.join() === [0, 0, width, height].join(), hundredths });
      at += 10 + tableBytes(gif.readUInt8(at + 9)) + 1;
    } else throw new Error('no GIF');
    while (gif.readUInt8(at) !== 0) at += gif.readUInt8(at) + 1;
    at += 1;
  }
  return { width, height, pictures, seconds: pictures.reduce((sum, one) => sum + one.hundredths, 0) / 100, loops };
}
