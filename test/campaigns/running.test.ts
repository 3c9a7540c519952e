/** A campaign that runs: when it starts, how fast it goes, what is drawn again, who must approve, when it stops by itself. Nothing is drawn here. */
import { beforeAll, describe, expect, test } from 'vitest';
import { invite } from '../../src/accounts/index.ts';
import { sweepEnded } from '../../src/campaigns/background.ts';
import { type Campaign, openCampaigns } from '../../src/campaigns/index.ts';
import { stopByNotMe } from '../../src/campaigns/not-me.ts';
import { currentVerdict, notMe } from '../../src/consent/index.ts';
import { openRig, type Rig, until } from './rig.ts';
import { rowOf, SPEC } from './rows.ts';

let rig: Rig;
let w: string;
beforeAll(async () => {
  rig = await openRig();
  w = rig.workspace;
});

const HOUR = 3_600_000;
const rows = (n: number) => Array.from({ length: n }, (_, index) => rowOf(`p-${index}`));
const uuids = async (campaign: Campaign) =>
  (await rig.campaigns.recipients(w, campaign.id, undefined, 1000)).items.map(({ uuid }) => uuid);
/** The background's parts that these tests need, as a service that was started just now has them. */
const deps = () => {
  const { storage, videos, queue } = rig;
  return { storage, videos, queue, clock: rig.now, log: storage.log, frames: rig.frames };
};

describe('the start', () => {
  test('a time without a zone is the campaign’s own, in summer and in winter', async () => {
    const summer = await rig.campaign({ timeZone: 'Europe/Berlin', startAt: '2030-07-01T09:00:00' });
    expect(summer.startAt).toBe('2030-07-01T07:00:00.000Z');
    const winter = await rig.campaigns.patch(w, summer.id, { startAt: '2030-01-15T09:00:00' });
    expect(winter.startAt).toBe('2030-01-15T08:00:00.000Z');
  });

  test('comes by itself, also in a service that was started meanwhile', async () => {
    const startAt = new Date(rig.now().getTime() + HOUR).toISOString();
    const { id } = await rig.campaign({ startAt }, rows(2));
    expect((await rig.campaigns.launch(w, id)).status).toBe('scheduled');
    rig.later(HOUR + 1000);
    const restarted = openCampaigns(deps()).startBackground();
    try {
      await until('the campaign starts', async () => (await rig.get(id)).status === 'live');
    } finally {
      await restarted.close();
    }
  });
});

describe('the pace', () => {
  test('is the rate of the last minutes, and the rest takes as long as it says', async () => {
    const campaign = await rig.campaign({ delivery: 'prerender' }, rows(40));
    await rig.campaigns.launch(w, campaign.id);
    rig.later(5 * 60_000);
    const done = (await uuids(campaign)).slice(0, 10);
    const now = rig.now().getTime();
    for (const [index, uuid] of done.entries()) {
      const updated_at = new Date(now - index * 20_000);
      await rig.storage.db
        .updateTable('recipients')
        .set({ status: 'ready', updated_at })
        .where('uuid', '=', uuid)
        .execute();
    }
    const { pace } = await rig.get(campaign.id);
    expect(pace?.perMinute).toBeCloseTo(2, 0);
    expect(pace?.secondsLeft).toBeGreaterThan(850);
    expect(pace?.secondsLeft).toBeLessThan(950);
    await rig.campaigns.pause(w, campaign.id);
    expect((await rig.get(campaign.id)).pace).toBeUndefined();
    // After a pause it begins anew: what was done before says nothing of now.
    rig.later(10 * 60_000);
    await rig.campaigns.resume(w, campaign.id);
    expect((await rig.get(campaign.id)).pace).toBeUndefined();
  });

  test('videos that are drawn when opened have none', async () => {
    const campaign = await rig.campaign({}, rows(5));
    await rig.campaigns.launch(w, campaign.id);
    const ready = { status: 'ready', updated_at: rig.now() } as const;
    await rig.storage.db.updateTable('recipients').set(ready).where('campaign_id', '=', campaign.id).execute();
    expect((await rig.get(campaign.id)).pace).toBeUndefined();
  });
});

