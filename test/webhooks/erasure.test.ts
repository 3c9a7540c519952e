/** What webhooks tell of people, on the whole app. */
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { openTestApp, row } from '../http/support.ts';
import { atEnd } from '../support/at-end.ts';
import { until } from '../support/service.ts';

test('erasure is told with the sender’s id, and then nothing opens it any more', async () => {
  const app = await openTestApp();
  const [background, work] = [app.campaigns.startBackground(), app.webhooks.work()];
  atEnd(() => Promise.all([background.close(), work.close()]));
  const got: string[] = [];
  const receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    got.push(body);
    response.end();
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  atEnd(() => receiver.close());
  const { port } = receiver.address() as { port: number };
  const events = ['recipient.erased', 'consent.withdrawn'];
  const hook = (await app.post('/v1/webhooks', { url: `http://127.0.0.1:${port}/`, events })).body;
  const campaign = await app.newCampaign();
  await app.send(`/v1/campaigns/${campaign}/recipients/cust-gone`, { method: 'PUT', body: row('cust-gone') });
  await app.send('/v1/recipients/cust-gone', { method: 'DELETE' });
  await until('it was told', async () => got.length === 1);
  expect(JSON.parse(got[0] ?? '')).toMatchObject({
    type: 'recipient.erased',
    data: { campaign, recipient: 'cust-gone' },
  });
  const keys = () => app.storage.db.selectFrom('keys.wrapped').select('id').where('id', 'like', 'notice:%').execute();
  await until('the key is gone', async () => (await keys()).length === 0);
  const [delivery] = (await app.send(`/v1/webhooks/${hook.id}/deliveries`)).body.items;
  const again = await app.post(`/v1/webhooks/${hook.id}/deliveries/${delivery.id}/redeliver`);
  expect([again.status, again.body.type]).toEqual([409, 'urn:candor:delivery-gone']);
});
