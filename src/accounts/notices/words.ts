/** What is said in which letter. Nothing of a recipient of a campaign is in any of them. */
import { RESET_MS } from '../reset.ts';
import type { Letter } from './letter.ts';

const MEMBER = 'You get this because you are a member of this workspace.';
const HOURS = RESET_MS / 3_600_000;

export interface CampaignName {
  readonly id: string;
  readonly name: string;
}

const page = (console: string, { id }: CampaignName, step = ''): string => `${console}/campaigns/${id}${step}`;

export const invitation = (o: { workspace: string; role: string; link: string; days: number }): Letter => ({
  subject: `Join ${o.workspace} on Candor`,
  says: [
    `You were asked to join the workspace ${o.workspace}, as ${o.role}.`,
    `The link works once, within ${o.days} days. If you did not expect it, leave it: without it nothing happens.`,
  ],
  to: { label: 'Join the workspace', url: o.link },
  because: 'You get this because an admin of the workspace entered this address.',
});

export const passwordReset = ({ link }: { link: string }): Letter => ({
  subject: 'A new password for Candor',
  says: [
    `Somebody asked for a new password for this address. The link works once, within ${HOURS === 1 ? 'an hour' : `${HOURS} hours`}, and ends every open session.`,
    'If it was not you, leave it: your password stays as it is.',
  ],
  to: { label: 'Set a new password', url: link },
  because: 'You get this because this address signs in to Candor.',
});

export const approvalAsked = (o: { campaign: CampaignName; by: string; console: string }): Letter => ({
  subject: `To approve: ${o.campaign.name}`,
  says: [
    `${o.by} asks for approval of the campaign “${o.campaign.name}”.`,
    'It stands for exactly what is there now. Whoever asked cannot approve it themselves.',
  ],
  to: { label: 'Look at the campaign', url: page(o.console, o.campaign, '/launch') },
  because: `${MEMBER} You may approve campaigns.`,
});

export const consentStated = (o: { campaign: CampaignName; by: string; console: string }): Letter => ({
  subject: `To approve: consent for ${o.campaign.name}`,
  says: [
    `${o.by} stated for a whole file of the campaign “${o.campaign.name}” that its people agreed, and says how.`,
    'It counts once somebody else has read it and approves it, for exactly that file.',
  ],
  to: { label: 'Read what was stated', url: page(o.console, o.campaign, '/audience') },
  because: `${MEMBER} You may approve campaigns.`,
});

export const approvalDecided = (o: {
  campaign: CampaignName;
  by: string;
  decision: 'approved' | 'rejected';
  console: string;
}): Letter => ({
  subject: o.decision === 'approved' ? `Approved: ${o.campaign.name}` : `Not approved: ${o.campaign.name}`,
  says: [
    o.decision === 'approved'
      ? `${o.by} approved the campaign “${o.campaign.name}”. It can be launched as it is; after a change it asks again.`
      : `${o.by} did not approve the campaign “${o.campaign.name}”. If they left a note, it is on the campaign’s page.`,
  ],
  to: { label: 'To the campaign', url: page(o.console, o.campaign, '/launch') },
  because: 'You get this because you asked for the approval.',
});

export const webhookOff = ({ console }: { console: string }): Letter => ({
  subject: 'A webhook was switched off',
  says: [
    'Nothing that was sent to one of your webhooks arrived for a day, or its receiver answered that it is gone (410). It is off, and is told nothing more.',
    'Its log says what was answered. What was missed can be delivered again from there once it is on.',
  ],
  to: { label: 'Look at the webhooks', url: `${console}/settings/webhooks` },
  because: `${MEMBER} You administer it.`,
});

export const stoppedByNotMe = (o: { campaign: CampaignName; opened: number; console: string }): Letter => ({
  subject: `Personal videos stopped: ${o.campaign.name}`,
  says: [
    `Several people said “not me” to the campaign “${o.campaign.name}”. Its links have been showing the general video since, to everybody.`,
    `A column of the audience may be shifted, so that people saw each other’s data. By then ${o.opened === 1 ? 'one link' : `${o.opened} links`} had been opened: the number that an assessment of a breach asks for (GDPR, Art. 33: within 72 hours).`,
    'Personal videos can be allowed again on the campaign’s page, once you know what happened.',
  ],
  to: { label: 'To the campaign', url: page(o.console, o.campaign) },
  because: `${MEMBER} You may change its campaigns.`,
});
