/**
 * What a request is shown: the general video or one person's, and the disclosure that belongs to it. The link alone is
 * general whatever that person did or agreed to; only a session (or `confirm: "skip"`) makes it personal, and only while
 * the gate says so, asked anew for every request.
 */
import type { Logger } from 'pino';
import { resolveInteractions } from '../../../remotion/interactions/resolve.ts';
import { localise } from '../../../remotion/localise.ts';
import type { Format } from '../../../remotion/template.ts';
import { currentVerdict, type Person } from '../../consent/index.ts';
import type { Verdict } from '../../consent/types.ts';
import type { Delivery, LiveLink } from '../../delivery/index.ts';
import { disclose } from '../../disclosure/index.ts';
import type { Disclosure } from '../../disclosure/types.ts';
import { FrameError, type Frames } from '../../frames/index.ts';
import type { TemplateCard } from '../../frames/types.ts';
import type { Storage } from '../../storage/index.ts';
import {
  type CampaignSpec,
  type CurrentVideo,
  campaignSchema,
  contentOf,
  toTexts,
  VideoError,
  type Videos,
} from '../../videos/index.ts';

export interface ViewerDeps {
  readonly storage: Storage;
  readonly delivery: Delivery;
  readonly videos: Videos;
  readonly frames: Frames;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly settings: { readonly publicUrl: string };
}

export interface Campaign {
  readonly id: string;
  readonly workspaceId: string;
  readonly spec: CampaignSpec;
  readonly pictureId: string;
  readonly card: TemplateCard;
}

/** A live link and what the request brought with it. */
export interface Looked {
  readonly token: string;
  readonly link: LiveLink;
  readonly campaign: Campaign;
  /** A session that holds for this link. */
  readonly session: string | undefined;
  /** May see what is personal: a session, or a campaign whose link is the session. */
  readonly personal: boolean;
}

export interface PersonShown {
  readonly verdict: Verdict;
  readonly person: Person;
  /** Why everything is general for now: a code. Nothing of the person is shown then. */
  readonly generalBecause?: string;
}

export interface Shown {
  readonly video: CurrentVideo;
  readonly title: string;
  readonly disclosure: Disclosure;
  readonly person?: PersonShown;
}

export interface Choice {
  readonly field: string;
  readonly label: string;
  readonly why: string;
  readonly on: boolean;
}

export interface Wish {
  readonly format?: Format | undefined;
  /** For the general version: the reader's language. */
  readonly locale?: string | undefined;
  /** "The general version", chosen by somebody who may see theirs. */
  readonly general?: boolean;
}

const DAY = 86_400_000;

/** The campaign with its template; `undefined` when either is gone. */
export async function readCampaign(
  d: ViewerDeps,
  where: { id: string } | { pictureId: string },
): Promise<Campaign | undefined> {
  const query = d.storage.db
    .selectFrom('campaigns')
    .select(['id', 'workspace_id', 'spec', 'picture_id', 'template_id']);
  const row = await ('id' in where
    ? query.where('id', '=', where.id)
    : query.where('picture_id', '=', where.pictureId)
  ).executeTakeFirst();
  if (!row) return undefined;
  const card = (await d.frames.cards()).find((one) => one.id === row.template_id);
  if (!card) return undefined;
  const spec = campaignSchema.parse(row.spec);
  return { id: row.id, workspaceId: row.workspace_id, spec, pictureId: row.picture_id, card };
}

/** `undefined`: no such link; `ended`: there was one, and its campaign where that is still known. */
export async function look(
  d: ViewerDeps,
  token: string,
  presented: string | undefined,
): Promise<Looked | { readonly ended: Campaign | undefined } | undefined> {
  const link = await d.delivery.find(token);
  if (!link) return undefined;
  const campaign = await readCampaign(d, { id: link.campaignId });
  if (link.ended || !campaign) return { ended: campaign };
  const holds = presented !== undefined && (await d.delivery.hasSession(link, presented));
  const session = holds ? presented : undefined;
  return { token, link, campaign, session, personal: holds || campaign.spec.confirm === 'skip' };
}

/** Whether the request may decide for the person: a session, and nobody has said that the link is not theirs. */
export async function mayDecide(d: ViewerDeps, looked: Looked): Promise<boolean> {
  if (!looked.session) return false;
  const current = await currentVerdict(d.storage, looked.link.recipientUuid, d.clock());
  return current !== undefined && current.general !== 'not-me';
}

const TRIES = 3;

/** Asks the gate, and answers with the version it allows now. */
export async function show(d: ViewerDeps, looked: Looked, wish: Wish): Promise<Shown> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await showOnce(d, looked, wish);
    } catch (error) {
      // The person's row changed while the version was planned: what it is now is what counts.
      if (!(error instanceof VideoError && error.code === 'changed') || tries === TRIES) throw error;
    }
  }
}

