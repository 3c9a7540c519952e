/** A hundred thousand rows in bounded memory, measured in a process that does nothing else. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '../support/storage.ts';

const MB = 1024 * 1024;

test.each([
  ['csv', 100_000],
  ['json', 30_000],
] as const)('%s: %i rows need at most 300 MB over idle', { timeout: 900_000 }, async (type, rows) => {
  const dir = mkdtempSync(join(tmpdir(), 'candor-import-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const script = fileURLToPath(new URL('./import-process.ts', import.meta.url));
  const args = ['--import', 'tsx', script, await freshDatabase(), dir, type, String(rows)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const said = JSON.parse(stdout) as {
    accepted: number;
    rejected: number;
    idle: number;
    peak: number;
    seconds: number;
  };
  console.info(
    `${type}: ${rows} rows in ${said.seconds.toFixed(1)} s, idle ${(said.idle / MB).toFixed(0)} MB, peak ${(said.peak / MB).toFixed(0)} MB`,
  );
  expect(said).toMatchObject({ accepted: rows, rejected: 0 });
  expect((said.peak - said.idle) / MB).toBeLessThanOrEqual(300);
});
