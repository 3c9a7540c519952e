/** The life of a campaign: what may be changed when, what a launch asks for, and what each state does to its jobs. Nothing is drawn here. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Progress } from '../../src/campaigns/index.ts';
import { switchFields } from '../../src/consent/index.ts';
import { openRig, type Rig, until } from './rig.ts';
import { rowOf, SPEC } from './rows.ts';

let rig: Rig;
let w: string;
beforeAll(async () => {
  rig = await openRig();
  w = rig.workspace;
  rig.background();
});

const DAY = 86_400_000;
const prerender = { delivery: 'prerender' };
const jobsOf = async (campaign: string) => {
  const known = new Set(await rig.queue.ids());
  const videos = await rig.storage.db
    .selectFrom('videos')
    .select(['id', 'recipient_uuid'])
    .where('campaign_id', '=', campaign)
    .execute();
  return {
    personal: videos.filter((one) => one.recipient_uuid && known.has(one.id)).length,
    general: videos.filter((one) => !one.recipient_uuid && known.has(one.id)).length,
  };
};
/** The queue as it is once the background has seen to it. */
const settled = (campaign: string, personal: number) =>
  until(`${personal} personal jobs wait`, async () => (await jobsOf(campaign)).personal === personal);

describe('making and changing', () => {
  test('a campaign begins as a draft, with its defaults, and is listed', async () => {
    const made = await rig.campaigns.create(w, SPEC);
    expect(made).toMatchObject({
      ...SPEC,
      status: 'draft',
      purpose: 'personalised-video',
      delivery: 'on-open',
      confirm: 'ask',
      withoutConsent: 'general',
      timeZone: 'UTC',
      poster: 'general',
      counts: { planned: 0, queued: 0, rendering: 0, ready: 0, failed: 0, excluded: 0, erased: 0 },
      progress: 0,
    });
    expect((await rig.campaigns.list(w)).map(({ id }) => id)).toContain(made.id);
    expect(await rig.campaigns.get(w, made.id)).toEqual(made);
    await expect(rig.campaigns.get('00000000-0000-4000-8000-000000000000', made.id)).rejects.toMatchObject({
      code: 'unknown-campaign',
    });
  });

  test('what is wrong with a body is told by place and rule, and never what was sent', async () => {
    const body = {
      ...SPEC,
      template: 'tiny',
      retentionDays: 401,
      format: 'sideways',
      sources: { nothing: 'x' },
      'my secret key': 1,
      controller: { ...SPEC.controller, email: 'planted-value' },
    };
    const error = await rig.campaigns.create(w, body).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'invalid-campaign', status: 422 });
    expect(error.issues.map((issue: { path: string }) => issue.path).sort()).toEqual([
      'controller.email',
      'format',
      'other',
      'retentionDays',
    ]);
    expect(JSON.stringify(error.issues)).not.toMatch(/planted|secret|sideways/);
    await expect(rig.campaigns.create(w, { ...SPEC, template: 'unheard-of' })).rejects.toMatchObject({
      issues: [{ path: 'template', code: 'unknown-template' }],
    });
    await expect(rig.campaigns.create(w, { ...SPEC, sources: { shoeSize: 'x' } })).rejects.toMatchObject({
      issues: [{ path: 'sources.shoeSize', code: 'unknown-field' }],
    });
    await expect(rig.campaigns.create(w, { ...SPEC, content: { goodbye: 5 } })).rejects.toMatchObject({
      issues: [{ path: 'content.goodbye' }],
    });
  });

  test('from the first row on, what people were promised is fixed, and retention may only shrink', async () => {
    const { id } = await rig.campaign();
    await rig.campaigns.patch(w, id, { purpose: 'other', retentionDays: 60 });
    await rig.campaigns.patch(w, id, { purpose: null, retentionDays: 30 });
    await rig.send(id, [rowOf('c-1')]);
    const error = await rig.campaigns
      .patch(w, id, {
        purpose: 'x',
        controller: { ...SPEC.controller, name: 'Others' },
        sharedWith: [{ name: 'A', why: 'b' }],
        retentionDays: 31,
      })
      .catch((caught) => caught);
    expect(error).toMatchObject({ code: 'fixed-after-first-row', status: 409 });
    expect(error.issues.map((issue: { path: string }) => issue.path)).toEqual([
      'purpose',
      'controller',
      'sharedWith',
      'retentionDays',
    ]);
    const changed = await rig.campaigns.patch(w, id, { name: 'Renamed', retentionDays: 10 });
    expect(changed).toMatchObject({ name: 'Renamed', retentionDays: 10, purpose: 'personalised-video' });
    const row = await rig.storage.db
      .selectFrom('recipients')
      .selectAll()
      .where('campaign_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.kept_until.getTime() - row.accepted_at.getTime()).toBe(10 * DAY);
  });

  test('deleting takes people, keys, videos and jobs along', async () => {
    const { id } = await rig.campaign(prerender, [rowOf('del-1'), rowOf('del-2')]);
    await rig.campaigns.launch(w, id);
    await settled(id, 2);
    const uuids = (
      await rig.storage.db.selectFrom('recipients').select('uuid').where('campaign_id', '=', id).execute()
    ).map(({ uuid }) => uuid);
    await rig.campaigns.delete(w, id);
    await expect(rig.get(id)).rejects.toMatchObject({ code: 'unknown-campaign' });
    const keys = await rig.storage.db.selectFrom('keys.wrapped').select('id').execute();
    expect(keys.filter((key) => uuids.some((uuid) => key.id.includes(uuid)))).toEqual([]);
    await until('its jobs are gone', async () => {
      const jobs = await rig.queue.ids();
      const rows =
        jobs.length > 0 ? await rig.storage.db.selectFrom('videos').select('id').where('id', 'in', jobs).execute() : [];
      return rows.length === jobs.length;
    });
  });
});

