/** What a campaign says and how it looks, as the rooms of the picture take it. */

import { z } from 'zod';
import { remember } from '../../remotion/remember.ts';
import type { Brand, Format, Localised } from '../../remotion/template.ts';
import type { CampaignTexts } from '../disclosure/index.ts';
import type { TemplateCard } from '../frames/types.ts';
import type { CampaignSpec } from './spec.ts';

const FORMATS: readonly Format[] = ['landscape', 'portrait', 'square'];

/** The words of the disclosure; the template's own where the campaign gives none. */
export function toTexts(spec: CampaignSpec, card: TemplateCard): CampaignTexts {
  const { phone, imprintUrl, ...controller } = spec.controller;
  return {
    controller: { ...controller, ...(phone ? { phone } : {}), ...(imprintUrl ? { imprintUrl } : {}) },
    purpose: spec.purpose ?? card.purpose,
    purposeText: spec.purposeText ?? card.purposeText,
    ...(spec.selectedBecause ? { selectedBecause: spec.selectedBecause } : {}),
    ...(spec.legalBasis ? { legalBasis: spec.legalBasis } : {}),
    sources: Object.fromEntries(
      card.fields.map((field): [string, Localised] => [field.key, spec.sources[field.key] ?? field.source]),
    ),
    sharedWith: spec.sharedWith,
    processors: spec.processors,
    retentionDays: spec.retentionDays,
    ...(spec.trial ? { trial: true } : {}),
  };
}

export const brandOf = (spec: CampaignSpec): Brand => ({
  name: spec.controller.name,
  ...(spec.brand.colour ? { colour: spec.brand.colour } : {}),
  ...(spec.brand.logo ? { logo: spec.brand.logo } : {}),
});

/** The campaign's content with the template's own where it says nothing. */
export const contentOf = (spec: CampaignSpec, card: TemplateCard): Readonly<Record<string, unknown>> =>
  z.record(z.string(), z.unknown()).parse(contentSchema(card).parse(spec.content));

/** Made once a template. */
const contentSchema = remember((card: TemplateCard) => z.fromJSONSchema(card.content));

/** The format asked for, else the campaign's, else the template's first; one the template lacks falls to the next. */
export function formatOf(spec: CampaignSpec, card: TemplateCard, asked?: Format): Format {
  const wanted = [asked, spec.format === 'auto' ? undefined : spec.format, ...FORMATS];
  const format = wanted.find((one) => one !== undefined && card.formats[one]);
  if (!format) throw new Error('a template without formats');
  return format;
}

/** The first locale of row, campaign, template that the template has; a region falls to its language (`de-AT` → `de`). */
export function localeOf(card: TemplateCard, ...wanted: readonly (string | null | undefined)[]): string {
  for (const one of wanted) {
    if (!one) continue;
    const [language] = one.split('-');
    const found = card.locales.find((have) => have === one) ?? card.locales.find((have) => have === language);
    if (found) return found;
  }
  return card.locales[0] ?? 'en';
}
