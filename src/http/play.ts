/** A template as somebody of its sample would see it: what live play needs, measured once a template. */
import { z } from 'zod';
import type { Format } from '../../remotion/template.ts';
import { gate } from '../consent/gate.ts';
import { consentRecordSchema } from '../consent/record.ts';
import { fieldRule } from '../consent/rules.ts';
import { type Consented, NO_DATA, type Profile } from '../consent/types.ts';
import { type CampaignTexts, layerFor, measure } from '../disclosure/index.ts';
import type { Frames } from '../frames/index.ts';
import type { TemplateCard } from '../frames/types.ts';
import type { LiveProps } from '../web/watch/live/types.ts';

export type Sample = Omit<LiveProps, 'entered'>;

const sampleRow = z.object({ profile: z.unknown(), consent: z.array(consentRecordSchema) });
const RETENTION_DAYS = 90;
const measured = new Map<string, Promise<Sample>>();

/** Nobody that could be taken for a real sender. */
const textsOf = (card: TemplateCard): CampaignTexts => ({
  controller: {
    name: 'Your company',
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
});

/** Measured once for each build of the template; what fails is tried again by the next who asks. */
export function samplePlay(frames: Frames, card: TemplateCard): Promise<Sample> {
  const key = `${card.id} ${card.build}`;
  const known = measured.get(key) ?? play(frames, card);
  measured.set(key, known);
  known.catch(() => measured.delete(key));
  return known;
}

async function play(frames: Frames, card: TemplateCard): Promise<Sample> {
  const texts = textsOf(card);
  const [format] = Object.keys(card.formats) as Format[];
  const [locale] = card.locales;
  if (!format || !locale) throw new Error('a template without format or locale');
  const brand = { name: texts.controller.name };
  const data = mostOf(card);
  const { influence } = await measure(frames, card, { template: card.id, format, locale, brand, content: {}, data });
  return { format, locale, brand, content: {}, layer: layerFor(card, texts, influence), data };
}

/** Who of the sample agreed to most, as the gate lets it through. */
function mostOf(card: TemplateCard): Consented<Profile> {
  const rules = card.fields.map(({ key, schema, from }) => fieldRule(key, schema, from));
  const acts = { off: new Set<string>(), withdrawals: [], general: undefined };
  const { purpose } = card;
  let most: Consented<Profile> = NO_DATA;
  for (const row of card.sample) {
    const { profile, consent: records } = sampleRow.parse(row);
    const passed = gate({ rules, profile, records, purpose, acts, now: new Date() });
    if ('rejected' in passed) continue;
    const { data } = passed.verdict;
    if (Object.keys(data).length > Object.keys(most).length) most = data;
  }
  return most;
}
