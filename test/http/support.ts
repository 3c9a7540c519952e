/** The real app on the real rooms, without anything that draws; a server on a port of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createKey, createWorkspace } from '../../src/accounts/index.ts';
import { openCampaigns } from '../../src/campaigns/index.ts';
import { openDelivery } from '../../src/delivery/index.ts';
import { openFrames } from '../../src/frames/index.ts';
import { createApp } from '../../src/http/app.ts';
import type { LimitRules } from '../../src/http/limits.ts';
import { newServer } from '../../src/http/server.ts';
import { openErrands, openQueue } from '../../src/queue/index.ts';
import { openVideos } from '../../src/videos/index.ts';
import { openWebhooks } from '../../src/webhooks/index.ts';
import { atEnd } from '../support/at-end.ts';
import { testStorage } from '../support/storage.ts';

const templates = fileURLToPath(new URL('../fixtures/templates', import.meta.url));

export const CONSOLE_CODE = 'console-code-of-this-test';

export const CONTROLLER = {
  name: 'Northlight Energy',
  address: 'Harbour Street 12, Hamburg',
  email: 'privacy@northlight.example',
  privacyUrl: 'https://northlight.example/privacy',
};
export const CAMPAIGN = { name: 'Test', template: 'tiny', controller: CONTROLLER, retentionDays: 30 };

export const row = (id: string, firstName = 'Zoë', recordId = 'r-1') => ({
  id,
  profile: { firstName },
  consent: [
    {
      recordId,
      purpose: 'personalised-video',
      fields: ['firstName'],
      givenAt: '2026-05-01T10:00:00Z',
      expiresAt: '2099-05-01T10:00:00Z',
    },
  ],
});

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as their users would, without a schema
  readonly body: any;
}

interface Sending {
  readonly method?: string;
  readonly key?: string | null;
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

export async function openTestApp({ limitRules }: { limitRules?: Partial<LimitRules> } = {}) {
  const storage = await testStorage();
  const cacheDir = mkdtempSync(join(tmpdir(), 'candor-http-'));
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = pino({ level: 'info' }, sink);
  const silent = storage.log;
  const frames = await openFrames({ templates, cacheDir, log: silent });
  const queue = await openQueue({ databaseUrl: storage.databaseUrl, log: silent });
  const clock = () => new Date();
  const videos = openVideos({
    storage,
    frames,
    renderer: undefined,
    queue,
    clock,
    log: silent,
    cacheDir,
    renderMode: 'reuse',
  });
  const errands = await openErrands({ name: 'webhooks', databaseUrl: storage.databaseUrl, log: silent });
  const webhooks = openWebhooks({
    ...{ storage, errands, clock, log: silent, loopback: true },
    turnedOff: async () => {},
  });
  const campaigns = openCampaigns({ storage, frames, videos, queue, clock, log: silent, told: webhooks.take });
  const server = newServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const delivery = openDelivery({ storage, videos, clock, publicUrl: url });
  const rooms = { storage, campaigns, delivery, videos, frames, webhooks, clock, log, queue };
  server.on(
    'request',
    createApp({
      ...rooms,
      ...(limitRules ? { limitRules } : {}),
      cacheDir,
      settings: { publicUrl: url, consoleCode: CONSOLE_CODE },
    }),
  );
  atEnd(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await videos.close();
    await errands.close();
    await queue.close();
    await frames.close();
    rmSync(cacheDir, { recursive: true, force: true });
  });

  const workspace = (await createWorkspace(storage, 'Test')).id;
  const { key } = await createKey(storage, workspace, 'test');

  /** One request; JSON unless `type` says otherwise. `key: null` sends none. */
  async function send(path: string, o: Sending = {}): Promise<Reply> {
    const presented = o.key === undefined ? key : o.key;
    const text = o.body === undefined ? undefined : typeof o.body === 'string' ? o.body : JSON.stringify(o.body);
    const response = await fetch(`${url}${path}`, {
      method: o.method ?? 'GET',
      redirect: 'manual',
      headers: {
        ...(presented === null ? {} : { authorization: `Bearer ${presented}` }),
        ...(text === undefined ? {} : { 'content-type': o.type ?? 'application/json' }),
        ...o.headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const sent = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && sent !== '';
    return {
      status: response.status,
      headers: response.headers,
      text: sent,
      body: isJson ? JSON.parse(sent) : undefined,
    };
  }
  const post = (path: string, body?: unknown, o: Sending = {}) => send(path, { method: 'POST', body, ...o });
  const newCampaign = async (): Promise<string> => (await post('/v1/campaigns', CAMPAIGN)).body.id;

  return { ...rooms, url, key, workspace, lines, send, post, newCampaign };
}

export type TestApp = Awaited<ReturnType<typeof openTestApp>>;
