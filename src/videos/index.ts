/**
 * One version of one video: planned and measured once, drawn by a worker, published at a commit point, served only while
 * the gate says so. A version is named by an HMAC of all that decides its picture.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { LayerProps } from '../../remotion/layer.ts';
import type { Format } from '../../remotion/template.ts';
import { FrameError, type Frames } from '../frames/index.ts';
import type { RenderQueue } from '../queue/index.ts';
import { type Renderer, type RenderMode, Segments } from '../render/index.ts';
import { openSealed, recipientKeyId, type Storage } from '../storage/index.ts';
import { Demands } from './demands.ts';
import { measureFacts, openFacts, sealFacts } from './facts.ts';
import { sealOrder } from './order.ts';
import { paceOf } from './pace.ts';
import { Pictures } from './pictures.ts';
import { Replans } from './replans.ts';
import { failPlanning, findVersion, findVideo, insertVersion, moveVideo, type VideoRow } from './rows.ts';
import { Shared } from './shared.ts';
import { sketchVideo } from './sketch.ts';
import { openStream } from './stream.ts';
import { type CurrentVideo, VideoError, type Videos } from './types.ts';
import { Waiting } from './waiting.ts';
import { type Wanted, wantedGeneral, wantedPersonal } from './wanted.ts';
import { abandon, handle, stillWanted } from './work.ts';

export { PROGRESS_CHANNEL } from './rows.ts';
export { type CampaignInput, type CampaignSpec, campaignSchema } from './spec.ts';
export { wholeSeconds } from './stream.ts';
export { brandOf, contentOf, formatOf, localeOf, toTexts } from './texts.ts';
export * from './types.ts';

export interface VideosOptions {
  readonly storage: Storage;
  readonly frames: Frames;
  /** Absent where nothing is drawn: no work, no posters. */
  readonly renderer: Renderer | undefined;
  readonly queue: RenderQueue;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly renderMode: RenderMode;
  /** Folder for sounds. */
  readonly cacheDir: string;
  /** Kept segments above this are taken away, least recently used first. */
  readonly cacheMaxBytes?: number;
}

/** Videos somebody waits for that are worked on at once: what each draws first is the studio's to decide. */
const WATCHING = 64;

