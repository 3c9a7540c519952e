/** A real S3 server from npm, for as long as a file's tests run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { atEnd } from './at-end.ts';

/** Answers a STORAGE_URL; sets the credentials that the AWS SDK looks for. */
export async function testBucket(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'candor-s3-'));
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'candor' }],
  });
  const { port } = await server.run();
  process.env.AWS_ACCESS_KEY_ID = 'S3RVER';
  process.env.AWS_SECRET_ACCESS_KEY = 'S3RVER';
  atEnd(async () => {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return `s3://candor?endpoint=${encodeURIComponent(`http://127.0.0.1:${port}`)}&region=us-east-1`;
}