test('failures are counted by code, and those of one code are drawn again', async () => {
  const campaign = await rig.campaign({ delivery: 'prerender' }, rows(5));
  await rig.campaigns.launch(w, campaign.id);
  const all = await uuids(campaign);
  for (const [index, uuid] of all.entries()) {
    if (index < 3) await rig.videos.personal(uuid);
    const failed = { status: 'failed', code: index < 3 ? 'browser-failed' : 'template-failed' } as const;
    await rig.storage.db.updateTable('recipients').set(failed).where('uuid', '=', uuid).execute();
    await rig.storage.db.updateTable('videos').set(failed).where('recipient_uuid', '=', uuid).execute();
  }
  expect((await rig.get(campaign.id)).failures).toEqual([
    { code: 'browser-failed', count: 3 },
    { code: 'template-failed', count: 2 },
  ]);
  expect(await rig.campaigns.retryFailed(w, campaign.id, 'browser-failed')).toEqual({ retried: 3 });
  const { counts, failures } = await rig.get(campaign.id);
  expect(counts).toMatchObject({ planned: 3, failed: 2 });
  expect(failures).toEqual([{ code: 'template-failed', count: 2 }]);
  const videos = await rig.storage.db
    .selectFrom('videos')
    .select('status')
    .where('campaign_id', '=', campaign.id)
    .execute();
  expect(videos.every(({ status }) => status === 'planned')).toBe(true);
  expect(await rig.campaigns.retryFailed(w, campaign.id)).toEqual({ retried: 2 });
});

describe('stopping by itself', () => {
  const say = async (campaign: Campaign, n: number, from = 0) => {
    for (const uuid of (await uuids(campaign)).slice(from, from + n)) await notMe(rig.storage, uuid, rig.now());
  };

  test('happens when more than one in a hundred say "not me", and not before', async () => {
    const campaign = await rig.campaign({}, rows(200));
    await say(campaign, 2);
    expect(await stopByNotMe(deps())).toEqual([]);
    await say(campaign, 1, 2);
    expect(await stopByNotMe(deps())).toEqual([expect.objectContaining({ campaignId: campaign.id, opened: 0 })]);
    expect(await rig.get(campaign.id)).toMatchObject({ personalStoppedBecause: 'not-me' });
    const entries = await rig.storage.db
      .selectFrom('audit')
      .select(['actor_kind', 'action'])
      .where('target_id', '=', campaign.id)
      .execute();
    expect(entries).toEqual([{ actor_kind: 'service', action: 'campaigns.stop-personal' }]);
    const [, , , fourth = ''] = await uuids(campaign);
    expect((await currentVerdict(rig.storage, fourth, rig.now()))?.general).toBe('stopped');
  });

  test('one person alone never stops it, nor does somebody who says it twice', async () => {
    const campaign = await rig.campaign({}, rows(5));
    await say(campaign, 1);
    await say(campaign, 1);
    expect(await stopByNotMe(deps())).toEqual([]);
  });

  test('is lifted knowingly, and what was said before does not stop it again', async () => {
    const campaign = await rig.campaign({}, rows(20));
    await expect(rig.campaigns.allowPersonal(w, campaign.id)).rejects.toMatchObject({ code: 'not-stopped' });
    await say(campaign, 2);
    expect(await stopByNotMe(deps())).toHaveLength(1);
    rig.later(1000);
    const allowed = await rig.campaigns.allowPersonal(w, campaign.id);
    expect(allowed.personalStoppedAt).toBeUndefined();
    expect(await stopByNotMe(deps())).toEqual([]);
    const [first = '', , third = ''] = await uuids(campaign);
    expect((await currentVerdict(rig.storage, first, rig.now()))?.general).toBe('not-me');
    expect((await currentVerdict(rig.storage, third, rig.now()))?.general).toBeUndefined();
    rig.later(1000);
    await say(campaign, 2, 2);
    expect(await stopByNotMe(deps())).toHaveLength(1);
  });
});

