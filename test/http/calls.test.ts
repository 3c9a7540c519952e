/** Every call of the API, made once; every answer has the shape that /openapi.json promises. */
import { createClient, type Method } from 'candor/client';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createKey, createWorkspace } from '../../src/accounts/index.ts';
import { PROBLEM_TYPE } from '../../src/http/problems.ts';
import { operationId } from '../../src/http/registry.ts';
import { ROUTES } from '../../src/http/routes/index.ts';
import { CAMPAIGN, openTestApp, type Reply, row, type TestApp } from './support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});

const made = new Set<string>();

/** Makes a call through the typed client, by the registry's own method and pattern, and checks the answer's schema. */
async function call(
  pattern: string,
  values: Record<string, string> = {},
  body?: unknown,
  type?: string,
): Promise<Reply['body']> {
  const [verb = '', path = ''] = pattern.split(' ');
  const method = verb.toLowerCase() as Method;
  const route = ROUTES.find((one) => one.method === method && one.path === path);
  if (!route) throw new Error(`no such route: ${pattern}`);
  made.add(operationId(route));
  let status = 0;
  const client = createClient({
    url: app.url,
    key: app.key,
    fetch: async (...request) => {
      const response = await fetch(...request);
      status = response.status;
      return response;
    },
  });
  // Which types it takes and gives is the client's own test; here the registry says what to call.
  const send = client[method] as unknown as (path: string, given: object) => Promise<Reply['body']>;
  const answer = await send(path, { params: values, body: type === undefined ? body : { type, data: body } });
  expect(status).toBe(route.answer.status);
  if (status === 204) expect(answer).toBeUndefined();
  else z.parse(route.answer.schema, answer);
  return answer;
}

