/**
 * The console and the reference: pages rendered here, complete without a script. Signing in takes the address that is
 * printed at start, once, an e-mail address with a password and where wanted a second factor, an invitation, or an API key.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { ACCOUNT_ERRORS, AccountError, readInvitation, type Step } from '../../accounts/index.ts';
import { renderConsole } from '../../web/console/page.tsx';
import { renderReference } from '../../web/console/reference.tsx';
import { readLook } from '../../web/console/shell/look-cookie.ts';
import { type Failed, renderInvitation, renderSignIn, renderStartUsed } from '../../web/console/sign-in.tsx';
import { type PageAssets, pageAssets } from '../assets.ts';
import { keyCaller, type Sessions } from '../auth.ts';
import { pageHeaders } from '../headers.ts';
import { Problem } from '../problems.ts';
import { sendProgress } from '../progress.ts';
import type { Rooms } from '../registry.ts';
import { ROUTES } from '../routes/index.ts';
import { ownPagesOnly } from '../same-origin.ts';
import { consoleBundle } from './bundle.ts';
import { allowing, form, texts } from './form.ts';
import { KeySessions } from './key-sessions.ts';
import { passwordPages } from './password.ts';
import { allProblems, errorCodes, messages, referenceGroups } from './reference.ts';
import { recordSignIn, SignedInSessions, sendCookies } from './signed-in.ts';

export interface ConsoleOptions {
  readonly rooms: Rooms;
  /** Opens the console once: `/console/start/<code>`. */
  readonly code: string | undefined;
  /** Where the console's build is kept. */
  readonly cacheDir: string | undefined;
  /** What the identity provider is called here; absent where there is none. */
  readonly provider: string | undefined;
}

export interface Console {
  readonly router: Router;
  readonly assets: PageAssets;
  readonly sessions: Sessions;
}

/** How an identity provider's answer ends for somebody who does not come in. */
const TURNED_AWAY = ['not-invited', 'email-unverified', 'provider-refused'] as const;

