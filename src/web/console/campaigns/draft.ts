/** What the form of a new campaign begins with: a template and the workspace’s settings, or a campaign that is duplicated. */
import type { Campaign, CampaignBody, Template, Workspace } from '../api/types.ts';
import { words } from '../ui/format.ts';

const NOBODY: CampaignBody['controller'] = { name: '', address: '', email: '', privacyUrl: '' };
const RETENTION_DAYS = 90;

/** What the workspace says nothing of: the sender is taken from `latest`, so that it is written once. */
export function draftFor(
  template: Template,
  { controller, retentionDays, brand = {} }: Workspace,
  latest: Campaign | undefined,
): CampaignBody {
  const { logo, colour } = brand;
  return {
    name: words(template.title),
    template: template.id,
    controller: controller ?? latest?.controller ?? NOBODY,
    retentionDays: retentionDays ?? RETENTION_DAYS,
    brand: { ...(logo ? { logo } : {}), ...(colour ? { colour } : {}) },
  };
}

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
