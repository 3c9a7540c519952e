/** Messages arrive, signed so that the library of Standard Webhooks verifies them; what does not arrive is tried again. */
import { Webhook } from 'standardwebhooks';
import { beforeAll, describe, expect, test } from 'vitest';
import type { WebhookMessage } from '../../src/webhooks/index.ts';
import { prune } from '../../src/webhooks/take.ts';
import { hasRedis, testRedis } from '../support/redis.ts';
import { until } from '../support/service.ts';
import { openReceiver, type Received, type Receiver } from './receiver.ts';
import { openRig, type Rig } from './rig.ts';

const headersOf = (got: Received | undefined) => (got?.headers ?? {}) as Record<string, string>;
const verify = (secret: string, got: Received | undefined) =>
  new Webhook(secret).verify(got?.body ?? '', headersOf(got)) as WebhookMessage;

describe.each([
  { name: 'PostgreSQL', present: true, redis: false },
  { name: hasRedis ? 'Redis' : 'Redis (needs redis-server on the PATH)', present: hasRedis, redis: true },
])('with the queue on $name', ({ present, redis }) => {
  let rig: Rig;
  let receiver: Receiver;
  beforeAll(async () => {
    if (!present) return;
    rig = await openRig(redis ? { redisUrl: await testRedis() } : {});
    receiver = await openReceiver();
  });

  test.skipIf(!present)('a notice arrives once, and its signature holds for these bytes alone', async () => {
    const hook = await rig.hook(receiver.url);
    const notice = rig.notice();
    await rig.webhooks.take(notice);
    await rig.webhooks.take(notice);
    const [delivery, ...others] = await rig.settled(hook.id, 1);
    expect([others, receiver.got.length]).toEqual([[], 1]);
    const [got] = receiver.got;
    expect(verify(hook.secret, got)).toEqual({
      type: 'campaign.completed',
      timestamp: notice.at.toISOString(),
      data: { campaign: notice.campaignId },
    });
    expect(got?.headers['webhook-id']).toBe(delivery?.message);
    expect(delivery).toMatchObject({ status: 'delivered', tries: [{ status: 204 }] });
    expect(() => new Webhook(hook.secret).verify(`${got?.body} `, headersOf(got))).toThrow();
    expect(() => verify(`whsec_${Buffer.alloc(32).toString('base64')}`, got)).toThrow();
    await rig.webhooks.remove(rig.workspace, hook.id);
  });

  test.skipIf(!present)('a receiver that fails is tried again with the same message, until it takes it', async () => {
    receiver.got.length = 0;
    receiver.answers = [{ status: 503 }, { status: 429, headers: { 'retry-after': '0' } }, { status: 200 }];
    const hook = await rig.hook(receiver.url);
    await rig.webhooks.take(rig.notice());
    const [delivery] = await rig.settled(hook.id, 1);
    expect(delivery?.tries.map(({ status, code }) => [status, code])).toEqual([
      [503, 'refused'],
      [429, 'refused'],
      [200, undefined],
    ]);
    expect(new Set(receiver.got.map((one) => one.body)).size).toBe(1);
    expect(new Set(receiver.got.map((one) => one.headers['webhook-id'])).size).toBe(1);
    for (const got of receiver.got) verify(hook.secret, got);
    expect(await rig.webhooks.get(rig.workspace, hook.id)).not.toHaveProperty('failingSince');
    await rig.webhooks.remove(rig.workspace, hook.id);
  });
});

