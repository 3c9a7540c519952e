/** Real parts around a campaign of the tiny template: database, files, keys, frames, queue, browser. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pino } from 'pino';
import { createWorkspace } from '../../src/accounts/index.ts';
import { fieldRule, inTransaction, keepPeople } from '../../src/consent/index.ts';
import { openFrames } from '../../src/frames/index.ts';
import { openQueue } from '../../src/queue/index.ts';
import { openRenderer, type Renderer } from '../../src/render/index.ts';
import {
  type CampaignInput,
  type CurrentVideo,
  campaignSchema,
  openVideos,
  type Videos,
} from '../../src/videos/index.ts';
import { atEnd } from '../support/at-end.ts';
import { testStorage } from '../support/storage.ts';

const HOUR = 3_600_000;

export async function openStage() {
  const dir = mkdtempSync(join(tmpdir(), 'candor-videos-test-'));
  const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const storage = await testStorage();
  const templates = ['test/fixtures/templates', 'test/render/templates'].map((path) => resolve(path));
  const frames = await openFrames({ templates, cacheDir: dir, log, deadline: 3000 });
  const renderer = await openRenderer({ frames, cacheDir: dir, log, concurrency: 2 });
  const timing = { backoffMs: 20 };
  const queue = await openQueue({ databaseUrl: storage.databaseUrl, log, timing });
  const now = { at: new Date() };
  const clock = () => now.at;
  const { id: workspaceId } = await createWorkspace(storage, 'Test');
  const opened: Videos[] = [];
  const open = (more: { renderer?: Renderer } = {}): Videos => {
    const deps = { storage, frames, renderer, queue, clock, log, cacheDir: dir, renderMode: 'reuse' as const };
    const videos = openVideos({ ...deps, ...more });
    opened.push(videos);
    return videos;
  };
  atEnd(async () => {
    for (const videos of opened) await videos.close();
    await queue.close();
    await renderer.close();
    await frames.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function campaign(more: Partial<CampaignInput> = {}): Promise<string> {
    const id = randomUUID();
    const spec = campaignSchema.parse({
      name: 'Test',
      template: 'tiny',
      controller: {
        name: 'Northlight',
        address: '1 Harbour Road',
        email: 'privacy@northlight.example',
        privacyUrl: 'https://northlight.example/privacy',
      },
      retentionDays: 30,
      ...more,
    });
    await storage.db
      .insertInto('campaigns')
      .values({
        id,
        workspace_id: workspaceId,
        spec: JSON.stringify(spec),
        template_id: spec.template,
        template_version: '1.0.0',
        status: 'live',
        first_row_at: null,
        launched_at: now.at,
        ended_at: null,
        personal_stopped_at: null,
        picture_id: randomBytes(16).toString('hex'),
      })
      .execute();
    return id;
  }

  /** One person who agreed to everything in `profile`; answers the uuid. */
  async function person(
    campaignId: string,
    id: string,
    profile: Record<string, unknown>,
    locale = 'en',
  ): Promise<string> {
    const { template_id } = await storage.db
      .selectFrom('campaigns')
      .select('template_id')
      .where('id', '=', campaignId)
      .executeTakeFirstOrThrow();
    const card = (await frames.cards()).find((one) => one.id === template_id);
    const purpose = card?.purpose ?? '';
    const rules = (card?.fields ?? []).map((field) => fieldRule(field.key, field.schema, field.from));
    const record = {
      recordId: `r-${id}`,
      purpose,
      fields: Object.keys(profile),
      givenAt: new Date(now.at.getTime() - HOUR).toISOString(),
    };
    const target = {
      id: campaignId,
      workspaceId,
      purpose,
      rules,
      retentionDays: 30,
      withoutConsent: 'general',
    } as const;
    const [result] = await inTransaction(storage.db, (trx) =>
      keepPeople(storage, trx, target, [{ id, locale, profile, consent: [record] }], now.at),
    );
    if (!result || 'rejected' in result) throw new Error('the row was rejected');
    return result.uuid;
  }

  const recipient = (uuid: string) =>
    storage.db.selectFrom('recipients').selectAll().where('uuid', '=', uuid).executeTakeFirst();
  const files = async () => {
    const found: string[] = [];
    for await (const key of storage.files.list('videos/')) found.push(key);
    return found;
  };
  return { storage, frames, renderer, queue, now, workspaceId, open, campaign, person, recipient, files };
}

export function personalOf(video: Awaited<ReturnType<Videos['personal']>>): CurrentVideo {
  if ('general' in video) throw new Error(`general: ${video.general}`);
  return video;
}

export async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
