import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { publicAddress } from '../support/https.ts';
import { dataDir, startService } from '../support/service.ts';
import { freshDatabase } from '../support/storage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'candor-cli-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The command as a shell runs it; only PATH, HOME and what is given reach it. */
function candor(args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env;
  const done = spawnSync(process.execPath, [join(root, 'src/cli/candor.mjs'), ...args], {
    env: { PATH, HOME, DATA_DIR: join(dir, 'data'), ...env },
    encoding: 'utf8',
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

const file = (name: string, content: unknown): string => {
  const path = join(dir, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const profile = { firstName: 'Zoë', tariff: 'Flex', shoeSize: 44 };
const consent = [
  { recordId: 'r-1', purpose: 'personalised-video', fields: ['firstName'], givenAt: '2026-05-01T10:00:00Z' },
];

describe('usage', () => {
  test('--help is answered everywhere with 0, wrong usage with 2 and a line that says what is wrong', () => {
    for (const args of [[], ['render'], ['campaign', 'audience']]) {
      expect(candor([...args, '--help']), args.join(' ')).toMatchObject({ code: 0 });
    }
    const unknown = candor(['render', '--template']);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('--template');
    expect(candor(['nonsense']).code).toBe(2);
  });

  test('a wrong setting is told in one line and ends with 2', () => {
    const wrong = candor(['start'], { PORT: 'eighty', ROLE: 'boss' });
    expect(wrong.code).toBe(2);
    expect(wrong.err.trim().split('\n')).toEqual(['PORT must be a number', 'ROLE must be all, api or worker']);
  });

  test('a port that something else uses is told in words, and no database is started', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const refused = candor(['start'], { PORT: String(port), DATA_DIR: join(dir, 'never') });
    other.close();
    expect(refused).toMatchObject({ code: 1, err: `PORT ${port} is in use by something else; stop it, or set PORT\n` });
    expect(existsSync(join(dir, 'never'))).toBe(false);
  });
});

describe('render', () => {
  const base = (more: object = {}) => {
    const options = {
      template: 'welcome',
      profile: file('profile.json', profile),
      consent: file('consent.json', consent),
      out: join(dir, 'out.mp4'),
      format: 'square',
      ...more,
    };
    return ['render', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])];
  };

  test('one video from files, and what it used', { timeout: 240_000 }, () => {
    const done = candor([...base(), '--json']);
    expect(done.err).not.toContain('Zoë');
    expect(done).toMatchObject({ code: 0 });
    const answer = JSON.parse(done.out);
    expect(readFileSync(answer.out).subarray(4, 8).toString()).toBe('ftyp');
    const used = Object.fromEntries(answer.disclosure.fields.map((one: { key: string }) => [one.key, one]));
    expect(used.firstName).toMatchObject({ used: true });
    expect(used.plan).toMatchObject({ used: false, reason: 'absent' });
    expect(done.out).not.toContain('Zoë');
  });

  test('an error names the file and the rule, never a value', () => {
    const cases = [
      [{ template: 'no-such' }, '--template'],
      [{ profile: join(dir, 'missing.json') }, '--profile: there is no such file'],
      [{ profile: file('broken.json', '{Quorbet') }, '--profile: the file is not JSON'],
      [{ consent: file('wrong.json', [{ recordId: 'r', purpose: 'Quorbet' }]) }, '--consent: 0.fields'],
      [{ format: 'round' }, '--format'],
    ] as const;
    for (const [more, said] of cases) {
      const done = candor(base(more));
      expect(done.code, said).toBe(2);
      expect(done.err).toContain(said);
      expect(done.err).not.toContain('Quorbet');
    }
  });
});

describe('plan', () => {
  const row = (firstName: string) => ({ profile: { firstName }, consent });
  const planned = (rows: unknown) => {
    const args = ['plan', '--template', 'welcome', '--audience', file('audience.json', rows), '--json'];
    const done = candor(args);
    expect(done.err).toBe('');
    return JSON.parse(done.out);
  };

  test('what people share is planned once, and nothing of a person is printed', { timeout: 120_000 }, () => {
    const { total, people } = planned([row('Zoëphine'), row('Zoëphine'), row('Ñandú'), { profile: {} }]);
    const [first, twin, other] = people;
    expect(first.toDraw).toEqual({ segments: first.segments, pictures: first.pictures });
    expect(twin.toDraw).toEqual({ segments: 0, pictures: 0 });
    expect(other.toDraw.segments).toBe(first.plan.filter((one: { personal: boolean }) => one.personal).length);
    expect(total.people).toBe(4);
    expect(JSON.stringify({ total, people })).not.toContain('Zoëphine');
  });

  test('a row that is none is refused by its place and the rule', () => {
    const rows = file('bad.json', [{ profile: 'Zoëphine' }]);
    const refused = candor(['plan', '--template', 'welcome', '--audience', rows]);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/--audience: 0\.profile/);
    expect(refused.err).not.toContain('Zoëphine');
  });
});

describe('template', () => {
  const id = 'made-by-the-command-test';
  const folder = join(root, 'templates', id);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('new writes a template that passes the linter and can be looked at', { timeout: 240_000 }, () => {
    expect(candor(['template', 'new', id])).toMatchObject({ code: 0 });
    expect(candor(['template', 'new', id])).toMatchObject({ code: 2 });
    const lint = candor(['template', 'lint', id, '--no-pixels']);
    expect(lint.out.trim()).toBe('nothing to mend');
    expect(lint.code).toBe(0);
    const preview = candor(['template', 'preview', id, '--json']);
    expect(preview.code).toBe(0);
    expect(existsSync(JSON.parse(preview.out).page)).toBe(true);
  });

  test('an id that is no folder name is refused with the rule', () => {
    expect(candor(['template', 'new', '../x'])).toMatchObject({ code: 2 });
  });
});

test('a key may do what --scope names; a scope that is none is refused', {
  timeout: 120_000,
}, async () => {
  const env = { DATABASE_URL: await freshDatabase() };
  const refused = candor(['key', 'create', 'Import', '--scope', 'read,everything'], env);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('--scope takes read, edit, approve, admin, people');
  const made = candor(['key', 'create', 'Import', '--scope', 'edit,read', '--json'], env);
  expect(JSON.parse(made.out)).toEqual({ id: expect.any(String), key: expect.stringMatching(/^cdr_/) });
  const listed = JSON.parse(candor(['key', 'list', '--json'], env).out);
  expect(listed).toEqual([expect.objectContaining({ name: 'Import', scopes: ['read', 'edit'] })]);
});

test('a campaign from files: create, audience, launch, status, links joined to a list that stays here', {
  timeout: 240_000,
}, async () => {
  const address = await publicAddress();
  const service = await startService({ DATA_DIR: dataDir(), ...address.env });
  const env = { CANDOR_URL: service.url, CANDOR_API_KEY: service.key };
  const spec = {
    name: 'From a terminal',
    template: 'tiny',
    controller: {
      name: 'Acme',
      address: '1 Main Street',
      email: 'privacy@acme.example',
      privacyUrl: 'https://acme.example/p',
    },
    retentionDays: 10,
    delivery: 'prerender',
  };
  const created = candor(['campaign', 'create', file('campaign.json', spec)], env);
  expect(created.err).toBe('');
  const id = created.out.trim();
  const csv = [
    'id;firstName;consent_fields;consent_at;consent_purpose;consent_record',
    'c-1;Zoë;firstName;2026-05-01T10:00:00Z;personalised-video;r-1',
    'someone@mail.example;Ann;;;;',
  ].join('\r\n');
  const sent = candor(['campaign', 'audience', id, file('people.csv', csv)], env);
  expect(sent.out).toContain('1 accepted, 1 rejected');
  expect(sent.out).toContain('id-personal');
  expect(sent.out).not.toContain('someone@mail.example');
  expect(candor(['campaign', 'launch', id], env).code).toBe(0);
  const status = candor(['campaign', 'status', id, '--wait'], env);
  expect(status.out).toContain('100 %');
  const contacts = file('contacts.csv', 'email;customer\r\n"zoe@mail.example";c-1\r\n=cmd();c-2\r\n');
  const join = ['campaign', 'links', id, '--esp', 'mailchimp', '--join', contacts];
  const early = candor([...join, '--id', 'customer'], env);
  expect(early).toMatchObject({ code: 1, out: '' });
  expect(early.err).toContain('The public address does not answer');
  await address.leadTo(service.url);
  const links = candor([...join, '--id', 'customer'], env);
  const [header, zoe, stranger] = links.out.split('\r\n');
  expect(header).toBe('email;customer;VIDEO;VIDEOSTOP;VIDEOLANG');
  expect(zoe).toMatch(/^"zoe@mail\.example";c-1;https:\/\/localhost:\d+\/v\/[\w-]{22,};.*\/unsubscribe;en$/);
  expect(stranger).toBe('=cmd();c-2;;;');
  expect(links.err).toContain('1 of 2 rows have their links');
  expect(links.err).toContain('1 without a link: rows 2');
  expect(candor([...join, '--id', 'nr'], env)).toMatchObject({ code: 2, out: '' });
  const [asJson] = JSON.parse(candor(['campaign', 'links', id, '--json'], env).out);
  expect(asJson).toMatchObject({ id: 'c-1', candor_watch: expect.stringContaining('/v/'), candor_language: 'en' });
  expect(candor(['campaign', 'links', id], env).out).toMatch(/^id,candor_watch,.*\r\nc-1,https:/);
  expect(candor(['campaign', 'status', id], { ...env, CANDOR_API_KEY: 'cdr_wrong' })).toMatchObject({ code: 1 });
  expect(service.log()).not.toContain('zoe@mail.example');
});
