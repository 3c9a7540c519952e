import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  currentVerdict,
  erase,
  type ImportCampaign,
  peopleOf,
  sweepConsent,
  switchFields,
  withdraw,
} from '../../src/consent/index.ts';
import { testStorage } from '../support/storage.ts';
import { at, histories, toRow } from './events.ts';
import { CAMPAIGNS, type Event, PURPOSE_OF, Reference } from './reference.ts';
import { importRows, newCampaign, newWorkspace } from './support.ts';

const storage = await testStorage();

/** One person's history in the real database, in a workspace of its own. */
class Stored {
  readonly workspaceId: string;
  readonly id = 'cust-1';
  readonly campaigns: ReadonlyMap<string, ImportCampaign>;
  readonly uuids = new Map<string, string>();

  private constructor(workspaceId: string, campaigns: ReadonlyMap<string, ImportCampaign>) {
    this.workspaceId = workspaceId;
    this.campaigns = campaigns;
  }

  static async begin(): Promise<Stored> {
    const workspaceId = await newWorkspace(storage);
    const campaigns = new Map<string, ImportCampaign>();
    for (const name of CAMPAIGNS) {
      campaigns.set(name, await newCampaign(storage, workspaceId, { purpose: PURPOSE_OF[name] as string }));
    }
    return new Stored(workspaceId, campaigns);
  }

  async apply(event: Event, hour: number): Promise<boolean> {
    const someone = { workspaceId: this.workspaceId, recipientId: this.id };
    if (event.kind === 'import') {
      const campaign = this.campaigns.get(event.campaign) as ImportCampaign;
      const [result] = await importRows(storage, campaign, [toRow(event.row, this.id)], at(hour));
      if (!result || 'rejected' in result) return false;
      this.uuids.set(event.campaign, result.uuid);
    }
    if (event.kind === 'switch') {
      await switchFields(storage, this.uuids.get(event.campaign) as string, { [event.field]: event.on }, at(hour));
    }
    if (event.kind === 'withdraw') {
      const { purpose, fields } = event;
      await withdraw(storage, { ...someone, ...(purpose ? { purpose } : {}), ...(fields ? { fields } : {}) }, at(hour));
    }
    if (event.kind === 'erase') {
      await erase(storage, someone, at(hour));
      this.uuids.clear();
    }
    if (event.kind === 'sweep') await sweepConsent(storage, at(hour));
    return true;
  }
}

it('over histories in the database, sealed rows hold and give nothing that the reference denies', async () => {
  let granted = 0;
  await fc.assert(
    fc.asyncProperty(histories(9), async (events) => {
      const reference = new Reference();
      const real = await Stored.begin();
      let hour = 0;
      for (const event of events) {
        hour += event.wait;
        // A switch belongs to a page, and a page to a row.
        if (event.kind === 'switch' && !real.uuids.has(event.campaign)) continue;
        expect(await real.apply(event, hour)).toBe(reference.apply(event, hour));
        for (const [campaign, uuid] of real.uuids) {
          const current = await currentVerdict(storage, uuid, at(hour));
          for (const field of Object.keys(current?.verdict.data ?? {})) {
            expect(reference.allows(campaign, field, hour), `${campaign} ${field}`).toBe(true);
            granted += 1;
          }
          // At rest: an act destroys at once what it takes; what merely expired, the next sweep.
          const resting = Object.keys(current?.person.kept.values ?? {});
          const after = event.kind === 'sweep' ? hour : -1;
          for (const field of resting)
            expect(reference.mayRest(campaign, field, after), `${campaign} ${field} rests`).toBe(true);
        }
        const people = await peopleOf(storage, real.workspaceId, real.id);
        expect(people).toHaveLength(reference.rows.size);
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
  expect(granted).toBeGreaterThan(50);
});
