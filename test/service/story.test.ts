/**
 * The whole way, as its users walk it: an audience is posted, drawn, opened, a field is switched off, the agreement is
 * withdrawn, the person erased. On every combination of parts that a user can choose.
 */
import { describe, expect, test } from 'vitest';
import { hasRedis, testRedis } from '../support/redis.ts';
import { testBucket } from '../support/s3.ts';
import { type Answer, dataDir, launchCampaign, type RunningService, startService, until } from '../support/service.ts';

const PURPOSE = 'personalised-video';
const consent = (recordId: string, fields: string[], more: object = {}) => ({
  recordId,
  purpose: PURPOSE,
  fields,
  givenAt: '2026-05-01T10:00:00Z',
  expiresAt: '2036-05-01T10:00:00Z',
  ...more,
});

const ZOE = {
  id: 'cust-1001',
  profile: { firstName: 'Zoëphine', usageKwh: [210, 190, 170], plan: 'Plus', shoeSize: 44 },
  consent: [consent('r-1', ['firstName', 'usageKwh'])],
};
const NOBODY = { id: 'cust-1002', profile: { firstName: 'Ulfried' }, consent: [] };

/** A viewer with nothing but the link. */
async function view(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(bytes.toString()) : bytes };
}

const open = async (watch: string): Promise<string> => {
  const opened = await view(`${watch}/open`, { method: 'POST', headers: { accept: 'application/json' } });
  expect(opened.status).toBe(200);
  return opened.body.session as string;
};

const ready = (service: RunningService, campaign: string) =>
  until('every recipient has a video', async () => {
    const { body } = await service.api('GET', `/v1/campaigns/${campaign}`);
    return body.counts.queued + body.counts.rendering + body.counts.planned === 0 && body;
  });

const linksOf = async (service: RunningService, campaign: string, id: string): Promise<Record<string, string>> => {
  const { body } = await service.api('GET', `/v1/campaigns/${campaign}/recipients`);
  return body.items.find((item: { id: string }) => item.id === id)?.links;
};

async function walk(service: RunningService): Promise<void> {
  const { id, report } = await launchCampaign(service, [ZOE, NOBODY, { id: 'a@b.example', profile: {}, consent: [] }]);
  expect(report).toMatchObject({ accepted: 2, rejected: 1, errors: [{ row: 3, code: 'id-personal' }] });
  expect(report.fields.firstName).toMatchObject({ declared: true, granted: 1, withheld: 1 });
  expect(report.fields.plan).toMatchObject({ declared: true, granted: 0, withheld: 1 });
  expect(report.fields.shoeSize).toMatchObject({ declared: false, dropped: 1 });
  expect((await ready(service, id)).counts).toMatchObject({ ready: 2, failed: 0 });

  // The link alone is general; no state of this person is in it.
  const { watch = '' } = await linksOf(service, id, ZOE.id);
  const general = await view(`${watch}/manifest.json`);
  expect(JSON.stringify(general.body)).not.toContain('agreedAt');
  expect((await view(watch)).body.toString()).not.toContain('Zoëphine');

  // "This is me": the personal video, with what was used and where.
  const session = await open(watch);
  const manifest = await view(`${watch}/manifest.json?session=${session}`);
  const firstName = manifest.body.disclosure.fields.find((field: { key: string }) => field.key === 'firstName');
  expect(firstName).toMatchObject({ used: true });
  expect(firstName.where.length).toBeGreaterThan(0);
  expect(JSON.stringify(manifest.body)).not.toContain('Zoëphine');
  const plan = manifest.body.disclosure.fields.find((field: { key: string }) => field.key === 'plan');
  expect(plan).toMatchObject({ used: false, reason: 'no-consent', where: [] });
  const mp4 = await view(`${watch}/video.mp4?session=${session}`);
  expect(mp4.status).toBe(200);
  expect(mp4.body.subarray(4, 8).toString()).toBe('ftyp');

  // Switched off: another version, without the field, and the old one is never served again.
  const switched = await view(`${watch}/choices?session=${session}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fields: { firstName: false } }),
  });
  expect(switched.status).toBe(200);
  expect(switched.body.disclosure.fields.find((field: { key: string }) => field.key === 'firstName')).toMatchObject({
    used: false,
    reason: 'viewer-choice',
  });
  const without = await until('the new version is drawn', async () => {
    const answer = await view(`${watch}/video.mp4?session=${session}`);
    return answer.status === 200 && answer;
  });
  expect(without.headers.get('etag')).not.toBe(mp4.headers.get('etag'));

  // No import undoes it.
  await service.api('POST', `/v1/campaigns/${id}/audience`, [ZOE, NOBODY]);
  const after = await view(`${watch}/manifest.json?session=${session}`);
  expect(after.body.choices.find((choice: { field: string }) => choice.field === 'firstName')).toMatchObject({
    on: false,
  });

  // Withdrawn: general from now on, also after the same file comes again.
  expect((await view(`${watch}/withdraw`, { method: 'POST' })).status).toBeLessThan(400);
  await service.api('POST', `/v1/campaigns/${id}/audience`, [ZOE]);
  const access = await service.api('GET', `/v1/recipients/${ZOE.id}`);
  expect(JSON.stringify(access.body)).not.toContain('Zoëphine');
  expect(access.body.campaigns[0].fields.find((field: { key: string }) => field.key === 'firstName')).toMatchObject({
    granted: false,
    code: 'withdrawn',
  });

  // Erased: the link has ended, the same row is rejected.
  expect((await service.api('DELETE', `/v1/recipients/${ZOE.id}`)).status).toBe(200);
  expect((await view(watch)).status).toBe(410);
  const again = await service.api('POST', `/v1/campaigns/${id}/audience`, [ZOE]);
  expect(again.body).toMatchObject({ accepted: 0, rejected: 1, errors: [{ code: 'erased' }] });

  // What nobody agreed to was never in a log.
  for (const value of ['Zoëphine', 'Ulfried', 'a@b.example', ZOE.id]) expect(service.log()).not.toContain(value);
}

const PATIENT = { timeout: 240_000 };

test('an audience becomes videos that obey their viewers, on the embedded parts', PATIENT, async () => {
  await walk(await startService({ DATA_DIR: dataDir() }));
});

describe.skipIf(!hasRedis)(`the same, with jobs in Redis${hasRedis ? '' : ' (needs redis-server on the PATH)'}`, () => {
  test('an audience becomes videos that obey their viewers', PATIENT, async () => {
    await walk(await startService({ DATA_DIR: dataDir(), REDIS_URL: await testRedis() }));
  });
});

test('ROLE=api and ROLE=worker as two processes, files in an S3 bucket, do what all does in one', PATIENT, async () => {
  const STORAGE_URL = await testBucket();
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env;
  const env = { DATA_DIR: dataDir(), STORAGE_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
  const [api] = await Promise.all([startService({ ...env, ROLE: 'api' }), startService({ ...env, ROLE: 'worker' })]);
  await walk(api);
});
