/** What a viewer can do in a video: declared by scenes, refused where it could not work, resolved for one locale and format. */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkTemplate } from '../../remotion/check.ts';
import {
  type DeclaredInteraction,
  type Next,
  nextOf,
  reserveOf,
  resolveInteractions,
  type Scene,
  sceneAt,
  shapeOf,
  type Template,
  type TemplateCode,
  TemplateError,
  timeline,
  unreachable,
} from '../../remotion/index.ts';
import { interactionSchema } from '../../remotion/interactions/schema.ts';
import { checkInteractions } from '../../src/disclosure/lint/interactions.ts';
import { makeCard } from '../../src/frames/card.ts';
import { rawCard } from '../../src/frames/inside/card.ts';
import tiny from '../fixtures/templates/tiny/template.ts';
import { layerOf } from './support.tsx';

const base = tiny as unknown as Template;
const [hello, second] = base.scenes as readonly [Scene, Scene];
const both = (text: string) => ({ en: text, de: `${text} (de)` });
const words = {
  label: both('Hours'),
  category: 'pd:Behavioral',
  source: both('from you'),
  why: both('to draw'),
} as const;
/** Long enough for everything below. */
const room = { seconds: 30 };

const question: DeclaredInteraction = {
  id: 'when',
  kind: 'question',
  at: [1, 3],
  box: 'lower',
  text: both('When?'),
  options: [
    { id: 'day', label: both('By day') },
    { id: 'night', label: both('At night'), right: true, feedback: both('Well done.') },
  ],
};
const form: DeclaredInteraction = {
  id: 'call',
  kind: 'form',
  at: [1, 3],
  box: 'whole',
  title: both('A call'),
  button: both('Send'),
  thanks: both('Thank you.'),
  fields: [
    {
      ...{ key: 'phone', label: both('Number'), type: 'tel', category: 'pd:TelephoneNumber' },
      ...{ purpose: 'call-back', why: both('to call you'), retentionDays: 30 },
    },
  ],
};
const slider: DeclaredInteraction = {
  id: 'away',
  kind: 'input',
  at: [1, 3],
  box: 'bottom',
  hold: true,
  field: 'hoursAway',
  text: both('Hours away'),
  slider: { min: 0, max: 12, step: 1, initial: 8, shown: both('{value} hours') },
};
const hotspot: DeclaredInteraction = {
  id: 'more',
  kind: 'hotspot',
  at: [0, 8],
  box: 'top',
  label: both('More'),
  text: both('It is more.'),
};

/** The fixture with other interactions and ways in its first scene, and an aside beside its second. */
function withParts(interactions: readonly unknown[], next?: readonly Next[], aside: Partial<Scene> = {}): Template {
  return {
    ...base,
    fields: { ...base.fields, hoursAway: { ...words, schema: z.number().min(0).max(12), from: 'viewer' } },
    scenes: [
      { ...hello, ...room, interactions: interactions as DeclaredInteraction[], ...(next ? { next } : {}) },
      { ...second, id: 'off', aside: true, ...room, ...aside },
      { ...second, ...room },
    ],
  };
}

function refused(template: Template): Pick<TemplateError, 'code' | 'key'> | undefined {
  try {
    checkTemplate(template);
    return undefined;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { code: error.code, key: error.key };
  }
}

const toOff: Next[] = [{ when: { interaction: 'when', is: 'day' }, scene: 'off' }];
const here = 'scenes.hello.interactions';

it('takes every kind where it is whole', () => {
  const all: DeclaredInteraction[] = [
    question,
    form,
    slider,
    hotspot,
    { id: 'go', kind: 'cta', at: [1, 3], box: 'bottom' },
    { id: 'part', kind: 'chapter', at: [1, 3], title: both('Part') },
    { id: 'stop', kind: 'pause', at: [1, 3], box: 'lower', text: both('Wait.') },
    {
      id: 'vote',
      kind: 'poll',
      at: [1, 3],
      box: 'lower',
      text: both('Which?'),
      options: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
      ],
    },
    {
      ...{ id: 'again', kind: 'variant', at: [1, 3], box: 'top', field: 'hoursAway', label: both('Another') },
      options: [
        { value: 1, label: '1' },
        { value: 2, label: '2' },
      ],
    },
  ];
  expect(refused(withParts(all, toOff))).toBeUndefined();
});

