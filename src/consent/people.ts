/** People of a campaign at rest: import, and asking the gate for one of them now. */
import { type Kysely, sql } from 'kysely';
import type { DataKey, Storage } from '../storage/index.ts';
import type { CampaignStatus, Database, RecipientStatus } from '../storage/tables.ts';
import { type PastAct, pastActs, personHash, readActs } from './acts.ts';
import { ask, declaredOf } from './gate.ts';
import { type Measuring, measuringOf } from './measurement.ts';
import { keyIdOf, openBox, type RecipientRow } from './sealed.ts';
import { inTransaction, lockPeople, type Trx } from './transaction.ts';
import { drawLot, type InTrial, type Trial, trialSchema, withoutLot } from './trial.ts';
import { type Consented, type ConsentRecord, type Entry, type Kept, NO_DATA, type Verdict } from './types.ts';

export interface Person {
  readonly uuid: string;
  readonly workspaceId: string;
  readonly campaignId: string;
  readonly recipientId: string;
  readonly personHash: Buffer;
  readonly locale: string | undefined;
  /** The campaign's purpose. */
  readonly purpose: string;
  readonly kept: Consented<Kept>;
  /** Fields whose values the viewer gave. */
  readonly own: readonly string[];
  /** What the viewer sent with forms. */
  readonly entries: readonly Entry[];
  readonly acceptedAt: Date;
  /** When the last value goes: the row's end, or earlier where consent for every kept field ends. */
  readonly keptUntil: Date;
  /** When row and links end. */
  readonly endsAt: Date;
  readonly status: RecipientStatus;
  readonly code: string | undefined;
  readonly progress: number;
  readonly keyGeneration: number;
  readonly openedAt: Date | undefined;
  readonly preview: boolean;
  /** The sender's record for the purpose `measurement`. */
  readonly measurement: ConsentRecord | undefined;
}

/** Why links show the general version, whatever the gate grants. */
export type General = 'not-me' | 'unsubscribed' | 'stopped' | 'cancelled';

export interface Current {
  readonly person: Person;
  /** While `general` is set, `data` is empty and nothing is granted to anybody. */
  readonly verdict: Verdict;
  readonly general?: General;
  /** Where this campaign tries what its fields are worth, and this person is in it. */
  readonly trial?: InTrial;
  /** Whether it may be noted how this person watches. */
  readonly measuring: Measuring;
}

/** `undefined` for a row that is gone, or whose key is. */
export async function openPerson(storage: Storage, uuid: string): Promise<Person | undefined> {
  return (await open(storage, storage.db, uuid))?.person;
}

/** What a person did that bears on one campaign, in their order. */
export const historyOf = (storage: Storage, person: Person): Promise<PastAct[]> =>
  pastActs(storage.db, person, person.campaignId);

/** Everything a workspace holds of one person, by the sender's id, across its campaigns. */
export async function peopleOf(storage: Storage, workspaceId: string, recipientId: string): Promise<Person[]> {
  const hash = personHash(await storage.keys.workspace(workspaceId), recipientId);
  const rows = await storage.db
    .selectFrom('recipients')
    .select('uuid')
    .where('workspace_id', '=', workspaceId)
    .where('person_hash', '=', hash)
    .orderBy('accepted_at')
    .orderBy('uuid')
    .execute();
  const people = await Promise.all(rows.map((row) => openPerson(storage, row.uuid)));
  return people.filter((person) => person !== undefined);
}

/**
 * The gate's answer of now for a person: acts, campaign and clock included. `undefined` once the person is gone.
 * `declared`: the template's fields, where they may have changed since the import.
 */
export async function currentVerdict(
  storage: Storage,
  uuid: string,
  now: Date,
  declared?: readonly string[],
): Promise<Current | undefined> {
  return askNow(storage, storage.db, uuid, now, declared);
}

/**
 * Runs `work` with the answer of now, in a transaction that holds the person: no act and no import comes between the
 * answer and what `work` writes. For the moment of publishing.
 */
export async function withVerdict<T>(
  storage: Storage,
  uuid: string,
  now: Date,
  work: (trx: Trx, current: Current | undefined) => Promise<T>,
): Promise<T> {
  return inTransaction(storage.db, async (trx) => {
    await lockPerson(trx, uuid);
    return work(trx, await askNow(storage, trx, uuid, now));
  });
}

