import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, gate } from '../../src/consent/gate.ts';
import { NO_ACTS, NO_DATA, only } from '../../src/consent/types.ts';

const root = new URL('../..', import.meta.url).pathname;
const sources = ['src', 'remotion', 'templates'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
);

describe('the brand', () => {
  it('is put on by the room of the gate alone', () => {
    expect(sources.length).toBeGreaterThan(50);
    const makers = sources.filter((file) =>
      /\bas (?:unknown as )?Consented\b|<Consented<[^>]*>>\s*\w/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(makers.filter((file) => !file.startsWith('src/consent/'))).toEqual([]);
    expect(makers).toContain('src/consent/gate.ts');
  });

  it('is not lost or widened by taking fewer fields', () => {
    const rules = ['a', 'b'].map((key) => ({ key, parse: (value: unknown) => ({ value }) }));
    const consent = { recordId: 'r', purpose: 'p', fields: ['a', 'b'], givenAt: '2026-01-01T00:00:00Z' };
    const now = new Date('2026-02-01T00:00:00Z');
    const answer = gate({ rules, profile: { a: 1, b: 2 }, records: [consent], purpose: 'p', acts: NO_ACTS, now });
    if ('rejected' in answer) throw new Error(answer.rejected);
    expect(only(answer.verdict.data, ['b', 'c'])).toEqual({ b: 2 });
    expect(only(NO_DATA, ['a'])).toEqual({});
    expect(ask(answer.verdict.kept, ['a', 'c'], 'p', NO_ACTS, now).decisions.c).toEqual({
      granted: false,
      reason: 'absent',
    });
  });
});
