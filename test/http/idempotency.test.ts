/** The same key and body: one effect and one answer. The same key and another body: refused. */
import { request } from 'node:http';
import { beforeAll, expect, test } from 'vitest';
import { createKey, createWorkspace } from '../../src/accounts/index.ts';
import { sweepAnswers } from '../../src/http/idempotency.ts';
import { until } from '../support/service.ts';
import { CAMPAIGN, openTestApp, row, type TestApp } from './support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});

const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });
const names = async (): Promise<string[]> =>
  (await app.send('/v1/campaigns')).body.items.map((one: { name: string }) => one.name);
const rows = () => app.storage.db.selectFrom('idempotency').selectAll().execute();

test('ten requests at once have one effect and one answer', async () => {
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => app.post('/v1/campaigns', { ...CAMPAIGN, name: 'Race' }, withKey('race'))),
  );
  expect(new Set(replies.map((reply) => `${reply.status} ${reply.text}`)).size).toBe(1);
  expect(replies[0]?.status).toBe(201);
  expect(replies.filter((reply) => reply.headers.get('idempotent-replayed') === 'true')).toHaveLength(9);
  expect((await names()).filter((name) => name === 'Race')).toHaveLength(1);
});

test('the same key with another body, or for another address, is refused', async () => {
  const first = await app.post('/v1/campaigns', { ...CAMPAIGN, name: 'First' }, withKey('other'));
  const other = await app.post('/v1/campaigns', { ...CAMPAIGN, name: 'Second' }, withKey('other'));
  expect([other.status, other.body.type]).toEqual([409, 'urn:candor:idempotency-key-reused']);
  const elsewhere = await app.post(`/v1/campaigns/${first.body.id}/launch`, undefined, withKey('other'));
  expect([elsewhere.status, elsewhere.body.type]).toEqual([409, 'urn:candor:idempotency-key-reused']);
  expect(await names()).not.toContain('Second');
});

test('a refusal is repeated as it was, even when it would be none by now', async () => {
  const id = await app.newCampaign();
  const refused = await app.post(`/v1/campaigns/${id}/launch`, undefined, withKey('launch'));
  expect(refused.status).toBe(409);
  await app.send(`/v1/campaigns/${id}/recipients/cust-1`, { method: 'PUT', body: row('cust-1') });
  const again = await app.post(`/v1/campaigns/${id}/launch`, undefined, withKey('launch'));
  expect([again.status, again.text]).toEqual([409, refused.text]);
  expect((await app.post(`/v1/campaigns/${id}/launch`, undefined, withKey('launch-2'))).status).toBe(200);
});

test('keys of two workspaces never meet', async () => {
  const other = await createWorkspace(app.storage, 'Other');
  const { key } = await createKey(app.storage, other.id, 'other');
  const ours = await app.post('/v1/campaigns', CAMPAIGN, withKey('shared'));
  const theirs = await app.post('/v1/campaigns', { ...CAMPAIGN, name: 'Theirs' }, { key, ...withKey('shared') });
  expect(theirs.status).toBe(201);
  expect(theirs.body.id).not.toBe(ours.body.id);
});

test('an upload is known by its bytes, however they are cut, and counted once', async () => {
  const id = await app.newCampaign();
  const body = Array.from({ length: 500 }, (_, n) => JSON.stringify(row(`up-${n}`))).join('\n');
  const path = `/v1/campaigns/${id}/audience`;
  const type = 'application/x-ndjson';
  const [first, second] = await Promise.all([
    app.post(path, body, { type, ...withKey('upload') }),
    app.post(path, body, { type, ...withKey('upload') }),
  ]);
  expect(first.body).toMatchObject({ accepted: 500, rejected: 0 });
  expect(second.text).toBe(first.text);
  const third = await app.post(path, `${body}\n`, { type, ...withKey('upload') });
  expect([third.status, third.body.type]).toEqual([409, 'urn:candor:idempotency-key-reused']);
  // One that is refused at its first line is known by all of its bytes too.
  const header = `id,id\n${'x,y\n'.repeat(50_000)}`;
  const refused = await app.post(path, header, { type: 'text/csv', ...withKey('header') });
  expect(refused.status).toBe(422);
  expect((await app.post(path, header, { type: 'text/csv', ...withKey('header') })).text).toBe(refused.text);
  expect((await app.post(path, `${header}z`, { type: 'text/csv', ...withKey('header') })).status).toBe(409);
});