describe('launching', () => {
  test('needs an audience, and every text in every language in use', async () => {
    const { id } = await rig.campaign({
      purposeText: { en: 'To show you your year' },
      sources: { firstName: { en: 'from your account' } },
      cta: { label: { en: 'More' }, url: 'https://acme.example/' },
    });
    await expect(rig.campaigns.launch(w, id)).rejects.toMatchObject({
      code: 'not-launchable',
      issues: [{ path: 'audience', code: 'no-audience' }],
    });
    await rig.send(id, [rowOf('c-1', undefined, { locale: 'en' }), rowOf('c-2', undefined, { locale: 'de-AT' })]);
    const error = await rig.campaigns.launch(w, id).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'not-launchable', status: 409 });
    expect(error.issues.map((issue: { path: string }) => issue.path).sort()).toEqual([
      'cta.label.de',
      'purposeText.de',
      'sources.firstName.de',
    ]);
    await rig.campaigns.patch(w, id, { purposeText: 'To show you your year', sources: null, cta: null });
    expect(await rig.campaigns.launch(w, id)).toMatchObject({ status: 'live' });
    await expect(rig.campaigns.launch(w, id)).rejects.toMatchObject({ code: 'wrong-status' });
  });

  test('drawn on open: nobody is queued, the general videos of each language and format are', async () => {
    const { id } = await rig.campaign({}, [
      rowOf('c-1', undefined, { locale: 'en' }),
      rowOf('c-2', undefined, { locale: 'de' }),
    ]);
    await rig.campaigns.launch(w, id);
    await until('general videos wait', async () => (await jobsOf(id)).general === 6);
    expect((await jobsOf(id)).personal).toBe(0);
    expect((await rig.get(id)).counts.planned).toBe(2);
  });

  test('scheduled until its time', async () => {
    const startAt = new Date(rig.now().getTime() + DAY).toISOString();
    const { id } = await rig.campaign({ startAt, ...prerender }, [rowOf('c-1')]);
    expect(await rig.campaigns.launch(w, id)).toMatchObject({ status: 'scheduled' });
    expect(await rig.campaigns.pause(w, id)).toMatchObject({ status: 'paused' });
    expect(await rig.campaigns.resume(w, id)).toMatchObject({ status: 'scheduled' });
    rig.later(DAY + 1000);
    await until('it is live', async () => (await rig.get(id)).status === 'live');
    await settled(id, 1);
  });
});

