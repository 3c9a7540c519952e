/**
 * `video.mp4`: the version that the gate allows now, and no other. One that is not drawn yet is asked for and waited for,
 * at most half a minute, by everybody together; a viewer who leaves frees everything.
 */
import type { Request, Response } from 'express';
import { type Sending, send } from '../../delivery/index.ts';
import { problem } from './answers.ts';
import { preferredLocale, readQuery } from './request.ts';
import { type Looked, type Shown, show, type ViewerDeps, type Wish } from './shown.ts';

const WAIT_MS = 30_000;
const ASK_AGAIN_SECONDS = 5;
const AFTER_FAILURE_SECONDS = 60;

export const wishOf = (request: Request, looked: Looked): Wish => {
  const { format, version } = readQuery(request);
  const locale = preferredLocale(request, looked.campaign.card.locales);
  return { format, locale, general: version === 'general' };
};

export async function sendVideo(d: ViewerDeps, request: Request, response: Response, looked: Looked): Promise<void> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  const shown = await readyVersion(d, looked, wishOf(request, looked), left.signal);
  if (left.signal.aborted) return;
  const { video } = shown;
  if (video.status !== 'ready' || video.bytes === undefined) {
    const failed = video.status === 'failed';
    response.set('Retry-After', String(failed ? AFTER_FAILURE_SECONDS : ASK_AGAIN_SECONDS));
    return problem(response, failed ? 'draw-failed' : 'not-drawn');
  }
  // A proxy that gathers the answer before it passes it on would undo the cut.
  response.set('X-Accel-Buffering', 'no');
  await send(request, response, {
    ...guardOf(d, looked, video),
    type: 'video/mp4',
    tag: video.id,
    bytes: video.bytes,
    read: (span) => d.videos.read(video, span),
  });
}

/**
 * Who says, while a version is sent, whether it still may be. What was shown through a session ends with it; what the
 * link alone shows ends with the link.
 */
export function guardOf(
  d: ViewerDeps,
  looked: Looked,
  video: Shown['video'],
): Pick<Sending, 'key' | 'allowed' | 'watchman'> {
  const session = video.personal ? looked.session : undefined;
  return {
    key: `${looked.link.linkHash.toString('hex')} ${session ?? ''} ${video.id}`,
    allowed: async () => (await d.delivery.stillOpen(looked.token, session)) && (await d.videos.allowed(video)),
    watchman: d.delivery.watchman,
  };
}

/** Waits while it is drawn. Choices made meanwhile count: each look asks the gate anew. */
async function readyVersion(d: ViewerDeps, looked: Looked, wish: Wish, left: AbortSignal): Promise<Shown> {
  const end = performance.now() + WAIT_MS;
  for (;;) {
    const shown = await show(d, looked, wish);
    const wait = end - performance.now();
    if (shown.video.status === 'ready' || shown.video.status === 'failed' || wait <= 0 || left.aborted) return shown;
    await d.videos.request(shown.video, 'watch');
    const status = await d.videos.waitReady(shown.video.id, wait, left).catch(() => undefined);
    if (left.aborted) return shown;
    if (status !== undefined && status !== 'ready' && status !== 'failed') return show(d, looked, wish);
  }
}
