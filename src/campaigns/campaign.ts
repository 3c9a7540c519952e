/** A campaign as it rests and as it is shown: its spec, where it stands, and its sums, counted from its people's rows. */
import type { Selectable } from 'kysely';
import { type FieldRule, fieldRule, type ImportCampaign } from '../consent/index.ts';
import type { TemplateCard } from '../frames/types.ts';
import type { CampaignStatus, CampaignsTable, RecipientStatus } from '../storage/tables.ts';
import { type CampaignSpec, campaignSchema } from '../videos/index.ts';
import type { Deps } from './deps.ts';
import { CampaignError } from './errors.ts';
import { type Failure, failuresOf, type Pace, pacesOf } from './pace.ts';

export type CampaignRow = Selectable<CampaignsTable>;

/** People of the campaign by state; `erased` only counts. */
export type Counts = Readonly<Record<RecipientStatus | 'erased', number>>;

export interface Progress {
  readonly status: CampaignStatus;
  readonly counts: Counts;
  /** 0–1: how much of what the campaign owes its people is drawn, or has failed. */
  readonly progress: number;
  /** While people are drawn ahead: how fast, and how long it will take. */
  readonly pace?: Pace;
  /** Of people whose video failed. */
  readonly failures: readonly Failure[];
}

/** What the API shows: the spec with its defaults, and where the campaign stands. Times ISO 8601 UTC. */
export interface Campaign extends CampaignSpec, Progress {
  readonly id: string;
  readonly purpose: string;
  readonly templateVersion: string;
  readonly demo: boolean;
  readonly createdAt: string;
  readonly firstRowAt?: string;
  readonly launchedAt?: string;
  readonly endedAt?: string;
  readonly personalStoppedAt?: string;
  /** `not-me`: by itself. */
  readonly personalStoppedBecause?: 'asked' | 'not-me';
  /** When personal videos were allowed again. */
  readonly personalAllowedAt?: string;
}

/** A campaign with its template. */
export interface Opened {
  readonly row: CampaignRow;
  readonly spec: CampaignSpec & { readonly purpose: string };
  readonly card: TemplateCard;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);

/** Throws `unknown-campaign`; also for one of another workspace. */
export async function findCampaign(d: Deps, workspaceId: string, id: string): Promise<CampaignRow> {
  const row = isUuid(id)
    ? await d.storage.db
        .selectFrom('campaigns')
        .selectAll()
        .where('id', '=', id)
        .where('workspace_id', '=', workspaceId)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new CampaignError('unknown-campaign');
  return row;
}

export async function findCard(d: Deps, template: string): Promise<TemplateCard | undefined> {
  return (await d.frames.cards()).find((card) => card.id === template);
}

/** The spec as it was taken; `purpose` was filled in then. */
export const specOf = (row: CampaignRow): Opened['spec'] => campaignSchema.parse(row.spec) as Opened['spec'];

/** Throws `unknown-campaign`, `unknown-template`. */
export async function openCampaign(d: Deps, workspaceId: string, id: string): Promise<Opened> {
  const row = await findCampaign(d, workspaceId, id);
  const card = await findCard(d, row.template_id);
  if (!card) throw new CampaignError('unknown-template');
  return { row, spec: specOf(row), card };
}

/** The same, for rows: throws `wrong-status` where the campaign takes none any more. */
export async function openForImport(d: Deps, workspaceId: string, id: string): Promise<Opened> {
  const opened = await openCampaign(d, workspaceId, id);
  if (opened.row.status === 'cancelled') throw new CampaignError('wrong-status');
  return opened;
}

const rules = new WeakMap<TemplateCard, readonly FieldRule[]>();

/** What the gate must know of the campaign. */
export function importRules({ row, spec, card }: Opened): ImportCampaign {
  const known = rules.get(card) ?? card.fields.map(({ key, schema, from }) => fieldRule(key, schema, from));
  rules.set(card, known);
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    purpose: spec.purpose,
    rules: known,
    retentionDays: spec.retentionDays,
    withoutConsent: spec.withoutConsent,
  };
}

const STATES: readonly RecipientStatus[] = ['planned', 'queued', 'rendering', 'ready', 'failed', 'excluded'];

/** Sums of many campaigns at once, in the order of the rows. */
export async function progressOf(d: Deps, rows: readonly CampaignRow[]): Promise<Progress[]> {
  if (rows.length === 0) return [];
  const found = await d.storage.db
    .selectFrom('recipients')
    .select(({ fn }) => ['campaign_id', 'status', fn.countAll<string>().as('count'), fn.sum('progress').as('done')])
    .where(
      'campaign_id',
      'in',
      rows.map((row) => row.id),
    )
    .where('preview', '=', false)
    .groupBy(['campaign_id', 'status'])
    .execute();
  const sums = rows.map((row) => {
    const own = found.filter((one) => one.campaign_id === row.id);
    const count = (status: RecipientStatus) => Number(own.find((one) => one.status === status)?.count ?? 0);
    const counts = Object.fromEntries(STATES.map((status) => [status, count(status)])) as Record<
      RecipientStatus,
      number
    >;
    const owed = STATES.reduce((sum, status) => sum + counts[status], 0) - counts.excluded;
    const drawn = Number(own.find((one) => one.status === 'rendering')?.done ?? 0);
    const done = counts.ready + counts.failed + drawn;
    const sum = {
      status: row.status,
      counts: { ...counts, erased: row.erased_count },
      progress: owed === 0 ? (row.status === 'completed' ? 1 : 0) : Math.min(1, done / owed),
    };
    return { row, sum, waiting: owed - done };
  });
  const paces = await pacesOf(d, rows, new Map(sums.map(({ row, waiting }) => [row.id, waiting])));
  const failing = sums.filter(({ sum }) => sum.counts.failed > 0).map(({ row }) => row.id);
  const failures = await failuresOf(d, failing);
  return sums.map(({ row, sum }) => {
    const pace = paces.get(row.id);
    return { ...sum, ...(pace ? { pace } : {}), failures: failures.get(row.id) ?? [] };
  });
}

export function shown(row: CampaignRow, progress: Progress): Campaign {
  const time = (name: string, at: Date | null) => (at ? { [name]: at.toISOString() } : {});
  return {
    id: row.id,
    ...specOf(row),
    ...progress,
    templateVersion: row.template_version,
    demo: row.demo,
    createdAt: row.created_at.toISOString(),
    ...time('firstRowAt', row.first_row_at),
    ...time('launchedAt', row.launched_at),
    ...time('endedAt', row.ended_at),
    ...time('personalStoppedAt', row.personal_stopped_at),
    ...(row.personal_stopped_because ? { personalStoppedBecause: row.personal_stopped_because } : {}),
    ...time('personalAllowedAt', row.personal_allowed_at),
  };
}

export async function show(d: Deps, row: CampaignRow): Promise<Campaign> {
  const [progress] = await progressOf(d, [row]);
  return shown(row, progress as Progress);
}
