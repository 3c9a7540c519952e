/** What the gate's answer of now asks for: the picture, its words, the key it rests under, and the version that names all of it. */
import type { Format } from '../../remotion/template.ts';
import { type Current, currentVerdict } from '../consent/index.ts';
import { type Consented, NO_DATA, type Profile, type Verdict } from '../consent/types.ts';
import type { CampaignTexts } from '../disclosure/index.ts';
import type { Frames } from '../frames/index.ts';
import type { SceneRequest, TemplateCard } from '../frames/types.ts';
import { type DataKey, hmac, recipientKeyId, type Storage } from '../storage/index.ts';
import type { CampaignStatus } from '../storage/tables.ts';
import { type CampaignSpec, campaignSchema } from './spec.ts';
import { brandOf, formatOf, localeOf, toTexts } from './texts.ts';
import { type OnlyGeneral, VideoError } from './types.ts';

export interface Wanted {
  readonly campaign: { readonly id: string; readonly workspaceId: string; readonly status: CampaignStatus };
  readonly card: TemplateCard;
  readonly texts: CampaignTexts;
  readonly request: SceneRequest;
  readonly version: string;
  readonly main: boolean;
  /** Seals facts and file: the recipient's, or the workspace's for a general video. */
  readonly key: DataKey;
  readonly keptUntil: Date;
  readonly person?: { readonly uuid: string; readonly generation: number; readonly verdict: Verdict };
}

export interface Asking {
  readonly storage: Storage;
  readonly frames: Frames;
  readonly clock: () => Date;
}

const DAY = 86_400_000;

/** Throws `unknown-campaign`, `unknown-template`. */
export async function wantedGeneral(
  d: Asking,
  campaignId: string,
  o: { format?: Format | undefined; locale?: string | undefined },
): Promise<Wanted> {
  const { row, spec, card } = await campaignOf(d, campaignId);
  const request = requestOf(spec, card, { ...o, data: NO_DATA });
  const texts = toTexts(spec, card);
  const key = await d.storage.keys.workspace(row.workspaceId);
  return {
    campaign: row,
    card,
    texts,
    request,
    key,
    main: request.format === formatOf(spec, card),
    version: versionOf(key, request, texts, card, 'general'),
    keptUntil: new Date(d.clock().getTime() + spec.retentionDays * DAY),
  };
}

/** Throws `unknown-recipient`, `unknown-template`. */
export async function wantedPersonal(
  d: Asking,
  uuid: string,
  o: { format?: Format | undefined },
): Promise<Wanted | OnlyGeneral> {
  return wantedFrom(d, await currentVerdict(d.storage, uuid, d.clock()), o);
}

/** As {@link wantedPersonal}, from an answer of the gate that was asked for already. */
export async function wantedFrom(
  d: Asking,
  current: Current | undefined,
  o: { format?: Format | undefined },
): Promise<Wanted | OnlyGeneral> {
  if (!current) throw new VideoError('unknown-recipient');
  const { person, verdict } = current;
  const { uuid, campaignId } = person;
  const general = current.general ?? (person.status === 'excluded' ? 'excluded' : undefined);
  if (general) return { general, campaignId };
  const { row, spec, card } = await campaignOf(d, campaignId);
  const key = await d.storage.keys.find(recipientKeyId(uuid, person.keyGeneration));
  if (!key) throw new VideoError('unknown-recipient');
  const request = requestOf(spec, card, { format: o.format, locale: person.locale, data: verdict.data });
  const texts = toTexts(spec, card);
  const workspace = await d.storage.keys.workspace(row.workspaceId);
  return {
    campaign: row,
    card,
    texts,
    request,
    key,
    main: request.format === formatOf(spec, card),
    // With whom and under which key: two people with equal data cannot be told from their versions, and a version
    // whose key was destroyed is not taken for one that can be opened.
    version: versionOf(workspace, request, texts, card, `${uuid}:${person.keyGeneration}`),
    keptUntil: person.keptUntil,
    person: { uuid, generation: person.keyGeneration, verdict },
  };
}

/** What somebody's video would be drawn from if they were in the campaign. Throws `unknown-campaign`, `unknown-template`. */
export async function sketchRequest(
  d: Asking,
  campaignId: string,
  who: { readonly locale?: string | undefined; readonly data: Consented<Profile> },
) {
  const { row, spec, card } = await campaignOf(d, campaignId);
  return {
    card,
    request: requestOf(spec, card, who),
    texts: toTexts(spec, card),
    workspaceKey: await d.storage.keys.workspace(row.workspaceId),
  };
}

async function campaignOf(d: Asking, id: string) {
  const row = await d.storage.db
    .selectFrom('campaigns')
    .select(['id', 'workspace_id as workspaceId', 'status', 'spec', 'template_id as template'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new VideoError('unknown-campaign');
  const card = (await d.frames.cards()).find((one) => one.id === row.template);
  if (!card) throw new VideoError('unknown-template');
  return { row, spec: campaignSchema.parse(row.spec), card };
}

function requestOf(
  spec: CampaignSpec,
  card: TemplateCard,
  o: { format?: Format | undefined; locale?: string | null | undefined; data: Consented<Profile> },
): SceneRequest {
  return {
    template: card.id,
    format: formatOf(spec, card, o.format),
    locale: localeOf(card, o.locale, spec.locale),
    brand: brandOf(spec),
    content: spec.content,
    data: o.data,
  };
}

function versionOf(
  workspaceKey: Buffer,
  request: SceneRequest,
  texts: CampaignTexts,
  card: TemplateCard,
  whose: string,
): string {
  return hmac(workspaceKey, 'video', whose, card.build, canonical(request), canonical(texts)).toString('hex');
}

/** JSON with the keys of every object in order: equal values, equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