test('every call answers as its schema says', async () => {
  const templates = await call('GET /v1/templates');
  expect(templates.items.map((one: { id: string }) => one.id)).toContain('tiny');
  const tiny = await call('GET /v1/templates/:id', { id: 'tiny' });
  const play = await call('GET /v1/templates/:id/play', { id: 'tiny' });
  expect(play).toMatchObject({ format: 'landscape', locale: 'en', script: expect.stringContaining('/tiny/') });
  expect(tiny.fields[0]).toMatchObject({ key: 'firstName', type: 'string', required: false });
  expect(tiny.fields[1].type).toBe('list of number');
  expect(tiny.scenes[0]).toEqual({ id: 'hello', title: expect.anything(), seconds: 1, uses: ['firstName'] });

  const { id } = await call('POST /v1/campaigns', {}, CAMPAIGN);
  await call('GET /v1/campaigns');
  expect(await call('PATCH /v1/campaigns/:id', { id }, { retentionDays: 20 })).toMatchObject({ retentionDays: 20 });

  // The sample that a template gives out is an audience that it takes.
  const report = await call('POST /v1/campaigns/:id/audience', { id }, tiny.sampleCsv, 'text/csv');
  expect(report).toMatchObject({ accepted: 4, rejected: 0, fields: { firstName: { granted: 3, withheld: 1 } } });
  const header = ['No.', 'Vorname', 'Einwilligung', 'Seit'];
  const mapping = {
    header,
    id: { column: 'No.' },
    fields: { firstName: { column: 2 } },
    consent: {
      answers: [{ column: 'einwilligung', fields: ['firstName'] }],
      purpose: { value: 'personalised-video' },
      givenAt: { column: 'Seit' },
    },
  };
  const { id: mappingId } = await call('POST /v1/campaigns/:id/audience/mappings', { id }, mapping);
  const recalled = await call('POST /v1/campaigns/:id/audience/mappings/recall', { id }, { header });
  expect(recalled).toMatchObject({ exact: true, mapping: { id: { column: 1 }, fields: { firstName: { column: 2 } } } });
  const own = await app.send(`/v1/campaigns/${id}/audience?dryRun=1&plan=1&mapping=${mappingId}`, {
    method: 'POST',
    type: 'text/csv',
    body: 'No.;Vorname;Einwilligung;Seit\n7;Ada;ja;01.05.2026\n',
  });
  expect(own.body).toMatchObject({
    accepted: 1,
    fields: { firstName: { granted: 1 } },
    file: { columns: 4, notKept: 0 },
    drawing: { personal: 1, general: 0, sampled: 1 },
  });
  const stated = {
    digest: 'ab'.repeat(32),
    fields: ['firstName'],
    givenAt: '2026-05-01',
    method: 'paper form',
    evidence: 'Signed at the counter; kept in the archive under 2026-05.',
  };
  const said = await call('POST /v1/campaigns/:id/audience/statements', { id }, stated);
  const approved = { id, statement: said.id };
  expect(await call('POST /v1/campaigns/:id/audience/statements/:statement/approve', approved)).toMatchObject({
    approvedAt: expect.any(String),
  });
  expect((await call('GET /v1/campaigns/:id/audience/statements', { id })).items).toHaveLength(1);
  const put = await call('PUT /v1/campaigns/:id/recipients/:rid', { id, rid: 'cust-1' }, row('cust-1'));
  expect(put.links.watch).toMatch(new RegExp(`^${app.url}/v/[\\w-]{22,}$`));
  const page = await call('GET /v1/campaigns/:id/recipients', { id });
  expect(page.items).toHaveLength(5);
  expect(page.items.find((one: { id: string }) => one.id === 'cust-1').links).toEqual(put.links);
  expect(JSON.stringify(page)).not.toContain('uuid');

  const relinked = await call('POST /v1/campaigns/:id/recipients/:rid/link', { id, rid: 'cust-1' });
  expect(relinked.links.watch).not.toBe(put.links.watch);
  expect((await fetch(put.links.watch)).status).toBe(410);
  expect((await fetch(relinked.links.watch)).status).toBe(200);

  const preview = await call('POST /v1/campaigns/:id/preview', { id }, row('cust-2', 'Adalbert'));
  expect(preview.disclosure.fields[0]).toMatchObject({ key: 'firstName', used: true });
  expect(JSON.stringify(preview)).not.toContain('Adalbert');

  expect((await call('POST /v1/campaigns/:id/launch', { id })).status).toBe('live');
  expect((await call('POST /v1/campaigns/:id/pause', { id })).status).toBe('paused');
  expect((await call('POST /v1/campaigns/:id/resume', { id })).status).toBe('live');
  expect(await call('GET /v1/campaigns/:id', { id })).toMatchObject({ id, status: 'live' });

  expect(await call('GET /v1/campaigns/:id/analytics', { id })).toMatchObject({
    ...{ measured: false, counts: {}, uncounted: {}, people: { all: 5 } },
    scenes: [{ id: 'hello' }, { id: 'usage' }, { id: 'plan' }, { id: 'close' }],
  });

  // Nothing draws here, so a failed video is made of one that is planned.
  const { uuid } = await app.campaigns.recipient(app.workspace, id, 'cust-1');
  await app.videos.personal(uuid);
  const failed = { status: 'failed', code: 'browser-failed' } as const;
  await app.storage.db.updateTable('videos').set(failed).execute();
  await app.storage.db.updateTable('recipients').set(failed).where('uuid', '=', uuid).execute();
  expect(await call('POST /v1/campaigns/:id/recipients/:rid/retry', { id, rid: 'cust-1' })).toMatchObject({
    id: 'cust-1',
    status: 'queued',
  });

  await app.storage.db.updateTable('videos').set(failed).execute();
  await app.storage.db.updateTable('recipients').set(failed).where('uuid', '=', uuid).execute();
  expect(await call('POST /v1/campaigns/:id/retry-failed', { id }, {})).toEqual({ retried: 1 });

  const seen = await call('GET /v1/campaigns/:id/samples', { id });
  expect(seen.people.map((one: { id: string }) => one.id)).toContain('nobody');
  const looked = await call('POST /v1/campaigns/:id/recipients/:rid/look', { id, rid: 'cust-1' }, {});
  expect((await fetch(looked.watchUrl)).status).toBe(200);
  await call('GET /v1/workspace/approval');
  await call('PUT /v1/workspace/approval', {}, { required: false });
  expect((await call('GET /v1/campaigns/:id/approval', { id })).state).toBe('none');
  expect((await call('POST /v1/campaigns/:id/approval', { id })).state).toBe('requested');
  const other = (await createKey(app.storage, app.workspace, 'other', ['read', 'approve'])).key;
  const decide = (verb: string) => app.post(`/v1/campaigns/${id}/approval/${verb}`, {}, { key: other });
  expect((await decide('approve')).body.state).toBe('approved');
  expect((await decide('reject')).body.type).toMatch(/not-requested$/);
  for (const verb of ['Approve', 'Reject']) made.add(`postCampaignsIdApproval${verb}`);

  const tried = await call('POST /v1/campaigns/:id/tests', { id }, { label: 'Me', row: row('cust-3', 'Adalbert') });
  expect((await call('GET /v1/campaigns/:id/tests', { id })).items).toEqual([tried]);
  expect((await fetch(tried.watchUrl)).status).toBe(200);
  await call('DELETE /v1/campaigns/:id/tests/:test', { id, test: tried.id });
  expect((await fetch(tried.watchUrl)).status).toBe(410);

  const access = await call('GET /v1/recipients/:id', { id: 'cust-1' });
  expect(access.campaigns[0]).toMatchObject({ campaign: id, values: { firstName: 'Zoë' } });
  expect(await call('POST /v1/consents/withdraw', {}, { recipient: 'cust-1' })).toEqual({ campaigns: 1 });
  expect((await call('GET /v1/recipients/:id', { id: 'cust-1' })).campaigns[0].values).toEqual({});
  const erased = await call('DELETE /v1/recipients/:id', { id: 'cust-1' });
  expect(erased).toMatchObject({ id: 'cust-1', erased: { campaigns: [id] } });
  expect((await fetch(relinked.links.watch)).status).toBe(410);

  await call('DELETE /v1/campaigns/:id/recipients/:rid', { id, rid: 'tiny-1' });
  expect(await call('POST /v1/campaigns/:id/stop-personal', { id })).toEqual({ opened: expect.any(Number) });
  const allowed = await call('POST /v1/campaigns/:id/allow-personal', { id }, { mended: true });
  expect(allowed).not.toHaveProperty('personalStoppedAt');
  expect((await call('POST /v1/campaigns/:id/cancel', { id })).status).toBe('cancelled');
  await call('DELETE /v1/campaigns/:id', { id });
  expect((await app.send(`/v1/campaigns/${id}`)).status).toBe(404);

  const { items: systems } = await call('GET /v1/esps');
  expect(systems.map((one: { id: string }) => one.id)).toContain('mailchimp');
  expect(await call('GET /v1/me')).toMatchObject({ actor: { kind: 'key', name: 'test' }, workspace: { name: 'Test' } });
  const { items } = await call('GET /v1/audit');
  expect(items[0]).toMatchObject({ action: 'campaigns.delete', target: { kind: 'campaign', id } });
  for (const word of ['cust-1', 'Zoë', 'Adalbert']) expect(JSON.stringify(items)).not.toContain(word);

  await call('PATCH /v1/workspace', {}, { retentionDays: 60 });
  expect(await call('GET /v1/workspace')).toMatchObject({ name: 'Test', retentionDays: 60 });
  await call(
    'PUT /v1/workspace/logo',
    {},
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h8"/></svg>',
    'image/svg+xml',
  );
  const key = await call('POST /v1/keys', {}, { name: 'Import', scopes: ['read'] });
  const next = await call('POST /v1/keys/:id/rotate', { id: key.id }, {});
  await call('DELETE /v1/keys/:id', { id: next.id });
  await call('GET /v1/keys');
  const invited = await call('POST /v1/invitations', {}, { email: 'ben@example.com', role: 'reader' });
  await call('GET /v1/invitations');
  await call('DELETE /v1/invitations/:id', { id: invited.id });
  await call('GET /v1/members');

  // Of members, not of keys: their test is ../accounts/sign-in.test.ts.
  const ofMembers = ROUTES.filter(
    ({ path, method }) => /^\/v1\/(me\/|members\/|workspaces)/.test(path) || (path === '/v1/me' && method === 'patch'),
  );
  for (const route of ofMembers) made.add(operationId(route));

  const hook = await call('POST /v1/webhooks', {}, { url: `${app.url}/hooks` });
  const { id: webhook } = hook;
  expect(hook.secret).toMatch(/^whsec_/);
  expect((await call('GET /v1/webhooks')).items).toEqual([await call('GET /v1/webhooks/:id', { id: webhook })]);
  expect((await call('POST /v1/webhooks/:id/rotate', { id: webhook })).secret).not.toBe(hook.secret);
  const tested = await call('POST /v1/webhooks/:id/test', { id: webhook });
  expect((await call('GET /v1/webhooks/:id/deliveries', { id: webhook })).items).toEqual([tested]);
  const again = { id: webhook, delivery: tested.id };
  expect(await call('POST /v1/webhooks/:id/deliveries/:delivery/redeliver', again)).toMatchObject({ id: tested.id });
  expect(await call('PATCH /v1/webhooks/:id', { id: webhook }, { status: 'off' })).toMatchObject({
    code: 'turned-off',
  });
  await call('DELETE /v1/webhooks/:id', { id: webhook });

  // Events never end by themselves: their test is events.test.ts.
  const streams = ROUTES.filter((route) => 'stream' in route).map(operationId);
  expect([...made, ...streams].sort()).toEqual(ROUTES.map(operationId).sort());
});

