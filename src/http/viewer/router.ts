/**
 * Everything a viewer reaches: the link's page and what belongs to it, and the campaigns' pictures. The link is the
 * capability. GET and HEAD change and count nothing; every act has a form's twin, so that all of it works without a script.
 */
import { type ErrorRequestHandler, type Request, Router } from 'express';
import { ConsentError } from '../../consent/index.ts';
import { captions, descriptions, rightsIn } from '../../disclosure/index.ts';
import { VideoError } from '../../videos/index.ts';
import { renderAct } from '../../web/watch/plain.tsx';
import { ACTS } from '../../web/watch/view.ts';
import { renderWatch } from '../../web/watch/watch.tsx';
import { pageAssets } from '../assets.ts';
import { embedRouter } from '../embed.ts';
import { liveAssets } from '../live.ts';
import { addActs, type Handler, type WithLink } from './acts.ts';
import { gone, problem } from './answers.ts';
import { allowEmbedding, viewerHeaders } from './headers.ts';
import { liveOf } from './live.ts';
import { logoRouter } from './logos.ts';
import { totals } from './measuring.ts';
import { showQuestion } from './opening.ts';
import { pageView, watchView } from './page.ts';
import { sendPicture } from './pictures.ts';
import { addReceiptPages, erasureIn, sendPaper, sendReceipt } from './receipts.ts';
import { carried, presentedSession } from './request.ts';
import { type Looked, look, manifestOf, type Shown, show, type ViewerDeps } from './shown.ts';
import { sendMaster, sendPart } from './stream.ts';
import { sendVideo, wishOf } from './video.ts';

export type { ViewerDeps } from './shown.ts';

/** Mounted at the root: `/v/:token…`, `/p/:picture/…`, `/logos/…`, `/watch/assets/:asset`. */
export function viewerRouter(d: ViewerDeps): Router {
  const { assets, router: files } = pageAssets('watch');
  const live = liveAssets(d.frames);
  const router = Router({ caseSensitive: true });

  router.use(['/v', '/receipt'], viewerHeaders);

  router.use(files);
  router.use(live.router);
  router.use(embedRouter());
  router.use(logoRouter(d.storage));

  /** What the link stands for, or 410. */
  const withLink: WithLink = (handle) => async (request, response) => {
    const looked = await look(d, request.params.token, presentedSession(request)?.session);
    if (!looked || 'ended' in looked) {
      return gone(request, response, assets, looked?.ended, await erasureIn(d, request));
    }
    try {
      await handle(request, response, looked);
    } catch (error) {
      // Erased or dropped since the link was looked up.
      if (!isGone(error) || response.headersSent) throw error;
      gone(request, response, assets, looked.campaign);
    }
  };

  const reads = (path: string, handle: Handler): void => {
    router.get(`/v/:token${path}`, withLink(handle));
  };

  const shownTo = (request: Request, looked: Looked): Promise<Shown> => show(d, looked, wishOf(request, looked));

  reads('', async (request, response, looked) => {
    const shown = await shownTo(request, looked);
    allowEmbedding(response, looked.campaign.spec.embedOn ?? []);
    response.type('html').send(renderWatch(await watchView(d, assets, request, looked, shown)));
  });

  reads('/manifest.json', async (request, response, looked) => {
    response.json(manifestOf(await shownTo(request, looked), looked.campaign));
  });

  reads('/live.json', async (request, response, looked) => {
    const shown = await shownTo(request, looked);
    response.json(liveOf(shown, looked.campaign, live.addresses(looked.campaign.card.id)));
  });

  reads('/captions.vtt', async (request, response, looked) => {
    const { facts } = (await shownTo(request, looked)).video;
    response.type('text/vtt').send(captions(facts.words, facts.scenes));
  });

  reads('/descriptions.vtt', async (request, response, looked) => {
    const { facts } = (await shownTo(request, looked)).video;
    response.type('text/vtt').send(descriptions(facts.words, facts.scenes));
  });

  reads('/receipt.json', async (request, response, looked) => {
    await sendReceipt(d, response, await shownTo(request, looked));
  });
  reads('/receipt', async (request, response, looked) => {
    sendPaper(d, request, response, looked, await shownTo(request, looked), assets);
  });
  reads('/votes', async (_request, response, looked) => {
    response.json(await totals(d, looked));
  });
  reads('/open', (request, response, looked) => showQuestion(d, request, response, looked, assets));

  reads('/stream.m3u8', async (request, response, looked) => {
    sendMaster(d, request, response, looked, await shownTo(request, looked));
  });
  reads('/stream/:version/:part', (request, response, looked) => sendPart(d, request, response, looked));

  reads('/video.mp4', (request, response, looked) => sendVideo(d, request, response, looked));

  reads('/data.json', async (request, response, looked) => {
    if (!looked.session) return problem(response, 'session-needed');
    const { person } = await shownTo(request, looked);
    response.json({ fields: person && !person.generalBecause ? person.verdict.data : {} });
  });

  for (const act of ACTS) {
    reads(`/${act}`, (request, response, looked) => {
      const { campaign, token } = looked;
      const view = pageView(request, assets, campaign);
      const sender = campaign.spec.controller.name;
      const rights = rightsIn(view.locale, sender);
      const at = `/v/${token}`;
      response.type('html').send(renderAct({ ...view, at, carry: carried(request, looked), act, sender, rights }));
    });
  }

  addActs(router, d, assets, withLink);
  addReceiptPages(router, d, assets);
  router.use(['/v', '/receipt'], bodyErrors);

  for (const file of ['poster.jpg', 'animation.gif'] as const) {
    router.get(`/p/:picture/${file}`, (request, response) => {
      response.set({ 'X-Content-Type-Options': 'nosniff', 'X-Robots-Tag': 'noindex' });
      return sendPicture(d, request, response, request.params.picture, file);
    });
  }

  return router;
}

const isGone = (error: unknown): boolean =>
  (error instanceof ConsentError || error instanceof VideoError) && error.code === 'unknown-recipient';

/** What the body parsers could not read is the sender's to mend. */
const bodyErrors: ErrorRequestHandler = (error: { type?: unknown }, _request, response, next) => {
  const { type } = error;
  if (typeof type === 'string' && /^(entity|encoding|charset|parameters|request)\./.test(type)) {
    problem(response, 'bad-body');
  } else next(error);
};
