/** CONTRACT's `disclosure` record: what was used, where, from whom, what for, and what a viewer can do about it. Never a value. */

import { statementText } from '../../remotion/disclosure/statement.ts';
import { textOf } from '../../remotion/interactions/resolve.ts';
import { localise } from '../../remotion/localise.ts';
import { timeline } from '../../remotion/shape.ts';
import type { Entry, Verdict } from '../consent/types.ts';
import type { TemplateCard } from '../frames/types.ts';
import { type CampaignTexts, layerFor, sourceOf } from './layer.ts';
import { localeText, rightsIn } from './rights.ts';
import type { DisclosedEntry, DisclosedField, Disclosure, Influence } from './types.ts';

export interface DiscloseInput {
  readonly card: TemplateCard;
  readonly campaign: CampaignTexts;
  /** The gate's decisions; `{}` for the general version, which says what the template uses and nothing of a person. */
  readonly decisions: Verdict['decisions'];
  readonly influence: readonly Influence[];
  readonly locale: string;
  readonly keptUntil: Date;
  /** What the person sent with forms; the campaign's content stands in the forms' words. */
  readonly entries?: readonly Entry[];
  readonly content?: Readonly<Record<string, unknown>>;
}

export function disclose(input: DiscloseInput): Disclosure {
  const { card, campaign, decisions, influence, locale, keptUntil, entries = [] } = input;
  const { controller, selectedBecause, legalBasis } = campaign;
  const say = (text: Parameters<typeof localise>[0]) => localise(text, locale);
  const layer = layerFor(card, campaign, influence);
  const { scenes } = timeline(card, layer, locale);
  const starts = new Map(scenes.map(({ id, from }) => [id, from]));
  return {
    statement: statementText(layer, locale),
    controller: { ...controller },
    purpose: { id: campaign.purpose, text: say(campaign.purposeText) },
    ...(selectedBecause !== undefined && { selectedBecause: say(selectedBecause) }),
    ...(legalBasis !== undefined && { legalBasis: say(legalBasis) }),
    sharedWith: campaign.sharedWith.map(({ name, why }) => ({ name: say(name), why: say(why) })),
    processors: campaign.processors.map(({ name, place, why }) => ({
      name: say(name),
      place: say(place),
      why: say(why),
    })),
    keptUntil: keptUntil.toISOString(),
    rights: rightsIn(locale, controller.name),
    locale: { used: locale, text: localeText(locale) },
    fields: card.fields.map((field) => ({
      key: field.key,
      label: say(field.label),
      category: field.category,
      source: say(sourceOf(campaign, field.key, field.source)),
      why: say(field.why),
      ...decided(Object.hasOwn(decisions, field.key) ? decisions[field.key] : undefined),
      ...(field.from && { from: field.from }),
      ...found(field.key, influence, card, starts),
    })),
    ...(entries.length > 0 && { entries: entries.map((entry) => toldEntry(input, entry)) }),
  };
}

/** A form that the template no longer has is told by its names. */
function toldEntry({ card, content = {}, locale }: DiscloseInput, entry: Entry): DisclosedEntry {
  const { id, form, field, purpose, sentAt, keptUntil } = entry;
  const declared = card.interactions.find(({ interaction }) => interaction.id === form)?.interaction;
  const asked = declared?.kind === 'form' ? declared.fields.find(({ key }) => key === field) : undefined;
  return {
    ...{ id, form, field, purpose, sentAt, keptUntil },
    label: asked ? textOf(asked.label, content, locale) : field,
    category: asked?.category ?? 'dpv:PersonalData',
    why: asked ? textOf(asked.why, content, locale) : purpose,
  };
}

function decided(decision: Verdict['decisions'][string] | undefined): Pick<DisclosedField, 'agreedAt' | 'reason'> {
  if (!decision) return {};
  return decision.granted ? { agreedAt: decision.agreedAt } : { reason: decision.reason };
}

/** @param starts first frames of the scenes in the whole video, by id */
function found(
  field: string,
  influence: readonly Influence[],
  { scenes, fps }: TemplateCard,
  starts: ReadonlyMap<string, number>,
): Pick<DisclosedField, 'used' | 'where'> {
  const where = influence
    .filter((one) => one.field === field)
    .map(({ scene, from, to }) => {
      const counted = scenes.find(({ id }) => id === scene)?.from ?? 0;
      const moved = (starts.get(scene) ?? counted) - counted;
      return { scene, start: (from + moved) / fps, end: (to + moved) / fps };
    });
  return { used: where.length > 0, where };
}
