import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LayerProps } from '../../remotion/layer.ts';
import { type Frames, openFrames, type SceneRequest } from '../../src/frames/index.ts';
import { TYPESCRIPT } from '../support/typescript.ts';

const fixtures = new URL('fixtures/', import.meta.url).pathname;
let cacheDir: string;
let frames: Frames;

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'candor-frames-'));
  frames = await openFrames({
    templates: [join(fixtures, 'good'), join(fixtures, 'refused'), join(fixtures, 'nowhere')],
    cacheDir,
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await frames.close();
  await rm(cacheDir, { recursive: true, force: true });
});

const request = (data: object, template = 'tiny') =>
  ({ template, format: 'landscape', locale: 'en', brand: { name: 'Northlight' }, content: {}, data }) as SceneRequest;

const layer: LayerProps = {
  fields: [{ key: 'firstName', mark: 0, label: 'First name', source: 'from your account', why: 'to greet you' }],
  uses: [{ field: 'firstName', from: 10, to: 30 }],
  statement: { controller: 'Northlight', purposeText: 'to greet you', sharedWith: [], retentionDays: 90 },
};

describe('cards', () => {
  it('every folder with a template that loads has a card, and those that do not are refused with a code', async () => {
    expect((await frames.cards()).map(({ id }) => id)).toEqual(['opaque', 'tiny']);
    const refused = await frames.refused();
    expect(Object.fromEntries(refused.map(({ folder, code }) => [folder.split('/').at(-1), code]))).toEqual({
      'custom-check': 'schema-unsayable',
      'imports-node': 'build-failed',
      'missing-sample': 'file-missing',
      'not-a-template': 'template-failed',
      'throws-at-load': 'template-failed',
    });
  });

  it('a card says scenes in frames, schemas as JSON Schema, and holds the sample', async () => {
    const card = (await frames.cards()).find(({ id }) => id === 'tiny');
    expect(card?.scenes.map(({ id, from, frames: length }) => [id, from, length])).toEqual([
      ['hello', 0, 30],
      ['sum', 30, 30],
    ]);
    expect(card?.fields[0]?.schema).toMatchObject({ type: 'string', minLength: 1, maxLength: 40 });
    expect(card?.content).toMatchObject({ properties: { greeting: { default: 'Hello' } } });
    expect(card?.sample).toHaveLength(1);
  });

  it('a card that is not admitted is refused with the words of who refused it', async () => {
    const strict = await openFrames({
      templates: join(fixtures, 'good'),
      cacheDir,
      log: pino({ level: 'silent' }),
      admit: (card) => card.fields.find(({ category }) => category === 'pd:Name') && 'firstName: no names today',
    });
    try {
      expect(await strict.cards()).toEqual([]);
      expect(await strict.refused()).toContainEqual(
        expect.objectContaining({ code: 'not-admitted', detail: 'firstName: no names today' }),
      );
    } finally {
      await strict.close();
    }
  });
});