const { text: _, ...textless } = question as Extract<DeclaredInteraction, { kind: 'question' }>;
const [asked] = (form as Extract<DeclaredInteraction, { kind: 'form' }>).fields;
const broken: [rule: string, code: TemplateCode, key: string, interactions: readonly unknown[], next?: Next[]][] = [
  ['a question without a text', 'bad-interaction', `${here}.when.text`, [textless]],
  ['a key that no kind has', 'bad-interaction', `${here}.when`, [{ ...question, colour: 'red' }]],
  ['two of one id', 'duplicate-interaction', `${here}.when`, [question, { ...question, at: [4, 5] }]],
  ['an end before its beginning', 'interaction-time', `${here}.when.at`, [{ ...question, at: [3, 2] }]],
  ['an end after its scene', 'interaction-time', `${here}.when.at`, [{ ...question, at: [3, 31] }]],
  ['a text that lacks a locale', 'missing-locale', `${here}.when.text`, [{ ...question, text: { en: 'When?' } }]],
  ['a path to no text', 'no-content', `${here}.when.text`, [{ ...question, text: { content: 'nothing.here' } }]],
  [
    'a format without a box',
    'bad-box',
    `${here}.when.box.portrait`,
    [{ ...question, box: { landscape: { x: 0, y: 0, width: 1, height: 0.5 } } }],
  ],
  [
    'a box outside the picture',
    'bad-box',
    `${here}.when.box.landscape`,
    [{ ...question, box: everywhere({ x: 0.6, y: 0, width: 0.5, height: 0.2 }) }],
  ],
  [
    'a box over the disclosure',
    'over-disclosure',
    `${here}.when.box.landscape`,
    [{ ...question, box: everywhere({ x: 0, y: 0.8, width: 1, height: 0.2 }) }],
  ],
  [
    'a field of a form without its purpose',
    'form-purpose',
    `${here}.call.fields.0.purpose`,
    [{ ...form, fields: [{ ...asked, purpose: undefined }] }],
  ],
  [
    'a field of a form that must be filled in',
    'bad-interaction',
    `${here}.call.fields.0.required`,
    [{ ...form, fields: [{ ...asked, required: true }] }],
  ],
  [
    'a form with a field of the template',
    'bad-interaction',
    `${here}.call.fields.hoursAway`,
    [{ ...form, fields: [{ ...asked, key: 'hoursAway' }] }],
  ],
  ['a slider for a field of the sender', 'not-viewer-field', `${here}.away.field`, [{ ...slider, field: 'plan' }]],
  [
    'a slider beyond its field',
    'bad-value',
    `${here}.away.slider`,
    [{ ...slider, slider: { min: 0, max: 24, step: 1, initial: 8, shown: '{value}' } }],
  ],
  [
    'a slider that stands between its steps',
    'bad-interaction',
    `${here}.away.slider`,
    [{ ...slider, slider: { min: 0, max: 12, step: 5, initial: 5, shown: '{value}' } }],
  ],
  ['a hotspot that does nothing', 'bad-interaction', `${here}.more`, [{ ...hotspot, text: undefined }]],
  [
    'a hotspot to nowhere',
    'branch-to-nowhere',
    `${here}.more.goTo`,
    [{ ...hotspot, text: undefined, goTo: 'atlantis' }],
  ],
  ['a branch to nowhere', 'branch-to-nowhere', 'scenes.hello.next.0.scene', [question], [{ scene: 'atlantis' }]],
  [
    'a way that is never asked for',
    'branch-to-nowhere',
    'scenes.hello.next.0',
    [question],
    [{ scene: 'off' }, ...toOff],
  ],
  [
    'a branch by no answer',
    'no-such-answer',
    'scenes.hello.next.0.when',
    [question],
    [{ when: { interaction: 'when', is: 'dusk' }, scene: 'off' }],
  ],
  ['a story that turns in a circle', 'endless-story', 'scenes.hello.next', [], [{ scene: 'hello' }]],
];

