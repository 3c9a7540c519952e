/** The tables as Kysely sees them. Columns named `sealed_*` hold AES-256-GCM boxes (see `seal.ts`); times are timestamptz. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type CreatedAt = ColumnType<Date, Date | string | undefined, never>;

export interface WorkspacesTable {
  id: string;
  name: string;
  /** As `settingsSchema` of `src/accounts/settings.ts` parses them. */
  settings: Generated<Record<string, unknown>>;
  /** A second person must approve a campaign before it is launched. */
  approval_required: Generated<boolean>;
  created_at: CreatedAt;
}

/** People who sign in; the other `auth_*` tables are better-auth's alone. */
export interface AuthUsersTable {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  twoFactorEnabled: boolean | null;
}

export interface AuthSessionsTable {
  token: string;
  userId: string;
  expiresAt: Date;
  /** The workspace that is open in the console; the member's first where it is null. */
  workspaceId: string | null;
}

export interface AuthAccountsTable {
  id: string;
  userId: string;
  providerId: string;
}

/** Who is in a workspace, as what. */
export interface MembersTable {
  workspace_id: string;
  user_id: string;
  role: 'reader' | 'editor' | 'approver' | 'admin';
  sees_people: boolean;
  created_at: CreatedAt;
}

/** One-time links to become a member; a row goes when its link is used. */
export interface InvitationsTable {
  id: string;
  workspace_id: string;
  /** SHA-256 of the token, 256 random bits. */
  hash: Buffer;
  email: string;
  role: MembersTable['role'];
  sees_people: boolean;
  created_at: CreatedAt;
  expires_at: Date;
}

/** Wrapped keys lie in the schema `keys`, apart from what they open, so that a data backup can leave them out. */
export interface KeysTable {
  /** `workspace:<id>` or `recipient:<uuid>:<generation>`. */
  id: string;
  wrapped: Buffer;
  created_at: CreatedAt;
}

export interface ApiKeysTable {
  id: string;
  workspace_id: string;
  name: string;
  /** SHA-256 of the key; keys are 256 random bits, so a plain hash is enough. */
  hash: Buffer;
  prefix: string;
  /** What it may do: permissions of `src/accounts/permissions.ts`. */
  scopes: ('read' | 'edit' | 'approve' | 'admin' | 'people')[];
  /** It ends then; set when another takes its place. */
  ends_at: Generated<Date | null>;
  created_at: CreatedAt;
  last_used_at: Timestamp | null;
  revoked_at: Timestamp | null;
}

/** Who did what, when; append-only, never values. */
export interface AuditTable {
  id: Generated<string>;
  workspace_id: string;
  at: CreatedAt;
  actor_kind: 'key' | 'member' | 'service';
  actor_id: string;
  actor_name: string;
  action: string;
  target_kind: string;
  target_id: string | null;
  fields: string[] | null;
}

export type CampaignStatus = 'draft' | 'scheduled' | 'live' | 'paused' | 'cancelled' | 'completed';

export interface CampaignsTable {
  id: string;
  workspace_id: string;
  /** The campaign as `campaignSchema` of `src/campaigns/spec.ts` parses it. */
  spec: JSONColumnType<Record<string, unknown>>;
  template_id: string;
  template_version: string;
  status: CampaignStatus;
  demo: Generated<boolean>;
  created_at: CreatedAt;
  /** Set with the first accepted row: purpose, controller and sharedWith are fixed from here on. */
  first_row_at: Timestamp | null;
  launched_at: Timestamp | null;
  ended_at: Timestamp | null;
  /** `stop-personal`: from here on every link of the campaign is general. */
  personal_stopped_at: Timestamp | null;
  /** `not-me`: by itself, because too many people said that their link is not theirs. */
  personal_stopped_because: 'asked' | 'not-me' | null;
  /** When personal videos were allowed again, knowingly. "Not me" before it counts no more. */
  personal_allowed_at: Timestamp | null;
  /** Since when people are drawn, without a pause. */
  running_since: Timestamp | null;
  /** Counts up with every change of the audience. */
  audience_version: Generated<number>;
  erased_count: Generated<number>;
  /** Random 128 bits in hex: addresses the campaign's general pictures (`/p/:campaign/…`). */
  picture_id: string;
}

