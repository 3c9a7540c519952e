import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import {
  currentVerdict,
  erase,
  inTransaction,
  keepPeople,
  peopleOf,
  switchFields,
  withdraw,
  withVerdict,
} from '../../src/consent/index.ts';
import type { AudienceRow } from '../../src/consent/record.ts';
import type { Database } from '../../src/storage/tables.ts';
import { until } from '../support/service.ts';
import { testStorage } from '../support/storage.ts';
import { at } from './events.ts';
import { importRow, importRows, newCampaign, newWorkspace, waiting } from './support.ts';

const storage = await testStorage();
const workspaceId = await newWorkspace(storage);
let people = 0;
const newRow = (): AudienceRow => {
  people += 1;
  return {
    id: `cust-${people}`,
    profile: { first: 'Zoë', second: 'x' },
    consent: [{ recordId: 'r-1', purpose: 'p', fields: ['first', 'second'], givenAt: at(0).toISOString() }],
  };
};
/** Another row of the same person, so that an import has something to write. */
const changed = (row: AudienceRow): AudienceRow => ({ ...row, profile: { first: 'Zoe', second: 'y' } });

const used = async (row: AudienceRow) => {
  const held = await peopleOf(storage, workspaceId, row.id);
  const verdicts = await Promise.all(held.map(({ uuid }) => currentVerdict(storage, uuid, at(5))));
  return verdicts.flatMap((current) => Object.keys(current?.verdict.data ?? {}));
};

/** Everything of the row that an act destroyed must be gone at rest, not merely unused. */
const resting = async (row: AudienceRow) =>
  (await peopleOf(storage, workspaceId, row.id)).flatMap(({ kept }) => Object.keys(kept.values));

/** A transaction that stays open until told; `db` is its connection. */
async function held(begin: (trx: Kysely<Database>) => Promise<unknown>) {
  let end = () => {};
  const told = new Promise<void>((done) => {
    end = done;
  });
  let started = () => {};
  const running = new Promise<void>((done) => {
    started = done;
  });
  const done = inTransaction(storage.db, async (trx) => {
    await begin(trx);
    started();
    await told;
  });
  await Promise.race([running, done]);
  const commit = () => {
    end();
    return done;
  };
  return { commit };
}

it('an import under way when a person withdraws commits first, and the withdrawal takes it back', async () => {
  const campaign = await newCampaign(storage, workspaceId);
  const row = newRow();
  const open = await held((trx) => keepPeople(storage, trx as never, campaign, [row], at(1)));
  let answered = false;
  const withdrawal = withdraw(storage, { workspaceId, recipientId: row.id }, at(2)).then(() => {
    answered = true;
  });
  await until('the withdrawal waits for the import', async () => (await waiting(storage)) > 0);
  expect(answered).toBe(false);
  await open.commit();
  await withdrawal;
  expect(await used(row)).toEqual([]);
  expect(await resting(row)).toEqual([]);
});

it.each<[string, (row: AudienceRow, uuid: string) => Promise<unknown>]>([
  ['withdrawal', (row) => withdraw(storage, { workspaceId, recipientId: row.id }, at(2))],
  ['erasure', (row) => erase(storage, { workspaceId, recipientId: row.id }, at(2))],
  ['switch', (_, uuid) => switchFields(storage, uuid, { first: false, second: false }, at(2))],
])('an import that comes while an act (%s) is under way waits for it, and finds it', async (name, act) => {
  const campaign = await newCampaign(storage, workspaceId);
  const row = newRow();
  const uuid = await importRow(storage, campaign, row, at(1));
  // A third connection holds the person's row: the act has the person, and waits for the row.
  const brake = await held((trx) => sql`select 1 from recipients where uuid = ${uuid} for update`.execute(trx));
  const acting = act(row, uuid);
  await until('the act waits for the row', async () => (await waiting(storage)) === 1);
  const importing = importRows(storage, campaign, [changed(row)], at(3));
  await until('the import waits for the act', async () => (await waiting(storage)) === 2);
  await brake.commit();
  await acting;
  const [result] = await importing;
  if (name === 'erasure') expect(result).toEqual({ rejected: 'erased' });
  expect(await used(row)).toEqual([]);
  if (name !== 'switch') expect(await resting(row)).toEqual([]);
});

it('whatever imports and acts run at once, none that commits later undoes an act', async () => {
  const [one, two] = [await newCampaign(storage, workspaceId), await newCampaign(storage, workspaceId)];
  const acts = fc.constantFrom('withdraw', 'erase');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
      acts,
      fc.boolean(),
      async (imports, kind, known) => {
        const row = newRow();
        if (known) await importRow(storage, one, row, at(1));
        const someone = { workspaceId, recipientId: row.id };
        const running = imports.map((here) => importRows(storage, here ? one : two, [changed(row)], at(1)));
        await (kind === 'erase' ? erase(storage, someone, at(2)) : withdraw(storage, someone, at(2)));
        expect(await used(row)).toEqual([]);
        await Promise.all(running);
        expect(await used(row)).toEqual([]);
        expect(await resting(row)).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});

it('imports of the same people in any order wait for each other and all succeed', async () => {
  const campaign = await newCampaign(storage, workspaceId);
  const rows = Array.from({ length: 30 }, newRow);
  const batches = [rows, rows.toReversed(), rows.map(changed), rows.map(changed).toReversed()];
  const results = await Promise.all(batches.map((batch) => importRows(storage, campaign, batch, at(1))));
  expect(results.flat().every((one) => 'uuid' in one)).toBe(true);
  const stored = await storage.db
    .selectFrom('recipients')
    .select('uuid')
    .where('campaign_id', '=', campaign.id)
    .execute();
  expect(stored).toHaveLength(30);
  for (const row of rows) expect(await used(row)).toEqual(['first', 'second']);
});

it('nothing a person does comes between the answer and what is published by it', async () => {
  const campaign = await newCampaign(storage, workspaceId);
  const row = newRow();
  const uuid = await importRow(storage, campaign, row, at(1));
  const order: string[] = [];
  let withdrawal: Promise<unknown> = Promise.resolve();
  await withVerdict(storage, uuid, at(2), async (_, current) => {
    withdrawal = withdraw(storage, { workspaceId, recipientId: row.id }, at(2)).then(() => order.push('withdrawn'));
    await until('the withdrawal waits', async () => (await waiting(storage)) > 0);
    expect(Object.keys(current?.verdict.data ?? {})).toEqual(['first', 'second']);
    order.push('published');
  });
  await withdrawal;
  expect(order).toEqual(['published', 'withdrawn']);
});
