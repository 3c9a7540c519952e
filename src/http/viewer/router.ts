/**
 * Everything a viewer reaches: the link's page and what belongs to it, and the campaigns' pictures. The link is the
 * capability. GET and HEAD change and count nothing; every act has a form's twin, so that all of it works without a script.
 */
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import {
  ConsentError,
  correction,
  erase,
  notMe,
  openPerson,
  switchFields,
  unsubscribe,
  withdraw,
} from '../../consent/index.ts';
import { captions, receipt, rightsIn } from '../../disclosure/index.ts';
import { VideoError } from '../../videos/index.ts';
import { renderAct } from '../../web/watch/plain.tsx';
import { ACTS } from '../../web/watch/view.ts';
import { renderWatch } from '../../web/watch/watch.tsx';
import { acted, gone, problem, refuse } from './answers.ts';
import { type Assets, loadAssets } from './assets.ts';
import { viewerHeaders } from './headers.ts';
import { carried, pageView, watchView } from './page.ts';
import { sendPoster } from './poster.ts';
import { giveCookie, isForeign, isForm, presentedSession, readQuery } from './request.ts';
import { type Looked, look, manifestOf, mayDecide, type Shown, show, type ViewerDeps } from './shown.ts';
import { sendVideo, wishOf } from './video.ts';

export type { ViewerDeps } from './shown.ts';

type TokenRequest = Request<{ token: string }>;
type Handler = (request: TokenRequest, response: Response, looked: Looked) => Promise<void> | void;

const ASSETS = '/watch';
const BODY_LIMIT = '64kb';

const choicesSchema = z.strictObject({ fields: z.record(z.string(), z.boolean()) });
const fieldSchema = z.object({ field: z.string().optional() });