export function openVideos(d: VideosOptions): Videos {
  const { storage, frames, queue, clock } = d;
  const { db, keys, files } = storage;
  const waiting = new Waiting(db, storage.databaseUrl);
  const planning = new Shared<VideoRow>();
  const asking = new Shared<boolean>();
  const replans = new Replans(clock);
  const pictures = new Pictures(d.renderer);
  const segments = new Segments(storage);
  const stream = openStream({ ...d, segments });

  /** The row of a wanted version; measured and written where there is none. */
  async function rowOf(wanted: Wanted, watched: boolean): Promise<VideoRow> {
    const known = await findVersion(db, wanted);
    if (known) return known;
    return planning.once(`${wanted.version} ${wanted.request.format} ${wanted.request.locale}`, async () => {
      const id = randomUUID();
      const facts = await measureFacts(frames, wanted, watched ? begin(wanted) : undefined).catch(
        async (error: unknown) => {
          if (error instanceof FrameError) await failPlanning(db, wanted, error.code, clock());
          throw error;
        },
      );
      const sealedFacts = sealFacts(wanted.key, id, facts);
      const { row, replaced } = await insertVersion(db, wanted, { id, sealedFacts }, clock());
      await queue.remove(replaced);
      return row;
    });
  }

  /** Where this process draws, the first segment of what somebody waits for is begun before the rest is measured. */
  function begin({ campaign, request, person }: Wanted): ((layer: LayerProps) => void) | undefined {
    const { renderer, renderMode } = d;
    if (!renderer || renderMode === 'plain' || (person && campaign.status === 'paused')) return undefined;
    return (layer) =>
      void keys
        .workspace(campaign.workspaceId)
        .then((key) =>
          renderer.begin({ ...request, layer }, key, (address) => segments.holds(campaign.workspaceId, address)),
        )
        .catch(() => {});
  }

  async function current(wanted: Wanted, watched = false): Promise<CurrentVideo> {
    const row = await rowOf(wanted, watched);
    if (!row.sealed_facts) throw new VideoError('changed');
    const { person } = wanted;
    return {
      id: row.id,
      version: row.version,
      status: row.status,
      ...(row.code ? { code: row.code } : {}),
      ...(row.status === 'ready' && row.bytes ? { bytes: Number(row.bytes) } : {}),
      campaignId: row.campaign_id,
      template: wanted.card.id,
      locale: row.locale,
      format: row.format as Format,
      facts: openFacts(wanted.key, row.id, row.sealed_facts),
      personal: person !== undefined,
      ...(person ? { recipientUuid: person.uuid, verdict: person.verdict } : {}),
      main: wanted.main,
    };
  }

  /** The gate's answer for a version known by its row. */
  async function wantedNow(id: string): Promise<{ row: VideoRow; wanted: Wanted } | undefined> {
    const row = await findVideo(db, id);
    const wanted = row && (await stillWanted(d, row));
    return row && wanted ? { row, wanted } : undefined;
  }

  async function enqueue(id: string, from: 'planned' | 'failed', priority: 'watch' | 'campaign'): Promise<void> {
    const now = await wantedNow(id);
    if (!now) return;
    const { row, wanted } = now;
    if (wanted.person && wanted.campaign.status === 'paused') return;
    if (row.status === 'ready' || (row.status === 'failed' && from !== 'failed')) return;
    await moveVideo(db, row, wanted, { from: [from], to: { status: 'queued', progress: 0 } }, clock());
    await queueJob(row, wanted, priority);
  }

  async function queueJob(row: VideoRow, wanted: Wanted, priority: 'watch' | 'campaign'): Promise<void> {
    // Also where the row was queued already: a process may have died between row and queue. Adding twice is one job.
    const sealed = wanted.person ? sealOrder(wanted.key, row.id, row.version, wanted.request.data) : '';
    await queue.add({ video: row.id, campaign: row.campaign_id, sealed }, { priority });
  }

  return {
    general: async (campaignId, o = {}) => current(await wantedGeneral(d, campaignId, o)),
    async personal(uuid, o = {}) {
      const wanted = await wantedPersonal(d, uuid, o);
      if ('general' in wanted) return wanted;
      const mayPlan = async () =>
        (await findVersion(db, wanted)) !== undefined ||
        replans.take(`${uuid} ${wanted.request.format}`, wanted.version);
      return (await mayPlan()) ? current(wanted, o.watched) : { general: 'too-often', campaignId: wanted.campaign.id };
    },
    sketch: (campaignId, who) => sketchVideo(d, campaignId, who),
    pace: () => paceOf(db),
    request: (video, priority) => enqueue(video.id, 'planned', priority),
    stream: {
      ...stream,
      async segment(video, place, ms, signal) {
        const ask = async () => {
          const now = await wantedNow(video.id);
          if (!now || now.row.status === 'failed') return false;
          // A video that was drawn may have lost segments to the bound on what is kept: they are drawn again.
          if (now.row.status === 'ready') await queueJob(now.row, now.wanted, 'watch');
          else await enqueue(video.id, 'planned', 'watch');
          return true;
        };
        return stream.segment(video, place, { ms, signal, ask });
      },
    },
    retry: (video) => enqueue(video.id, 'failed', 'campaign'),
    allowed: ({ id }) => asking.once(id, async () => (await wantedNow(id)) !== undefined),
    async read(video, range) {
      const row = await findVideo(db, video.id);
      if (!row?.file) throw new VideoError('not-ready');
      const key = await keyOf(row);
      if (!key) throw new VideoError('not-ready');
      return openSealed(files, row.file, key, range);
    },
    waitReady: (id, ms, signal) => waiting.until(id, ms, signal),
    async picture(video, kind, scene) {
      const now = await wantedNow(video.id);
      if (!now) throw new VideoError('changed');
      return pictures.of(video, now.wanted, kind, scene);
    },
    work({ concurrency }) {
      const { renderer } = d;
      if (!renderer) throw new VideoError('cannot-draw');
      const demands = new Demands(storage.databaseUrl);
      const deps = { ...d, renderer, segments, demands };
      const worker = queue.work((job, attempt) => handle(deps, job, attempt), {
        watching: WATCHING,
        concurrency,
        abandoned: (job) => abandon(d, job),
      });
      return {
        close: async () => {
          await worker.close();
          await demands.close();
        },
      };
    },
    sweep: () => segments.sweep(d.cacheMaxBytes ?? Number.POSITIVE_INFINITY),
    close: () => segments.close(),
  };

  async function keyOf(row: VideoRow) {
    if (!row.recipient_uuid) {
      const campaign = await db
        .selectFrom('campaigns')
        .select('workspace_id')
        .where('id', '=', row.campaign_id)
        .executeTakeFirst();
      return campaign && keys.workspace(campaign.workspace_id);
    }
    const person = await db
      .selectFrom('recipients')
      .select('key_generation')
      .where('uuid', '=', row.recipient_uuid)
      .executeTakeFirst();
    return person && keys.find(recipientKeyId(row.recipient_uuid, person.key_generation));
  }
}
