/**
 * Segments that nobody's data is in, kept for everybody in a workspace. Addresses and seals are HMACs under the
 * workspace's key; what is missing or damaged is simply drawn again.
 */
import { timingSafeEqual } from 'node:crypto';
import { type FileStore, hmac, StorageError } from '../storage/index.ts';

const SEAL_BYTES = 32;
const nameOf = (address: string): string => `segments/${address.slice(0, 2)}/${address}`;

/** The segment's bytes, or undefined when it must be drawn. */
export async function loadShared(files: FileStore, key: Buffer, address: string): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of await files.get(nameOf(address))) chunks.push(chunk as Buffer);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'file-missing') return undefined;
    throw error;
  }
  const whole = Buffer.concat(chunks);
  const body = whole.subarray(SEAL_BYTES);
  const seal = hmac(key, 'segment-seal', address, body);
  return whole.length > SEAL_BYTES && timingSafeEqual(seal, whole.subarray(0, SEAL_BYTES)) ? body : undefined;
}

export async function keepShared(files: FileStore, key: Buffer, address: string, body: Buffer): Promise<void> {
  await files.put(nameOf(address), Buffer.concat([hmac(key, 'segment-seal', address, body), body]));
}