function everywhere(box: object) {
  return { landscape: box, portrait: box, square: box };
}

it.each(broken)('refuses %s', (_rule, code, key, interactions, next) => {
  expect(refused(withParts(interactions, next))).toEqual({ code, key });
});

it('names rule and key, and repeats no word of the author', () => {
  const wrong = withParts([{ ...question, text: { en: 'A secret plan' } }]);
  expect(() => checkTemplate(wrong)).toThrow(
    /^scenes\.hello\.interactions\.when\.text: has no text for the locale de$/,
  );
});

describe('the way of the story', () => {
  const story = withParts([question], toOff);

  it('goes to the next scene of the linear way that is declared after a scene, and at last to the statement', () => {
    expect(nextOf(story.scenes, 'hello')).toEqual([...toOff, { scene: second.id }]);
    expect(nextOf(story.scenes, 'off')).toEqual([{ scene: second.id }]);
    expect(nextOf(story.scenes, second.id)).toEqual([{ scene: 'disclosure' }]);
  });

  it('knows what no branch and no hotspot leads to', () => {
    expect(unreachable(story.scenes)).toEqual([]);
    expect(unreachable(withParts([question]).scenes)).toEqual(['off']);
    expect(unreachable(withParts([{ ...hotspot, text: undefined, goTo: 'off' }]).scenes)).toEqual([]);
  });

  it('lies on the timeline as the linear way, the statement, then what is off it, without a gap', () => {
    const scenes = fc.array(fc.record({ aside: fc.boolean(), frames: fc.integer({ min: 1, max: 90 }) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(scenes, fc.boolean(), (some, withLayer) => {
        const template = {
          ...base,
          scenes: some.map(({ aside, frames }, index) => ({
            ...hello,
            id: `s${index}`,
            aside,
            seconds: frames / base.fps,
          })),
        };
        const shape = shapeOf(template);
        const whole = timeline(shape, withLayer ? layerOf(base, []) : undefined, 'en');
        let from = 0;
        for (const scene of whole.scenes) {
          expect(scene.from).toBe(from);
          from += scene.frames;
        }
        expect(whole.frames).toBe(from);
        const order = [...some.keys()].sort((a, b) => Number(some[a]?.aside) - Number(some[b]?.aside) || a - b);
        const ids = order.map((index) => `s${index}`);
        if (withLayer) ids.splice(some.filter(({ aside }) => !aside).length, 0, 'disclosure');
        expect(whole.scenes.map(({ id }) => id)).toEqual(ids);
        expect(whole.linear).toBe(
          whole.scenes.filter(({ aside }) => !aside).reduce((sum, { frames }) => sum + frames, 0),
        );
        for (const { id, from: first, frames } of whole.scenes) {
          expect(sceneAt(whole, first)?.id).toBe(id);
          expect(sceneAt(whole, first + frames - 1)?.id).toBe(id);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('in a manifest', () => {
  const template = withParts(
    [question, slider, { id: 'go', kind: 'cta', at: [4, 9], box: 'bottom', label: { content: 'offer' } }],
    toOff,
    {
      interactions: [hotspot],
    },
  );
  const shape = shapeOf(template);
  const declared = template.scenes.flatMap(({ id, interactions }) =>
    (interactions ?? []).map((interaction) => ({ scene: id, interaction })),
  );
  const scenes = [
    { id: 'hello', start: 0 },
    { id: second.id, start: 30 },
    { id: 'off', start: 71.5 },
  ];
  const cta = { label: both('Choose'), url: 'https://northlight.example/go' };
  const resolve = (locale: string, more: object = {}) =>
    resolveInteractions(declared, { shape, scenes, format: 'landscape', locale, content: {}, ...more });

  it('they have the words of one locale, the times of the whole video and a box of one format', () => {
    const [first, , , last] = resolve('de', { cta });
    expect(first).toMatchObject({ id: 'when', scene: 'hello', start: 1, end: 3, hold: true, text: 'When? (de)' });
    expect(first).toMatchObject({ options: [{ label: 'By day (de)' }, { right: true, feedback: 'Well done. (de)' }] });
    expect(last).toMatchObject({ id: 'more', scene: 'off', start: 71.5, end: 79.5, hold: false });
    for (const one of resolve('de', { cta })) expect(interactionSchema.parse(one)).toEqual(one);
  });

  it.each(['landscape', 'portrait', 'square'] as const)('named places stay clear of the disclosure (%s)', (format) => {
    const { top, height } = reserveOf(shape, format);
    for (const one of resolve('en', { format, cta }))
      if (one.kind !== 'chapter') {
        expect(one.box.y + one.box.height).toBeLessThanOrEqual(top / height);
        expect(one.box.x + one.box.width).toBeLessThanOrEqual(1);
      }
  });

  it('a call to action is the campaign’s, and is left out where it leads to no https address', () => {
    expect(resolve('en').map(({ id }) => id)).toEqual(['when', 'away', 'more']);
    expect(resolve('en', { cta }).find(({ id }) => id === 'go')).toMatchObject({ label: 'Choose', url: cta.url });
    const own = { content: { offer: both('Our offer') } };
    expect(resolve('en', { ...own, cta: { ...cta, url: 'javascript:alert(1)' } }).some(({ id }) => id === 'go')).toBe(
      false,
    );
  });
});

describe('the linter', () => {
  const folder = join(import.meta.dirname, '../fixtures/templates/tiny');
  const found = async (...parts: Parameters<typeof withParts>) =>
    checkInteractions(await makeCard(JSON.parse(JSON.stringify(rawCard(withParts(...parts)))), folder, 'build'));
  const codes = async (...parts: Parameters<typeof withParts>) =>
    [...new Set((await found(...parts)).map(({ code }) => code))].sort();

  it('finds nothing in what can be reached, read, hit and answered', async () => {
    expect(await codes([question, { ...slider, at: [4, 6] }], toOff)).toEqual([]);
  });

  it('finds an aside that nothing leads to', async () => {
    expect(await found([slider])).toEqual([expect.objectContaining({ code: 'unreachable-scene', scene: 'off' })]);
  });

  it('finds a field of the viewer’s that nothing asks for', async () => {
    expect(await found([question], toOff)).toEqual([
      expect.objectContaining({ code: 'never-asked', field: 'hoursAway' }),
    ]);
  });

  it('finds too short a time to answer where the video does not wait, and to read', async () => {
    const fast = { ...question, hold: false };
    expect(await codes([fast, { ...slider, at: [4, 6] }], toOff)).toEqual(['too-short']);
    expect(
      await codes(
        [
          { ...fast, at: [1, 21] },
          { ...slider, at: [22, 23] },
        ],
        toOff,
      ),
    ).toEqual([]);
    expect(await codes([question, { ...slider, at: [4, 6] }, { ...hotspot, at: [7, 8] }], toOff)).toEqual([
      'too-short',
    ]);
  });

  it('finds interactions that lie over each other, and only those that do so at one time', async () => {
    expect(await codes([question, slider], toOff)).toEqual(['overlapping-interactions']);
    expect(await codes([question, { ...slider, at: [3, 5] }], toOff)).toEqual([]);
  });

  it('finds a target too small for a finger on a phone', async () => {
    const small = { ...hotspot, box: everywhere({ x: 0, y: 0, width: 0.05, height: 0.5 }) };
    expect(await codes([question, { ...slider, at: [3, 5] }, small], toOff)).toEqual(['small-target']);
  });
});
