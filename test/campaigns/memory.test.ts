/** Many rows in bounded memory, measured in a process that does nothing else. Of the whole service: `service/upload.test.ts`. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { atEnd } from '../support/at-end.ts';
import { freshDatabase } from '../support/storage.ts';
import { TYPESCRIPT } from '../support/typescript.ts';
import { type Written, workbook } from '../support/xlsx.ts';

const MB = 1024 * 1024;

/** Every text is another: nothing is shared. */
const sheet = (rows: number): Written[][] => [
  ['id', 'firstName', 'usageKwh', 'consent_fields', 'consent_at', 'consent_purpose'],
  ...Array.from({ length: rows }, (_, at): Written[] => [
    `c-${at}`,
    `Person ${at}`,
    `${at}|190|170`,
    'firstName|usageKwh',
    { date: '2026-05-01' },
    'personalised-video',
  ]),
];

test.each([
  ['xlsx', 15_000],
  ['json', 15_000],
] as const)('%s: %i rows need at most 250 MB over idle', { timeout: 900_000 }, async (type, rows) => {
  const dir = mkdtempSync(join(tmpdir(), 'candor-import-'));
  atEnd(() => rmSync(dir, { recursive: true, force: true }));
  const script = fileURLToPath(new URL('./import-process.ts', import.meta.url));
  const file = join(dir, 'audience.xlsx');
  if (type === 'xlsx') writeFileSync(file, await workbook(sheet(rows)));
  const args = [...TYPESCRIPT, script, await freshDatabase(), dir, type, String(rows), file];
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
  expect((said.peak - said.idle) / MB).toBeLessThanOrEqual(250);
});
