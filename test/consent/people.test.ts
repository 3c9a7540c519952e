import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  correction,
  currentVerdict,
  dropEverybody,
  dropFromCampaign,
  erase,
  inTransaction,
  judgeRows,
  keepPreview,
  notMe,
  openPerson,
  type Person,
  peopleOf,
  readOutbox,
  relinked,
  shortenRetention,
  sweepConsent,
  switchFields,
  unsubscribe,
  withdraw,
} from '../../src/consent/index.ts';
import type { AudienceRow } from '../../src/consent/record.ts';
import { recipientKeyId, seal, unseal } from '../../src/storage/index.ts';
import { testStorage } from '../support/storage.ts';
import { at } from './events.ts';
import { disguises, dump, importRow, importRows, newCampaign, newWorkspace } from './support.ts';

const storage = await testStorage();
const workspaceId = await newWorkspace(storage);

/** A person of their own for each test; both fields agreed to at hour 0. */
const rowOf = (more: Partial<AudienceRow['consent'][number]> = {}, id = `cust-${randomUUID()}`): AudienceRow => ({
  id,
  profile: { first: 'Zoë Planted', second: 'Planted Value', undeclared: 'Dropped Planted' },
  consent: [{ recordId: 'r-1', purpose: 'p', fields: ['first', 'second'], givenAt: at(0).toISOString(), ...more }],
});
const again = (row: AudienceRow, recordId: string, hour: number): AudienceRow => ({
  ...row,
  consent: row.consent.map((one) => ({ ...one, recordId, givenAt: at(hour).toISOString() })),
});
const dataOf = async (uuid: string, hour: number) => (await currentVerdict(storage, uuid, at(hour)))?.verdict.data;
const keyOf = (person: Pick<Person, 'uuid' | 'keyGeneration'>) =>
  storage.keys.find(recipientKeyId(person.uuid, person.keyGeneration));
const person = async (uuid: string) => (await openPerson(storage, uuid)) as Person;

async function notices() {
  const seen: {
    topic: string;
    campaignId: string | undefined;
    videos: readonly string[];
    fields: readonly string[];
  }[] = [];
  await readOutbox(
    storage.db,
    async ({ topic, campaignId, videos, fields }) => void seen.push({ topic, campaignId, videos, fields }),
    at(0),
    1000,
  );
  return seen;
}

/** A drawn video with its file, a watch link and a session, as the other rooms leave them. */
async function watched(uuid: string) {
  const { campaignId } = await person(uuid);
  const [video, hash, session] = [randomUUID(), randomBytes(32), randomBytes(32)];
  const file = `videos/${video}`;
  const key = (await keyOf(await person(uuid))) as Buffer;
  await storage.db
    .insertInto('videos')
    .values({
      id: video,
      campaign_id: campaignId,
      recipient_uuid: uuid,
      format: 'square',
      locale: 'en',
      version: video,
      status: 'ready',
      file,
      bytes: '4',
      code: null,
      sealed_facts: null,
      attempt: null,
      updated_at: at(0),
    })
    .execute();
  await storage.db
    .insertInto('links')
    .values({
      hash,
      kind: 'watch',
      campaign_id: campaignId,
      recipient_uuid: uuid,
      sealed_token: seal(key, 'the token', `link:${hash.toString('hex')}`),
      expires_at: at(9999),
      ended_at: null,
    })
    .execute();
  await storage.db
    .insertInto('sessions')
    .values({ hash: session, link_hash: hash, recipient_uuid: uuid, expires_at: at(9999) })
    .execute();
  return {
    video,
    file,
    link: () => storage.db.selectFrom('links').selectAll().where('hash', '=', hash).executeTakeFirstOrThrow(),
    has: async () => ({
      video: (await storage.db.selectFrom('videos').where('id', '=', video).select('id').execute()).length,
      session: (await storage.db.selectFrom('sessions').where('hash', '=', session).select('hash').execute()).length,
      buried: (await storage.db.selectFrom('tombstones').where('file', '=', file).select('file').execute()).length,
    }),
  };
}

