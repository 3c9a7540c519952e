/** The log of what people did, and what it means for one campaign. Who did it is a keyed hash. */
import type { Kysely } from 'kysely';
import { type DataKey, hmac } from '../storage/index.ts';
import type { ActsTable, Database } from '../storage/tables.ts';
import { type Acts, type KnownRecords, MEASUREMENT } from './types.ts';

/** A person in a workspace, with or without a row. */
export interface PersonRef {
  readonly workspaceId: string;
  readonly personHash: Buffer;
}

export interface CampaignRef {
  readonly id: string;
  readonly purpose: string;
}

export const personHash = (workspaceKey: DataKey, recipientId: string): Buffer =>
  hmac(workspaceKey, 'person', recipientId);

export const recordHash = (workspaceKey: DataKey, recordId: string): Buffer => hmac(workspaceKey, 'record', recordId);

/** One act as it is read back. */
export type Act = Pick<ActsTable, 'kind' | 'campaign_id' | 'fields' | 'purpose' | 'known_records'> & {
  readonly at: Date;
};

/** What the acts of one person, in their order, mean for one campaign. Pure. */
export function foldActs(acts: readonly Act[], campaign: CampaignRef, workspaceKey: DataKey): Acts {
  const off = new Set<string>();
  const withdrawals: { at: string; fields?: string[]; knownRecords: KnownRecords }[] = [];
  const chosen = new Set<string>();
  const measureWithdrawals: { at: string; knownRecords: KnownRecords }[] = [];
  let switched: 'on' | 'off' | undefined;
  let erased: Acts['erased'];
  let notMe = false;
  let unsubscribed = false;
  const known = (act: Act): KnownRecords => {
    const hashes = new Set(act.known_records?.map((hash) => hash.toString('hex')));
    return { has: (recordId) => hashes.size > 0 && hashes.has(recordHash(workspaceKey, recordId).toString('hex')) };
  };
  for (const act of acts) {
    const here = act.campaign_id === campaign.id;
    const at = act.at.toISOString();
    if (act.kind === 'switch-off' && here) for (const field of act.fields ?? []) off.add(field);
    if (act.kind === 'switch-on' && here) for (const field of act.fields ?? []) off.delete(field);
    if (here && (act.kind === 'switch-off' || act.kind === 'switch-on' || act.kind === 'kept')) {
      for (const field of act.fields ?? []) chosen.add(field);
    }
    if (act.kind === 'measure-on' && here) switched = 'on';
    if (act.kind === 'measure-off' && here) switched = 'off';
    if (act.kind === 'withdrawn' || act.kind === 'disputed') {
      const all = !act.fields && (act.purpose === null || act.purpose === MEASUREMENT);
      if (all) {
        measureWithdrawals.push({ at, knownRecords: known(act) });
        if (switched === 'on') switched = 'off';
      }
      const ours = act.purpose === null || act.purpose === campaign.purpose;
      if (ours) withdrawals.push({ at, knownRecords: known(act), ...(act.fields ? { fields: act.fields } : {}) });
    }
    if (act.kind === 'erased') erased = { at, knownRecords: known(act) };
    if (act.kind === 'not-me' && here) notMe = true;
    if (act.kind === 'relinked' && here) notMe = false;
    if (act.kind === 'unsubscribed') unsubscribed = true;
  }
  const general = unsubscribed ? 'unsubscribed' : notMe ? 'not-me' : undefined;
  const measuring = { switched, withdrawals: measureWithdrawals };
  return { off, withdrawals, general, chosen, measuring, ...(erased ? { erased } : {}) };
}

/** The acts of many people at once, by the hex of their hashes. Someone who did nothing has an entry too. */
export async function readActsMany(
  db: Kysely<Database>,
  workspaceKey: DataKey,
  workspaceId: string,
  hashes: readonly Buffer[],
  campaign: CampaignRef,
): Promise<Map<string, Acts>> {
  const byPerson = new Map<string, Act[]>(hashes.map((hash) => [hash.toString('hex'), []]));
  if (hashes.length > 0) {
    const rows = await db
      .selectFrom('keys.acts')
      .select(['person_hash', 'kind', 'campaign_id', 'fields', 'purpose', 'known_records', 'at'])
      .where('workspace_id', '=', workspaceId)
      .where('person_hash', 'in', hashes)
      .orderBy('id')
      .execute();
    for (const row of rows) byPerson.get(row.person_hash.toString('hex'))?.push(row);
  }
  return new Map([...byPerson].map(([hash, acts]) => [hash, foldActs(acts, campaign, workspaceKey)]));
}

export async function readActs(
  db: Kysely<Database>,
  workspaceKey: DataKey,
  person: PersonRef,
  campaign: CampaignRef,
): Promise<Acts> {
  const hash = person.personHash;
  const acts = await readActsMany(db, workspaceKey, person.workspaceId, [hash], campaign);
  return acts.get(hash.toString('hex')) as Acts;
}

export type PastAct = Pick<Act, 'kind' | 'fields' | 'purpose' | 'at'>;

/** What a person did that bears on one campaign, in their order. */
export async function pastActs(db: Kysely<Database>, person: PersonRef, campaignId: string): Promise<PastAct[]> {
  return db
    .selectFrom('keys.acts')
    .select(['kind', 'fields', 'purpose', 'at'])
    .where('workspace_id', '=', person.workspaceId)
    .where('person_hash', '=', person.personHash)
    .where((eb) => eb.or([eb('campaign_id', '=', campaignId), eb('campaign_id', 'is', null)]))
    .orderBy('id')
    .execute();
}

/** Writes one act. Its order in the log decides, its time is compared with when records were given. */
export async function logAct(
  db: Kysely<Database>,
  person: PersonRef,
  act: { kind: ActsTable['kind']; at: Date; campaignId?: string; fields?: readonly string[] } & {
    purpose?: string;
    knownRecords?: readonly Buffer[];
  },
): Promise<void> {
  await db
    .insertInto('keys.acts')
    .values({
      workspace_id: person.workspaceId,
      person_hash: person.personHash,
      kind: act.kind,
      campaign_id: act.campaignId ?? null,
      fields: act.fields ? [...act.fields] : null,
      purpose: act.purpose ?? null,
      known_records: act.knownRecords ? [...act.knownRecords] : null,
      at: act.at,
    })
    .execute();
}
