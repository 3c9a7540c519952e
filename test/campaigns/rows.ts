/** The campaign and the rows of these tests. */
import { fileURLToPath } from 'node:url';

export const PURPOSE = 'personalised-video';
export const TEMPLATES = fileURLToPath(new URL('../fixtures/templates', import.meta.url));

export const SPEC = {
  name: 'Test',
  template: 'tiny',
  controller: {
    name: 'Northlight Energy',
    address: 'Harbour Street 12, Hamburg',
    email: 'privacy@northlight.example',
    privacyUrl: 'https://northlight.example/privacy',
  },
  retentionDays: 30,
};

/** A row with consent for what is named, or for everything in it. */
export const rowOf = (
  id: string,
  profile: Record<string, unknown> = { firstName: `Person ${id}` },
  o: {
    fields?: string[];
    purpose?: string;
    givenAt?: string;
    expiresAt?: string;
    recordId?: string;
    locale?: string;
  } = {},
) => ({
  id,
  ...(o.locale ? { locale: o.locale } : {}),
  profile,
  consent: [
    {
      recordId: o.recordId ?? `r-${id}`,
      purpose: o.purpose ?? PURPOSE,
      fields: o.fields ?? Object.keys(profile),
      givenAt: o.givenAt ?? '2026-05-01T10:00:00Z',
      expiresAt: o.expiresAt ?? '2036-05-01T10:00:00Z',
    },
  ],
});
