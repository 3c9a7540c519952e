/** Answers that are no video and no watch page: ended links, refusals, what follows an act. */
import type { Request, Response } from 'express';
import { renderGone, renderRefused } from '../../web/watch/plain.tsx';
import type { Done, ErasureView } from '../../web/watch/view.ts';
import type { PageAssets } from '../assets.ts';
import { PROBLEM_TYPE, typeOf } from '../problems.ts';
import { pageView } from './page.ts';
import { isForm } from './request.ts';
import type { Campaign } from './shown.ts';

/** Every way a viewer's request can fail; `title` names the rule and no value. */
export const REFUSALS = {
  gone: { status: 410, title: 'This link has ended.' },
  'session-needed': { status: 401, title: 'This needs a session: POST open first.' },
  'foreign-origin': { status: 403, title: 'Another site’s page may not do this.' },
  'only-looking': { status: 403, title: 'Whoever only looks can change nothing.' },
  gpc: { status: 409, title: 'This browser asks not to be tracked (Sec-GPC: 1): nothing is noted.' },
  'answer-needed': { status: 400, title: 'This campaign asks a question first: send {answer}.' },
  'answer-wrong': { status: 403, title: 'That is not the answer.' },
  'tries-used-up': { status: 403, title: 'All tries are used; the sender can make a new link.' },
  'value-refused': { status: 400, title: 'The value is not one that is taken here, or is never kept.' },
  'unknown-form': { status: 400, title: 'The video has no such form or poll.' },
  'unknown-event': { status: 400, title: 'The video has no such scene, interaction or option.' },
  'bad-body': { status: 400, title: 'The body does not have the shape this call takes.' },
  'unknown-field': { status: 400, title: 'The video has no such field.' },
  'not-drawn': { status: 503, title: 'The video is still being drawn; ask again.' },
  'no-stream': { status: 404, title: 'Videos are drawn whole here: there is video.mp4, and no stream.' },
  'no-part': { status: 404, title: 'The stream has no such part.' },
  'version-ended': { status: 410, title: 'This version of the video has ended; stream.m3u8 names the one of now.' },
  'draw-failed': { status: 503, title: 'The video could not be drawn.' },
  'no-receipt': { status: 404, title: 'There is no such receipt.' },
  'no-picture': { status: 404, title: 'There is no such picture.' },
} as const;
export type Refusal = keyof typeof REFUSALS;

/** RFC 9457 problem details. */
export function problem(
  response: Response,
  code: Refusal,
  errors?: readonly { path: string; code: string; message: string }[],
): void {
  const { status, title } = REFUSALS[code];
  response
    .status(status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify({ type: typeOf(code), title, status, detail: title, ...(errors ? { errors } : {}) }));
}

/** People get a page; a program says that it wants JSON, or asks for something that is no page. */
const wantsPage = (request: Request): boolean => request.accepts(['html', 'json']) === 'html';

/** 410: a page for people, with whom to ask where that is known; problem details for programs. */
export function gone(
  request: Request,
  response: Response,
  assets: PageAssets,
  campaign: Campaign | undefined,
  erasure?: ErasureView,
): void {
  if (!wantsPage(request)) {
    problem(response, 'gone');
    return;
  }
  const view = {
    ...pageView(request, assets, campaign),
    ...(request.query.done === 'erase' ? { erased: erasure ?? ('without-receipt' as const) } : {}),
    ...(campaign ? { controller: campaign.spec.controller } : {}),
  };
  response.status(410).type('html').send(renderGone(view));
}

/** Refuses an act: a page where a form sent it. */
export function refuse(request: Request, response: Response, assets: PageAssets, code: Refusal, token: string): void {
  if (!isForm(request)) {
    problem(response, code);
    return;
  }
  const view = { ...pageView(request, assets), at: `/v/${token}` };
  response.status(REFUSALS[code].status).type('html').send(renderRefused(view));
}

/** After an act: back to the page for a form (so that reloading repeats nothing), a short JSON for programs. */
export function acted(
  request: Request,
  response: Response,
  done: Done,
  token: string,
  carry: Record<string, string>,
): void {
  if (!isForm(request)) {
    response.json({ done });
    return;
  }
  response.redirect(303, `/v/${token}?${new URLSearchParams({ ...carry, done })}`);
}