describe('approval', () => {
  const [ada, ben] = [
    { id: 'ada', name: 'Ada' },
    { id: 'ben', name: 'Ben' },
  ];
  const refused = (id: string) =>
    rig.campaigns.launch(w, id).catch((error) => error.issues.map((one: { code: string }) => one.code));

  test('where it is asked for, nothing starts without a second person’s, and a change asks again', async () => {
    await rig.campaigns.requireApproval(w, true);
    try {
      const { id } = await rig.campaign({}, rows(2));
      expect(await refused(id)).toEqual(['approval-none']);
      await rig.campaigns.requestApproval(w, id, ada);
      expect(await refused(id)).toEqual(['approval-requested']);
      const own = rig.campaigns.decideApproval(w, id, ada, { decision: 'approved' });
      await expect(own).rejects.toMatchObject({ code: 'same-person' });
      const approved = await rig.campaigns.decideApproval(w, id, ben, { decision: 'approved', note: 'Good.' });
      expect(approved).toMatchObject({ state: 'approved', requestedBy: 'Ada', decidedBy: 'Ben', note: 'Good.' });

      // Its name is nobody's business but the team's; what viewers see and who they are is what was approved.
      await rig.campaigns.patch(w, id, { name: 'Renamed' });
      expect((await rig.campaigns.approval(w, id)).state).toBe('approved');
      await rig.campaigns.patch(w, id, { cta: { label: 'Go', url: 'https://northlight.example/go' } });
      expect(await refused(id)).toEqual(['approval-outdated']);
      const late = rig.campaigns.decideApproval(w, id, ben, { decision: 'approved' });
      await expect(late).rejects.toMatchObject({ code: 'not-requested' });

      await rig.campaigns.requestApproval(w, id, ada);
      await rig.campaigns.decideApproval(w, id, ben, { decision: 'rejected', note: 'Wrong link.' });
      expect(await refused(id)).toEqual(['approval-rejected']);
      await rig.campaigns.requestApproval(w, id, ada);
      await rig.campaigns.decideApproval(w, id, ben, { decision: 'approved' });
      await rig.send(id, [rowOf('one-more')]);
      expect(await refused(id)).toEqual(['approval-outdated']);
      await rig.campaigns.requestApproval(w, id, ada);
      await rig.campaigns.decideApproval(w, id, ben, { decision: 'approved' });
      expect((await rig.campaigns.launch(w, id)).status).toBe('live');
    } finally {
      await rig.campaigns.requireApproval(w, false);
    }
  });

  test('a scheduled campaign that was changed since does not start by itself', async () => {
    await rig.campaigns.requireApproval(w, true);
    try {
      const startAt = new Date(rig.now().getTime() + HOUR).toISOString();
      const { id } = await rig.campaign({ startAt }, rows(1));
      await rig.campaigns.requestApproval(w, id, ada);
      await rig.campaigns.decideApproval(w, id, ben, { decision: 'approved' });
      expect((await rig.campaigns.launch(w, id)).status).toBe('scheduled');
      await rig.campaigns.patch(w, id, { purposeText: 'to show something else' });
      rig.later(HOUR + 1000);
      const background = openCampaigns(deps()).startBackground();
      try {
        const soon = new Date(rig.now().getTime() + 500).toISOString();
        const other = await rig.campaign({ startAt: soon }, rows(1));
        await rig.campaigns.requestApproval(w, other.id, ada);
        await rig.campaigns.decideApproval(w, other.id, ben, { decision: 'approved' });
        await rig.campaigns.launch(w, other.id);
        await until('another starts', async () => (await rig.get(other.id)).status === 'live');
        expect((await rig.get(id)).status).toBe('scheduled');
        await rig.campaigns.requestApproval(w, id, ada);
        await rig.campaigns.decideApproval(w, id, ben, { decision: 'approved' });
        await until('it starts once it is approved', async () => (await rig.get(id)).status === 'live');
      } finally {
        await background.close();
      }
    } finally {
      await rig.campaigns.requireApproval(w, false);
    }
  });
});

