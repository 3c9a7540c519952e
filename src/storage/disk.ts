/** What files can be asked for, and what a folder and a bucket have in common: flydrive. A key like `videos/<uuid>` holds a file whole or not at all. */
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Disk } from 'flydrive';
import { StorageError } from './errors.ts';

/** Bytes, both ends inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface FileStore {
  put(key: string, body: Buffer | Readable): Promise<void>;
  /** Throws `file-missing`. */
  get(key: string, range?: ByteRange): Promise<Readable>;
  size(key: string): Promise<number | undefined>;
  delete(key: string): Promise<void>;
  list(prefix: string): AsyncIterable<string>;
  /** Throws `storage-unavailable` when a file cannot be written and read back. */
  check(): Promise<void>;
}

export abstract class DiskStore implements FileStore {
  protected readonly disk: Disk;
  constructor(disk: Disk) {
    this.disk = disk;
  }

  abstract put(key: string, body: Buffer | Readable): Promise<void>;
  abstract get(key: string, range?: ByteRange): Promise<Readable>;

  async size(key: string): Promise<number | undefined> {
    if (!(await this.disk.exists(key))) return undefined;
    return (await this.disk.getMetaData(key)).contentLength;
  }

  async delete(key: string): Promise<void> {
    await this.disk.delete(key);
  }

  async *list(prefix: string): AsyncIterable<string> {
    let token: string | undefined;
    do {
      const page = await this.disk
        .listAll(prefix, { recursive: true, ...(token === undefined ? {} : { paginationToken: token }) })
        .catch((error: unknown) => {
          if (isMissing(error)) return undefined;
          throw error;
        });
      if (!page) return;
      for (const object of page.objects) if (object.isFile) yield object.key;
      token = page.paginationToken;
    } while (token);
  }

  async check(): Promise<void> {
    const key = `check/${randomUUID()}`;
    try {
      await this.put(key, Buffer.from('ok'));
      for await (const _ of await this.get(key)) break;
      await this.delete(key);
    } catch (cause) {
      throw new StorageError('storage-unavailable', undefined, { cause });
    }
  }
}

/** Whether it says that there is no such file. */
export const isMissing = (error: unknown): boolean => {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, name } = at as NodeJS.ErrnoException;
    if (code === 'ENOENT' || name === 'NoSuchKey' || name === 'NotFound') return true;
  }
  return false;
};