export type RecipientStatus = 'planned' | 'queued' | 'rendering' | 'ready' | 'failed' | 'excluded';

export interface RecipientsTable {
  /** Random uuid; the only name of a person that may stand in job ids, file names and logs. */
  uuid: string;
  workspace_id: string;
  campaign_id: string;
  /** The sender's id for the person. */
  recipient_id: string;
  /** HMAC of the id under the workspace's key: joins with `acts`. */
  person_hash: Buffer;
  locale: string | null;
  /** Sealed `Kept`; bound to uuid and key generation. */
  sealed_kept: Buffer;
  /** Which key opens it: `recipient:<uuid>:<key_generation>`. Counts up when a field is withdrawn or expires. */
  key_generation: number;
  status: RecipientStatus;
  code: string | null;
  progress: Generated<number>;
  accepted_at: Timestamp;
  /** End of the row and its links: acceptance plus retention. What is kept may end earlier, with the consent for it. */
  kept_until: Timestamp;
  /** When the gate's answer changes by itself; the sweeper asks again then. */
  changes_at: Timestamp | null;
  opened_at: Timestamp | null;
  /** `confirm: "code"`: keyed hash of the answer to the sender's question. */
  answer_hash: Buffer | null;
  preview: Generated<boolean>;
  /** A preview that is a test link: what its maker calls it, sealed under the workspace's key. */
  sealed_test_label: Buffer | null;
  updated_at: Timestamp;
}

export interface LinksTable {
  /** SHA-256 of the token (≥ 128 random bits). */
  hash: Buffer;
  kind: 'watch' | 'picture' | 'look';
  campaign_id: string;
  /** Null once ended: of an ended link only hash and campaign stay. */
  recipient_uuid: string | null;
  /** The token, sealed under the recipient's key, so that links can be exported again and die with it. */
  sealed_token: Buffer | null;
  created_at: CreatedAt;
  expires_at: Timestamp;
  ended_at: Timestamp | null;
  /** Wrong answers to the sender's question since the last right one. */
  tries: Generated<number>;
}

export interface SessionsTable {
  hash: Buffer;
  link_hash: Buffer;
  recipient_uuid: string;
  created_at: CreatedAt;
  expires_at: Timestamp;
}

/**
 * What a person did; append-only but for erasure, which leaves one row. Nothing in it says who, only a keyed hash.
 * In the schema `keys` as well: a data backup that is restored brings back neither a destroyed key nor what was undone.
 */
export interface ActsTable {
  id: Generated<string>;
  workspace_id: string;
  person_hash: Buffer;
  kind:
    | 'switch-off'
    | 'switch-on'
    | 'withdrawn'
    | 'erased'
    | 'not-me'
    | 'unsubscribed'
    | 'relinked'
    | 'disputed'
    | 'correction'
    | 'gpc'
    | 'kept'
    | 'sent'
    | 'taken-back'
    | 'measure-on'
    | 'measure-off';
  /** Null where it holds for the whole workspace: withdrawn, disputed, erased, unsubscribed. */
  campaign_id: string | null;
  fields: string[] | null;
  purpose: string | null;
  /** Keyed hashes of the record ids known when it happened. */
  known_records: Buffer[] | null;
  at: Timestamp;
}

export type VideoStatus = 'planned' | 'queued' | 'rendering' | 'ready' | 'failed';

