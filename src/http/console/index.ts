/**
 * The console and the reference: pages rendered here, complete without a script. Signing in takes the address that is
 * printed at start, once, or an API key.
 */
import express, { type Request, type Response, Router } from 'express';
import { permissionsOf } from '../../accounts/index.ts';
import { renderConsole } from '../../web/console/page.tsx';
import { renderReference } from '../../web/console/reference.tsx';
import { readLook } from '../../web/console/shell/look-cookie.ts';
import { renderSignIn } from '../../web/console/sign-in.tsx';
import { type PageAssets, pageAssets } from '../assets.ts';
import { type Caller, keyCaller } from '../auth.ts';
import { pageHeaders } from '../headers.ts';
import { Problem } from '../problems.ts';
import { sendProgress } from '../progress.ts';
import type { Rooms } from '../registry.ts';
import { ROUTES } from '../routes/index.ts';
import { ownPagesOnly } from '../same-origin.ts';
import { consoleBundle } from './bundle.ts';
import { allProblems, errorCodes, messages, referenceGroups } from './reference.ts';
import { Sessions } from './sessions.ts';

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

/** A sign-in form holds one key. */
const FORM_LIMIT = '4kb';

export function openConsole({ rooms, code, cacheDir }: ConsoleOptions): Console {
  const { storage, settings, clock } = rooms;
  const { assets, router: files } = pageAssets('console');
  const sessions = new Sessions({ clock, code, secure: settings.publicUrl.startsWith('https:') });
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

  router.get('/console/start/:code', async (request, response) => {
    const opens = request.method === 'GET' && sessions.redeem(request.params.code);
    const workspace = opens ? await firstWorkspace() : undefined;
    if (workspace) sessions.open(response, firstAdmin(workspace));
    else if (!(await sessions.find(request))) {
      return page(response.status(401), renderSignIn({ assets, signedIn: false, failed: 'code' }));
    }
    response.redirect(303, '/console');
  });

  router.post('/console/sign-in', ownPagesOnly, form, async (request: Request, response: Response) => {
    const sent: unknown = request.body?.key;
    const key = typeof sent === 'string' ? sent.trim() : '';
    const session = await keyCaller(storage, key);
    if (!session) return page(response.status(401), renderSignIn({ assets, signedIn: false, failed: 'key' }));
    sessions.open(response, session);
    response.redirect(303, '/console');
  });

  router.post('/console/sign-out', ownPagesOnly, (request, response) => {
    sessions.close(request, response);
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

  /** The printed address opens the oldest: the demo's, where there is one. */
  async function firstWorkspace(): Promise<string | undefined> {
    const row = await storage.db.selectFrom('workspaces').select('id').orderBy('created_at').executeTakeFirst();
    return row?.id;
  }

  return { router, assets, sessions };
}

const firstAdmin = (workspaceId: string): Caller => ({
  workspaceId,
  actor: { kind: 'member', id: 'first', name: 'First admin' },
  permissions: permissionsOf('admin', true),
  role: 'admin',
  stillKnown: async () => true,
});

const form = express.urlencoded({ extended: false, limit: FORM_LIMIT });
