import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SETTING_NAMES } from '../../src/cli/settings.ts';
import { dataDir, startService } from '../support/service.ts';

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const hasCurl = spawnSync('curl', ['--version']).status === 0;

test.skipIf(!hasCurl)(
  `the curl walk-through of the README works as it stands${hasCurl ? '' : ' (needs curl on the PATH)'}`,
  { timeout: 120_000 },
  async () => {
    const [, script = ''] = /```sh\n(KEY=[\s\S]*?)```/.exec(readme) ?? [];
    expect(script).toContain('/launch');
    const service = await startService({ DATA_DIR: dataDir(), TEST_TEMPLATES: '' });
    const pasted = script.replace('cdr_…', service.key).replace('http://localhost:4600', service.url);
    const done = spawnSync('sh', ['-e', '-c', pasted], { encoding: 'utf8' });
    expect(done.stderr).toBe('');
    const answers = done.stdout.split(/(?<=\})(?=\{)/).map((answer) => JSON.parse(answer));
    expect(answers[0]).toMatchObject({ accepted: 2, rejected: 0, fields: { usageKwh: { granted: 1, withheld: 1 } } });
    expect(answers[1]).toMatchObject({ status: 'live' });
    const [maria, jonas] = answers[2].items;
    expect([maria.id, jonas.id]).toEqual(['cust-1', 'cust-2']);
    expect((await fetch(maria.links.watch)).status).toBe(200);
  },
);

test('every setting is in the README, and nothing that is none', () => {
  const named = [...readme.matchAll(/^\| `([^|]+)` \|/gm)].flatMap(([, cell = '']) => cell.match(/[A-Z_]{4,}/g) ?? []);
  expect(named.sort()).toEqual([...SETTING_NAMES].sort());
});
