/** From what is shown to what the watch page is drawn from. */
import type { Request } from 'express';
import { textOf } from '../../../remotion/interactions/resolve.ts';
import { localise } from '../../../remotion/localise.ts';
import { readWorkspace } from '../../accounts/index.ts';
import { historyOf, type PastAct } from '../../consent/index.ts';
import { looksAt } from '../../delivery/index.ts';
import type { Disclosure } from '../../disclosure/types.ts';
import { contentOf, localeOf } from '../../videos/index.ts';
import type { PageView, Past, PersonView, WatchView } from '../../web/watch/view.ts';
import { DONE, PAST } from '../../web/watch/view.ts';
import { LANGUAGES } from '../../web/watch/words.ts';
import type { PageAssets } from '../assets.ts';
import { ctaOf } from './cta.ts';
import { findLogo } from './logos.ts';
import { carried, hasGpc, preferredLocale, readQuery } from './request.ts';
import { type Campaign, choicesOf, inLocale, type Looked, type Shown, storyOf, type ViewerDeps } from './shown.ts';

/** The page's own language: the person's where there are words in it, else the reader's, else the video's, else English. */
export function pageView(request: Request, assets: PageAssets, campaign?: Campaign, shown?: Shown): PageView {
  const theirs = shown?.person?.generalBecause === 'not-me' ? undefined : shown?.person?.person.locale;
  const wanted = [theirs, preferredLocale(request, Object.keys(LANGUAGES)), shown?.video.locale];
  return {
    locale: wanted.find((one) => one !== undefined && (one.split('-')[0] ?? '') in LANGUAGES) ?? 'en',
    timeZone: campaign?.spec.timeZone ?? 'UTC',
    assets: { style: assets.style, script: assets.script },
  };
}

/** Answers the page's model; values of the person are in it only where the request asks for them and a session is there. */
export async function watchView(
  d: ViewerDeps,
  assets: PageAssets,
  request: Request,
  looked: Looked,
  shown: Shown,
): Promise<WatchView> {
  const { campaign, token } = looked;
  const { video } = shown;
  const page = pageView(request, assets, campaign, shown);
  const told = inLocale(campaign, shown, page.locale);
  const query = readQuery(request);
  const done = DONE.find((one) => one === query.done);
  const { format, retentionDays } = campaign.spec;
  const cta = ctaOf(campaign);
  const picture = `/p/${campaign.pictureId}/poster.jpg?locale=${encodeURIComponent(video.locale)}`;
  const person = await personView(d, request, looked, told);
  const { settings } = await readWorkspace(d.storage, campaign.workspaceId);
  const { logo: hash } = campaign.spec.brand;
  const logo = hash && (await findLogo(d.storage, campaign.workspaceId, hash));
  return {
    ...page,
    textLocale: localeOf(campaign.card, page.locale, 'en'),
    at: `/v/${token}`,
    carry: carried(request, looked),
    title: told.title,
    disclosure: told.disclosure,
    ...(logo ? { logo } : {}),
    ...(settings.dataProtection ? { dataProtection: settings.dataProtection } : {}),
    ...(settings.authority ? { authority: settings.authority } : {}),
    scenes: video.facts.scenes,
    // It says in words what is in the picture: for whoever looks, values are shown when they were asked for.
    transcript: looked.looking?.withValues === false ? [] : video.facts.words,
    video: {
      version: video.id,
      streams: video.status !== 'failed' && d.videos.stream.pieces(video).length > 0,
      state: video.status === 'ready' ? 'ready' : video.status === 'failed' ? 'failed' : 'drawing',
      seconds: video.facts.seconds,
      width: video.facts.width,
      height: video.facts.height,
      locale: video.locale,
      poster: `${picture}&format=${video.format}`,
    },
    formats: format === 'auto' ? Object.keys(campaign.card.formats) : [],
    format: video.format,
    preview: `${d.settings.publicUrl}${picture}`,
    ...(cta ? { cta: { label: localise(cta.label, page.locale), url: cta.url } } : {}),
    gpc: hasGpc(request),
    forAll: campaign.card.fields.length === 0,
    asked: person?.session && !person.generalBecause ? askedOf(shown, campaign) : [],
    asksCode: campaign.spec.confirm === 'code',
    polls: campaign.card.interactions.some(({ interaction }) => interaction.kind === 'poll'),
    measures: measures(request, campaign),
    ...(done ? { done } : {}),
    general: query.version === 'general',
    ...(looked.link.test ? { test: { endsAt: looked.link.endsAt.toISOString() } } : {}),
    looking: looked.looking !== undefined,
    trial: campaign.spec.trial !== undefined,
    cookieLost: query.opened === '1' && looked.session === undefined,
    retentionDays,
    shown: query.show === 'data',
    ...(person ? { person } : {}),
  };
}