describe('one webhook', () => {
  let rig: Rig;
  let receiver: Receiver;
  beforeAll(async () => {
    rig = await openRig();
    receiver = await openReceiver();
  });

  test('every try in vain: it is turned off, says why, and is told nothing more until it is on again', async () => {
    receiver.answers = [{ status: 500 }];
    const hook = await rig.hook(receiver.url);
    await rig.webhooks.take(rig.notice());
    const [delivery] = await rig.settled(hook.id, 1);
    expect([delivery?.status, delivery?.tries.length]).toEqual(['failed', 4]);
    await until('it is off', async () => rig.off.includes(hook.id));
    expect(await rig.webhooks.get(rig.workspace, hook.id)).toMatchObject({
      status: 'off',
      code: 'failing',
      failingSince: delivery?.tries[0]?.at,
    });
    await rig.webhooks.take(rig.notice());
    expect(await rig.log(hook.id)).toHaveLength(1);
    await expect(rig.webhooks.test(rig.workspace, hook.id)).rejects.toMatchObject({ code: 'webhook-off' });

    receiver.answers = [{ status: 200 }];
    const on = await rig.webhooks.change(rig.workspace, hook.id, { status: 'on' });
    expect(on).not.toHaveProperty('code');
    const again = await rig.webhooks.redeliver(rig.workspace, hook.id, delivery?.id ?? '');
    expect(again).toMatchObject({ status: 'pending', message: delivery?.message });
    const [delivered] = await rig.settled(hook.id, 1);
    expect([delivered?.status, delivered?.tries.length]).toEqual(['delivered', 5]);
    await rig.webhooks.remove(rig.workspace, hook.id);
  });

  test('410 turns it off at once; a redirect is not followed', async () => {
    const other = await openReceiver();
    receiver.answers = [{ status: 307, headers: { location: other.url } }, { status: 410 }];
    const hook = await rig.hook(receiver.url);
    await rig.webhooks.take(rig.notice());
    const [delivery] = await rig.settled(hook.id, 1);
    expect(delivery?.tries.map(({ status, code }) => [status, code])).toEqual([
      [307, 'redirect'],
      [410, 'gone'],
    ]);
    expect(await rig.webhooks.get(rig.workspace, hook.id)).toMatchObject({ status: 'off', code: 'gone' });
    expect(other.got).toEqual([]);
    await rig.webhooks.remove(rig.workspace, hook.id);
  });

  test('for a day after a rotation both secrets verify, then the new one alone', async () => {
    receiver.got.length = 0;
    receiver.answers = [{ status: 200 }];
    const hook = await rig.hook(receiver.url);
    const rotated = await rig.webhooks.rotate(rig.workspace, hook.id);
    expect(rotated.secret).not.toBe(hook.secret);
    await rig.webhooks.test(rig.workspace, hook.id);
    await rig.settled(hook.id, 1);
    for (const secret of [hook.secret, rotated.secret]) {
      expect(verify(secret, receiver.got[0])).toMatchObject({ type: 'test', data: {} });
    }
    rig.later(86_400_001);
    expect(await rig.webhooks.get(rig.workspace, hook.id)).not.toHaveProperty('oldSecretUntil');
    await prune({ storage: rig.storage, clock: rig.clock });
    const stored = rig.storage.db.selectFrom('webhooks').select('sealed_secret_before').where('id', '=', hook.id);
    expect(await stored.executeTakeFirst()).toEqual({ sealed_secret_before: null });
    await rig.webhooks.test(rig.workspace, hook.id);
    await rig.settled(hook.id, 2);
    rig.later(-86_400_001);
    // Signed a day ahead of this clock: what a signature covers is checked without the time.
    const { headers, body = '' } = receiver.got[1] ?? {};
    const at = new Date(Number(headers?.['webhook-timestamp']) * 1000);
    const sign = (secret: string) => new Webhook(secret).sign(String(headers?.['webhook-id']), at, body);
    expect(headers?.['webhook-signature']).toBe(sign(rotated.secret));
    await rig.webhooks.remove(rig.workspace, hook.id);
  });

  test('a slow receiver holds up nobody else', async () => {
    const slow = await openReceiver();
    slow.answers = [{ status: 200, hang: true }];
    const quick = await openReceiver();
    const [one, two] = [await rig.hook(slow.url), await rig.hook(quick.url)];
    for (let count = 0; count < 12; count += 1) await rig.webhooks.take(rig.notice());
    await rig.settled(two.id, 12);
    expect(quick.got).toHaveLength(12);
    // Of the slow one only a few are on their way, and none has come to an end.
    expect((await rig.log(one.id)).filter((each) => each.status !== 'pending')).toEqual([]);
    for (const { id } of [one, two]) await rig.webhooks.remove(rig.workspace, id);
  });

  test('a certificate that nobody vouches for, and nobody at home, are told apart', async () => {
    const stranger = await openReceiver({ trusted: false });
    const hooks = [await rig.hook(stranger.url), await rig.hook('https://localhost:1/x')];
    await rig.webhooks.take(rig.notice());
    const codes = await Promise.all(hooks.map(async ({ id }) => (await rig.settled(id, 1))[0]?.tries[0]?.code));
    expect(codes).toEqual(['bad-certificate', 'unreachable']);
    expect(stranger.got).toEqual([]);
    for (const { id } of hooks) await rig.webhooks.remove(rig.workspace, id);
  });

  test('what a name resolves to is what is connected to, and is judged at every try', async () => {
    const there = await openReceiver({ host: '127.0.0.2' });
    let answers = ['93.184.216.34'];
    const asked: string[] = [];
    const rebinding = await openRig({
      waitsMs: [],
      resolve: async (name) => {
        asked.push(name);
        return answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      },
    });
    const hook = await rebinding.hook(there.url.replace('localhost', 'hooks.example.com'));
    for (const internal of [['127.0.0.2'], ['93.184.216.34', '10.0.0.1'], ['::ffff:127.0.0.2'], ['169.254.169.254']]) {
      answers = internal;
      await rebinding.webhooks.change(rebinding.workspace, hook.id, { status: 'on' });
      const { id } = await rebinding.webhooks.test(rebinding.workspace, hook.id);
      await until('it came to an end', async () =>
        (await rebinding.log(hook.id)).some((one) => one.id === id && one.status === 'failed'),
      );
      const delivery = (await rebinding.log(hook.id)).find((one) => one.id === id);
      expect([internal, delivery?.code]).toEqual([internal, 'url-internal']);
      await until(
        'it is off',
        async () => (await rebinding.webhooks.get(rebinding.workspace, hook.id)).status === 'off',
      );
    }
    expect(there.got).toEqual([]);

    // The system would say that this name is 127.0.0.1.
    answers = ['127.0.0.2'];
    const own = await rebinding.hook(there.url);
    asked.length = 0;
    await rebinding.webhooks.test(rebinding.workspace, own.id);
    await rebinding.settled(own.id, 1);
    expect([there.got.length, asked]).toEqual([1, ['localhost']]);
  });

  test('secrets and addresses rest sealed; a cursor leads through the log, and fits no other list', async () => {
    receiver.answers = [{ status: 200 }];
    const hook = await rig.hook(`${receiver.url}?token=not-for-backups`);
    for (let count = 0; count < 5; count += 1) await rig.webhooks.take(rig.notice());
    await rig.settled(hook.id, 5);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.webhooks.deliveries(rig.workspace, hook.id, { cursor, limit: 2 });
      seen.push(...page.items.map((one) => one.id));
      cursor = page.next;
      if (cursor) {
        const list = rig.webhooks.list(rig.workspace, { cursor, limit: 2 });
        await expect(list).rejects.toMatchObject({ code: 'invalid-cursor' });
      }
    } while (cursor);
    expect(new Set(seen).size).toBe(5);
    const row = await rig.storage.db.selectFrom('webhooks').selectAll().where('id', '=', hook.id).executeTakeFirst();
    expect(JSON.stringify(row)).not.toContain(Buffer.from('not-for-backups').toJSON().data.join(','));
    await rig.webhooks.remove(rig.workspace, hook.id);
  });
});
