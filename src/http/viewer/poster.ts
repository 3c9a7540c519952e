/**
 * Posters. A campaign's own is one address for everybody and always answers, from the moment the campaign exists and after
 * every link has ended; a personal one has a token of its own that opens nothing else, and falls back to the campaign's.
 */
import { readFileSync } from 'node:fs';
import type { Request, Response } from 'express';
import { problem } from './answers.ts';
import { readQuery } from './request.ts';
import { type Campaign, readCampaign, type ViewerDeps } from './shown.ts';

/** Plain paper, for a picture that cannot be drawn now. */
const PAPER = readFileSync(new URL('./paper.jpg', import.meta.url));
const GENERAL_AGE = 'public, max-age=300';

export async function sendPoster(d: ViewerDeps, request: Request, response: Response, name: string): Promise<void> {
  const campaign = await readCampaign(d, { pictureId: name });
  if (campaign) return general(d, request, response, campaign);
  const link = await d.delivery.find(name, 'picture');
  const theirs = link && (await readCampaign(d, { id: link.campaignId }));
  if (!link || !theirs) return problem(response, 'no-picture');
  if (!link.ended) {
    const video = await d.videos.personal(link.recipientUuid);
    if (!('general' in video)) {
      const picture = await d.videos.poster(video).catch(() => undefined);
      if (picture) return jpeg(response, picture, 'private, no-store');
    }
  }
  return general(d, request, response, theirs, 'private, no-store');
}

async function general(
  d: ViewerDeps,
  request: Request,
  response: Response,
  campaign: Campaign,
  age = GENERAL_AGE,
): Promise<void> {
  const { locale, format, scene } = readQuery(request);
  const picture = await d.videos
    .general(campaign.id, { ...(locale ? { locale } : {}), ...(format ? { format } : {}) })
    .then((video) => d.videos.poster(video, scene))
    .catch(() => undefined);
  jpeg(response, picture ?? PAPER, picture ? age : 'no-store');
}

function jpeg(response: Response, picture: Buffer, age: string): void {
  response.set('Cache-Control', age);
  // Mail clients and previews show it on their own pages.
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
  response.type('image/jpeg').send(picture);
}
