/** Files in an S3 bucket. flydrive has no range reads, so those go to the bucket directly. */
import { PassThrough, type Readable } from 'node:stream';
import { GetObjectCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';
import { type ByteRange, DiskStore, isMissing } from './disk.ts';
import { StorageError } from './errors.ts';

/** `s3://bucket?endpoint=…&region=…`; credentials as the AWS SDK finds them. */
export function openBucket(url: URL): DiskStore {
  const endpoint = url.searchParams.get('endpoint');
  const client = new S3Client({
    region: url.searchParams.get('region') ?? 'us-east-1',
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
  });
  return new BucketStore(client, url.hostname);
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