describe('an import', () => {
  it('keeps what the gate lets rest, sealed: no value is in the database in any shape', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const uuid = await importRow(storage, campaign, rowOf(), at(1));
    expect(await dataOf(uuid, 1)).toEqual({ first: 'Zoë Planted', second: 'Planted Value' });
    const everything = await dump(storage);
    for (const value of ['Zoë Planted', 'Planted Value', 'Dropped Planted']) {
      for (const shape of disguises(value)) expect(everything).not.toContain(shape);
    }
  });

  it('the same row again changes nothing, also after time, switch and withdrawal', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const row = rowOf();
    const uuid = await importRow(storage, campaign, row, at(1));
    const steps = [
      async () => undefined,
      () => switchFields(storage, uuid, { first: false }, at(2)),
      () => withdraw(storage, { workspaceId, recipientId: row.id, fields: ['second'] }, at(3)),
    ];
    for (const step of steps) {
      await step();
      const before = await person(uuid);
      const [result] = await importRows(storage, campaign, [row], at(4));
      expect(result).toMatchObject({ change: 'unchanged', uuid });
      expect(await person(uuid)).toEqual(before);
    }
    expect(await dataOf(uuid, 4)).toEqual({});
  });

  it('another row of the id replaces it under a new key; videos go, links stay', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const row = rowOf();
    const uuid = await importRow(storage, campaign, row, at(1));
    const had = await watched(uuid);
    const before = await person(uuid);
    await notices();
    const [result] = await importRows(storage, campaign, [{ ...row, profile: { first: 'Zoe' } }], at(2));
    expect(result).toMatchObject({ change: 'changed', uuid });
    const after = await person(uuid);
    expect(after).toMatchObject({ keyGeneration: 2, acceptedAt: at(2), kept: { values: { first: 'Zoe' } } });
    expect(await keyOf(before)).toBeUndefined();
    expect(await had.has()).toEqual({ video: 0, session: 1, buried: 1 });
    const link = await had.link();
    const opened = unseal(
      (await keyOf(after)) as Buffer,
      link.sealed_token as Buffer,
      `link:${link.hash.toString('hex')}`,
    );
    expect(opened.toString()).toBe('the token');
    expect(await notices()).toEqual([
      { topic: 'recipient.replaced', campaignId: campaign.id, videos: [had.video], fields: [] },
    ]);
  });

  it('of repeated ids in a batch the last one stands, and every row has its result', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const row = rowOf();
    const results = await importRows(storage, campaign, [row, rowOf(), { ...row, profile: { first: 'Last' } }], at(1));
    expect(results.map((one) => 'change' in one && one.change)).toEqual(['repeated', 'new', 'new']);
    const [first, , last] = results as { uuid: string }[];
    expect(first?.uuid).toBe(last?.uuid);
    expect(await dataOf(last?.uuid as string, 1)).toEqual({ first: 'Last' });
  });

  it('is whole or not at all', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const before = await dump(storage);
    const failing = inTransaction(storage.db, async (trx) => {
      const { keepPeople } = await import('../../src/consent/index.ts');
      await keepPeople(storage, trx, campaign, [rowOf()], at(1));
      throw new Error('the client went away');
    });
    await expect(failing).rejects.toThrow('went away');
    expect(await dump(storage)).toBe(before);
  });

  it('a dry run says the same and keeps nothing', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const rows = [rowOf(), rowOf({ purpose: 'other' })];
    const before = await dump(storage);
    const dry = await judgeRows(storage, storage.db, campaign, rows, at(1));
    expect(await dump(storage)).toBe(before);
    const wet = await importRows(storage, campaign, rows, at(1));
    expect(wet).toMatchObject(dry);
  });

  it('leaves out who agreed to nothing where the campaign says so, but not who switched all off', async () => {
    const campaign = await newCampaign(storage, workspaceId, { withoutConsent: 'exclude' });
    const nobody = rowOf({ purpose: 'other' });
    expect(await person(await importRow(storage, campaign, nobody, at(1)))).toMatchObject({
      status: 'excluded',
      code: 'no-consent',
    });
    const row = rowOf();
    const uuid = await importRow(storage, campaign, row, at(1));
    await switchFields(storage, uuid, { first: false, second: false }, at(2));
    await importRow(storage, campaign, { ...row, locale: 'de' }, at(3));
    expect((await person(uuid)).status).toBe('planned');
    // Whoever agrees from later on is planned then.
    const later = await importRow(storage, campaign, rowOf({ givenAt: at(5).toISOString() }), at(1));
    expect((await person(later)).status).toBe('excluded');
    await sweepConsent(storage, at(5));
    expect((await person(later)).status).toBe('planned');
  });

  it('a preview is nobody’s row, but acts of the person hold for it', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const row = rowOf();
    const uuid = await importRow(storage, campaign, row, at(1));
    const o = { now: at(1), until: at(2) };
    const preview = await inTransaction(storage.db, (trx) => keepPreview(storage, trx, campaign, row, o));
    const previewUuid = (preview as { uuid: string }).uuid;
    expect(previewUuid).not.toBe(uuid);
    expect(await dataOf(previewUuid, 1)).toEqual({ first: 'Zoë Planted', second: 'Planted Value' });
    await withdraw(storage, { workspaceId, recipientId: row.id, purpose: 'p' }, at(1));
    expect(await dataOf(previewUuid, 1)).toEqual({});
    await sweepConsent(storage, at(2));
    expect(await openPerson(storage, previewUuid)).toBeUndefined();
    expect(await openPerson(storage, uuid)).toBeDefined();
  });
});

