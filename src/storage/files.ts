/**
 * Files: a folder or an S3 bucket, through flydrive. A key like `videos/<uuid>` holds a file whole or not at all.
 * flydrive has no range reads, so those go to the folder or the bucket directly.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { GetObjectCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { S3Driver } from 'flydrive/drivers/s3';
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

const PARTIAL = '.partial';

abstract class DiskStore implements FileStore {
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

const isMissing = (error: unknown): boolean => {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, name } = at as NodeJS.ErrnoException;
    if (code === 'ENOENT' || name === 'NoSuchKey' || name === 'NotFound') return true;
  }
  return false;
};

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

class BucketStore extends DiskStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  constructor(client: S3Client, bucket: string) {
    super(new Disk(new S3Driver({ client, bucket, visibility: 'private', supportsACL: false })));
    this.#client = client;
    this.#bucket = bucket;
  }

  override async put(key: string, body: Buffer | Readable): Promise<void> {
    // S3 wants the length before the first byte: a stream is gathered (files here are a few megabytes).
    const bytes = Buffer.isBuffer(body) ? body : await gather(body);
    await this.disk.put(key, bytes);
  }

  override async get(key: string, range?: ByteRange): Promise<Readable> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    try {
      const answer = await this.#client.send(
        new GetObjectCommand({ Bucket: this.#bucket, Key: key, ...(Range ? { Range } : {}) }),
      );
      return (answer.Body as Readable | undefined) ?? new PassThrough().end();
    } catch (error) {
      if (isMissing(error)) throw new StorageError('file-missing');
      throw error;
    }
  }

  override async check(): Promise<void> {
    try {
      await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }));
    } catch (cause) {
      throw new StorageError('storage-unavailable', 'the bucket of STORAGE_URL does not answer', { cause });
    }
    await super.check();
  }
}

const gather = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

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
    const endpoint = url.searchParams.get('endpoint');
    const client = new S3Client({
      region: url.searchParams.get('region') ?? 'us-east-1',
      ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    });
    return new BucketStore(client, url.hostname);
  }
  throw new StorageError('storage-url');
}
