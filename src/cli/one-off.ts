/** A video made without a campaign: the gate asked for one person, and a sender that nobody can take for a real one. */
import { gate } from '../consent/gate.ts';
import { fieldRule } from '../consent/rules.ts';
import type { Acts, ConsentRecord, Verdict } from '../consent/types.ts';
import type { CampaignTexts } from '../disclosure/index.ts';
import type { TemplateCard } from '../frames/types.ts';
import { CommandError } from './output.ts';

export const RETENTION_DAYS = 30;
const NOBODY_ACTED: Acts = { off: new Set(), withdrawals: [], general: undefined };

export function passGate(card: TemplateCard, profile: unknown, records: readonly ConsentRecord[], now: Date): Verdict {
  const rules = card.fields.map(({ key, schema, from }) => fieldRule(key, schema, from));
  const passed = gate({ rules, profile, records, purpose: card.purpose, acts: NOBODY_ACTED, now });
  if ('rejected' in passed) throw new CommandError(passed.rejected);
  return passed.verdict;
}

export const titleOf = (card: TemplateCard, locale: string): string =>
  typeof card.title === 'string' ? card.title : (card.title[locale] ?? card.title.en ?? card.id);

export function exampleTexts(card: TemplateCard): CampaignTexts {
  return {
    controller: {
      name: 'Example Sender',
      address: '1 Example Street',
      email: 'privacy@sender.example',
      privacyUrl: 'https://sender.example/privacy',
    },
    purpose: card.purpose,
    purposeText: card.purposeText,
    sources: Object.fromEntries(card.fields.map((field) => [field.key, field.source])),
    sharedWith: [],
    processors: [],
    retentionDays: RETENTION_DAYS,
  };
}