function askedOf(shown: Shown, campaign: Campaign): WatchView['asked'] {
  const asked = storyOf(shown, campaign).interactions.filter((one) => one.kind === 'form' || one.kind === 'input');
  return asked.filter((one, at) => asked.findIndex(({ id }) => id === one.id) === at);
}

/** Whether plays of this campaign are counted, and this browser's among them. */
export const measures = (request: Request, campaign: Campaign): boolean => campaign.spec.measure && !hasGpc(request);

async function personView(
  d: ViewerDeps,
  request: Request,
  looked: Looked,
  shown: Shown,
): Promise<PersonView | undefined> {
  if (!shown.person) return undefined;
  const asked = readQuery(request).values === '1';
  const { generalBecause, verdict, person } = shown.person;
  // Whoever is not this person is told why the page is general, and can do no more than with the link alone.
  const session = looked.session !== undefined && generalBecause !== 'not-me';
  const held = generalBecause ? {} : verdict.kept.values;
  const past = session ? (await historyOf(d.storage, person)).toReversed() : [];
  const undo = undoOf(past[0], Object.keys(held));
  const { looking } = looked;
  const withValues = looking ? looking.withValues : asked && session;
  const looks = session ? await looksAt(d.storage.db, person.uuid) : [];
  return {
    session,
    looks,
    ...(session && looked.campaign.spec.measure ? { measuring: shown.person.measuring } : {}),
    ...(generalBecause ? { generalBecause } : {}),
    choices: choicesOf(shown).filter(({ field }) => field in held),
    ...(withValues ? { values: inWords(held) } : {}),
    history: past.flatMap((act) => toldAct(act, looked.campaign, shown)),
    ...(undo ? { undo } : {}),
    entries: session ? entriesOf(shown.disclosure.entries ?? [], withValues ? person.entries : []) : [],
  };
}

const isPast = (kind: string): kind is Past => (PAST as readonly string[]).includes(kind);

/** An act with the labels of what it was about, in the viewer's words. */
function toldAct({ kind, fields, at }: PastAct, campaign: Campaign, { disclosure }: Shown): PersonView['history'] {
  if (!isPast(kind)) return [];
  const labels = new Map(disclosure.fields.map(({ key, label }) => [key, label]));
  const content = contentOf(campaign.spec, campaign.card);
  for (const { interaction } of kind === 'sent' || kind === 'taken-back' ? campaign.card.interactions : []) {
    if (interaction.kind !== 'form') continue;
    for (const { key, label } of interaction.fields) labels.set(key, textOf(label, content, disclosure.locale.used));
  }
  return [{ past: kind, at: at.toISOString(), fields: (fields ?? []).map((key) => labels.get(key) ?? key) }];
}

/** What takes the last act back, where it was a switching and still can be. */
function undoOf(last: PastAct | undefined, held: readonly string[]): Record<string, boolean> | undefined {
  if (last?.kind !== 'switch-off' && last?.kind !== 'switch-on') return undefined;
  const fields = (last.fields ?? []).filter((key) => held.includes(key));
  return fields.length > 0 ? Object.fromEntries(fields.map((key) => [key, last.kind === 'switch-off'])) : undefined;
}

function entriesOf(
  told: NonNullable<Disclosure['entries']>,
  withValues: readonly { readonly id: string; readonly field: string; readonly value: string }[],
): PersonView['entries'] {
  return told.map(({ id, field, label, why, sentAt, keptUntil }) => {
    const value = withValues.find((one) => one.id === id && one.field === field)?.value;
    return { id, label, why, sentAt, keptUntil, ...(value === undefined ? {} : { value }) };
  });
}

/** Values as they came, as text: lists with commas, the rest as JSON writes it. */
function inWords(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const plain = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : JSON.stringify(value);
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(plain).join(', ') : plain(value),
    ]),
  );
}
