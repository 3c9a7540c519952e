/**
 * Files that rest sealed, in chunks, so that a range can be opened without the rest.
 * Format: chunks of 64 KiB plain text, each a box of `seal` bound to its index and to whether it is the last one;
 * so chunks cannot be swapped, dropped or cut off. Compare STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015).
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { StorageError } from './errors.ts';
import type { ByteRange, FileStore } from './files.ts';
import { type DataKey, seal, unseal } from './seal.ts';

const CHUNK = 64 * 1024;
const OVERHEAD = 29;
const BOX = CHUNK + OVERHEAD;

const boundTo = (key: string, index: number, last: boolean): string => `${key}#${index}${last ? '#last' : ''}`;

/** Seals the file at `path` into storage. Answers the plain file's length. */
export async function putSealed(
  files: FileStore,
  key: string,
  path: string,
  dataKey: DataKey,
): Promise<{ bytes: number }> {
  const { size } = await stat(path);
  const last = Math.max(0, Math.ceil(size / CHUNK) - 1);
  async function* boxes(): AsyncGenerator<Buffer> {
    let index = 0;
    let rest: Buffer = Buffer.alloc(0);
    for await (const part of createReadStream(path, { highWaterMark: CHUNK })) {
      rest = rest.length === 0 ? (part as Buffer) : Buffer.concat([rest, part as Buffer]);
      while (rest.length >= CHUNK && index < last) {
        yield seal(dataKey, rest.subarray(0, CHUNK), boundTo(key, index, false));
        rest = rest.subarray(CHUNK);
        index += 1;
      }
    }
    yield seal(dataKey, rest, boundTo(key, index, true));
  }
  await files.put(key, Readable.from(boxes(), { objectMode: false, highWaterMark: BOX }));
  return { bytes: size };
}

/** Opens a sealed file or a range of it. Throws `file-missing`, `file-damaged` while reading. */
export async function openSealed(
  files: FileStore,
  key: string,
  dataKey: DataKey,
  range?: ByteRange,
): Promise<Readable> {
  const sealedBytes = await files.size(key);
  if (sealedBytes === undefined) throw new StorageError('file-missing');
  const last = Math.max(0, Math.ceil(sealedBytes / BOX) - 1);
  const bytes = sealedBytes - (last + 1) * OVERHEAD;
  const start = range?.start ?? 0;
  const end = Math.min(range?.end ?? bytes - 1, bytes - 1);
  const first = Math.floor(start / CHUNK);
  const final = Math.min(last, Math.floor(Math.max(end, 0) / CHUNK));
  const source = await files.get(key, { start: first * BOX, end: Math.min(sealedBytes, (final + 1) * BOX) - 1 });

  async function* plain(): AsyncGenerator<Buffer> {
    let rest: Buffer = Buffer.alloc(0);
    let index = first;
    const open = (box: Buffer): Buffer => {
      const chunk = openChunk(dataKey, box, boundTo(key, index, index === last));
      const from = index === first ? start - first * CHUNK : 0;
      const to = index === final ? end - final * CHUNK + 1 : chunk.length;
      index += 1;
      return chunk.subarray(from, to);
    };
    for await (const part of source) {
      rest = Buffer.concat([rest, part as Buffer]);
      while (rest.length >= BOX) {
        const box = rest.subarray(0, BOX);
        rest = rest.subarray(BOX);
        yield open(box);
      }
    }
    if (rest.length > 0) yield open(rest);
    if (index !== final + 1) throw new StorageError('file-damaged');
  }
  const stream = Readable.from(plain(), { objectMode: false });
  // A reader that goes away must not leave the file or the connection open.
  stream.once('close', () => source.destroy());
  return stream;
}

function openChunk(key: DataKey, box: Buffer, bound: string): Buffer {
  try {
    return unseal(key, box, bound);
  } catch (cause) {
    throw new StorageError('file-damaged', undefined, { cause });
  }
}
