import type { CampaignTexts } from '../../../src/disclosure/index.ts';

/** What a campaign of the sender Northlight says. */
export const texts: CampaignTexts = {
  controller: {
    name: 'Northlight',
    address: '1 Harbour Street, Bergen',
    email: 'privacy@northlight.example',
    privacyUrl: 'https://northlight.example/privacy',
  },
  purpose: 'personalised-video',
  purposeText: { en: 'to show you your year', de: 'um Ihnen Ihr Jahr zu zeigen' },
  selectedBecause: { en: 'you are a customer', de: 'Sie sind Kundin oder Kunde' },
  sources: { plan: { en: 'from our shop', de: 'aus unserem Laden' } },
  sharedWith: [{ name: 'Print House', why: { en: 'to post a letter', de: 'um einen Brief zu senden' } }],
  processors: [{ name: 'Host', place: 'Oslo', why: { en: 'to store the video', de: 'um das Video zu speichern' } }],
  retentionDays: 90,
};