describe('variants', () => {
  it('have one hash a frame, equal where the picture is equal', async () => {
    const wanted = [{ scene: 'hello', subsets: [[], ['firstName']] }];
    const [none, all] = await frames.variants(request({ firstName: 'Zoë' }), wanted);
    expect(none?.hashes).toHaveLength(30);
    expect(new Set(none?.hashes).size).toBe(1);
    expect(all?.hashes.slice(0, 11)).toEqual(none?.hashes.slice(0, 11));
    expect(all?.hashes[11]).not.toBe(none?.hashes[11]);
    expect(new Set(all?.hashes.slice(14)).size).toBe(1);
    expect([none?.words, all?.words]).toEqual(['Hello.', 'Hello, Zoë.']);
  });

  it('are shared between people who are equal in what a scene uses', async () => {
    const wanted = [{ scene: 'hello', subsets: [['firstName']] }];
    const maria = await frames.variants(request({ firstName: 'Maria', a: 1 }), wanted);
    expect(await frames.variants(request({ firstName: 'Maria', a: 7 }), wanted)).toEqual(maria);
  });

  it('of an opaque scene differ with every value it is given, in every frame', async () => {
    const wanted = [{ scene: 'whole', subsets: [[], ['firstName']] }];
    const [none, zoe] = await frames.variants(request({ firstName: 'Zoë' }, 'opaque'), wanted);
    const [, maria] = await frames.variants(request({ firstName: 'Maria' }, 'opaque'), wanted);
    const all = [none, zoe, maria].flatMap((variant) => variant?.hashes ?? []);
    expect(new Set(all).size).toBe(3 * 3);
  });

  it.each([
    [request({}, 'no-such-template'), 'unknown-template'],
    [{ ...request({}), format: 'portrait' } as SceneRequest, 'bad-request'],
    [{ ...request({}), locale: 'xx' } as SceneRequest, 'bad-request'],
  ])('a request for what a template does not have is refused', async (r, code) => {
    await expect(frames.variants(r, [{ scene: 'hello', subsets: [[]] }])).rejects.toMatchObject({ code });
  });

  it('an aborted request stops waiting', async () => {
    const wanted = [{ scene: 'hello', subsets: [['firstName']] }];
    const r = request({ firstName: 'Zoë' });
    await expect(frames.variants(r, wanted, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('a whole video', () => {
  it('is its scenes under the layer, the statement scene last, each distinct picture once', async () => {
    const set = await frames.frames({ ...request({ firstName: 'Zoë' }), layer });
    expect(set.scenes.map(({ id }) => id)).toEqual(['hello', 'sum', 'disclosure']);
    expect(set.frames).toHaveLength(set.scenes.reduce((sum, scene) => sum + scene.frames, 0));
    expect(new Set(set.frames).size).toBe(set.pictures.length);
    expect(new Set(set.pictures.map(({ fingerprint }) => fingerprint)).size).toBe(set.pictures.length);
    const markup = (frame: number) => set.pictures[set.frames[frame] ?? -1]?.markup ?? '';
    expect(markup(20)).toMatch(/Zoë.*First name/s);
    expect(markup(40)).not.toContain('Zoë');
    expect(set.pictures.every((picture) => !/opacity:0"/.test(picture.markup.slice(0, 200)))).toBe(true);
  });

  it('has the markup that scenes and layer in one tree have', async () => {
    const set = await frames.frames({ ...request({ firstName: 'Zoë', a: 9 }), layer });
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        ...TYPESCRIPT,
        join(fixtures, '../support/whole.tsx'),
        JSON.stringify({ firstName: 'Zoë', a: 9 }),
        JSON.stringify(layer),
      ],
      { env: { ...process.env, NODE_ENV: 'production' }, maxBuffer: 50_000_000 },
    );
    const whole = JSON.parse(stdout) as string[];
    expect(set.frames.map((picture) => set.pictures[picture]?.markup)).toEqual(whole);
  });

  it('names only files that are there, each address made from the content', async () => {
    const set = await frames.frames({ ...request({}), layer });
    const asked = [...set.stylesheet.matchAll(/url\("?(\/own\/[^")]+)/g)].map(([, url]) => url ?? '');
    expect(asked.length).toBeGreaterThan(10);
    const paths = asked.map((url) => set.files[url]);
    expect(paths).not.toContain(undefined);
    expect((await readFile(paths[0] ?? '')).byteLength).toBeGreaterThan(0);
  });

  it('gives one frame alone, the same as in the whole', async () => {
    const r = { ...request({ firstName: 'Zoë' }), layer };
    const set = await frames.frames(r);
    for (const frame of [0, 12, 45, set.frames.length - 1]) {
      const { fingerprint, markup } = await frames.sampleAt(r, frame);
      expect({ fingerprint, markup }).toEqual(set.pictures[set.frames[frame] ?? -1]);
    }
    await expect(frames.sampleAt(r, set.frames.length)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('of an opaque scene has no markup, and a fingerprint that also depends on the layer', async () => {
    const r = request({ firstName: 'Zoë' }, 'opaque');
    const marked = await frames.frames({ ...r, layer: { ...layer, uses: [{ field: 'firstName', from: 0, to: 3 }] } });
    const plain = await frames.frames({ ...r, layer: { ...layer, uses: [] } });
    expect(marked.scenes[0]?.opaque).toBe(true);
    expect(marked.pictures[0]?.markup).toBe('');
    expect(marked.pictures[0]?.fingerprint).not.toBe(plain.pictures[0]?.fingerprint);
  });
});