describe('a switch', () => {
  it('holds in this campaign alone, takes the drawn video, and is not undone by an import', async () => {
    const [here, there] = [await newCampaign(storage, workspaceId), await newCampaign(storage, workspaceId)];
    const row = rowOf();
    const uuid = await importRow(storage, here, row, at(1));
    const other = await importRow(storage, there, row, at(1));
    const had = await watched(uuid);
    await notices();
    await switchFields(storage, uuid, { first: false, second: true }, at(2));
    expect(await dataOf(uuid, 2)).toEqual({ second: 'Planted Value' });
    expect(await dataOf(other, 2)).toEqual({ first: 'Zoë Planted', second: 'Planted Value' });
    expect(await had.has()).toEqual({ video: 0, session: 1, buried: 1 });
    expect(await notices()).toEqual([
      { topic: 'choice.changed', campaignId: here.id, videos: [had.video], fields: ['first'] },
    ]);
    await importRow(storage, here, { ...row, profile: { first: 'New' } }, at(3));
    expect(await dataOf(uuid, 3)).toEqual({});
    await switchFields(storage, uuid, { first: true }, at(4));
    expect(await dataOf(uuid, 4)).toEqual({ first: 'New' });
    await expect(switchFields(storage, uuid, { undeclared: false }, at(4))).rejects.toMatchObject({
      code: 'undeclared-field',
    });
    await expect(switchFields(storage, randomUUID(), {}, at(4))).rejects.toMatchObject({ code: 'unknown-recipient' });
  });
});

describe('a withdrawal', () => {
  it('reaches this purpose in every campaign, destroys values with their key, and leaves other purposes', async () => {
    const [one, two] = [await newCampaign(storage, workspaceId), await newCampaign(storage, workspaceId)];
    const other = await newCampaign(storage, workspaceId, { purpose: 'q' });
    const row = rowOf();
    const uuids = [await importRow(storage, one, row, at(1)), await importRow(storage, two, row, at(1))];
    const elsewhere = await importRow(
      storage,
      other,
      { ...row, consent: row.consent.map((r) => ({ ...r, purpose: 'q' })) },
      at(1),
    );
    const before = await Promise.all(uuids.map(person));
    const had = await watched(uuids[0] as string);
    await notices();
    expect(
      await withdraw(storage, { workspaceId, recipientId: row.id, purpose: 'p', fields: ['first'] }, at(2)),
    ).toEqual({ campaigns: 2 });
    for (const [n, uuid] of uuids.entries()) {
      expect(await dataOf(uuid, 2)).toEqual({ second: 'Planted Value' });
      const after = await person(uuid);
      expect(after.kept).toMatchObject({ values: { second: 'Planted Value' }, discarded: { first: 'withdrawn' } });
      expect(after.kept.records[0]?.fields).toEqual(['second']);
      expect(await keyOf(before[n] as Person)).toBeUndefined();
    }
    expect(await dataOf(elsewhere, 2)).toEqual({ first: 'Zoë Planted', second: 'Planted Value' });
    expect((await person(elsewhere)).keyGeneration).toBe(1);
    expect(await had.has()).toEqual({ video: 0, session: 1, buried: 1 });
    expect((await had.link()).recipient_uuid).toBe(uuids[0]);
    const told = await notices();
    expect(told.map(({ topic, fields }) => ({ topic, fields }))).toEqual(
      [one, two].map(() => ({ topic: 'consent.withdrawn', fields: ['first'] })),
    );
  });

  it('is undone by nothing but a new record given after it', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const row = rowOf();
    const uuid = await importRow(storage, campaign, row, at(1));
    await withdraw(storage, { workspaceId, recipientId: row.id, disputed: true }, at(2));
    for (const attempt of [row, again(row, 'r-2', 1), again(row, 'r-2', 2), again(row, 'r-1', 3)]) {
      await importRows(storage, campaign, [attempt], at(4));
      expect(await dataOf(uuid, 4)).toEqual({});
    }
    await importRows(storage, campaign, [again(row, 'r-3', 3)], at(4));
    expect(await dataOf(uuid, 4)).toEqual({ first: 'Zoë Planted', second: 'Planted Value' });
  });

  it('knows records that came with the row and were not kept', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const row = rowOf({ recordId: 'r-old', expiresAt: at(1).toISOString() });
    const uuid = await importRow(storage, campaign, row, at(2));
    await withdraw(storage, { workspaceId, recipientId: row.id }, at(3));
    const renewed = rowOf({ recordId: 'r-old', givenAt: at(4).toISOString() }, row.id);
    await importRow(storage, campaign, renewed, at(5));
    expect(await dataOf(uuid, 5)).toEqual({});
  });

  it('before the first import is found by it', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const row = rowOf();
    expect(await withdraw(storage, { workspaceId, recipientId: row.id }, at(2))).toEqual({ campaigns: 0 });
    expect(await dataOf(await importRow(storage, campaign, row, at(3)), 3)).toEqual({});
    const odd = withdraw(storage, { workspaceId, recipientId: row.id, fields: ['Zoë M.'] }, at(2));
    await expect(odd).rejects.toMatchObject({ code: 'field-shape' });
  });
});

