/** What the form of a new campaign begins with: a template alone, or a campaign that is duplicated. */
import type { Campaign, CampaignBody, Template } from '../api/types.ts';
import { words } from '../ui/format.ts';

const NOBODY: CampaignBody['controller'] = { name: '', address: '', email: '', privacyUrl: '' };
const RETENTION_DAYS = 90;

/** `latest`: the sender is taken from it, so that it is written once. */
export const draftFor = (template: Template, latest: Campaign | undefined): CampaignBody => ({
  name: words(template.title),
  template: template.id,
  controller: latest && !latest.demo ? latest.controller : NOBODY,
  retentionDays: RETENTION_DAYS,
});

/** Everything of a campaign that is a setting; nobody in it, and no time to start. */
export function draftFrom(campaign: Campaign): CampaignBody {
  const { name, template, format, locale, timeZone, delivery, confirm, confirmQuestion, withoutConsent } = campaign;
  const { controller, purpose, purposeText, selectedBecause, legalBasis, sources, sharedWith, processors } = campaign;
  const { retentionDays, content, brand, cta, measure, embedOn, poster, animation } = campaign;
  return {
    ...{ template, format, locale, timeZone, delivery, confirm, confirmQuestion, withoutConsent },
    ...{ controller, purpose, purposeText, selectedBecause, legalBasis, sources, sharedWith, processors },
    ...{ retentionDays, content, brand, cta, measure, embedOn, poster, animation },
    name: `${name} (copy)`.slice(0, 120),
  };
}