test('a page of recipients leads to the next, and a foreign cursor is refused', async () => {
  const id = await app.newCampaign();
  const rows = ['a', 'b', 'c'].map((name) => row(`cust-${name}`));
  expect((await app.post(`/v1/campaigns/${id}/audience`, rows)).body.accepted).toBe(3);
  const first = await app.send(`/v1/campaigns/${id}/recipients?limit=2`);
  expect(first.body.items).toHaveLength(2);
  const second = await app.send(`/v1/campaigns/${id}/recipients?limit=2&cursor=${first.body.next}`);
  expect(second.body.items).toHaveLength(1);
  expect(second.body.next).toBeUndefined();
  expect(await app.send(`/v1/campaigns/${id}/recipients?cursor=nonsense`)).toMatchObject({ status: 400 });
});

test('campaigns and test links come in pages; a cursor fits its own list alone', async () => {
  const { key } = await createKey(app.storage, (await createWorkspace(app.storage, 'Pages')).id, 'pages');
  const ids: string[] = [];
  for (const name of ['One', 'Two', 'Three']) {
    ids.unshift((await app.post('/v1/campaigns', { ...CAMPAIGN, name }, { key })).body.id);
  }
  const [id = ''] = ids;
  const labels = ['c', 'b', 'a'];
  for (const label of labels.toReversed()) {
    await app.post(`/v1/campaigns/${id}/tests`, { label, row: row('anybody') }, { key });
  }
  const cursors: string[] = [];
  for (const [path, what, all] of [
    ['/v1/campaigns', 'id', ids],
    [`/v1/campaigns/${id}/tests`, 'label', labels],
  ] as const) {
    const first = (await app.send(`${path}?limit=2`, { key })).body;
    const second = (await app.send(`${path}?limit=2&cursor=${first.next}`, { key })).body;
    const seen = [...first.items, ...second.items].map((one: Record<string, string>) => one[what]);
    expect([seen, second.next]).toEqual([all, undefined]);
    cursors.push(first.next);
  }
  const foreign = await app.send(`/v1/campaigns?cursor=${cursors[1]}`, { key });
  expect([foreign.status, foreign.body.type]).toEqual([400, 'urn:candor:invalid-cursor']);
  // Nor does it open the same list of another workspace.
  expect((await app.send(`/v1/campaigns?cursor=${cursors[0]}`)).status).toBe(400);
});