describe('test links', () => {
  test('are nobody’s: in no count and no audience, and what is pressed there is no act of a real person', async () => {
    const campaign = await rig.campaign({}, [rowOf('p-0')]);
    const test = await rig.campaigns.addTest(w, campaign.id, { label: 'Me', row: rowOf('p-0', { firstName: 'Ada' }) });
    await notMe(rig.storage, test.uuid, rig.now());
    const [real = ''] = await uuids(campaign);
    expect((await currentVerdict(rig.storage, real, rig.now()))?.general).toBeUndefined();
    expect((await rig.get(campaign.id)).counts).toMatchObject({ planned: 1 });
    expect(Date.parse(test.endsAt) - rig.now().getTime()).toBeGreaterThan(6.99 * 24 * HOUR);
  });

  test('there are at most twenty, and an ended one makes room', async () => {
    const campaign = await rig.campaign({}, [rowOf('p-0')]);
    const make = (n: number) => rig.campaigns.addTest(w, campaign.id, { label: `Test ${n}`, row: rowOf('x') });
    const made = await Promise.all(Array.from({ length: 20 }, (_, n) => make(n)));
    await expect(make(21)).rejects.toMatchObject({ code: 'too-many-tests' });
    await rig.campaigns.removeTest(w, campaign.id, made[3]?.uuid ?? '');
    await make(22);
    const labels = (await rig.campaigns.tests(w, campaign.id, { limit: 100 })).items.map(({ label }) => label);
    expect(labels).toHaveLength(20);
    expect(labels).not.toContain('Test 3');
  });
});

describe('a trial of fields', () => {
  test('leaves one field out for some, always the same, about as many as it says, and it comes back when it ends', async () => {
    const campaign = await rig.campaign({ measure: true, trial: { fields: ['firstName'], percent: 30 } }, rows(200));
    const all = await uuids(campaign);
    const ask = () =>
      Promise.all(all.map(async (uuid) => (await currentVerdict(rig.storage, uuid, rig.now()))?.verdict));
    const first = await ask();
    const without = first.filter((verdict) => verdict?.decisions.firstName?.granted === false);
    expect(without.length).toBeGreaterThan(35);
    expect(without.length).toBeLessThan(85);
    for (const verdict of without) {
      expect(verdict?.decisions.firstName).toEqual({ granted: false, reason: 'trial' });
      expect(verdict?.data).toEqual({});
    }
    expect((await ask()).map((one) => one?.decisions)).toEqual(first.map((one) => one?.decisions));
    await rig.campaigns.patch(w, campaign.id, { trial: null });
    expect((await ask()).every((verdict) => verdict?.decisions.firstName?.granted)).toBe(true);
  });

  test('names fields that a sender gives, and needs counting', async () => {
    const made = rig.campaigns.create(w, { ...SPEC, trial: { fields: ['shoeSize'] } });
    await expect(made).rejects.toMatchObject({
      issues: [
        { path: 'trial.fields.0', code: 'unknown-field' },
        { path: 'measure', code: 'trial-unmeasured' },
      ],
    });
  });
});

test('an invitation that has ended leaves no address behind', async () => {
  const ask = (email: string) => invite(rig.storage, w, { email, role: 'editor', people: false });
  const [past, open] = [await ask('past@northlight.example'), await ask('open@northlight.example')];
  const expires_at = new Date(rig.now().getTime() - 1000);
  await rig.storage.db.updateTable('invitations').set({ expires_at }).where('id', '=', past.id).execute();
  const later = new Date(rig.now().getTime() + HOUR);
  await rig.storage.db.updateTable('invitations').set({ expires_at: later }).where('id', '=', open.id).execute();
  await sweepEnded(deps());
  const left = await rig.storage.db.selectFrom('invitations').select('email').execute();
  expect(left).toEqual([{ email: 'open@northlight.example' }]);
});
