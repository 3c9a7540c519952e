/** What the picture's disclosure layer is drawn from: the campaign's words, the template's fields, and the measure. */
import type { LayerProps } from '../../remotion/layer.ts';
import type { Localised } from '../../remotion/template.ts';
import type { TemplateCard } from '../frames/types.ts';
import type { Disclosure, Influence } from './types.ts';

/** What a campaign says to its viewers. */
export interface CampaignTexts {
  readonly controller: Disclosure['controller'];
  readonly purpose: string;
  readonly purposeText: Localised;
  readonly selectedBecause?: Localised;
  readonly legalBasis?: Localised;
  /** By field; the template's own where there is none. */
  readonly sources: Readonly<Record<string, Localised>>;
  readonly sharedWith: readonly { readonly name: Localised; readonly why: Localised }[];
  readonly processors: readonly { readonly name: Localised; readonly place: Localised; readonly why: Localised }[];
  readonly retentionDays: number;
  /** Some people see it without one field, by chance. */
  readonly trial?: boolean;
}

/** Holds no value and no date of a person: equal use gives equal pictures for everybody. */
export function layerFor(card: TemplateCard, campaign: CampaignTexts, influence: readonly Influence[]): LayerProps {
  return {
    fields: card.fields.map(({ key, label, source, why }, mark) => ({
      ...{ key, mark, label, why },
      source: sourceOf(campaign, key, source),
    })),
    uses: influence.map(({ field, from, to }) => ({ field, from, to })),
    statement: {
      controller: campaign.controller.name,
      purposeText: campaign.purposeText,
      ...(campaign.selectedBecause !== undefined && { selectedBecause: campaign.selectedBecause }),
      sharedWith: campaign.sharedWith,
      retentionDays: campaign.retentionDays,
      ...(campaign.trial && { trial: true }),
    },
  };
}

export function sourceOf(campaign: CampaignTexts, field: string, fallback: Localised): Localised {
  return Object.hasOwn(campaign.sources, field) ? (campaign.sources[field] ?? fallback) : fallback;
}
