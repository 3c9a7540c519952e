/** Files: a folder, or a bucket where one is named. flydrive has no range reads, so those go to the folder directly. */
import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { type ByteRange, DiskStore, type FileStore, isMissing } from './disk.ts';
import { StorageError } from './errors.ts';

export type { ByteRange, FileStore } from './disk.ts';

const PARTIAL = '.partial';

class FolderStore extends DiskStore {
  readonly #root: string;
  constructor(root: string) {
    mkdirSync(root, { recursive: true });
    super(new Disk(new FSDriver({ location: root, visibility: 'private' })));
    this.#root = root;
  }

  override async put(key: string, body: Buffer | Readable): Promise<void> {
    const partial = `${PARTIAL}/${randomUUID()}`;
    try {
      await (body instanceof Readable ? this.disk.putStream(partial, body) : this.disk.put(partial, body));
      await this.disk.move(partial, key);
    } catch (error) {
      await this.disk.delete(partial).catch(() => undefined);
      throw error;
    }
  }

  override async get(key: string, range?: ByteRange): Promise<Readable> {
    const stream = createReadStream(join(this.#root, key), range ?? {});
    return new Promise((done, fail) => {
      stream.once('open', () => done(stream));
      stream.once('error', (error) => fail(isMissing(error) ? new StorageError('file-missing') : error));
    });
  }

  /** Files that a killed process left half-written. */
  async sweepPartial(): Promise<void> {
    await rm(join(this.#root, PARTIAL), { recursive: true, force: true });
  }
}

/**
 * Opens `file:…` or `s3://bucket?endpoint=…&region=…` (credentials as the AWS SDK finds them); without a URL,
 * `DATA_DIR/files`. The owner of a folder clears what a killed process left half-written.
 */
export async function openFiles(dataDir: string, storageUrl: string | undefined, owner: boolean): Promise<FileStore> {
  const url = URL.parse(storageUrl ?? `file:${resolve(dataDir, 'files')}`);
  if (url?.protocol === 'file:') {
    const store = new FolderStore(resolve(decodeURIComponent(url.pathname)));
    if (owner) await store.sweepPartial();
    return store;
  }
  if (url?.protocol === 's3:' && url.hostname) {
    // Its SDK is large: whoever keeps files in a folder starts without it.
    const { openBucket } = await import('./bucket.ts');
    return openBucket(url);
  }
  throw new StorageError('storage-url');
}
