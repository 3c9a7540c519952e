import { describe, expect, test } from 'vitest';
import { ctaOf } from '../../src/http/viewer/cta.ts';
import { campaignSchema } from '../../src/videos/index.ts';
import { CAMPAIGN } from './support.ts';

const ID = '5f0c7a3e-2f64-4b64-9d5e-3f8d1d3f7a10';
const addressOf = (url: string, measure: boolean): string | undefined => {
  const spec = campaignSchema.parse({ ...CAMPAIGN, measure, cta: { label: 'Look', url } });
  return ctaOf({ id: ID, spec })?.url;
};

describe('the campaign’s link', () => {
  test('says where a visit came from, the same for everybody, where the campaign measures', () => {
    expect(addressOf('https://acme.example/offer?x=1#top', true)).toBe(
      'https://acme.example/offer?x=1&utm_source=candor&utm_medium=video&utm_campaign=5f0c7a3e#top',
    );
  });

  test('is as the sender wrote it where nothing is measured, or where it has such parameters already', () => {
    expect(addressOf('https://acme.example/offer', false)).toBe('https://acme.example/offer');
    const own = 'https://acme.example/?utm_campaign=spring';
    expect(addressOf(own, true)).toBe(own);
  });
});
