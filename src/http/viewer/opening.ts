/** "This is me": with one press, or after the sender's question (`confirm: "code"`). */
import type { Request, Response } from 'express';
import { localise } from '../../../remotion/localise.ts';
import { noteGpc } from '../../consent/index.ts';
import type { OpenedSession } from '../../delivery/index.ts';
import { renderCode } from '../../web/watch/plain.tsx';
import type { PageAssets } from '../assets.ts';
import { problem, REFUSALS } from './answers.ts';
import { tally } from './measuring.ts';
import { pageView } from './page.ts';
import { carried, giveCookie, hasGpc, isForm, readQuery } from './request.ts';
import type { Looked, ViewerDeps } from './shown.ts';

/** The page with the question; where none is asked, the watch page. */
export async function showQuestion(
  d: ViewerDeps,
  request: Request,
  response: Response,
  looked: Looked,
  assets: PageAssets,
  o: { readonly left?: number; readonly status?: number } = {},
): Promise<void> {
  const { campaign, token } = looked;
  const { confirm, confirmQuestion, controller } = campaign.spec;
  if (confirm !== 'code' || confirmQuestion === undefined) return response.redirect(303, `/v/${token}`);
  const view = pageView(request, assets, campaign);
  const left = o.left ?? ((await d.delivery.triesLeft(looked.link)) === 0 ? 0 : undefined);
  response
    .status(o.status ?? 200)
    .type('html')
    .send(
      renderCode({
        ...view,
        ...{ at: `/v/${token}`, carry: carried(request, looked), sender: controller.name },
        question: localise(confirmQuestion, view.locale),
        ...(left === undefined ? {} : { left }),
      }),
    );
}

/** Opens a session, or answers why not; then nothing more is to be done. */
export async function openedBy(
  d: ViewerDeps,
  request: Request,
  response: Response,
  looked: Looked,
  assets: PageAssets,
  answer: unknown,
): Promise<OpenedSession | undefined> {
  const opened = await tried(d, looked, answer);
  if (typeof opened === 'object' && 'session' in opened) {
    if (hasGpc(request)) await noteGpc(d.storage, looked.link.recipientUuid, d.clock());
    await tally(d, request, looked, [{ name: 'opened' }]);
    return opened;
  }
  const code = opened === 'no-answer' ? 'answer-needed' : opened.left === 0 ? 'tries-used-up' : 'answer-wrong';
  if (isForm(request)) {
    const left = opened === 'no-answer' ? {} : opened;
    await showQuestion(d, request, response, looked, assets, { ...left, status: REFUSALS[code].status });
  } else problem(response, code, [{ path: 'answer', code, message: 'is asked for by this campaign' }]);
  return undefined;
}

const LONGEST = 200;

async function tried(
  d: ViewerDeps,
  looked: Looked,
  answer: unknown,
): Promise<OpenedSession | { readonly left: number } | 'no-answer'> {
  if (looked.campaign.spec.confirm !== 'code') return d.delivery.openSession(looked.link);
  if (typeof answer !== 'string' || answer.trim() === '' || answer.length > LONGEST) return 'no-answer';
  return d.delivery.openWithAnswer(looked.link, answer);
}

/** Where "this is me" leads: the page, with the session in its address where a browser keeps no cookies. */
export function answerOpened(
  d: ViewerDeps,
  request: Request,
  response: Response,
  looked: Looked,
  opened: OpenedSession,
  keepInAddress: boolean,
): void {
  if (!keepInAddress) giveCookie(request, response, d.settings.publicUrl, looked.token, opened);
  if (!isForm(request)) {
    response.json({ session: opened.session, expiresAt: opened.expiresAt.toISOString() });
    return;
  }
  const { format } = readQuery(request);
  const query = new URLSearchParams({
    ...(format ? { format } : {}),
    ...(keepInAddress ? { session: opened.session } : { opened: '1' }),
  });
  response.redirect(303, `/v/${looked.token}?${query}`);
}
