/**
 * The console and the reference: pages rendered here, complete without a script. Signing in takes the address that is
 * printed at start, once, an e-mail address with a password and where wanted a second factor, an invitation, or an API key.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Request, type Response, Router } from 'express';
import { AccountError, readInvitation, type Step } from '../../accounts/index.ts';
import { renderConsole } from '../../web/console/page.tsx';
import { renderReference } from '../../web/console/reference.tsx';
import { readLook } from '../../web/console/shell/look-cookie.ts';
import { renderInvitation, renderSignIn, type SignInView } from '../../web/console/sign-in.tsx';
import { type PageAssets, pageAssets } from '../assets.ts';
import { keyCaller, type Sessions } from '../auth.ts';
import { pageHeaders } from '../headers.ts';
import { Problem } from '../problems.ts';
import { sendProgress } from '../progress.ts';
import type { Rooms } from '../registry.ts';
import { ROUTES } from '../routes/index.ts';
import { ownPagesOnly } from '../same-origin.ts';
import { consoleBundle } from './bundle.ts';
import { KeySessions } from './key-sessions.ts';
import { allProblems, errorCodes, messages, referenceGroups } from './reference.ts';
import { recordSignIn, SignedInSessions, sendCookies } from './signed-in.ts';

export interface ConsoleOptions {
  readonly rooms: Rooms;
  /** Opens the console once: `/console/start/<code>`. */
  readonly code: string | undefined;
  /** Where the console's build is kept. */
  readonly cacheDir: string | undefined;
}

export interface Console {
  readonly router: Router;
  readonly assets: PageAssets;
  readonly sessions: Sessions;
}

/** A sign-in form holds a name, an address and a password, or a key. */
const FORM_LIMIT = '4kb';

export function openConsole({ rooms, code, cacheDir }: ConsoleOptions): Console {
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

  const refuse = (response: Response, failed: SignInView['failed']): void =>
    page(response.status(401), renderSignIn({ assets, signedIn: false, ...(failed ? { failed } : {}) }));
  const enter = async (response: Response, step: Step, how: string): Promise<void> => {
    sendCookies(response, step.cookies);
    if (step.codeNeeded) return page(response, renderSignIn({ assets, signedIn: false, step: 'code' }));
    await recordSignIn(storage, people, step, how);
    response.redirect(303, '/console');
  };

  router.get('/console/start/:code', async (request, response) => {
    if (request.method === 'GET' && redeem(request.params.code)) {
      return enter(response, await people.startFirst(), 'printed-address');
    }
    if (!(await sessions.find(request))) return refuse(response, 'start');
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
      page(response.status(401), renderSignIn({ assets, signedIn: false, step: 'code', failed: 'code' }));
    },
  );

  router.get('/console/invitations/:token', async (request, response) => {
    const invitation = await allowing('unknown-invitation', () => readInvitation(storage, request.params.token));
    if (!invitation) return refuse(response.status(410), 'invitation');
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
      return page(response.status(401), renderSignIn({ assets, signedIn: false }));
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

/** `undefined` where it is refused with this code. */
async function allowing<T>(code: AccountError['code'], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AccountError && error.code === code) return undefined;
    throw error;
  }
}

/** What a form sent; empty where it did not. */
function texts(body: unknown): Record<'key' | 'email' | 'password' | 'code' | 'name', string> {
  const sent = (body ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '');
  return {
    key: text('key'),
    email: text('email').trim(),
    password: text('password'),
    code: text('code'),
    name: text('name'),
  };
}

const form = express.urlencoded({ extended: false, limit: FORM_LIMIT });
