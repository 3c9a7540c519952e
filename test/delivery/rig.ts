/** Delivery on its real parts: PostgreSQL, the gate, the smallest template, a browser that draws, and a real server. */
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { createWorkspace } from '../../src/accounts/index.ts';
import { fieldRule, inTransaction, keepPeople, readRow } from '../../src/consent/index.ts';
import { type Delivery, type Links, openDelivery } from '../../src/delivery/index.ts';
import { openFrames, type TemplateCard } from '../../src/frames/index.ts';
import { viewerRouter } from '../../src/http/viewer/index.ts';
import { openQueue } from '../../src/queue/index.ts';
import { openRenderer } from '../../src/render/index.ts';
import { campaignSchema, openVideos, type Videos } from '../../src/videos/index.ts';
import { atEnd } from '../support/at-end.ts';
import { type TestStorage, testStorage } from '../support/storage.ts';

export const PURPOSE = 'personalised-video';
const TEMPLATES = fileURLToPath(new URL('../fixtures/templates', import.meta.url));

export interface Rig {
  readonly storage: TestStorage;
  readonly videos: Videos;
  readonly delivery: Delivery;
  readonly url: string;
  /** Moves the service's clock on. */
  later(ms: number): void;
  campaign(spec?: object): Promise<{ id: string; pictureId: string }>;
  /** Puts one row through the gate. */
  person(campaignId: string, row: object): Promise<{ uuid: string; links: Links }>;
}

/** What a recipient looks like here; `consent` for what is named. */
export const rowOf = (id: string, profile: Record<string, unknown>, fields: string[] = Object.keys(profile)) => ({
  id,
  profile,
  consent: fields.length
    ? [
        {
          recordId: `r-${id}`,
          purpose: PURPOSE,
          fields,
          givenAt: '2026-05-01T10:00:00Z',
          expiresAt: '2036-05-01T10:00:00Z',
        },
      ]
    : [],
});

/** @param templates folder of templates, of which the first is used where a campaign names none */
export async function openRig(templates = TEMPLATES): Promise<Rig> {
  const storage = await testStorage();
  const { dir, log } = storage;
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const frames = await openFrames({ templates, cacheDir: dir, log });
  const renderer = await openRenderer({ frames, cacheDir: dir, log });
  const queue = await openQueue({ databaseUrl: storage.databaseUrl, log });
  const videos = openVideos({ storage, frames, renderer, queue, clock, log, cacheDir: dir, renderMode: 'reuse' });
  const work = videos.work({ concurrency: 1 });

  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const delivery = openDelivery({ storage, videos, clock, publicUrl: url });
  app.use(viewerRouter({ storage, delivery, videos, frames, clock, log, settings: { publicUrl: url } }));

  atEnd(async () => {
    server.closeAllConnections();
    server.close();
    await work.close();
    await videos.close();
    await queue.close();
    await renderer.close();
    await frames.close();
  });

  const cards = await frames.cards();
  const [first] = cards;
  if (!first) throw new Error('the smallest template does not load');
  const cardOf = new Map<string, TemplateCard>();
  const workspace = await createWorkspace(storage, 'Test');

  return {
    storage,
    videos,
    delivery,
    url,
    later: (ms) => {
      ahead += ms;
    },
    async campaign(spec = {}) {
      const id = randomUUID();
      const pictureId = randomBytes(16).toString('hex');
      const parsed = campaignSchema.parse({
        name: 'Test',
        template: first.id,
        controller: {
          name: 'Northlight Energy',
          address: 'Harbour Street 12, Hamburg',
          email: 'privacy@northlight.example',
          privacyUrl: 'https://northlight.example/privacy',
        },
        purpose: PURPOSE,
        retentionDays: 30,
        ...spec,
      });
      const card = cards.find((one) => one.id === parsed.template) ?? first;
      cardOf.set(id, card);
      await storage.db
        .insertInto('campaigns')
        .values({
          id,
          workspace_id: workspace.id,
          spec: JSON.stringify(parsed),
          template_id: card.id,
          template_version: card.version,
          status: 'live',
          picture_id: pictureId,
          first_row_at: null,
          launched_at: clock(),
          ended_at: null,
          personal_stopped_at: null,
        })
        .execute();
      return { id, pictureId };
    },
    async person(campaignId, row) {
      const read = readRow(row);
      if (!('row' in read)) throw new Error('a test row that is no audience row');
      const rules = (cardOf.get(campaignId) ?? first).fields.map((field) =>
        fieldRule(field.key, field.schema, field.from),
      );
      const campaign = { id: campaignId, workspaceId: workspace.id, purpose: PURPOSE, rules, retentionDays: 30 };
      const [kept] = await inTransaction(storage.db, (trx) =>
        keepPeople(storage, trx, { ...campaign, withoutConsent: 'general' }, [read.row], clock()),
      );
      if (!kept || 'rejected' in kept) throw new Error('a test row was rejected');
      const links = (await delivery.linksFor([kept.uuid])).get(kept.uuid);
      if (!links) throw new Error('a person without links');
      return { uuid: kept.uuid, links };
    },
  };
}
