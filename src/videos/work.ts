/**
 * One job: gate → render → gate → publish. At least once is what the queue promises, so it is safe twice: an attempt
 * claims the row with a token of its own, and only the last claim may publish.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { localise } from '../../remotion/localise.ts';
import type { Format } from '../../remotion/template.ts';
import { inTransaction, withVerdict } from '../consent/index.ts';
import { only } from '../consent/types.ts';
import { disclose, metadataJson } from '../disclosure/index.ts';
import { type Attempt, type RenderJobData, Unrecoverable } from '../queue/index.ts';
import {
  type DrawJob,
  RENDER_FAILURES,
  RenderError,
  type Renderer,
  type RenderFailure,
  type RenderMode,
  type Segments,
} from '../render/index.ts';
import { putSealed } from '../storage/index.ts';
import type { Demands } from './demands.ts';
import { openFacts } from './facts.ts';
import { openOrder } from './order.ts';
import { dropVersion, findVideo, moveVideo, publishVideo, type VideoRow } from './rows.ts';
import { VideoError, type VideoFacts } from './types.ts';
import { type Asking, type Wanted, wantedFrom, wantedGeneral, wantedPersonal } from './wanted.ts';

export interface WorkDeps extends Asking {
  readonly renderer: Renderer;
  readonly renderMode: RenderMode;
  readonly segments: Segments;
  readonly demands: Demands;
  readonly log: Logger;
}

/** Progress is written at most this often (milliseconds). */
const TELL_EVERY = 500;

/** The queue's handler. Throws `Unrecoverable` with a code where another try would not help, else an error with a code. */
export async function handle(d: WorkDeps, job: RenderJobData, attempt: Attempt): Promise<void> {
  const row = await findVideo(d.storage.db, job.video);
  if (!row) return;
  const granted = await stillWanted(d, row);
  if (!granted) return dropVersion(d.storage.db, row, d.clock());
  const wanted = granted.person ? fromOrder(granted, row, job) : granted;
  if (row.status === 'ready') return refill(d, row, wanted, attempt);
  if (wanted.person && wanted.campaign.status === 'paused') {
    await moveVideo(d.storage.db, row, wanted, { from: ['queued', 'rendering'], to: { status: 'planned' } }, d.clock());
    return;
  }
  const token = randomUUID();
  const claimed = await moveVideo(
    d.storage.db,
    row,
    wanted,
    { from: ['planned', 'queued', 'rendering', 'failed'], to: { status: 'rendering', progress: 0 }, attempt: token },
    d.clock(),
  );
  if (!claimed) return;
  try {
    await renderAndPublish(d, row, wanted, token, attempt);
  } catch (error) {
    await failed(d, row, wanted, token, attempt, error);
  }
}

/** The job's own profile, less what the gate no longer grants. A job whose key was destroyed says nothing: it ends here. */
function fromOrder(granted: Wanted, row: VideoRow, job: RenderJobData): Wanted {
  const carried = openOrder(granted.key, row.id, row.version, job.sealed);
  if (!carried) throw new Unrecoverable('cancelled');
  const { request } = granted;
  return { ...granted, request: { ...request, data: only(carried, Object.keys(request.data)) } };
}

/** Told by the queue when a job took its worker down too often. */
export async function abandon(d: Asking, job: RenderJobData): Promise<void> {
  const row = await findVideo(d.storage.db, job.video);
  const wanted = row && (await stillWanted(d, row));
  if (!row || !wanted) return;
  const to = { status: 'failed', code: 'worker-lost' } as const;
  await moveVideo(d.storage.db, row, wanted, { from: ['queued', 'rendering'], to }, d.clock());
}

/** The gate's answer of now, where it still asks for exactly this version. */
export async function stillWanted(d: Asking, row: VideoRow): Promise<Wanted | undefined> {
  const format = row.format as Format;
  const uuid = row.recipient_uuid;
  const wanted = await unlessGone(() =>
    uuid ? wantedPersonal(d, uuid, { format }) : wantedGeneral(d, row.campaign_id, { format, locale: row.locale }),
  );
  return !wanted || 'general' in wanted || wanted.version !== row.version ? undefined : wanted;
}

/** Who or what is gone wants nothing. */
async function unlessGone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof VideoError) return undefined;
    throw error;
  }
}