/** Holds the person that a row belongs to, then the row. `undefined` once it is gone. */
export async function lockPerson(trx: Trx, uuid: string): Promise<RecipientRow | undefined> {
  const found = await trx.selectFrom('recipients').select('person_hash').where('uuid', '=', uuid).executeTakeFirst();
  if (!found) return undefined;
  await lockPeople(trx, [found.person_hash]);
  return trx.selectFrom('recipients').selectAll().where('uuid', '=', uuid).forUpdate().executeTakeFirst();
}

async function askNow(
  storage: Storage,
  db: Kysely<Database>,
  uuid: string,
  now: Date,
  declared?: readonly string[],
): Promise<Current | undefined> {
  const opened = await open(storage, db, uuid);
  if (!opened) return undefined;
  const { person, campaign } = opened;
  // Acts are read after the row: they are never older than what they are asked about.
  const workspaceKey = await storage.keys.workspace(person.workspaceId);
  const acts = await readActs(db, workspaceKey, person, { id: person.campaignId, purpose: person.purpose });
  const asked = ask(person.kept, declared ?? declaredOf(person.kept), person.purpose, acts, now);
  const trial =
    campaign.trial && !person.preview
      ? drawLot(campaign.trial, workspaceKey, person.campaignId, person.personHash)
      : undefined;
  const verdict = trial ? withoutLot(asked, trial, acts) : asked;
  const measuring = measuringOf(person.measurement, acts, now);
  const general: General | undefined = campaign.stopped
    ? 'stopped'
    : campaign.status === 'cancelled'
      ? 'cancelled'
      : acts.general;
  if (general) return { person, general, measuring, verdict: { ...asked, data: NO_DATA } };
  return { person, verdict, measuring, ...(trial ? { trial } : {}) };
}

interface Opened {
  readonly person: Person;
  readonly campaign: {
    readonly status: CampaignStatus;
    readonly stopped: boolean;
    readonly trial: Trial | undefined;
  };
}

const TRIES = 3;

/** Row and key are read one after the other: a key that was changed in between is looked for again. */
async function open(storage: Storage, db: Kysely<Database>, uuid: string): Promise<Opened | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const row = await db
      .selectFrom('recipients')
      .innerJoin('campaigns', 'campaigns.id', 'recipients.campaign_id')
      .selectAll('recipients')
      .select(['campaigns.status as campaign_status', 'campaigns.personal_stopped_at'])
      .select(sql<unknown>`campaigns.spec->'trial'`.as('trial'))
      .where('uuid', '=', uuid)
      .executeTakeFirst();
    if (!row) return undefined;
    const key = await storage.keys.find(keyIdOf(row), db);
    if (!key) continue;
    const trial = trialSchema.safeParse(row.trial).data;
    const campaign = { status: row.campaign_status, stopped: row.personal_stopped_at !== null, trial };
    return { person: toPerson(row, key), campaign };
  }
  return undefined;
}

function toPerson(row: RecipientRow, key: DataKey): Person {
  const { purpose, kept, own = [], entries = [], measurement } = openBox(key, row);
  return {
    uuid: row.uuid,
    workspaceId: row.workspace_id,
    campaignId: row.campaign_id,
    recipientId: row.recipient_id,
    personHash: row.person_hash,
    locale: row.locale ?? undefined,
    purpose,
    kept,
    own,
    entries,
    acceptedAt: row.accepted_at,
    keptUntil: lastValueGoes(kept, row.kept_until),
    endsAt: row.kept_until,
    status: row.status,
    code: row.code ?? undefined,
    progress: row.progress,
    keyGeneration: row.key_generation,
    openedAt: row.opened_at ?? undefined,
    preview: row.preview,
    measurement,
  };
}

/** Retention, capped by the end of the consent that lasts longest. */
function lastValueGoes(kept: Kept, end: Date): Date {
  if (kept.records.length === 0) return end;
  const ends = kept.records.map(({ expiresAt }) => (expiresAt ? Date.parse(expiresAt) : Number.POSITIVE_INFINITY));
  return new Date(Math.min(end.getTime(), Math.max(...ends)));
}
