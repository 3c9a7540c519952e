/** The master key: from the environment, else made once and kept in `DATA_DIR/master.key` with mode 600. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from './errors.ts';

export function readMasterKey(dataDir: string, fromSettings?: string): Buffer {
  const file = join(dataDir, 'master.key');
  let text = fromSettings;
  if (text === undefined) {
    mkdirSync(dataDir, { recursive: true });
    try {
      // `wx`: of two processes that start at once, one makes the key and both read it.
      writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    text = readFileSync(file, 'utf8');
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new StorageError('master-key-shape');
  return key;
}