describe('an erasure', () => {
  it('leaves of a person one keyed hash, and of a link its hash and campaign', async () => {
    const [one, two] = [await newCampaign(storage, workspaceId), await newCampaign(storage, workspaceId)];
    const row = rowOf();
    const uuid = await importRow(storage, one, row, at(1));
    await importRow(storage, two, row, at(1));
    await switchFields(storage, uuid, { first: false }, at(1));
    await unsubscribe(storage, uuid, at(1));
    const had = await watched(uuid);
    await notices();
    const erased = await erase(storage, { workspaceId, recipientId: row.id }, at(2));
    expect(erased).toEqual({ campaigns: expect.arrayContaining([one.id, two.id]), videos: 1 });
    expect(await peopleOf(storage, workspaceId, row.id)).toEqual([]);
    expect(await currentVerdict(storage, uuid, at(2))).toBeUndefined();
    expect(await had.has()).toEqual({ video: 0, session: 0, buried: 1 });
    expect(await had.link()).toMatchObject({
      recipient_uuid: null,
      sealed_token: null,
      ended_at: at(2),
      campaign_id: one.id,
    });
    expect((await notices()).filter(({ topic }) => topic === 'recipient.erased')).toHaveLength(2);
    // Once everybody is told, the notices and their keys go.
    await storage.db.deleteFrom('outbox').execute();
    await storage.db.deleteFrom('keys.wrapped').where('id', 'like', 'notice:%').execute();
    const everything = await dump(storage);
    for (const trace of [...disguises(row.id), uuid]) expect(everything).not.toContain(trace);
    const acts = await storage.db
      .selectFrom('keys.acts')
      .select(['kind', 'at'])
      .where('at', '=', at(2))
      .where('kind', '=', 'erased')
      .execute();
    expect(acts).toHaveLength(1);
    const counts = await storage.db
      .selectFrom('campaigns')
      .select('erased_count')
      .where('id', 'in', [one.id, two.id])
      .execute();
    expect(counts.map((c) => c.erased_count)).toEqual([1, 1]);
  });

  it('keeps rejecting the rows until a new record given after it, and then starts afresh', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const row = rowOf();
    await importRow(storage, campaign, row, at(1));
    await erase(storage, { workspaceId, recipientId: row.id }, at(2));
    await erase(storage, { workspaceId, recipientId: row.id }, at(3));
    for (const attempt of [row, again(row, 'r-2', 3), again(row, 'r-1', 4)]) {
      expect(await importRows(storage, campaign, [attempt], at(5))).toEqual([{ rejected: 'erased' }]);
    }
    expect(await dataOf(await importRow(storage, campaign, again(row, 'r-2', 4), at(5)), 5)).toEqual({
      first: 'Zoë Planted',
      second: 'Planted Value',
    });
  });

  it('and a withdrawal hold after an older copy of the data is restored beside the keys', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const [erased, withdrawn] = [rowOf(), rowOf()];
    const uuids = [
      await importRow(storage, campaign, erased, at(1)),
      await importRow(storage, campaign, withdrawn, at(1)),
    ];
    const copy = await storage.db.selectFrom('recipients').selectAll().where('uuid', 'in', uuids).execute();
    await erase(storage, { workspaceId, recipientId: erased.id }, at(2));
    await withdraw(storage, { workspaceId, recipientId: withdrawn.id, fields: ['first'] }, at(2));
    await storage.db.deleteFrom('recipients').where('uuid', 'in', uuids).execute();
    await storage.db.insertInto('recipients').values(copy).execute();
    for (const uuid of uuids) expect(await currentVerdict(storage, uuid, at(3))).toBeUndefined();
    expect(await importRows(storage, campaign, [erased], at(3))).toEqual([{ rejected: 'erased' }]);
    expect(await dataOf(await importRow(storage, campaign, withdrawn, at(3)), 3)).toEqual({ second: 'Planted Value' });
    // A row that nothing opens any more can be erased and dropped like any other.
    expect((await erase(storage, { workspaceId, recipientId: erased.id }, at(4))).campaigns).toEqual([campaign.id]);
  });
});

