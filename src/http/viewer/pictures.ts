/**
 * Posters and animations. A campaign's own have one address for everybody and always answer, from the moment the campaign
 * exists and after every link has ended; a personal one has a token of its own that opens nothing else, and falls back to
 * the campaign's: where the campaign asks for none, after a withdrawal, and when drawing takes too long.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { CurrentVideo, PictureKind } from '../../videos/index.ts';
import { mailFormat } from '../mail/format.ts';
import { problem } from './answers.ts';
import { readQuery } from './request.ts';
import { type Campaign, readCampaign, type ViewerDeps } from './shown.ts';

/** Plain paper, for a picture that cannot be drawn now. */
const PAPER = {
  'image/jpeg': readFileSync(new URL('./paper.jpg', import.meta.url)),
  'image/gif': readFileSync(new URL('./paper.gif', import.meta.url)),
};
const GENERAL_AGE = 'public, max-age=300';
const NEVER = 'private, no-store';
/** A mail program waits for a picture, but not for long. */
const PATIENCE_MS = 15_000;

export type PictureFile = 'poster.jpg' | 'animation.gif';

/** Answers 200 with a picture for every campaign and every token that ever was one. */
export async function sendPicture(
  d: ViewerDeps,
  request: Request,
  response: Response,
  name: string,
  file: PictureFile,
): Promise<void> {
  const campaign = await readCampaign(d, { pictureId: name });
  if (campaign) return general(d, request, response, campaign, file);
  const link = await d.delivery.find(name, 'picture');
  const theirs = link && (await readCampaign(d, { id: link.campaignId }));
  if (!link || !theirs) return problem(response, 'no-picture');
  const asked = file === 'poster.jpg' ? theirs.spec.poster : theirs.spec.animation;
  if (!link.ended && asked === 'personal') {
    const video = await d.videos.personal(link.recipientUuid, formatOf(request, theirs, file)).catch(() => undefined);
    const picture = video && !('general' in video) ? await drawn(d, request, video, file) : undefined;
    if (picture) return send(response, picture, file, NEVER);
  }
  return general(d, request, response, theirs, file, NEVER);
}

async function general(
  d: ViewerDeps,
  request: Request,
  response: Response,
  campaign: Campaign,
  file: PictureFile,
  age = GENERAL_AGE,
): Promise<void> {
  const { locale } = readQuery(request);
  const picture = await d.videos
    .general(campaign.id, { ...(locale ? { locale } : {}), ...formatOf(request, campaign, file) })
    .then((video) => drawn(d, request, video, file))
    .catch(() => undefined);
  send(response, picture, file, picture ? age : 'no-store');
}

/** What stands in a mail lies, whatever the campaign's format. */
const formatOf = (request: Request, { card }: Campaign, file: PictureFile) => {
  const { format, play } = readQuery(request);
  if (format && card.formats[format]) return { format };
  return play || file === 'animation.gif' ? { format: mailFormat(card).format } : {};
};

/** Undefined where it cannot be drawn, or not soon enough; it is drawn to its end then, for who asks next. */
async function drawn(
  d: ViewerDeps,
  request: Request,
  video: CurrentVideo,
  file: PictureFile,
): Promise<Buffer | undefined> {
  const { play, scene } = readQuery(request);
  const kind: PictureKind = file === 'animation.gif' ? 'animation' : play ? 'mail' : 'poster';
  const done = new AbortController();
  const picture = d.videos.picture(video, kind, scene).catch(() => undefined);
  const late = sleep(PATIENCE_MS, undefined, { signal: done.signal }).catch(() => undefined);
  return Promise.race([picture, late]).finally(() => done.abort());
}

function send(response: Response, picture: Buffer | undefined, file: PictureFile, age: string): void {
  const type = file === 'animation.gif' ? 'image/gif' : 'image/jpeg';
  response.set('Cache-Control', age);
  // Mail clients and previews show it on their own pages.
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
  response.type(type).send(picture ?? PAPER[type]);
}
