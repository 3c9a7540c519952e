/**
 * Sealing: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. A box is `0x01 | nonce (12) | ciphertext | tag (16)`.
 * `bound` is additional authenticated data: a box moved to another row or column does not open.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { StorageError } from './errors.ts';

/** 32 random bytes. */
export type DataKey = Buffer;

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

export const newDataKey = (): DataKey => randomBytes(32);

/** Seals `plain` under `key`, bound to the place it rests in. */
export function seal(key: DataKey, plain: Buffer | string, bound: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()]);
}

/** Opens a box. Throws `seal-broken` for another key, another place or changed bytes. */
export function unseal(key: DataKey, box: Buffer, bound: string): Buffer {
  if (box.length < 1 + NONCE + TAG || box[0] !== VERSION) throw new StorageError('seal-broken');
  const nonce = box.subarray(1, 1 + NONCE);
  const opener = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  opener.setAuthTag(box.subarray(box.length - TAG));
  try {
    return Buffer.concat([opener.update(box.subarray(1 + NONCE, box.length - TAG)), opener.final()]);
  } catch (cause) {
    throw new StorageError('seal-broken', undefined, { cause });
  }
}

/** HMAC-SHA-256 over parts, each preceded by its length, so that no two lists of parts read alike. */
export function hmac(key: Buffer, ...parts: readonly (string | Buffer)[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) {
    const bytes = Buffer.from(part as Buffer);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    mac.update(length).update(bytes);
  }
  return mac.digest();
}