describe('other acts', () => {
  it('"not me" makes this campaign general until a new link; unsubscribing makes all of them general for good', async () => {
    const [one, two] = [await newCampaign(storage, workspaceId), await newCampaign(storage, workspaceId)];
    const row = rowOf();
    const uuid = await importRow(storage, one, row, at(1));
    const other = await importRow(storage, two, row, at(1));
    const had = await watched(uuid);
    const general = async (id: string) => {
      const current = await currentVerdict(storage, id, at(9));
      if (current?.general) expect(current.verdict.data).toEqual({});
      return current?.general;
    };
    await notMe(storage, uuid, at(2));
    expect(await had.has()).toEqual({ video: 0, session: 0, buried: 1 });
    expect([await general(uuid), await general(other)]).toEqual(['not-me', undefined]);
    await importRow(storage, one, { ...row, locale: 'de' }, at(3));
    expect(await general(uuid)).toBe('not-me');
    await relinked(storage, uuid, at(4));
    expect(await general(uuid)).toBeUndefined();
    await unsubscribe(storage, uuid, at(5));
    await unsubscribe(storage, uuid, at(5));
    await relinked(storage, uuid, at(6));
    const third = await importRow(storage, await newCampaign(storage, workspaceId), row, at(7));
    expect([await general(uuid), await general(other), await general(third)]).toEqual(Array(3).fill('unsubscribed'));
    const told = (await notices()).map(({ topic }) => topic);
    expect(told.filter((topic) => topic === 'recipient.unsubscribed')).toHaveLength(2);
  });

  it('a stopped or cancelled campaign is general for everybody', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const uuid = await importRow(storage, campaign, rowOf(), at(1));
    const set = (values: object) =>
      storage.db.updateTable('campaigns').set(values).where('id', '=', campaign.id).execute();
    await set({ status: 'cancelled' });
    expect(await currentVerdict(storage, uuid, at(1))).toMatchObject({ general: 'cancelled', verdict: { data: {} } });
    await set({ personal_stopped_at: at(1) });
    expect(await currentVerdict(storage, uuid, at(1))).toMatchObject({ general: 'stopped', verdict: { data: {} } });
  });

  it('a correction names the field to the sender, and changes nothing', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const uuid = await importRow(storage, campaign, rowOf(), at(1));
    await notices();
    await correction(storage, uuid, 'first', at(2));
    expect(await notices()).toEqual([
      { topic: 'recipient.correction', campaignId: campaign.id, videos: [], fields: ['first'] },
    ]);
    await expect(correction(storage, uuid, 'Zoë', at(2))).rejects.toMatchObject({ code: 'undeclared-field' });
    expect(Object.keys((await dataOf(uuid, 2)) ?? {})).toHaveLength(2);
  });
});

