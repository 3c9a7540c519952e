import { expect, test } from 'vitest';
import { type CampaignInput, campaignSchema } from '../../src/videos/spec.ts';

const least: CampaignInput = {
  name: 'Winter 2026',
  template: 'year-in-review',
  controller: {
    name: 'Northlight',
    address: '1 Harbour Road, Cork',
    email: 'privacy@northlight.example',
    privacyUrl: 'https://northlight.example/privacy',
  },
  retentionDays: 90,
};
const refuses = (more: object): string[] =>
  (campaignSchema.safeParse({ ...least, ...more }).error?.issues ?? []).map((issue) => issue.path.join('.'));

test('four things are required, and everything else has the contract’s default', () => {
  expect(campaignSchema.parse(least)).toMatchObject({
    format: 'auto',
    timeZone: 'UTC',
    delivery: 'on-open',
    confirm: 'ask',
    withoutConsent: 'general',
    sources: {},
    sharedWith: [],
    processors: [],
    content: {},
    brand: {},
    measure: false,
    poster: 'general',
    animation: 'general',
  });
  for (const key of ['name', 'template', 'controller', 'retentionDays'])
    expect(refuses({ [key]: undefined })).toEqual([key]);
});

test('a displayed text is one string or one per locale', () => {
  const texts = {
    purposeText: { en: 'To show your year', de: 'Um Ihr Jahr zu zeigen' },
    selectedBecause: 'You have a meter',
  };
  expect(campaignSchema.parse({ ...least, ...texts })).toMatchObject(texts);
  expect(refuses({ purposeText: {} })).toEqual(['purposeText']);
  expect(refuses({ purposeText: { english: 'x' } })).not.toEqual([]);
  expect(refuses({ selectedBecause: 'a\u202Eb' })).not.toEqual([]);
  expect(refuses({ selectedBecause: 'a\u0000b' })).not.toEqual([]);
});

test('addresses are https, and nothing else', () => {
  for (const url of ['http://a.example', 'javascript:alert(1)', 'data:text/html,x', '//a.example', 'privacy']) {
    expect(refuses({ cta: { label: 'Look', url } })).toEqual(['cta.url']);
    expect(refuses({ controller: { ...least.controller, privacyUrl: url } })).toEqual(['controller.privacyUrl']);
  }
  expect(refuses({ cta: { label: 'Look', url: 'https://a.example/offer?x=1' } })).toEqual([]);
});

test.each([
  ['retentionDays', 0],
  ['retentionDays', 401],
  ['retentionDays', 1.5],
  ['format', 'round'],
  ['locale', 'English'],
  ['timeZone', 'Europe/Atlantis'],
  ['startAt', 'tomorrow'],
  ['template', '../etc'],
  ['name', ' '],
])('%s refuses %j, naming the path', (key, value) => {
  expect(refuses({ [key]: value })).toEqual([key]);
});

test('what the contract does not know is refused by its key, and no value is in the words', () => {
  const { issues } = campaignSchema.safeParse({ ...least, retention: 'Zoë Example' }).error ?? { issues: [] };
  expect(issues[0]).toMatchObject({ code: 'unrecognized_keys', keys: ['retention'] });
  expect(JSON.stringify(issues)).not.toContain('Zoë');
  expect(refuses({ brand: { logo: 'https://a.example/logo.png' } })).toEqual(['brand.logo']);
});
