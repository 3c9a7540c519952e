import { describe, expect, it } from 'vitest';
import {
  ACTS,
  captions,
  disclose,
  disclosureSchema,
  type Influence,
  layerFor,
  metadataJson,
  receipt,
  rightsIn,
  transcript,
  withStatement,
} from '../../src/disclosure/index.ts';
import type { TemplateCard } from '../../src/frames/index.ts';
import { texts } from './support/texts.ts';

const field = (key: string, label: string) => ({
  key,
  label: { en: label, de: `${label} (de)` },
  category: 'pd:Name',
  source: 'from your account',
  why: 'to greet you',
  schema: {},
});
const card = {
  id: 'tiny',
  fps: 30,
  locales: ['en', 'de'],
  fields: [field('firstName', 'First name'), field('plan', 'Plan'), field('usage', 'Usage')],
  scenes: [{ id: 'hello', title: 'Hello', from: 0, frames: 30, uses: ['firstName', 'plan'], opaque: false }],
} as unknown as TemplateCard;
const influence: Influence[] = [
  { field: 'firstName', scene: 'hello', from: 10, to: 25 },
  { field: 'firstName', scene: 'hello', from: 27, to: 30 },
];
const decisions = {
  firstName: { granted: true, agreedAt: '2026-05-01T10:00:00Z', recordId: 'r-1' },
  plan: { granted: true, agreedAt: '2026-05-01T10:00:00Z', recordId: 'r-1' },
  usage: { granted: false, reason: 'withdrawn' },
} as const;
const base = { card, campaign: texts, influence, locale: 'en', keptUntil: new Date('2026-12-01T00:00:00Z') };
const personal = disclose({ ...base, decisions });
const general = disclose({ ...base, influence: [], decisions: {} });

describe('the record', () => {
  it('is what the contract says, in every language', () => {
    for (const locale of ['en', 'de', 'fr', 'es', 'ar', 'pt'])
      expect(() => disclosureSchema.strict().parse(disclose({ ...base, decisions, locale }))).not.toThrow();
  });

  it('tells used from known but unused from refused', () => {
    expect(personal.fields.map(({ key, used, reason, agreedAt }) => ({ key, used, reason, agreedAt }))).toEqual([
      { key: 'firstName', used: true, reason: undefined, agreedAt: '2026-05-01T10:00:00Z' },
      { key: 'plan', used: false, reason: undefined, agreedAt: '2026-05-01T10:00:00Z' },
      { key: 'usage', used: false, reason: 'withdrawn', agreedAt: undefined },
    ]);
  });

  it('says where in absolute seconds, in multiples of a frame, end exclusive', () => {
    expect(personal.fields[0]?.where).toEqual([
      { scene: 'hello', start: 10 / 30, end: 25 / 30 },
      { scene: 'hello', start: 27 / 30, end: 1 },
    ]);
  });

  it('takes the campaign’s source where it gives one', () => {
    expect(personal.fields.map(({ source }) => source)).toEqual([
      'from your account',
      'from our shop',
      'from your account',
    ]);
  });

  it('of the general version names what the template uses, and no state of a person', () => {
    expect(general.fields).toHaveLength(3);
    for (const one of general.fields) {
      expect(one).toMatchObject({ used: false, where: [] });
      expect(Object.keys(one).sort()).toEqual(['category', 'key', 'label', 'source', 'used', 'where', 'why']);
    }
    expect(general.statement).toMatch(/nothing about you/);
  });

  it('lists what can be done, with what stops, what stays and whether it can be undone', () => {
    for (const locale of ['en', 'de', 'fr', 'es', 'ar']) {
      const rights = rightsIn(locale, 'Northlight');
      expect(rights.map(({ act }) => act)).toEqual([...ACTS]);
      for (const { stops, stays, undo } of rights)
        for (const text of [stops, stays, undo]) expect(text).toMatch(/^[^{}]+$/u);
    }
  });
});