test('a sender who leaves half-way may come again with the same key', async () => {
  const id = await app.newCampaign();
  const { hostname, port } = new URL(app.url);
  const path = `/v1/campaigns/${id}/audience`;
  const headers = {
    authorization: `Bearer ${app.key}`,
    'content-type': 'application/x-ndjson',
    'idempotency-key': 'half',
  };
  const sending = request({
    hostname,
    port,
    path,
    method: 'POST',
    headers: { ...headers, 'content-length': '100000' },
  });
  sending.on('error', () => {});
  sending.write(`${JSON.stringify(row('half-1'))}\n`);
  const running = () => rows().then((all) => all.filter((one) => one.status === null).length);
  await until('the key is claimed', async () => (await running()) === 1);
  sending.destroy();
  await until('the claim is given up', async () => (await running()) === 0);
  const whole = await app.post(path, [row('half-1'), row('half-2')], withKey('half'));
  expect(whole.body.accepted).toBe(2);
});

test('the claim of a process that died is taken over', async () => {
  await app.post('/v1/campaigns', { ...CAMPAIGN, name: 'Before' }, withKey('dead'));
  await app.storage.db
    .updateTable('idempotency')
    .set({ status: null, sealed_answer: null, created_at: new Date(Date.now() - 60_000) })
    .where('status', '=', 201)
    .execute();
  expect((await app.post('/v1/campaigns', { ...CAMPAIGN, name: 'After' }, withKey('dead'))).status).toBe(201);
  expect(await names()).toContain('After');
});

test('what rests is sealed, for a day; of a preview, for an hour', async () => {
  const id = await app.newCampaign();
  await app.post(`/v1/campaigns/${id}/preview`, row('seen-1', 'Adalbert'), withKey('preview-of-adalbert'));
  const all = await rows();
  const bytes = all.map((one) => `${one.key_hash.toString('latin1')}${one.sealed_answer?.toString('latin1')}`).join();
  for (const word of ['preview-of-adalbert', 'seen-1', 'watchUrl', id]) expect(bytes).not.toContain(word);
  const ages = all.map((one) => (Date.now() - one.created_at.getTime()) / 3_600_000);
  expect(ages.filter((hours) => hours > 22.9 && hours < 23.1)).toHaveLength(1);
  await app.storage.db
    .updateTable('idempotency')
    .set({ created_at: new Date(Date.now() - 90_000_000) })
    .execute();
  expect(await sweepAnswers(app.storage)).toBe(all.length);
});

test('a secret is given again for a minute, and then is nowhere', async () => {
  await app.storage.db.deleteFrom('idempotency').execute();
  const create = () => app.post('/v1/webhooks', { url: `${app.url}/hooks` }, withKey('hook'));
  const first = await create();
  expect((await create()).body).toEqual(first.body);
  const [kept] = await rows();
  expect(kept?.sealed_answer?.toString('latin1')).not.toContain(first.body.secret);
  // A minute later, by the database's clock.
  await app.storage.db
    .updateTable('idempotency')
    .set({ created_at: new Date((kept?.created_at.getTime() ?? 0) - 61_000) })
    .execute();
  expect(await sweepAnswers(app.storage)).toBe(1);
  expect((await app.send(`/v1/webhooks/${first.body.id}`)).text).not.toContain('secret');
  expect((await app.send('/v1/webhooks')).text).not.toContain('whsec_');
});

test('a key that is none is refused', async () => {
  for (const key of ['', 'x'.repeat(256), 'two words']) {
    const reply = await app.post('/v1/campaigns', CAMPAIGN, withKey(key));
    expect([reply.status, reply.body.type]).toEqual([400, 'urn:candor:idempotency-key-shape']);
  }
});
