/** From what is shown to what the watch page is drawn from. */
import type { Request } from 'express';
import { localise } from '../../../remotion/localise.ts';
import type { PageView, PersonView, WatchView } from '../../web/watch/view.ts';
import { DONE } from '../../web/watch/view.ts';
import { LANGUAGES } from '../../web/watch/words.ts';
import type { PageAssets } from '../assets.ts';
import { carried, hasGpc, preferredLocale, readQuery } from './request.ts';
import { type Campaign, choicesOf, type Looked, type Shown, type ViewerDeps } from './shown.ts';

/** The page's own language: the video's where there are words in it, else the reader's, else English. */
export function pageView(request: Request, assets: PageAssets, campaign?: Campaign, locale?: string): PageView {
  const has = (one: string | undefined): boolean => one !== undefined && (one.split('-')[0] ?? '') in LANGUAGES;
  const mine = locale ?? preferredLocale(request, Object.keys(LANGUAGES));
  return {
    locale: mine !== undefined && has(mine) ? mine : 'en',
    timeZone: campaign?.spec.timeZone ?? 'UTC',
    assets: { style: assets.style, script: assets.script },
  };
}

/** Answers the page's model; values of the person are in it only where the request asks for them and a session is there. */
export function watchView(
  d: ViewerDeps,
  assets: PageAssets,
  request: Request,
  looked: Looked,
  shown: Shown,
): WatchView {
  const { campaign, token } = looked;
  const { video, disclosure } = shown;
  const query = readQuery(request);
  const done = DONE.find((one) => one === query.done);
  const { cta, format, retentionDays } = campaign.spec;
  const poster = `/p/${campaign.pictureId}/poster.jpg?locale=${encodeURIComponent(video.locale)}`;
  const person = personView(looked, shown, query.values === '1');
  return {
    ...pageView(request, assets, campaign, video.locale),
    at: `/v/${token}`,
    carry: carried(request, looked),
    title: shown.title,
    disclosure,
    scenes: video.facts.scenes,
    transcript: video.facts.words,
    video: {
      version: video.id,
      streams: video.status !== 'failed' && d.videos.stream.pieces(video).length > 0,
      state: video.status === 'ready' ? 'ready' : video.status === 'failed' ? 'failed' : 'drawing',
      seconds: video.facts.seconds,
      width: video.facts.width,
      height: video.facts.height,
      locale: video.locale,
      poster,
    },
    formats: format === 'auto' ? Object.keys(campaign.card.formats) : [],
    format: video.format,
    preview: `${d.settings.publicUrl}${poster}`,
    ...(cta ? { cta: { label: localise(cta.label, video.locale), url: cta.url } } : {}),
    gpc: hasGpc(request),
    ...(done ? { done } : {}),
    general: query.version === 'general',
    cookieLost: query.opened === '1' && looked.session === undefined,
    retentionDays,
    shown: query.show === 'data',
    ...(person ? { person } : {}),
  };
}

function personView(looked: Looked, shown: Shown, withValues: boolean): PersonView | undefined {
  if (!shown.person) return undefined;
  const { generalBecause, verdict } = shown.person;
  // Whoever is not this person is told why the page is general, and can do no more than with the link alone.
  const session = looked.session !== undefined && generalBecause !== 'not-me';
  const held = generalBecause ? {} : verdict.kept.values;
  return {
    session,
    ...(generalBecause ? { generalBecause } : {}),
    choices: choicesOf(shown).filter(({ field }) => field in held),
    ...(withValues && session ? { values: inWords(held) } : {}),
  };
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
