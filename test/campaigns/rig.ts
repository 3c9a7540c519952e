/** Campaigns on their real parts: PostgreSQL, the gate, the queue, the smallest template; a browser where a test draws. */
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWorkspace } from '../../src/accounts/index.ts';
import { type Campaign, type Campaigns, type ImportReport, openCampaigns } from '../../src/campaigns/index.ts';
import { type Frames, openFrames } from '../../src/frames/index.ts';
import { openQueue, type RenderQueue } from '../../src/queue/index.ts';
import { openRenderer } from '../../src/render/index.ts';
import { openVideos, type Videos } from '../../src/videos/index.ts';
import { atEnd } from '../support/at-end.ts';
import { type TestStorage, testStorage } from '../support/storage.ts';
import { SPEC, TEMPLATES } from './rows.ts';

export interface Rig {
  readonly storage: TestStorage;
  readonly queue: RenderQueue;
  readonly frames: Frames;
  readonly videos: Videos;
  readonly campaigns: Campaigns;
  readonly workspace: string;
  /** Moves the clock of the service on. */
  later(ms: number): void;
  now(): Date;
  /** A campaign with these rows; `spec` adds to `SPEC`. */
  campaign(spec?: object, rows?: readonly unknown[]): Promise<Campaign>;
  send(
    campaign: string,
    file: string | Buffer | readonly unknown[],
    type?: string,
    dryRun?: boolean,
  ): Promise<ImportReport>;
  /** Runs what runs by itself until the test file ends. */
  background(): void;
  get(campaign: string): Promise<Campaign>;
}

/** `draw`: with a browser, and a worker that takes jobs. */
export async function openRig(o: { draw?: boolean } = {}): Promise<Rig> {
  const storage = await testStorage();
  const { dir, log } = storage;
  const closing: (() => Promise<unknown>)[] = [];
  atEnd(async () => {
    for (const close of closing.reverse()) await close();
  });
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const frames = await openFrames({ templates: TEMPLATES, cacheDir: dir, log });
  closing.push(() => frames.close());
  const renderer = o.draw ? await openRenderer({ frames, cacheDir: dir, log }) : undefined;
  if (renderer) closing.push(() => renderer.close());
  const queue = await openQueue({ databaseUrl: storage.databaseUrl, log });
  closing.push(() => queue.close());
  const videos = openVideos({ storage, frames, renderer, queue, clock, log, cacheDir: dir, renderMode: 'reuse' });
  closing.push(() => videos.close());
  const campaigns = openCampaigns({ storage, frames, videos, queue, clock, log });
  if (o.draw) {
    const work = videos.work({ concurrency: 2 });
    closing.push(() => work.close());
  }
  const { id: workspace } = await createWorkspace(storage, 'Test');

  const send: Rig['send'] = (campaign, file, type = 'application/json', dryRun = false) => {
    const body = typeof file === 'string' || Buffer.isBuffer(file) ? file : JSON.stringify(file);
    return campaigns.importAudience(workspace, campaign, Readable.from([Buffer.from(body)]), type, { dryRun });
  };
  return {
    storage,
    queue,
    frames,
    videos,
    campaigns,
    workspace,
    later: (ms) => {
      ahead += ms;
    },
    now: clock,
    send,
    campaign: async (spec = {}, rows = []) => {
      const made = await campaigns.create(workspace, { ...SPEC, ...spec });
      if (rows.length > 0) await send(made.id, rows);
      return campaigns.get(workspace, made.id);
    },
    background: () => {
      const background = campaigns.startBackground();
      closing.push(() => background.close());
    },
    get: (campaign) => campaigns.get(workspace, campaign),
  };
}

/** Waits on a condition; the number of tries only bounds a test that would never end. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, tries = 3000): Promise<T> {
  for (let left = tries; left > 0; left -= 1) {
    const answer = await ask();
    if (answer) return answer;
    await sleep(100);
  }
  throw new Error(`it never happened: ${what}`);
}