test('somebody who is excluded gets no link', async () => {
  const { id } = (await app.post('/v1/campaigns', { ...CAMPAIGN, withoutConsent: 'exclude' })).body;
  const put = await app.send(`/v1/campaigns/${id}/recipients/cust-9`, {
    method: 'PUT',
    body: { profile: {}, consent: [] },
  });
  expect(put.body).toMatchObject({ id: 'cust-9', status: 'excluded' });
  expect(put.body.links).toBeUndefined();
});

test('a dry run stores nothing, and a misspelt one is refused', async () => {
  const id = await app.newCampaign();
  expect((await app.post(`/v1/campaigns/${id}/audience?dryRun=1`, [row('cust-5')])).body.accepted).toBe(1);
  expect((await app.send(`/v1/campaigns/${id}/recipients`)).body.items).toEqual([]);
  const misspelt = await app.post(`/v1/campaigns/${id}/audience?dryrun=1`, [row('cust-5')]);
  expect(misspelt.status).toBe(422);
  expect(misspelt.headers.get('content-type')).toBe(PROBLEM_TYPE);
  expect(misspelt.body.errors).toEqual([{ path: 'dryrun', code: 'unknown-key', message: expect.any(String) }]);
});

test('launch says what is missing', async () => {
  const id = await app.newCampaign();
  const launched = await app.post(`/v1/campaigns/${id}/launch`);
  expect(launched.status).toBe(409);
  expect(launched.body).toMatchObject({ type: 'urn:candor:not-launchable', errors: [{ code: expect.any(String) }] });
});
