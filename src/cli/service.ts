/**
 * The whole service, composed: the only place that knows every room. `ROLE=api` answers requests and owns the embedded
 * database, `ROLE=worker` draws, `ROLE=all` does both in one process.
 */
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { recordAudit } from '../accounts/index.ts';
import { type Campaigns, openCampaigns } from '../campaigns/index.ts';
import { openDelivery } from '../delivery/index.ts';
import { type Frames, openFrames } from '../frames/index.ts';
import { createApp } from '../http/app.ts';
import { newServer } from '../http/server.ts';
import { openErrands, openQueue } from '../queue/index.ts';
import { openRenderer } from '../render/index.ts';
import { openStorage, type Storage } from '../storage/index.ts';
import { openVideos, type Videos } from '../videos/index.ts';
import { openWebhooks } from '../webhooks/index.ts';
import { inadmissible } from './admit.ts';
import { CommandError } from './output.ts';
import { addresses, type Settings } from './settings.ts';
import { templatesFolder } from './templates-folder.ts';

export interface Service {
  readonly storage: Storage;
  readonly frames: Frames;
  readonly videos: Videos;
  readonly campaigns: Campaigns;
  readonly delivery: ReturnType<typeof openDelivery>;
  readonly publicUrl: string;
  /** The port that was bound; absent in a worker. */
  readonly port: number | undefined;
  /** Stops taking work, ends what runs, closes the database last. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock?: () => Date;
  /** Opens the console once, from the address printed at start. */
  readonly consoleCode?: string;
  readonly signal?: AbortSignal;
  /** Another folder of templates than this installation's. */
  readonly templates?: string;
}

/** Videos of campaigns in work at once: while one is drawn, the next is planned. */
const AHEAD = 2;

export async function openService(options: ServiceOptions): Promise<Service> {
  const { settings, log, clock = () => new Date(), signal } = options;
  const { host, publicUrl } = addresses(settings);
  const serves = settings.ROLE !== 'worker';
  const draws = settings.ROLE !== 'api';
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    // The port is taken first: a service that cannot listen must not start a database.
    const server = serves ? await listen(host, settings.PORT) : undefined;
    if (server) undo.push(() => stopListening(server));
    const port = server ? portOf(server) : undefined;
    const links = settings.PUBLIC_URL ?? (port === undefined ? publicUrl : `http://localhost:${port}`);

    const storage = await openStorage({
      dataDir: settings.DATA_DIR,
      role: settings.ROLE,
      log,
      ...(settings.DATABASE_URL ? { databaseUrl: settings.DATABASE_URL } : {}),
      ...(settings.STORAGE_URL ? { storageUrl: settings.STORAGE_URL } : {}),
      ...(settings.MASTER_KEY ? { masterKey: settings.MASTER_KEY } : {}),
      ...(signal ? { signal } : {}),
    });
    undo.push(() => storage.close());
    const cacheDir = join(settings.DATA_DIR, 'cache');
    const frames = await openFrames({
      templates: options.templates ?? templatesFolder,
      cacheDir,
      log,
      admit: inadmissible,
    });
    undo.push(() => frames.close());
    for (const refused of await frames.refused()) log.error(refused, 'a template was refused');
    const renderer = await openRenderer({
      frames,
      cacheDir,
      log,
      ...(settings.BROWSER_EXECUTABLE ? { browserExecutable: settings.BROWSER_EXECUTABLE } : {}),
      ...(settings.RENDER_CONCURRENCY ? { concurrency: settings.RENDER_CONCURRENCY } : {}),
    });
    undo.push(() => renderer.close());
    const backends = {
      databaseUrl: storage.databaseUrl,
      log,
      ...(settings.REDIS_URL ? { redisUrl: settings.REDIS_URL } : {}),
    };
    const queue = await openQueue(backends);
    undo.push(() => queue.close());
    const videos = openVideos({
      ...{ storage, frames, renderer, queue, clock, log, cacheDir },
      cacheMaxBytes: settings.CACHE_MAX_BYTES,
      renderMode: settings.RENDER_MODE,
    });
    undo.push(() => videos.close());
    const errands = await openErrands({ name: 'webhooks', ...backends });
    undo.push(() => errands.close());
    const webhooks = openWebhooks({
      ...{ storage, errands, clock, log },
      loopback: settings.WEBHOOK_LOOPBACK === '1',
      turnedOff: ({ id, workspaceId }) =>
        recordAudit(storage.db, {
          workspaceId,
          actor: { kind: 'service', id: 'webhooks', name: 'Candor' },
          action: 'webhooks.off',
          target: { kind: 'webhook', id },
        }),
    });
    const campaigns = openCampaigns({ storage, frames, videos, queue, clock, log, told: webhooks.take });
    const delivery = openDelivery({ storage, videos, clock, publicUrl: links });
    if (server) {
      const app = createApp({
        storage,
        campaigns,
        delivery,
        videos,
        frames,
        webhooks,
        queue,
        clock,
        log,
        cacheDir,
        settings: {
          publicUrl: links,
          ...(options.consoleCode ? { consoleCode: options.consoleCode } : {}),
          ...(settings.SMTP_URL ? { smtpUrl: settings.SMTP_URL } : {}),
        },
      });
      server.removeAllListeners('request').on('request', app);
      const background = campaigns.startBackground();
      undo.push(() => background.close());
      const telling = webhooks.work();
      undo.push(() => telling.close());
    }
    if (draws) {
      const work = videos.work({ concurrency: AHEAD });
      undo.push(() => work.close());
    }
    void frames.rehearse();
    return { storage, frames, videos, campaigns, delivery, publicUrl: links, port, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listen(host: string, port: number): Promise<Server> {
  return new Promise((done, fail) => {
    const server = newServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: `PORT ${port} is in use by something else; stop it, or set PORT`,
        EACCES: `PORT ${port} needs rights that this user has not; set PORT above 1023`,
        EADDRNOTAVAIL: 'HOST is no address of this machine',
      };
      fail(new CommandError(why[error.code ?? ''] ?? `cannot listen: ${error.code}`));
    });
    // Until everything is open a request is told to come again, rather than left hanging.
    server.on('request', (_request, response) => void response.writeHead(503, { 'retry-after': '2' }).end());
    server.listen(port, host, () => done(server));
  });
}

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

/** Open streams are cut after a moment, so that a stop never waits for a viewer. */
function stopListening(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1000).unref();
  });
}
