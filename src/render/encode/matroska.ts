/** Raw pictures with their times, as a Matroska stream on a pipe: the container that tells a held picture from a repeated one. */

const UNKNOWN_SIZE = Buffer.from('01ffffffffffffff', 'hex');

const sized = (id: string, length: number): Buffer => {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(length));
  size[0] = 0x01;
  return Buffer.concat([Buffer.from(id, 'hex'), size]);
};

/** An EBML element: id, eight-byte size, body. */
const element = (id: string, ...body: Buffer[]): Buffer => {
  const content = Buffer.concat(body);
  return Buffer.concat([sized(id, content.length), content]);
};

const uint = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

/**
 * BT.709, limited range. Without it FFmpeg takes the pictures for BT.601 and converts them to what the encoder is told: a
 * flat colour comes out up to five levels off, and every picture is converted for nothing.
 */
const COLOUR = element('55b0', ...['55b1', '55b9', '55ba', '55bb'].map((id) => element(id, uint(1))));

/** What stands before the first picture. One tick of the stream is one frame; pictures are planar 4:2:0. */
export function rawStreamHead(o: { width: number; height: number; fps: number }): Buffer {
  const bitmap = Buffer.alloc(40);
  bitmap.writeUInt32LE(40, 0);
  bitmap.writeInt32LE(o.width, 4);
  bitmap.writeInt32LE(o.height, 8);
  bitmap.writeUInt16LE(1, 12);
  bitmap.writeUInt16LE(12, 14);
  bitmap.write('I420', 16, 'latin1');
  return Buffer.concat([
    element('1a45dfa3', element('4282', Buffer.from('matroska')), element('4287', uint(4)), element('4285', uint(2))),
    Buffer.concat([Buffer.from('18538067', 'hex'), UNKNOWN_SIZE]),
    element('1549a966', element('2ad7b1', uint(Math.round(1e9 / o.fps)))),
    element(
      '1654ae6b',
      element(
        'ae',
        element('d7', uint(1)),
        element('73c5', uint(1)),
        element('83', uint(1)),
        element('86', Buffer.from('V_MS/VFW/FOURCC')),
        element('63a2', bitmap),
        element('e0', element('b0', uint(o.width)), element('ba', uint(o.height)), COLOUR),
      ),
    ),
  ]);
}

/** One picture that begins at `frame` and stands until the next one begins; in parts, so that it is not copied. */
export function rawPictureAt(frame: number, planes: Buffer): readonly Buffer[] {
  const time = element('e7', uint(frame));
  // SimpleBlock: track 1, time 0 within its cluster, key frame.
  const block = Buffer.concat([sized('a3', planes.length + 4), Buffer.from([0x81, 0, 0, 0x80])]);
  return [sized('1f43b675', time.length + block.length + planes.length), time, block, planes];
}