async function showOnce(d: ViewerDeps, looked: Looked, wish: Wish): Promise<Shown> {
  const { campaign, link } = looked;
  const format = wish.format && campaign.card.formats[wish.format] ? { format: wish.format } : {};
  const current =
    looked.personal && !wish.general ? await currentVerdict(d.storage, link.recipientUuid, d.clock()) : undefined;
  const video = current && !current.general ? await personalOrWhyNot(d, link.recipientUuid, format) : undefined;
  if (current && video && !('general' in video)) {
    const verdict = video.verdict ?? current.verdict;
    return {
      video,
      title: localise(campaign.card.title, video.locale),
      disclosure: disclosed(campaign, video, verdict, current.person),
      person: { verdict, person: current.person },
    };
  }
  const general = await d.videos.general(campaign.id, { ...format, ...(wish.locale ? { locale: wish.locale } : {}) });
  const generalBecause = current?.general ?? (video && 'general' in video ? video.general : undefined);
  return {
    video: general,
    title: localise(campaign.card.title, general.locale),
    disclosure: disclosed(campaign, general, undefined, {
      keptUntil: latestEnd(d.clock(), campaign.spec.retentionDays),
      entries: current && generalBecause !== 'not-me' ? current.person.entries : [],
    }),
    ...(current && generalBecause
      ? { person: { verdict: current.verdict, person: current.person, generalBecause } }
      : {}),
  };
}

/** A template that fails for one person's values shows that person the general version. */
async function personalOrWhyNot(
  d: ViewerDeps,
  uuid: string,
  format: { format?: Format },
): Promise<CurrentVideo | { readonly general: string }> {
  try {
    return await d.videos.personal(uuid, { ...format, watched: true });
  } catch (error) {
    if (error instanceof FrameError) return { general: 'failed' };
    throw error;
  }
}

function disclosed(
  campaign: Campaign,
  video: Pick<CurrentVideo, 'facts' | 'locale'>,
  verdict: Verdict | undefined,
  { keptUntil, entries }: Pick<Person, 'keptUntil' | 'entries'>,
): Disclosure {
  return disclose({
    card: campaign.card,
    campaign: toTexts(campaign.spec, campaign.card),
    decisions: verdict?.decisions ?? {},
    influence: video.facts.influence,
    locale: video.locale,
    keptUntil,
    entries,
    content: contentOf(campaign.spec, campaign.card),
  });
}

/** For everybody alike: when what arrived today would be deleted. Whole days, so that it says nothing of a person. */
function latestEnd(now: Date, retentionDays: number): Date {
  return new Date((Math.floor(now.getTime() / DAY) + 1 + retentionDays) * DAY);
}

/** What is told on a page, in the page's language; the video keeps its own. */
export function inLocale(campaign: Campaign, shown: Shown, locale: string): Shown {
  const { video, person } = shown;
  if (locale === video.locale) return shown;
  const own = person && !person.generalBecause;
  const { keptUntil } = shown.disclosure;
  const disclosure = disclosed(campaign, { facts: video.facts, locale }, own ? person.verdict : undefined, {
    keptUntil: new Date(keptUntil),
    entries: person && person.generalBecause !== 'not-me' ? person.person.entries : [],
  });
  return { ...shown, title: localise(campaign.card.title, locale), disclosure };
}

/** Every field with its switch. With the link alone all are on: that is no state of anybody. */
export function choicesOf(shown: Shown): Choice[] {
  const decisions = shown.person && !shown.person.generalBecause ? shown.person.verdict.decisions : undefined;
  return shown.disclosure.fields.map(({ key, label, why }) => {
    const decision = decisions?.[key];
    const on = !decision || decision.granted || decision.reason === 'trial' || decision.reason === 'not-yet';
    return { field: key, label, why, on };
  });
}

/** The way of the story: its scenes with the branches between them, and what a viewer can do in them. */
export function storyOf({ video: { facts, format, locale } }: Shown, { card, spec }: Campaign) {
  const { scenes } = facts;
  const content = contentOf(spec, card);
  return {
    scenes: scenes.map((scene) => {
      const next = card.scenes.find(({ id }) => id === scene.id)?.next;
      return next ? { ...scene, next } : scene;
    }),
    interactions: resolveInteractions(card.interactions, {
      shape: card,
      scenes,
      format,
      locale,
      content,
      cta: spec.cta,
    }),
  };
}

/** CONTRACT, `manifest.json`. */
export function manifestOf(shown: Shown, campaign: Campaign) {
  const { video, title, disclosure } = shown;
  const { seconds, width, height, fps } = video.facts;
  const { format, locale } = video;
  const { scenes, interactions } = storyOf(shown, campaign);
  return {
    title,
    seconds,
    width,
    height,
    fps,
    format,
    locale,
    scenes,
    interactions,
    choices: choicesOf(shown),
    disclosure,
  };
}