describe('the layer', () => {
  it('depends on use alone: no value, no date of a person', () => {
    const layer = layerFor(card, texts, influence);
    expect(layer.fields.map(({ key, mark }) => [key, mark])).toEqual([
      ['firstName', 0],
      ['plan', 1],
      ['usage', 2],
    ]);
    expect(layer.uses).toEqual([
      { field: 'firstName', from: 10, to: 25 },
      { field: 'firstName', from: 27, to: 30 },
    ]);
    expect(JSON.stringify(layer)).not.toMatch(/2026/);
  });
});

describe('the receipt', () => {
  const made = receipt({ disclosure: personal }) as Record<string, Record<string, Record<string, never[]>>>;

  it('uses only names its context explains', () => {
    const prefixes = new Set(Object.keys(made['@context'] ?? {}));
    const names = [...JSON.stringify(made).matchAll(/"([a-z]+):[A-Za-z]/g)].map(([, prefix]) => prefix ?? '');
    expect(names.filter((prefix) => !prefixes.has(prefix) && !/^https?$|^urn$/.test(prefix))).toEqual([]);
  });

  it('says of every field its category, source, purpose and the state of the agreement', () => {
    const data = made['dpv:hasRecordOfActivity']?.['dpv:hasProcess']?.['dpv:hasPersonalData'];
    expect(data).toMatchObject([
      { '@type': 'pd:Name', 'dpv:hasConsentStatus': 'dpv:ConsentGiven', 'candor:used': true },
      { 'dpv:hasConsentStatus': 'dpv:ConsentGiven', 'candor:used': false },
      { 'dpv:hasConsentStatus': 'dpv:ConsentWithdrawn', 'candor:notUsedBecause': 'withdrawn' },
    ]);
  });
});

describe('the file’s metadata', () => {
  it('is JSON that says what was used and by whom, without a person’s dates or reasons', () => {
    const metadata = JSON.parse(metadataJson(personal, 60));
    expect(metadata).toMatchObject({
      controller: { name: 'Northlight' },
      fields: [{ key: 'firstName', used: true }, {}, {}],
    });
    expect(JSON.stringify(metadata)).not.toMatch(/2026|withdrawn/);
  });
});

describe('captions', () => {
  const text = `Zoë <script> & ${'a long word '.repeat(12)}${'x'.repeat(90)}`;
  const made = captions(
    [
      { scene: 'hello', text },
      { scene: 'silent', text: ' ' },
    ],
    [
      { id: 'hello', start: 0, end: 6.5 },
      { id: 'silent', start: 6.5, end: 8 },
      { id: 'unknown', start: 8, end: 9 },
    ],
  );
  const cues = made.trim().split('\n\n').slice(1);

  it('are WebVTT with every word once, in lines and cues that can be read', () => {
    expect(made.startsWith('WEBVTT\n\n')).toBe(true);
    const lines = cues.flatMap((cue) => cue.split('\n').slice(1));
    for (const line of lines) expect([...line.replaceAll(/&\w+;/g, '.')].length).toBeLessThanOrEqual(42);
    for (const cue of cues) expect(cue.split('\n').length).toBeLessThanOrEqual(3);
    const read = lines.join('').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(read.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  it('stand one after the other from the scene’s beginning to its end', () => {
    const times = cues.map((cue) => cue.split('\n')[0]?.split(' --> ') ?? []);
    expect(times[0]?.[0]).toBe('00:00:00.000');
    expect(times.at(-1)?.[1]).toBe('00:00:06.500');
    for (const [index, [start]] of times.entries()) if (index > 0) expect(start).toBe(times[index - 1]?.[1]);
  });

  it('without words are an empty file', () => {
    expect(captions([], [{ id: 'hello', start: 0, end: 1 }])).toBe('WEBVTT\n');
  });

  it('of a whole video end with the statement', () => {
    const all = withStatement([{ scene: 'hello', text: 'Hello.' }], layerFor(card, texts, influence), 'en');
    expect(all.map(({ scene }) => scene)).toEqual(['hello', 'disclosure']);
    expect(all[1]?.text).toBe(personal.statement);
  });

  it('and the transcript is the same words by paragraph', () => {
    expect(transcript([{ text: 'One.\n ' }, { text: '' }, { text: 'Two.' }])).toBe('One.\n\nTwo.');
  });
});
