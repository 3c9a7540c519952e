/** The typed client on the real service: what it sends, what it gives back, and what does not compile. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CandorProblem, createClient, verifyWebhook } from 'candor/client';
import { Webhook } from 'standardwebhooks';
import { beforeAll, expect, test } from 'vitest';
import { CAMPAIGN, openTestApp, row, type TestApp } from '../http/support.ts';
import { atEnd } from '../support/at-end.ts';

let app: TestApp;
let candor: ReturnType<typeof createClient>;
beforeAll(async () => {
  app = await openTestApp();
  candor = createClient({ url: `${app.url}/`, key: app.key });
});

/** A server that answers as a test says. */
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  atEnd(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a campaign from nothing to its people, with types all the way', async () => {
  const campaign = await candor.post('/v1/campaigns', { body: CAMPAIGN });
  const params = { id: campaign.id };
  const lines = Array.from({ length: 5 }, (_, n) => `${JSON.stringify(row(`c-${n}`))}\n`);
  async function* chunks() {
    for (const line of lines) yield new TextEncoder().encode(line);
  }
  const report = await candor.post('/v1/campaigns/:id/audience', {
    params,
    body: { type: 'application/x-ndjson', data: chunks() },
  });
  expect(report.accepted).toBe(5);
  const again = await candor.post('/v1/campaigns/:id/audience', { params, query: { dryRun: '1' }, body: [row('c-9')] });
  expect(again.accepted).toBe(1);
  const ids: string[] = [];
  for await (const person of candor.items('/v1/campaigns/:id/recipients', { params, query: { limit: 2 } })) {
    ids.push(person.id);
    expect(person.links?.watch).toContain('/v/');
  }
  expect(ids).toEqual(['c-0', 'c-1', 'c-2', 'c-3', 'c-4']);
  for await (const progress of candor.events('/v1/campaigns/:id/events', { params })) {
    expect([progress.id, progress.counts.planned]).toEqual([campaign.id, 5]);
    break;
  }
  expect(await candor.delete('/v1/campaigns/:id', { params })).toBeUndefined();
});

test('a failure is a problem with its code, its places and its request', async () => {
  const failed = candor.post('/v1/campaigns', { body: { ...CAMPAIGN, retentionDays: 9000 } });
  const problem: unknown = await failed.catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(CandorProblem);
  expect(problem).toMatchObject({
    status: 422,
    code: 'invalid-campaign',
    errors: [{ path: 'retentionDays', code: 'too-big' }],
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test('429, 503 and a lost line are tried again as asked, with one key for all tries', async () => {
  const seen: (string | undefined)[] = [];
  const url = await answering((request, response) => {
    seen.push(request.headers['idempotency-key'] as string | undefined);
    if (seen.length === 1) return void request.socket.destroy();
    if (seen.length < 4) {
      return void response.writeHead(seen.length === 2 ? 429 : 503, { 'retry-after': '0' }).end();
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"opened":0}');
  });
  const client = createClient({ url, key: 'cdr_x' });
  const params = { id: crypto.randomUUID() };
  expect(await client.post('/v1/campaigns/:id/stop-personal', { params })).toEqual({ opened: 0 });
  expect([seen.length, new Set(seen).size]).toEqual([4, 1]);
  expect(seen[0]).toMatch(/^[0-9a-f-]{36}$/);
});

test('what is no problem document, and what stays away, comes to an end', async () => {
  let asked = 0;
  const url = await answering((_request, response) => {
    asked += 1;
    response.writeHead(503, { 'retry-after': '0' }).end('<h1>Bad gateway</h1>');
  });
  const client = createClient({ url, key: 'cdr_x', retries: 2 });
  await expect(client.get('/v1/templates')).rejects.toMatchObject({ status: 503, code: 'about:blank' });
  expect(asked).toBe(3);
});

test('messages that the library of Standard Webhooks signs are verified, others are not', async () => {
  const secret = `whsec_${Buffer.from('a secret of more than 24 bytes').toString('base64')}`;
  const body = '{"type":"test","timestamp":"2026-05-02T09:00:00.000Z","data":{}}';
  const headersAt = (at: Date) => ({
    'webhook-id': 'message-1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': `v1,bm90IHRoaXM= ${new Webhook(secret).sign('message-1', at, body)}`,
  });
  const headers = headersAt(new Date());
  expect(await verifyWebhook(secret, { headers, body })).toEqual(JSON.parse(body));
  expect(await verifyWebhook(secret, { headers: new Headers(headers), body })).toEqual(JSON.parse(body));
  for (const wrong of [
    { headers, body: `${body} ` },
    { headers: headersAt(new Date(Date.now() - 301_000)), body },
    { headers: { ...headers, 'webhook-id': 'message-2' }, body },
    { headers: { ...headers, 'webhook-signature': 'v1,%%% v2,x' }, body },
    { headers: { ...headers, 'webhook-timestamp': 'soon' }, body },
    { headers: {}, body },
  ]) {
    await expect(verifyWebhook(secret, wrong)).rejects.toMatchObject({ name: 'WebhookVerificationError' });
  }
});

/** Never run: what must not compile. */
export async function refused(): Promise<void> {
  // @ts-expect-error there is no such address
  await candor.get('/v1/nothing');
  // @ts-expect-error it takes no GET
  await candor.get('/v1/campaigns/:id/launch', { params: { id: '' } });
  // @ts-expect-error the id is missing
  await candor.get('/v1/campaigns/:id');
  // @ts-expect-error a campaign needs more
  await candor.post('/v1/campaigns', { body: { name: 'x' } });
  // @ts-expect-error no such key
  await candor.post('/v1/campaigns', { body: { ...CAMPAIGN, colour: 'red' } });
  // @ts-expect-error an answer has what its schema says, and no more
  (await candor.get('/v1/campaigns/:id', { params: { id: '' } })).colour;
  // @ts-expect-error a campaign is no list
  candor.items('/v1/campaigns/:id', { params: { id: '' } });
}