describe('time', () => {
  it('expired values are not used at that moment, and destroyed by the sweep', async () => {
    const campaign = await newCampaign(storage, workspaceId, { retentionDays: 10 });
    const row = rowOf({ fields: ['first'], expiresAt: at(5).toISOString() });
    const uuid = await importRow(
      storage,
      campaign,
      {
        ...row,
        consent: [
          ...row.consent,
          ...rowOf({ recordId: 'r-2', fields: ['second'], expiresAt: at(48).toISOString() }).consent,
        ],
      },
      at(1),
    );
    expect(await person(uuid)).toMatchObject({ keptUntil: at(48), endsAt: at(241) });
    const had = await watched(uuid);
    await notices();
    expect(await dataOf(uuid, 5)).toEqual({ second: 'Planted Value' });
    expect(await sweepConsent(storage, at(4))).toEqual({ expired: 0, retained: 0 });
    expect(await sweepConsent(storage, at(5))).toEqual({ expired: 1, retained: 0 });
    expect(await sweepConsent(storage, at(5))).toEqual({ expired: 0, retained: 0 });
    expect((await person(uuid)).kept).toMatchObject({
      values: { second: 'Planted Value' },
      discarded: { first: 'expired' },
    });
    expect(await had.has()).toEqual({ video: 0, session: 1, buried: 1 });
    expect(await notices()).toEqual([
      { topic: 'consent.expired', campaignId: campaign.id, videos: [had.video], fields: [] },
    ]);
    // With the last consent gone the row stays, general, until retention ends.
    await sweepConsent(storage, at(48));
    expect(await currentVerdict(storage, uuid, at(49))).toMatchObject({
      verdict: { data: {} },
      person: { keptUntil: at(241) },
    });
  });

  it('consent that begins plans the person anew', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const uuid = await importRow(storage, campaign, rowOf({ givenAt: at(5).toISOString() }), at(1));
    const had = await watched(uuid);
    await notices();
    expect(await dataOf(uuid, 4)).toEqual({});
    await sweepConsent(storage, at(5));
    expect(await dataOf(uuid, 5)).toEqual({ first: 'Zoë Planted', second: 'Planted Value' });
    expect(await notices()).toEqual([
      { topic: 'consent.begun', campaignId: campaign.id, videos: [had.video], fields: [] },
    ]);
  });

  it('retention ends rows and links; it can be shortened, not lengthened', async () => {
    const campaign = await newCampaign(storage, workspaceId, { retentionDays: 10 });
    const row = rowOf();
    const uuid = await importRow(storage, campaign, row, at(0));
    const had = await watched(uuid);
    await shortenRetention(storage, campaign.id, 20);
    expect((await person(uuid)).endsAt).toEqual(at(240));
    await shortenRetention(storage, campaign.id, 5);
    expect((await person(uuid)).endsAt).toEqual(at(120));
    const key = await person(uuid);
    expect((await sweepConsent(storage, at(120))).retained).toBe(1);
    expect(await openPerson(storage, uuid)).toBeUndefined();
    expect(await keyOf(key)).toBeUndefined();
    expect(await had.link()).toMatchObject({ recipient_uuid: null, sealed_token: null, ended_at: at(120) });
    expect(await had.has()).toEqual({ video: 0, session: 0, buried: 1 });
  });
});

describe('leaving a campaign', () => {
  it('drops one person, or everybody, with keys and videos; what they decided stays', async () => {
    const campaign = await newCampaign(storage, workspaceId);
    const rows = [rowOf(), rowOf(), rowOf()];
    const results = (await importRows(storage, campaign, rows, at(1))) as { uuid: string }[];
    const uuids = results.map((one) => one.uuid) as [string, string, string];
    const keys = await Promise.all(uuids.map(person));
    await switchFields(storage, uuids[0], { first: false }, at(2));
    await dropFromCampaign(storage, uuids[0], at(3));
    await expect(dropFromCampaign(storage, uuids[0], at(3))).rejects.toMatchObject({ code: 'unknown-recipient' });
    const back = await importRow(storage, campaign, rows[0] as AudienceRow, at(4));
    expect(await dataOf(back, 4)).toEqual({ second: 'Planted Value' });
    expect(await dropEverybody(storage, campaign.id, at(5))).toBe(3);
    for (const one of keys) expect(await keyOf(one)).toBeUndefined();
  });
});

describe('the outbox', () => {
  it('a notice whose handling fails comes again; the others do not', async () => {
    await notices();
    const campaign = await newCampaign(storage, workspaceId);
    const uuid = await importRow(storage, campaign, rowOf(), at(1));
    await correction(storage, uuid, 'first', at(2));
    await correction(storage, uuid, 'second', at(2));
    const handled: string[] = [];
    const handle = async ({ fields }: { fields: readonly string[] }) => {
      handled.push(...fields);
      if (handled.length === 1) throw new Error('not now');
    };
    expect(await readOutbox(storage.db, handle, at(2))).toEqual({ done: 1, failed: 1 });
    expect(await readOutbox(storage.db, handle, at(2))).toEqual({ done: 1, failed: 0 });
    expect(await readOutbox(storage.db, handle, at(2))).toEqual({ done: 0, failed: 0 });
    expect(handled).toEqual(['first', 'second', 'first']);
  });
});