/** Mounted at the root: `/v/:token…`, `/p/:picture/…`, `/watch/:asset`. */
export function viewerRouter(d: ViewerDeps): Router {
  const assets: Assets = loadAssets(ASSETS);
  const router = Router({ caseSensitive: true });
  const body = [express.json({ limit: BODY_LIMIT }), express.urlencoded({ extended: false, limit: BODY_LIMIT })];

  router.use('/v', viewerHeaders);

  router.get(`${ASSETS}/:asset`, (request, response, next) => {
    const asset = assets.byName.get(request.params.asset);
    if (!asset) return next();
    response.set({ 'Cache-Control': 'public, max-age=31536000, immutable', 'X-Content-Type-Options': 'nosniff' });
    response.set('Content-Type', asset.type).send(asset.body);
  });

  /** What the link stands for, or 410. */
  const withLink =
    (handle: Handler) =>
    async (request: TokenRequest, response: Response): Promise<void> => {
      const looked = await look(d, request.params.token, presentedSession(request)?.session);
      if (!looked || 'ended' in looked) return gone(request, response, assets, looked?.ended);
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

  /** An act: never for another site's page. */
  const acts = (path: string, handle: Handler): void => {
    router.post(
      `/v/:token${path}`,
      ...body,
      withLink(async (request, response, looked) => {
        if (isForeign(request, d.settings.publicUrl)) {
          return refuse(request, response, assets, 'foreign-origin', looked.token);
        }
        await handle(request, response, looked);
      }),
    );
  };

  const shownTo = (request: Request, looked: Looked): Promise<Shown> => show(d, looked, wishOf(request, looked));

  reads('', async (request, response, looked) => {
    const shown = await shownTo(request, looked);
    response.type('html').send(renderWatch(watchView(d, assets, request, looked, shown)));
  });

  reads('/manifest.json', async (request, response, looked) => {
    response.json(manifestOf(await shownTo(request, looked), looked.campaign));
  });

  reads('/captions.vtt', async (request, response, looked) => {
    const { facts } = (await shownTo(request, looked)).video;
    response.type('text/vtt').send(captions(facts.words, facts.scenes));
  });

  reads('/receipt.json', async (request, response, looked) => {
    const shown = await shownTo(request, looked);
    response
      .type('application/ld+json')
      .send(
        JSON.stringify(
          receipt(shown.person ? { disclosure: shown.disclosure, at: d.clock() } : { disclosure: shown.disclosure }),
          null,
          2,
        ),
      );
  });

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

  acts('/open', async (request, response, looked) => {
    if (looked.campaign.spec.confirm === 'code') {
      return refuse(request, response, assets, 'code-not-offered', looked.token);
    }
    const opened = await d.delivery.openSession(looked.link);
    const shown = await show(d, { ...looked, session: opened.session, personal: true }, readQuery(request));
    await d.videos.request(shown.video, 'watch');
    const keepInAddress = (request.body as { keep?: unknown } | undefined)?.keep === 'address';
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
  });

  /** Sets switches and starts drawing what they ask for. Answers false when it has refused. */
  async function choose(response: Response, looked: Looked, fields: Record<string, boolean>): Promise<boolean> {
    const known = new Set(looked.campaign.card.fields.map((field) => field.key));
    const unknown = Object.keys(fields).filter((key) => !known.has(key));
    if (unknown.length > 0) {
      const path = (key: string) => `fields.${/^[A-Za-z]\w{0,63}$/.test(key) ? key : 'other'}`;
      const message = 'is no field of this video';
      problem(
        response,
        'unknown-field',
        unknown.slice(0, 20).map((key) => ({ path: path(key), code: 'unknown-field', message })),
      );
      return false;
    }
    await switchFields(d.storage, looked.link.recipientUuid, fields, d.clock());
    return true;
  }

  router.put(
    '/v/:token/choices',
    ...body,
    withLink(async (request, response, looked) => {
      if (isForeign(request, d.settings.publicUrl)) return problem(response, 'foreign-origin');
      if (!(await mayDecide(d, looked))) return problem(response, 'session-needed');
      const parsed = choicesSchema.safeParse(request.body);
      if (!parsed.success) return problem(response, 'bad-body');
      if (!(await choose(response, looked, parsed.data.fields))) return;
      const shown = await shownTo(request, looked);
      await d.videos.request(shown.video, 'watch');
      response.json(manifestOf(shown, looked.campaign));
    }),
  );

  acts('/choices', async (request, response, looked) => {
    if (!(await mayDecide(d, looked))) return refuse(request, response, assets, 'session-needed', looked.token);
    const entries = Object.entries((request.body ?? {}) as Record<string, unknown>);
    const fields = Object.fromEntries(entries.map(([key, value]) => [key, value === 'true' || value === 'on']));
    if (!(await choose(response, looked, fields))) return;
    await d.videos.request((await shownTo(request, looked)).video, 'watch');
    response.redirect(
      303,
      `/v/${looked.token}?${new URLSearchParams({ ...carried(request, looked), done: 'choices' })}`,
    );
  });

  const whoIs = async (looked: Looked) => {
    const person = await openPerson(d.storage, looked.link.recipientUuid);
    return person && { workspaceId: person.workspaceId, personHash: person.personHash };
  };
  const purposeOf = ({ campaign }: Looked): string => campaign.spec.purpose ?? campaign.card.purpose;
  const fieldOf = (request: Request, looked: Looked): string | undefined => {
    const { field } = fieldSchema.catch({}).parse(request.body ?? {});
    return looked.campaign.card.fields.find((one) => one.key === field)?.key;
  };

  acts('/withdraw', async (request, response, looked) => {
    const who = await whoIs(looked);
    if (who) await withdraw(d.storage, { ...who, purpose: purposeOf(looked) }, d.clock());
    acted(request, response, 'withdraw', looked.token, carried(request, looked));
  });

  acts('/dispute', async (request, response, looked) => {
    const who = await whoIs(looked);
    const field = fieldOf(request, looked);
    const what = { purpose: purposeOf(looked), ...(field ? { fields: [field] } : {}), disputed: true };
    if (who) await withdraw(d.storage, { ...who, ...what }, d.clock());
    acted(request, response, 'dispute', looked.token, carried(request, looked));
  });

  acts('/correction', async (request, response, looked) => {
    const field = fieldOf(request, looked);
    if (!field) return problem(response, 'unknown-field');
    await correction(d.storage, looked.link.recipientUuid, field, d.clock());
    acted(request, response, 'correction', looked.token, carried(request, looked));
  });

  acts('/not-me', async (request, response, looked) => {
    await notMe(d.storage, looked.link.recipientUuid, d.clock());
    acted(request, response, 'not-me', looked.token, {});
  });

  acts('/erase', async (request, response, looked) => {
    if (!(await mayDecide(d, looked))) return refuse(request, response, assets, 'session-needed', looked.token);
    const who = await whoIs(looked);
    if (who) await erase(d.storage, who, d.clock());
    acted(request, response, 'erase', looked.token, {});
  });

  // RFC 8058: a mail program posts here for its reader; whoever has the link may, from anywhere, and no redirect follows.
  router.post(
    '/v/:token/unsubscribe',
    ...body,
    withLink(async (request, response, looked) => {
      await unsubscribe(d.storage, looked.link.recipientUuid, d.clock());
      const oneClick = (request.body as Record<string, unknown> | undefined)?.['List-Unsubscribe'] === 'One-Click';
      const ownForm = request.is('application/x-www-form-urlencoded') && request.headers.accept?.includes('text/html');
      if (oneClick || !ownForm) response.json({ done: 'unsubscribe' });
      else acted(request, response, 'unsubscribe', looked.token, carried(request, looked));
    }),
  );

  router.use('/v', bodyErrors);

  router.get('/p/:picture/poster.jpg', (request, response) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'X-Robots-Tag': 'noindex' });
    return sendPoster(d, request, response, request.params.picture);
  });

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