describe('drawn ahead', () => {
  test('everybody is queued; pausing takes this campaign’s jobs out and no other’s, resuming brings them back', async () => {
    const rows = Array.from({ length: 5 }, (_, index) => rowOf(`c-${index}`));
    const [one, other] = [await rig.campaign(prerender, rows), await rig.campaign(prerender, rows)];
    await rig.campaigns.launch(w, one.id);
    await rig.campaigns.launch(w, other.id);
    await settled(one.id, 5);
    await settled(other.id, 5);
    expect((await rig.get(one.id)).counts).toMatchObject({ queued: 5, planned: 0 });
    expect(await rig.campaigns.pause(w, one.id)).toMatchObject({ status: 'paused' });
    expect(await jobsOf(one.id)).toMatchObject({ personal: 0 });
    expect(await jobsOf(other.id)).toMatchObject({ personal: 5 });
    expect((await rig.get(one.id)).counts).toMatchObject({ queued: 0, planned: 5 });
    expect(await rig.campaigns.resume(w, one.id)).toMatchObject({ status: 'live' });
    await settled(one.id, 5);
    await rig.campaigns.cancel(w, other.id);
    expect(await jobsOf(other.id)).toMatchObject({ personal: 0 });
    await expect(rig.campaigns.resume(w, other.id)).rejects.toMatchObject({ code: 'wrong-status' });
    await expect(rig.send(other.id, rows)).rejects.toMatchObject({ code: 'wrong-status' });
    await rig.campaigns.delete(w, one.id);
  });

  test('an emptied queue loses nobody', async () => {
    const { id } = await rig.campaign(prerender, [rowOf('c-1'), rowOf('c-2'), rowOf('c-3')]);
    await rig.campaigns.launch(w, id);
    await settled(id, 3);
    await rig.queue.remove(await rig.queue.ids());
    // The service may have begun to queue them again already.
    await settled(id, 3);
    expect((await rig.get(id)).counts.queued).toBe(3);
  });

  test('one person is put into a live campaign, shown, and taken out again', async () => {
    const { id } = await rig.campaign(prerender, [rowOf('c-1')]);
    await rig.campaigns.launch(w, id);
    await settled(id, 1);
    const { id: _, ...body } = rowOf('c-2');
    const put = await rig.campaigns.putRecipient(w, id, 'c-2', body);
    expect(put).toMatchObject({ id: 'c-2', status: 'planned' });
    await settled(id, 2);
    expect(await rig.campaigns.recipient(w, id, 'c-2')).toMatchObject({ uuid: put.uuid, status: 'queued' });
    await rig.campaigns.removeRecipient(w, id, 'c-2');
    await settled(id, 1);
    await expect(rig.campaigns.recipient(w, id, 'c-2')).rejects.toMatchObject({ code: 'unknown-recipient' });
    await expect(rig.campaigns.putRecipient(w, id, 'a@b.example', body)).rejects.toMatchObject({
      code: 'invalid-row',
      issues: [{ path: 'id', code: 'id-personal' }],
    });
    await expect(rig.campaigns.putRecipient(w, id, 'c-2', { ...body, id: 'c-9' })).rejects.toMatchObject({
      code: 'invalid-row',
    });
    await expect(rig.campaigns.retry(w, id, 'c-1')).rejects.toMatchObject({ code: 'not-failed' });
  });

  test('a failed video is drawn again when asked for', async () => {
    const { id } = await rig.campaign(prerender, [rowOf('c-1')]);
    await rig.campaigns.launch(w, id);
    await settled(id, 1);
    await expect(rig.campaigns.retry(w, id, 'c-1')).rejects.toMatchObject({ code: 'not-failed' });
    const { uuid } = await rig.campaigns.recipient(w, id, 'c-1');
    // A row changed by hand plays a template that failed.
    await rig.queue.remove(await rig.queue.ids());
    const failed = { status: 'failed', code: 'template-failed' } as const;
    await rig.storage.db.updateTable('videos').set(failed).where('recipient_uuid', '=', uuid).execute();
    await rig.storage.db.updateTable('recipients').set(failed).where('uuid', '=', uuid).execute();
    expect(await rig.campaigns.recipient(w, id, 'c-1')).toMatchObject({ status: 'failed', code: 'template-failed' });
    expect(await rig.campaigns.retry(w, id, 'c-1')).toMatchObject({ uuid, status: 'queued' });
    await settled(id, 1);
  });

  test('who switches a field off is planned and queued anew, with another version', async () => {
    const { id } = await rig.campaign(prerender, [rowOf('c-1', { firstName: 'Ada', plan: 'Solo' })]);
    await rig.campaigns.launch(w, id);
    await settled(id, 1);
    const { uuid } = await rig.campaigns.recipient(w, id, 'c-1');
    const before = await rig.storage.db.selectFrom('videos').select('id').where('recipient_uuid', '=', uuid).execute();
    await switchFields(rig.storage, uuid, { firstName: false }, rig.now());
    await until('another version waits', async () => {
      const now = await rig.storage.db
        .selectFrom('videos')
        .select(['id', 'status'])
        .where('recipient_uuid', '=', uuid)
        .execute();
      return now.length === 1 && now[0]?.id !== before[0]?.id && now[0]?.status === 'queued';
    });
    await settled(id, 1);
    expect(await rig.queue.ids()).not.toContain(before[0]?.id);
  });

  test('stop-personal takes personal videos away and says how many had opened theirs', async () => {
    const { id } = await rig.campaign(prerender, [rowOf('c-1'), rowOf('c-2')]);
    await rig.campaigns.launch(w, id);
    await settled(id, 2);
    const { uuid } = await rig.campaigns.recipient(w, id, 'c-1');
    await rig.storage.db.updateTable('recipients').set({ opened_at: rig.now() }).where('uuid', '=', uuid).execute();
    expect(await rig.campaigns.stopPersonal(w, id)).toEqual({ opened: 1 });
    expect((await jobsOf(id)).personal).toBe(0);
    expect(await rig.videos.personal(uuid)).toMatchObject({ general: 'stopped' });
  });
});