export function openConsole({ rooms, code, cacheDir, provider }: ConsoleOptions): Console {
  const { storage, settings, clock } = rooms;
  const { assets, router: files } = pageAssets('console');
  const { people, limits } = rooms;
  const keySessions = new KeySessions({ clock, secure: settings.publicUrl.startsWith('https:') });
  const sessions = new SignedInSessions(people, keySessions);
  const redeem = once(code);
  const app = consoleBundle(cacheDir);
  const router = Router();
  const page = (response: Response, html: string): void => void response.type('html').send(html);

  router.use(files, app.router);
  router.use(['/console', '/docs'], pageHeaders);
  router.get('/', (_request, response) => response.redirect(303, '/console'));

  router.get('/console/events', async (request, response) => {
    const session = await sessions.find(request);
    if (!session) throw new Problem('unauthorized');
    const left = new AbortController();
    response.once('close', () => left.abort());
    const list = () => rooms.campaigns.list(session.workspaceId);
    const campaigns = await list();
    const namesOf = (some: typeof campaigns) => some.map((one) => one.id).join();
    const goesOn = async () =>
      (await sessions.find(request)) !== undefined && namesOf(await list()) === namesOf(campaigns);
    await sendProgress(rooms.campaigns, { campaigns, signal: left.signal, goesOn }, response);
  });

  const signIn = { assets, signedIn: false, ...(provider === undefined ? {} : { provider }) };
  const refuse = (response: Response, failed: Failed, status = 401): void =>
    page(response.status(status), renderSignIn({ ...signIn, failed }));
  const enter = async (response: Response, step: Step, how: string): Promise<void> => {
    sendCookies(response, step.cookies);
    if (step.codeNeeded) return page(response, renderSignIn({ ...signIn, step: 'code' }));
    await recordSignIn(storage, people, step, how);
    response.redirect(303, '/console');
  };

  router.get('/console/start/:code', async (request, response) => {
    if (request.method === 'GET' && redeem(request.params.code)) {
      return enter(response, await people.startFirst(), 'printed-address');
    }
    if (!(await sessions.find(request))) return page(response.status(401), renderStartUsed(signIn));
    response.redirect(303, '/console');
  });

  router.post('/console/sign-in', ownPagesOnly, form, limits.ofSignIn, async (request: Request, response: Response) => {
    const { key, email, password } = texts(request.body);
    if (key === '') {
      const step = await allowing('wrong-credentials', () => people.signIn(email, password));
      return step ? enter(response, step, 'password') : refuse(response, 'password');
    }
    const session = await keyCaller(storage, key.trim());
    if (!session) return refuse(response, 'key');
    keySessions.open(response, session);
    response.redirect(303, '/console');
  });

  router.post(
    '/console/sign-in/code',
    ownPagesOnly,
    form,
    limits.ofSignIn,
    async (request: Request, response: Response) => {
      const code = texts(request.body).code.replaceAll(' ', '');
      const step = await allowing('wrong-credentials', () => people.signInCode(request.headers.cookie, code));
      if (step) return enter(response, step, 'second-factor');
      page(response.status(401), renderSignIn({ ...signIn, step: 'code', failed: 'code' }));
    },
  );

  const { byProvider } = people;
  if (byProvider) {
    // A link, not a form: what browsers let a form of ours lead to is ours alone.
    router.get('/console/sign-in/provider', limits.ofSignIn, async (_request, response) => {
      const begun = await allowing('provider-away', () => byProvider.begin());
      if (!begun) return refuse(response, 'provider-away', 503);
      sendCookies(response, begun.cookies);
      response.redirect(303, begun.url);
    });
    router.get('/console/auth/callback/oidc', limits.ofSignIn, async (request, response) => {
      try {
        await enter(response, await byProvider.finish(request.headers.cookie, request.query), 'provider');
      } catch (error) {
        const failed = error instanceof AccountError && TURNED_AWAY.find((one) => one === error.code);
        if (!failed) throw error;
        refuse(response, failed, ACCOUNT_ERRORS[failed].status);
      }
    });
  }
  router.use(passwordPages({ rooms, assets, signIn }));

  router.get('/console/invitations/:token', async (request, response) => {
    const invitation = await allowing('unknown-invitation', () => readInvitation(storage, request.params.token));
    if (!invitation) return refuse(response, 'invitation', 410);
    page(response, renderInvitation({ assets, signedIn: false, ...invitation }));
  });

  router.post(
    '/console/invitations/:token',
    ownPagesOnly,
    form,
    limits.ofSignIn,
    async (request: Request, response: Response) => {
      const token = String(request.params.token);
      const { name, password } = texts(request.body);
      try {
        await enter(response, await people.accept(token, { name: name.trim().slice(0, 80), password }), 'invitation');
      } catch (error) {
        if (!(error instanceof AccountError)) throw error;
        const invitation = await allowing('unknown-invitation', () => readInvitation(storage, token));
        if (!invitation) return refuse(response, 'invitation');
        page(response.status(422), renderInvitation({ assets, signedIn: false, ...invitation, failed: error.code }));
      }
    },
  );

  router.post('/console/sign-out', ownPagesOnly, async (request, response) => {
    keySessions.close(request, response);
    sendCookies(response, await people.signOut(request.headers.cookie));
    response.redirect(303, '/console');
  });

  router.get(['/console', '/console/*path'], async (request, response) => {
    if (!(await sessions.find(request))) {
      return page(response.status(401), renderSignIn(signIn));
    }
    const look = readLook(request.headers.cookie ?? '');
    page(response, renderConsole({ base: assets.base, style: app.style, script: app.script, look }));
  });

  const reference = {
    assets,
    api: settings.publicUrl,
    groups: referenceGroups(ROUTES, settings.publicUrl),
    problems: allProblems(),
    messages: messages(),
    codes: errorCodes(),
  };
  router.get('/docs', async (request, response) => {
    page(response, renderReference({ ...reference, signedIn: (await sessions.find(request)) !== undefined }));
  });

  return { router, assets, sessions };
}

/** True once, for the right code. */
function once(code: string | undefined): (tried: string) => boolean {
  const hashOf = (text: string) => createHash('sha256').update(text).digest();
  let right = code === undefined ? undefined : hashOf(code);
  return (tried) => {
    const opens = right !== undefined && timingSafeEqual(right, hashOf(tried));
    if (opens) right = undefined;
    return opens;
  };
}