async function renderAndPublish(
  d: WorkDeps,
  row: VideoRow,
  wanted: Wanted,
  token: string,
  attempt: Attempt,
): Promise<void> {
  if (!row.sealed_facts) throw new Error('a planned video without facts');
  const facts = openFacts(wanted.key, row.id, row.sealed_facts);
  await inFolder(d, async (folder) => {
    const metadata = metadataOf(wanted, facts);
    const onProgress = teller(d, row, wanted, token, attempt);
    const start = performance.now();
    const rendered = await drawing(d, row, wanted, { facts, attempt }, (job) =>
      d.renderer.render({ ...job, metadata, mode: d.renderMode, folder, onProgress }),
    );
    const drawMs = performance.now() - start;
    const file = `videos/${token}`;
    const { bytes } = await putSealed(d.storage.files, file, rendered.file, wanted.key);
    if (await publish(d, row, { id: row.id, attempt: token, file, bytes, drawn: rendered.drawn, drawMs })) return;
    await d.storage.files.delete(file);
    if (!(await stillWanted(d, row))) await dropVersion(d.storage.db, row, d.clock());
  });
}

/** A video that is ready may miss segments of its stream; they are drawn again, and the file stays what it is. */
async function refill(d: WorkDeps, row: VideoRow, wanted: Wanted, attempt: Attempt): Promise<void> {
  if (!row.sealed_facts || d.renderMode === 'plain') return;
  const facts = openFacts(wanted.key, row.id, row.sealed_facts);
  await drawing(d, row, wanted, { facts, attempt }, (job) => d.renderer.fill(job));
}

async function inFolder<T>(d: WorkDeps, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(d.renderer.temporary, 'job-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Runs `work` with what the renderer must know of the video, while whoever watches it may say what comes first. */
async function drawing<T>(
  d: WorkDeps,
  row: VideoRow,
  wanted: Wanted,
  o: { facts: VideoFacts; attempt: Attempt },
  work: (job: DrawJob) => Promise<T>,
): Promise<T> {
  const { workspaceId } = wanted.campaign;
  const key = await d.storage.keys.workspace(workspaceId);
  return d.demands.during(row.id, o.attempt.watched, (demand) =>
    work({
      video: { ...wanted.request, layer: o.facts.layer },
      shelf: d.segments.shelf({ workspaceId, video: row.id, key }),
      demand,
      signal: o.attempt.signal,
    }),
  );
}

/** The gate is asked again in the transaction that publishes: no act of the person comes between answer and file. */
async function publish(d: WorkDeps, row: VideoRow, o: Parameters<typeof publishVideo>[2]): Promise<boolean> {
  const { db } = d.storage;
  const uuid = row.recipient_uuid;
  if (!uuid) {
    const wanted = await stillWanted(d, row);
    return wanted !== undefined && inTransaction(db, (trx) => publishVideo(trx, wanted, o, d.clock()));
  }
  return withVerdict(d.storage, uuid, d.clock(), async (trx, current) => {
    const wanted = await unlessGone(() => wantedFrom(d, current, { format: row.format as Format }));
    return wanted !== undefined && !('general' in wanted) && publishVideo(trx, wanted, o, d.clock());
  });
}

function metadataOf(wanted: Wanted, facts: VideoFacts): { title: string; disclosure: string } {
  const { card, texts, request, keptUntil } = wanted;
  const decisions = wanted.person?.verdict.decisions ?? {};
  const locale = request.locale;
  const { influence } = facts;
  const disclosure = disclose({ card, campaign: texts, decisions, influence, locale, keptUntil });
  return { title: localise(card.title, locale), disclosure: metadataJson(disclosure, facts.seconds) };
}

/** Tells of progress now and then, and only while the row is still this attempt's. */
function teller(d: WorkDeps, row: VideoRow, wanted: Wanted, token: string, attempt: Attempt): (done: number) => void {
  let last = d.clock().getTime();
  return (done) => {
    const now = d.clock();
    if (now.getTime() - last < TELL_EVERY) return;
    last = now.getTime();
    const to = { status: 'rendering', progress: done } as const;
    const move = { from: ['rendering'], to, onlyAttempt: token } as const;
    moveVideo(d.storage.db, row, wanted, move, now).catch(() => {});
    attempt.progress(done).catch(() => {});
  };
}

async function failed(
  d: WorkDeps,
  row: VideoRow,
  wanted: Wanted,
  token: string,
  attempt: Attempt,
  error: unknown,
): Promise<void> {
  const code: RenderFailure = error instanceof RenderError ? error.code : 'encoder-failed';
  if (!(error instanceof RenderError)) d.log.error({ video: row.id, code: (error as Error).name }, 'a job broke');
  const again = code === 'cancelled' || (RENDER_FAILURES[code].retry && !attempt.lastAttempt);
  // What was cancelled goes back: to the next worker when this one is stopping; if the version is gone there is no row.
  const to = again ? ({ status: 'queued', progress: 0 } as const) : ({ status: 'failed', code } as const);
  const move = { from: ['rendering'], to, onlyAttempt: token } as const;
  await moveVideo(d.storage.db, row, wanted, move, d.clock());
  if (again) throw new Error(code);
  throw new Unrecoverable(code);
}
