/**
 * Everything that is answered over HTTP: the API for campaigns, the viewers' side, the console and the reference, and what
 * those who run the service ask. `server.ts` has the limits of the server it runs on.
 */
import express, { type Express } from 'express';
import manifest from '../../package.json' with { type: 'json' };
import { People, type ProviderOptions } from '../accounts/index.ts';
import type { RenderQueue } from '../queue/index.ts';
import { renderProblem } from '../web/console/sign-in.tsx';
import { accessLog } from './access-log.ts';
import { answerErrors, apiRouter } from './api.ts';
import { openConsole } from './console/index.ts';
import { securityHeaders } from './headers.ts';
import { type Checks, healthz, readyz, storageChecks } from './health.ts';
import { iconRouter } from './icon.ts';
import { sweepAnswers } from './idempotency.ts';
import { type LimitRules, Limits } from './limits.ts';
import { openMetrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import { Problem } from './problems.ts';
import type { Rooms } from './registry.ts';
import { ROUTES } from './routes/index.ts';
import { viewerRouter } from './viewer/index.ts';

export interface AppDeps extends Omit<Rooms, 'people' | 'limits'> {
  /** Other limits than the usual. */
  readonly limitRules?: Partial<LimitRules>;
  /** Where this process has one: it is asked for `/readyz` and counted for `/metrics`. */
  readonly queue?: Pick<RenderQueue, 'counts'>;
  /** What else must answer before this service is ready, by name. */
  readonly checks?: Checks;
  /** Where what is built for pages is kept between starts; in memory alone where there is none. */
  readonly cacheDir?: string;
  readonly settings: {
    readonly publicUrl: string;
    /** Opens the console once: `/console/start/<code>`. */
    readonly consoleCode?: string;
    /** Signs people in, and what its button says; see `src/accounts/provider.ts`. */
    readonly provider?: ProviderOptions & { readonly label: string };
  };
}

const SWEEP_MS = 600_000;

export function createApp(d: AppDeps): Express {
  const { storage, queue, log, settings } = d;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('case sensitive routing', true);
  const metrics = openMetrics(storage, queue);
  app.use(accessLog(log, metrics.count));
  app.use(securityHeaders(settings.publicUrl.startsWith('https:')));

  app.use(iconRouter());
  app.get('/healthz', healthz);
  const queueCheck: Checks = queue ? { queue: () => queue.counts() } : {};
  app.get('/readyz', readyz({ ...storageChecks(storage), ...queueCheck, ...d.checks }, log));
  app.get('/metrics', metrics.handler);
  const description = JSON.stringify(
    openApi({ routes: ROUTES, publicUrl: settings.publicUrl, version: manifest.version }),
  );
  app.get('/openapi.json', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('application/json').send(description);
  });

  const rooms: Rooms = {
    ...d,
    people: new People(storage, settings.publicUrl, settings.provider),
    limits: new Limits(storage, d.limitRules),
  };
  const { router, assets, sessions } = openConsole({
    ...{ rooms, code: settings.consoleCode, cacheDir: d.cacheDir },
    provider: settings.provider?.label,
  });
  app.use(router);
  app.use('/v/:token', rooms.limits.ofViewer);
  app.use(viewerRouter(rooms));
  app.use(apiRouter(rooms, sessions, ROUTES, log));
  setInterval(() => sweepAnswers(storage).catch(() => {}), SWEEP_MS).unref();
  app.use(() => {
    throw new Problem('not-found');
  });
  app.use(answerErrors(log, (problem) => renderProblem({ assets, signedIn: false }, problem)));
  return app;
}