/** One version of one video. A row without a recipient is a campaign's general video. */
export interface VideosTable {
  id: string;
  campaign_id: string;
  recipient_uuid: string | null;
  format: string;
  locale: string;
  /** HMAC of everything that decides the picture, hex, under the workspace's key. */
  version: string;
  status: VideoStatus;
  code: string | null;
  /** Sealed measured facts (influence, captions, timing): under the recipient's key, or the workspace's for a general video. */
  sealed_facts: Buffer | null;
  /** Storage key of the sealed file once ready. */
  file: string | null;
  bytes: string | null;
  /** Fence: only the attempt named here may publish. */
  attempt: string | null;
  progress: Generated<number>;
  /** Of a ready one: how many pictures were drawn for it, and the milliseconds from its first step to its last. */
  drawn: number | null;
  draw_ms: number | null;
  created_at: CreatedAt;
  updated_at: Timestamp;
}

/** A segment of video, kept for all whose pictures are the same. Addresses are HMACs under the workspace's key. */
export interface SegmentsTable {
  id: string;
  workspace_id: string;
  address: string;
  /** Shows something of a person: it goes with the last video that shows it. */
  personal: boolean;
  status: 'drawing' | 'ready';
  /** Who draws it: only the drawer named here may keep it; after the lease anybody may take it over. */
  drawer: string | null;
  lease_until: Timestamp;
  /** Sealed under the key `segment:<id>`. */
  file: string | null;
  bytes: string | null;
  used_at: Timestamp;
}

export interface VideoSegmentsTable {
  video_id: string;
  /** Counted from 0 in playing order. Below 0: of the version before, held until this one is drawn. */
  place: number;
  segment_id: string;
}

/** Notices between rooms, written in the transaction of what they tell of. */
export interface OutboxTable {
  id: Generated<string>;
  topic: string;
  workspace_id: string;
  campaign_id: string | null;
  recipient_uuid: string | null;
  /** Ids and field keys only. */
  payload: JSONColumnType<Record<string, unknown>>;
  created_at: CreatedAt;
  done_at: Timestamp | null;
}

/** Answers kept for `Idempotency-Key`, a day, sealed under the workspace's key. */
export interface IdempotencyTable {
  workspace_id: string;
  key_hash: Buffer;
  request_hash: Buffer;
  status: number | null;
  sealed_answer: Buffer | null;
  /** While its request runs: when that was last seen alive. */
  created_at: ColumnType<Date, Date | string | undefined, Date>;
}

/** Counts of one campaign: of what, never of whom. */
export interface CountersTable {
  campaign_id: string;
  name: 'opened' | 'played' | 'watched' | 'answer' | 'choice' | 'cta' | 'act' | 'poll' | 'trial' | 'uncounted';
  /** Scene, field or option it is about; empty where there is none. */
  key: string;
  count: Generated<string>;
}

/** That a link has answered a poll, not how. It goes with the recipient. */
export interface BallotsTable {
  recipient_uuid: string;
  poll: string;
}

/** Where a workspace is told of what happens. */
export interface WebhooksTable {
  id: string;
  workspace_id: string;
  /** May hold a token of the receiver's; sealed under the workspace's key, as the secrets are. */
  sealed_url: Buffer;
  events: string[];
  sealed_secret: Buffer;
  /** After a rotation both sign, until then. */
  sealed_secret_before: Buffer | null;
  secret_before_until: Timestamp | null;
  status: 'on' | 'off';
  /** Why it is off. */
  code: string | null;
  /** Nothing has arrived since. */
  failing_since: Timestamp | null;
  changed_at: Timestamp;
  created_at: Timestamp;
}

/** What webhooks tell. Whose it is, is read from the recipient's row when it is sent; of somebody erased it is sealed. */
export interface WebhookEventsTable {
  /** The message's id, the same for every receiver and every try. */
  id: string;
  /** Id of the outbox's notice; null for a test. */
  notice: string | null;
  workspace_id: string;
  type: string;
  campaign_id: string | null;
  recipient_uuid: string | null;
  /** Sealed under `notice:<recipient_uuid>`, which goes once nobody waits to be told. */
  sealed_recipient: Buffer | null;
  fields: string[];
  code: string | null;
  at: Timestamp;
}

