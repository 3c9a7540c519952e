/** The product's parts as a worker has them: database, kept segments, frames, renderer; and one video asked of them. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Format } from '../../remotion/template.ts';
import { createWorkspace } from '../../src/accounts/index.ts';
import { inadmissible } from '../../src/cli/admit.ts';
import { exampleTexts, passGate } from '../../src/cli/one-off.ts';
import { templatesFolder } from '../../src/cli/templates-folder.ts';
import { layerFor, measure } from '../../src/disclosure/index.ts';
import { type Frames, openFrames } from '../../src/frames/index.ts';
import type { TemplateCard, VideoRequest } from '../../src/frames/types.ts';
import { type Demand, openRenderer, type RenderedVideo, Segments } from '../../src/render/index.ts';
import { openStorage } from '../../src/storage/index.ts';
import type { Person } from './people.ts';

export interface Choice {
  readonly template: string;
  readonly format: Format;
  readonly locale: string;
}

/** What a campaign's people share: a workspace of its own, in which nothing is kept yet. */
export interface Campaign {
  readonly id: string;
  readonly workspaceId: string;
  readonly key: Buffer;
}

/** Fingerprinting alone: no browser and no database. */
export interface Drafts {
  readonly frames: Frames;
  readonly card: TemplateCard;
  /** Gate, measure and disclosure layer of a person, or of nobody. `onFirst` is told of the first scene before the others. */
  ask(person: Person | undefined, onFirst?: (opening: VideoRequest) => void): Promise<VideoRequest>;
  close(): Promise<void>;
}

const HOUR = 3_600_000;

export async function openDrafts(choice: Choice, cacheDir: string): Promise<Drafts> {
  const log = pino({ level: 'silent' });
  const frames = await openFrames({ templates: templatesFolder, cacheDir, log, admit: inadmissible });
  const card = (await frames.cards()).find(({ id }) => id === choice.template);
  if (!card?.formats[choice.format] || !card.locales.includes(choice.locale)) {
    await frames.close();
    throw new Error(`there is no template ${choice.template} in ${choice.format} and ${choice.locale}`);
  }
  const texts = exampleTexts(card);
  return {
    frames,
    card,
    async ask(person, onFirst) {
      const now = new Date();
      const verdict = passGate(card, person?.profile ?? {}, person ? [consentOf(card, now)] : [], now);
      const scenes = { ...choice, brand: { name: texts.controller.name }, content: {}, data: verdict.data };
      const { influence } = await measure(frames, card, scenes, undefined, (first) =>
        onFirst?.({ ...scenes, layer: layerFor(card, texts, first) }),
      );
      return { ...scenes, layer: layerFor(card, texts, influence) };
    },
    close: () => frames.close(),
  };
}

const consentOf = (card: TemplateCard, now: Date) => ({
  recordId: 'bench',
  purpose: card.purpose,
  fields: card.fields.map(({ key }) => key),
  givenAt: new Date(now.getTime() - HOUR).toISOString(),
});

export type Stage = Awaited<ReturnType<typeof openStage>>;

export async function openStage(choice: Choice) {
  const dir = mkdtempSync(join(tmpdir(), 'candor-bench-'));
  const log = pino({ level: 'silent' });
  const cacheDir = join(dir, 'cache');
  const storage = await openStorage({ dataDir: dir, log });
  const drafts = await openDrafts(choice, cacheDir);
  const segments = new Segments(storage);
  let framesMs = 0;
  const { frames } = drafts;
  const timed: Frames = {
    cards: () => frames.cards(),
    refused: () => frames.refused(),
    rehearse: () => frames.rehearse(),
    variants: (...asked) => frames.variants(...asked),
    async frames(...asked) {
      const began = performance.now();
      const set = await frames.frames(...asked);
      framesMs += performance.now() - began;
      return set;
    },
    opening: (...asked) => frames.opening(...asked),
    sampleAt: (...asked) => frames.sampleAt(...asked),
    inspect: (folder) => frames.inspect(folder),
    close: () => frames.close(),
  };
  const renderer = await openRenderer({ frames: timed, cacheDir, log });

  async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(renderer.temporary, 'job-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
  const metadata = { title: 'Bench', disclosure: '{}' };

  return {
    card: drafts.card,
    segments,
    renderer,
    ask: drafts.ask,
    /** As {@link Drafts.ask}, for somebody who waits: the first segment is begun meanwhile. */
    open: (person: Person, { key, workspaceId }: Campaign) =>
      drafts.ask(person, (opening) => {
        void renderer.begin(opening, key, (address) => segments.holds(workspaceId, address));
      }),

    async campaign(): Promise<Campaign> {
      const { id: workspaceId } = await createWorkspace(storage, 'Bench');
      const id = randomUUID();
      const values = {
        ...{ id, workspace_id: workspaceId, spec: '{}', status: 'live' as const },
        ...{ template_id: drafts.card.id, template_version: drafts.card.version },
        ...{ first_row_at: null, launched_at: new Date(), ended_at: null, personal_stopped_at: null },
        picture_id: randomBytes(16).toString('hex'),
      };
      await storage.db.insertInto('campaigns').values(values).execute();
      return { id, workspaceId, key: await storage.keys.workspace(workspaceId) };
    },

    /** A row for one video: what it shows is noted there. */
    async video({ id: campaign_id }: Campaign): Promise<string> {
      const id = randomUUID();
      const { format, locale } = choice;
      const values = { id, campaign_id, recipient_uuid: null, format, locale, version: id, status: 'planned' as const };
      const rest = { code: null, sealed_facts: null, file: null, bytes: null, attempt: null, updated_at: new Date() };
      await storage.db
        .insertInto('videos')
        .values({ ...values, ...rest })
        .execute();
      return id;
    },

    render(video: VideoRequest, { campaign, id, demand }: { campaign: Campaign; id: string; demand: Demand }) {
      const { workspaceId, key } = campaign;
      const shelf = segments.shelf({ workspaceId, video: id, key });
      return inFolder((folder) => renderer.render({ video, metadata, mode: 'reuse', folder, shelf, demand }));
    },

    plain: (video: VideoRequest): Promise<RenderedVideo> =>
      inFolder((folder) => renderer.render({ video, metadata, mode: 'plain', folder })),

    /** Milliseconds in which videos became pictures since this was asked last. */
    takeFramesMs(): number {
      const taken = framesMs;
      framesMs = 0;
      return taken;
    },

    /** Bytes of all segments kept for a campaign. */
    async keptBytes({ workspaceId }: Campaign): Promise<number> {
      const rows = await storage.db
        .selectFrom('segments')
        .select('bytes')
        .where('workspace_id', '=', workspaceId)
        .execute();
      return rows.reduce((sum, { bytes }) => sum + Number(bytes ?? 0), 0);
    },

    /** Leaves nothing of a campaign but what shows nobody. */
    async forgetPeople({ workspaceId }: Campaign): Promise<void> {
      await storage.db
        .deleteFrom('segments')
        .where('workspace_id', '=', workspaceId)
        .where('personal', '=', true)
        .execute();
    },

    async close(): Promise<void> {
      await renderer.close();
      await drafts.close();
      await segments.close();
      await storage.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
