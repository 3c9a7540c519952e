/**
 * The stream (HLS): the playlists at once, each piece when it is drawn. A piece belongs to one version of the video and
 * is served while the gate allows that version; afterwards it answers 410, and a player asks for the new playlist.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import { masterPlaylist, mediaPlaylist, send } from '../../delivery/index.ts';
import { codecOf, soundLengths } from '../../render/index.ts';
import { wholeSeconds } from '../../videos/index.ts';
import { problem } from './answers.ts';
import { carried } from './request.ts';
import { type Looked, type Shown, show, type ViewerDeps } from './shown.ts';
import { guardOf, wishOf } from './video.ts';

const WAIT_MS = 30_000;
const ASK_AGAIN_SECONDS = 1;
const PLAYLIST = 'application/vnd.apple.mpegurl';

/** `stream.m3u8`: where the pictures and the sound of the version of now are. */
export function sendMaster(d: ViewerDeps, request: Request, response: Response, looked: Looked, shown: Shown): void {
  const { video } = shown;
  if (d.videos.stream.pieces(video).length === 0) {
    problem(response, 'no-stream');
    return;
  }
  const { width, height, fps } = video.facts;
  const codecs = `${codecOf({ width, height, fps })},mp4a.40.2`;
  const at = addresses(request, looked);
  response
    .type(PLAYLIST)
    .send(masterPlaylist({ width, height, fps, codecs }, (name) => at(`stream/${video.id}/${name}`)));
  // Whoever reads the playlist wants the beginning next.
  if (request.method === 'GET') void d.videos.request(video, 'watch').catch(() => {});
}

/** Anything under `stream/<version>/`. */
export async function sendPart(d: ViewerDeps, request: Request, response: Response, looked: Looked): Promise<void> {
  const { version, part } = request.params as { version: string; part: string };
  const { video } = await show(d, looked, wishOf(request, looked));
  if (video.id !== version) return problem(response, 'version-ended');
  const pieces = d.videos.stream.pieces(video);
  const at = addresses(request, looked);
  if (part === 'pictures.m3u8') {
    const lengths = pieces.map(({ frames }) => frames / video.facts.fps);
    response.type(PLAYLIST).send(mediaPlaylist(lengths, '', at));
    return;
  }
  if (part === 'sound.m3u8') {
    response.type(PLAYLIST).send(mediaPlaylist(soundLengths(wholeSeconds(video.facts)), 'sound-', at));
    return;
  }
  const left = new AbortController();
  response.once('close', () => left.abort());
  const bytes = part.startsWith('sound-')
    ? await soundPart(d, video, part)
    : await picturePart(d, video, part, left.signal);
  if (left.signal.aborted) return;
  if (bytes === 'none') return problem(response, 'no-part');
  if (!bytes) {
    response.set('Retry-After', String(ASK_AGAIN_SECONDS));
    return problem(response, 'not-drawn');
  }
  // It may have waited long: asked again before the first byte, and while it is sent.
  const guard = guardOf(d, looked, video);
  if (!(await guard.allowed())) return problem(response, 'version-ended');
  response.set('X-Accel-Buffering', 'no');
  await send(request, response, {
    ...guard,
    type: part.startsWith('sound-') ? 'audio/mp4' : 'video/mp4',
    // A part that was drawn again has the same pictures and other bytes: half of each is none.
    tag: `${video.id}-${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}`,
    bytes: bytes.length,
    read: async ({ start, end }) => Readable.from([bytes.subarray(start, end + 1)]),
  });
}

type Part = Buffer | 'none' | undefined;

const placeIn = (part: string, prefix = ''): number | undefined => {
  const [, digits] = new RegExp(`^${prefix}(\\d{1,4})\\.m4s$`).exec(part) ?? [];
  return digits === undefined ? undefined : Number(digits);
};

async function picturePart(d: ViewerDeps, video: Shown['video'], part: string, signal: AbortSignal): Promise<Part> {
  const place = part === 'init.mp4' ? 0 : placeIn(part);
  if (place === undefined || place >= d.videos.stream.pieces(video).length) return 'none';
  const piece = await d.videos.stream.segment(video, place, WAIT_MS, signal);
  return part === 'init.mp4' ? piece?.init : piece?.media;
}

async function soundPart(d: ViewerDeps, video: Shown['video'], part: string): Promise<Part> {
  const { init, pieces } = await d.videos.stream.sound(video);
  if (part === 'sound-init.mp4') return init;
  return pieces[placeIn(part, 'sound-') ?? pieces.length] ?? 'none';
}

/** What the request's address carries on, every address in its answer does. */
function addresses(request: Request, looked: Looked): (name: string) => string {
  const query = new URLSearchParams(carried(request, looked)).toString();
  return (name) => (query ? `${name}?${query}` : name);
}
