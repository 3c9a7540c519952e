import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Finding, lint } from '../../src/disclosure/index.ts';
import { refusedConstructs } from '../../src/disclosure/lint/source.ts';
import { type Frames, openFrames } from '../../src/frames/index.ts';
import { templateWriter } from './support/template.ts';

let cacheDir: string;
let frames: Frames;
let templates: Awaited<ReturnType<typeof templateWriter>>;

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'candor-lint-'));
  templates = await templateWriter();
  frames = await openFrames({
    templates: [],
    cacheDir,
    log: pino({ level: 'silent' }),
    admit: (card) => card.fields.find(({ category }) => category === 'pd:Religion') && 'belief: a special category',
  });
});
afterAll(async () => {
  await frames.close();
  await templates.remove();
  await rm(cacheDir, { recursive: true, force: true });
});

type Change = readonly [from: string, to: string];
const lintWith = async (...changes: Change[]): Promise<Finding[]> => lint(frames, await templates.write(changes));

it('finds nothing to mend in a good template, opaque scene included', async () => {
  expect(await lintWith()).toEqual([]);
});

it('finds nothing in one with an aside and what a viewer can do: nothing of it is left behind for the next person', async () => {
  const found = await lintWith(
    [
      'component: Hello,',
      `component: Hello, next: [{ when: { interaction: 'way', is: 'b' }, scene: 'usage' }],
      interactions: [{ id: 'way', kind: 'question', at: [0, 0.4], box: 'lower', text: { en: 'Which?', de: 'Welcher?' },
        options: [{ id: 'a', label: 'A' }, { id: 'b', label: { content: 'word' } }] }],`,
    ],
    ["id: 'usage',", "id: 'usage', aside: true,"],
  );
  expect(found).toEqual([]);
});

const refusedInSource: [what: string, ...Change[]][] = [
  ['Img', ['/*imports*/', "import { Img } from 'remotion';"], ['{/*markup*/ null}', '<Img src="/x.png" />']],
  ['Audio', ['/*imports*/', "import { Audio } from 'remotion'; void Audio;"]],
  ['OffthreadVideo', ['/*imports*/', "import { OffthreadVideo } from 'remotion'; void OffthreadVideo;"]],
  ['Html5Video', ['/*imports*/', "import { Html5Video } from 'remotion'; void Html5Video;"]],
  ['delayRender', ['/*imports*/', "import { delayRender } from 'remotion'; void delayRender;"]],
  [
    'getRemotionEnvironment',
    ['/*imports*/', "import { getRemotionEnvironment } from 'remotion'; getRemotionEnvironment();"],
  ],
  ['Suspense', ['/*imports*/', "import { Suspense } from 'react'; void Suspense;"]],
  ['lazy', ['/*imports*/', "import { lazy } from 'react'; void lazy;"]],
  ['useEffect', ['/*imports*/', "import { useEffect } from 'react';"], ['/*body*/', 'useEffect(() => {});']],
  ['useLayoutEffect', ['/*body*/', 'react.useLayoutEffect(() => {});']],
  ['Date.now', ['/*body*/', 'void Date.now();']],
  ['new Date()', ['/*body*/', 'void new Date();']],
  ['Math.random', ['/*body*/', 'void Math.random();']],
  ['Intl', ['/*body*/', "void new Intl.NumberFormat('de');"]],
  ['toLocaleString', ['/*body*/', 'void (1).toLocaleString();']],
  ['fetch', ['/*body*/', "if (frame < 0) void fetch('https://x.example');"]],
  ['setTimeout', ['/*body*/', 'setTimeout(() => {}, 1);']],
  ['getBoundingClientRect', ['/*body*/', 'const box = (e: Element) => e.getBoundingClientRect(); void box;']],
  ['animation', ['/*style*/', "animation: 'fade 1s',"]],
  ['transition', ['/*style*/', "transition: 'opacity 1s',"]],
  ['<video>', ['{/*markup*/ null}', '{frame < 0 && <video src="/x.mp4" />}']],
  ['<style>', ['{/*markup*/ null}', '<style>{"p{color:red}"}</style>']],
  ['dangerouslySetInnerHTML', ['{/*markup*/ null}', '<b dangerouslySetInnerHTML={{ __html: "x" }} />']],
];

describe('what a scene may not be made of', () => {
  it('is a finding, with file and line', async () => {
    expect(await lintWith(['/*body*/', 'void Math.random();'])).toEqual([
      { code: 'refused-construct', detail: expect.stringMatching(/^template\.tsx:\d+ Math\.random: /) },
    ]);
  });

  it.each(refusedInSource)('%s is found in the source', async (what, ...changes) => {
    const found = await refusedConstructs(join(await templates.write(changes), 'template.tsx'));
    expect(found.map(({ detail }) => detail).join('\n')).toMatch(
      new RegExp(`template\\.tsx:\\d+ \\S*${what.replace(/[()[\]<>.]/g, '\\$&')}`),
    );
  });
});

