/** Telling people of a campaign's template, as its videos would be for them now: nobody's data, through the gate. */
import { createHash } from 'node:crypto';
import type { LayerProps } from '../../remotion/layer.ts';
import type { Brand, Format } from '../../remotion/template.ts';
import { type ConsentRecord, gate, NO_ACTS } from '../consent/index.ts';
import { type Influence, layerFor, measure, type Telling, tellingPeople } from '../disclosure/index.ts';
import type { SceneRequest, TemplateCard } from '../frames/types.ts';
import { brandOf, formatOf, toTexts } from '../videos/index.ts';
import { importRules, openCampaign } from './campaign.ts';
import type { Deps } from './deps.ts';

export interface Sample extends Telling {
  /** What their video is drawn from. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly layer: LayerProps;
}

export interface Samples {
  readonly template: string;
  readonly format: Format;
  readonly brand: Brand;
  readonly content: Readonly<Record<string, unknown>>;
  readonly people: readonly Sample[];
}

export async function samples(
  d: Deps,
  workspaceId: string,
  campaignId: string,
  asked: Format | undefined,
): Promise<Samples> {
  const opened = await openCampaign(d, workspaceId, campaignId);
  const { spec, card } = opened;
  const { rules } = importRules(opened);
  const [format, brand, now] = [formatOf(spec, card, asked), brandOf(spec), d.clock()];
  const texts = toTexts(spec, card);
  const people: Sample[] = [];
  for (const telling of tellingPeople(card, now)) {
    const records = telling.row.consent as ConsentRecord[];
    const { purpose } = card;
    const passed = gate({ rules, profile: telling.row.profile, records, purpose, acts: NO_ACTS, now });
    if ('rejected' in passed) continue;
    const { data } = passed.verdict;
    const { locale } = telling;
    const request = { template: card.id, format, locale, brand, content: spec.content, data };
    const influence = await measured(d, card, request);
    people.push({ ...telling, data, layer: layerFor(card, texts, influence) });
  }
  return { template: card.id, format, brand, content: spec.content, people };
}

/** Measuring takes a moment, and the same people are asked for again and again while words are written. */
const MOST_KNOWN = 500;
const known = new Map<string, Promise<readonly Influence[]>>();

function measured(d: Deps, card: TemplateCard, request: SceneRequest): Promise<readonly Influence[]> {
  const key = createHash('sha256')
    .update(JSON.stringify([card.build, request]))
    .digest('base64');
  const found = known.get(key) ?? measure(d.frames, card, request).then(({ influence }) => influence);
  known.delete(key);
  known.set(key, found);
  found.catch(() => known.delete(key));
  for (const old of known.keys()) {
    if (known.size <= MOST_KNOWN) break;
    known.delete(old);
  }
  return found;
}