/** One try to deliver: `status` is of HTTP, `code` why it was no success. */
export interface WebhookTry {
  readonly at: string;
  readonly ms: number;
  readonly status?: number;
  readonly code?: string;
}

/** One event on its way to one webhook. */
export interface WebhookDeliveriesTable {
  id: string;
  webhook_id: string;
  event_id: string;
  status: 'pending' | 'delivered' | 'failed';
  code: string | null;
  tries: ColumnType<WebhookTry[], string | undefined, string>;
  /** How many of the tries were before it was asked for anew. */
  round: Generated<number>;
  next_at: Timestamp | null;
  /** Until then a job has it. */
  leased_until: Timestamp | null;
  created_at: Timestamp;
}

/** Who asked for a campaign's approval, and what became of it. `fingerprint`: of what was to be approved. */
export interface ApprovalsTable {
  id: string;
  campaign_id: string;
  fingerprint: string;
  requested_by: string;
  requested_name: string;
  requested_at: Timestamp;
  decision: 'approved' | 'rejected' | null;
  decided_by: string | null;
  decided_name: string | null;
  decided_at: Timestamp | null;
  note: string | null;
}

/** Somebody of the sender looked at a person's video: when, in which role, and whether values were shown. */
export interface LooksTable {
  link_hash: Buffer;
  recipient_uuid: string;
  role: string;
  with_values: boolean;
  at: Timestamp;
}

/** How one person watched; only while that person lets it be measured. */
export interface MeasurementsTable {
  recipient_uuid: string;
  name: 'opened' | 'played' | 'watched' | 'cta';
  key: string;
  count: Generated<number>;
  first_at: Timestamp;
  last_at: Timestamp;
}

/** How the columns of a sender's files become rows, remembered. Never changed; another mapping is another row. */
export interface AudienceMappingsTable {
  id: Generated<string>;
  workspace_id: string;
  template_id: string;
  /** HMAC of mapping and columns under the workspace's key. */
  content_hash: Buffer;
  /** A keyed hash of each column name, in the file's order; null where it was made for no file. */
  columns: string[] | null;
  /** Under the workspace's key. */
  sealed_mapping: Buffer;
  used_at: Timestamp;
}

/** A consent record stated for a whole file. What it says rests sealed under the workspace's key. */
export interface StatementsTable {
  id: string;
  workspace_id: string;
  campaign_id: string;
  /** SHA-256 of the file it holds for. */
  digest: Buffer;
  fields: string[];
  sealed: Buffer;
  stated_by: string;
  stated_at: Timestamp;
  approved_by: string | null;
  approved_at: Timestamp | null;
}

/** Files to delete: tombstone, file, row, so that a crash can be resumed. */
export interface TombstonesTable {
  file: string;
  created_at: CreatedAt;
}

/** How often somebody asked; keys are keyed hashes. */
export interface RateLimitsTable {
  key: string;
  points: number;
  expire: string | null;
}

export interface Database {
  workspaces: WorkspacesTable;
  'keys.wrapped': KeysTable;
  api_keys: ApiKeysTable;
  audit: AuditTable;
  auth_users: AuthUsersTable;
  auth_sessions: AuthSessionsTable;
  auth_accounts: AuthAccountsTable;
  members: MembersTable;
  invitations: InvitationsTable;
  rate_limits: RateLimitsTable;
  campaigns: CampaignsTable;
  recipients: RecipientsTable;
  links: LinksTable;
  sessions: SessionsTable;
  'keys.acts': ActsTable;
  videos: VideosTable;
  segments: SegmentsTable;
  video_segments: VideoSegmentsTable;
  outbox: OutboxTable;
  idempotency: IdempotencyTable;
  tombstones: TombstonesTable;
  counters: CountersTable;
  ballots: BallotsTable;
  webhooks: WebhooksTable;
  webhook_events: WebhookEventsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  approvals: ApprovalsTable;
  looks: LooksTable;
  measurements: MeasurementsTable;
  audience_mappings: AudienceMappingsTable;
  consent_statements: StatementsTable;
}