const broken: [what: string, Finding | object, ...Change[]][] = [
  [
    'a field that changes nothing',
    { code: 'unused-field', field: 'idle' },
    ['/*fields*/', "idle: field(z.string(), { label: 'Idle', category: 'pd:Name', source: 's', why: 'w' }),"],
    ['/*uses*/', ", 'idle'"],
  ],
  [
    'a use that changes nothing in its scene',
    { code: 'unused-use', scene: 'hello', field: 'usage' },
    ['/*uses*/', ", 'usage'"],
  ],
  ['a scene without words', { code: 'describe-empty', scene: 'usage' }, ["'Usage by size.'", "' '"]],
  [
    'words in the marker’s space',
    { code: 'reserved-space', scene: 'hello' },
    ['{/*markup*/ null}', '<p style={{ position: "absolute", top: 175 }}>under the marker</p>'],
  ],
  [
    'a scene that leaves its box',
    { code: 'reserved-space', scene: 'hello' },
    [
      '{/*markup*/ null}',
      '<div dangerouslySetInnerHTML={{ __html: "</div></div></div><div><div><div>over everything" }} />',
    ],
  ],
  [
    'wrongly nested elements',
    { code: 'html-nesting', scene: 'hello' },
    ['{/*markup*/ null}', '<p><div>block</div></p>'],
  ],
  [
    'a picture from elsewhere',
    { code: 'foreign-file', scene: 'hello' },
    ['{/*markup*/ null}', '<b style={{ background: "url(https://x.example/x.png)" }} />'],
  ],
  [
    'a missing value on screen',
    { code: 'broken-text', scene: 'usage' },
    ['(data.usage ?? 100)', '(data.usage as number)'],
    ['formatNumber(locale, ', 'String('],
  ],
  [
    'a frame that depends on earlier frames',
    { code: 'not-deterministic', scene: 'hello' },
    ['/*imports*/', 'let drawn = 0;'],
    ['/*body*/', 'drawn += 1;'],
    ['{/*markup*/ null}', '<i>{drawn}</i>'],
  ],
  [
    'what is left behind for the next person',
    { code: 'not-deterministic', detail: expect.stringContaining('behind') },
    ['/*body*/', "(Array.prototype as any).seen ??= data.firstName ?? 'nobody';"],
  ],
  [
    'a scene that throws',
    { code: 'template-failed', scene: 'hello', detail: 'Error: no such luck' },
    ['/*body*/', "if (data.firstName) throw Object.assign(new Error('no such luck'), { code: 'Error' });"],
  ],
  ['a missing text', { code: 'missing-locale' }, ["de: 'Vorname'", "fr: 'Prénom'"]],
  [
    'a locale the disclosure does not speak',
    { code: 'missing-locale', detail: 'the disclosure has no words for th' },
    ["locales: ['en', 'de']", "locales: ['en', 'de', 'th']"],
    ["de: 'Gut'", "de: 'Gut', th: 'ดี'"],
    ["de: 'Vorname'", "de: 'Vorname', th: 'ชื่อ'"],
  ],
  [
    'a ninth field',
    { code: 'too-many-fields' },
    [
      '/*fields*/',
      Array.from(
        { length: 6 },
        (_, n) => `more${n}: field(z.string(), { label: 'M', category: 'pd:Name', source: 's', why: 'w' }),`,
      ).join(''),
    ],
  ],
  [
    'a check that JSON Schema cannot say',
    { code: 'schema-unsayable' },
    ['z.string().min(1).max(40)', "z.string().refine((s) => s !== 'x')"],
  ],
  ['a transform', { code: 'schema-unsayable' }, ['z.string().min(1).max(40)', 'z.string().transform((s) => s.length)']],
  ['a trim', { code: 'schema-unsayable' }, ['z.string().min(1).max(40)', 'z.string().trim().min(1)']],
  ['a field of a special category', { code: 'refused-category' }, ["category: 'pd:Home'", "category: 'pd:Religion'"]],
  [
    'a field of a form without its purpose',
    { code: 'form-purpose', detail: expect.stringContaining('hello.interactions.call.fields.0.purpose') },
    [
      'component: Hello,',
      `component: Hello, interactions: [{ id: 'call', kind: 'form', at: [0, 0.4], box: 'whole', title: 'Call', button: 'Send', thanks: 'Thank you',
        fields: [{ key: 'phone', type: 'tel', label: 'Number', category: 'pd:TelephoneNumber', why: 'to call', retentionDays: 9 }] }],`,
    ],
  ],
  ['code that does not compile', { code: 'does-not-load' }, ['/*imports*/', 'import { (']],
];

describe('what does not keep the promises', () => {
  it.each(broken)('%s is found', async (_, expected, ...changes) => {
    expect(await lintWith(...changes)).toContainEqual(expect.objectContaining(expected));
  });
});