describe('looking', () => {
  test('recipients come in pages; the cursor names nobody', async () => {
    const { id } = await rig.campaign(
      {},
      ['b', 'a', 'd', 'c', 'e'].map((one) => rowOf(`page-${one}`)),
    );
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.campaigns.recipients(w, id, cursor, 2);
      ids.push(...page.items.map((item) => item.id));
      cursor = page.next;
      if (cursor) expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('page-');
    } while (cursor);
    expect(ids).toEqual(['page-a', 'page-b', 'page-c', 'page-d', 'page-e']);
    await expect(rig.campaigns.recipients(w, id, 'forged')).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });

  test('a preview is in no count and no list, and gone within the hour', async () => {
    const { id } = await rig.campaign();
    const { uuid } = await rig.campaigns.preview(w, id, rowOf('look-1'));
    expect(await rig.videos.personal(uuid)).toMatchObject({ personal: true });
    expect((await rig.get(id)).counts.planned).toBe(0);
    expect((await rig.campaigns.recipients(w, id)).items).toEqual([]);
    rig.later(3_600_000);
    await until('it is gone', async () => {
      const rows = await rig.storage.db.selectFrom('recipients').select('uuid').where('uuid', '=', uuid).execute();
      const keys = await rig.storage.db
        .selectFrom('keys.wrapped')
        .select('id')
        .where('id', 'like', `%${uuid}%`)
        .execute();
      return rows.length === 0 && keys.length === 0;
    });
  });

  test('access shows everything that is held of one person, and nothing where nothing is', async () => {
    const { id } = await rig.campaign({}, [
      rowOf('acc-1', { firstName: 'Ada', plan: 'Solo' }, { fields: ['firstName'] }),
    ]);
    const access = await rig.campaigns.access(w, 'acc-1');
    expect(access).toMatchObject({
      id: 'acc-1',
      campaigns: [
        { campaign: id, status: 'planned', values: { firstName: 'Ada' }, receipt: { '@type': 'dpv:ConsentReceipt' } },
      ],
    });
    expect(access.campaigns[0]?.fields).toEqual([
      { key: 'firstName', granted: true },
      { key: 'usageKwh', granted: false, code: 'absent' },
      { key: 'plan', granted: false, code: 'no-consent' },
    ]);
    expect(await rig.campaigns.access(w, 'nobody-1')).toEqual({ id: 'nobody-1', campaigns: [] });
  });

  test('who watches a campaign is told its progress now, and when it changes', async () => {
    const { id } = await rig.campaign(prerender, [rowOf('c-1'), rowOf('c-2')]);
    const told: Progress[] = [];
    const stop = rig.campaigns.subscribe(id, (progress) => told.push(progress));
    await until('it is told', async () => told.length > 0);
    expect(told[0]).toMatchObject({ status: 'draft', counts: { planned: 2 } });
    await rig.campaigns.launch(w, id);
    await until('the change is told', async () =>
      told.some(({ status, counts }) => status === 'live' && counts.queued === 2),
    );
    stop();
  });

  test('time alone takes people out: past their retention nothing is left', async () => {
    const { id } = await rig.campaign({ retentionDays: 2 }, [rowOf('old-1')]);
    const { uuid } = await rig.campaigns.recipient(w, id, 'old-1');
    rig.later(2 * DAY);
    await until('the row is gone', async () => (await rig.get(id)).counts.planned === 0);
    const keys = await rig.storage.db
      .selectFrom('keys.wrapped')
      .select('id')
      .where('id', 'like', `%${uuid}%`)
      .execute();
    expect(keys).toEqual([]);
    expect((await rig.campaigns.access(w, 'old-1')).campaigns).toEqual([]);
  });
});
