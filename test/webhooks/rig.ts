/** Webhooks on a real database and a real queue. */
import { randomUUID } from 'node:crypto';
import { createWorkspace } from '../../src/accounts/index.ts';
import { openErrands } from '../../src/queue/index.ts';
import { openWebhooks, type TakenNotice, type WebhooksOptions, type WithSecret } from '../../src/webhooks/index.ts';
import { atEnd } from '../support/at-end.ts';
import { until } from '../support/service.ts';
import { testStorage } from '../support/storage.ts';

export type Rig = Awaited<ReturnType<typeof openRig>>;

/** `redisUrl`: the queue is on Redis. Waits between tries are short unless said otherwise. */
export async function openRig(
  o: Partial<Pick<WebhooksOptions, 'waitsMs' | 'resolve' | 'loopback'>> & { redisUrl?: string } = {},
) {
  const storage = await testStorage();
  const { log, databaseUrl } = storage;
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const errands = await openErrands({
    ...{ name: 'webhooks', databaseUrl, log },
    ...(o.redisUrl ? { redisUrl: o.redisUrl } : {}),
  });
  const off: string[] = [];
  const webhooks = openWebhooks({
    ...{ storage, errands, clock, log },
    loopback: true,
    waitsMs: [10, 10, 10],
    turnedOff: async ({ id }) => void off.push(id),
    ...o,
  });
  const work = webhooks.work();
  atEnd(async () => {
    await work.close();
    await errands.close();
  });
  const { id: workspace } = await createWorkspace(storage, 'Test');
  const everything = { limit: 100 };

  const notice = (over: Partial<TakenNotice> = {}): TakenNotice => ({
    id: randomUUID(),
    topic: 'campaign.completed',
    workspaceId: workspace,
    campaignId: randomUUID(),
    recipientUuid: undefined,
    fields: [],
    code: undefined,
    sealedRecipient: undefined,
    at: new Date(),
    ...over,
  });
  return {
    storage,
    clock,
    webhooks,
    workspace,
    off,
    notice,
    later: (ms: number) => {
      ahead += ms;
    },
    hook: (url: string, events = ['campaign.completed'] as const): Promise<WithSecret> =>
      webhooks.create(workspace, { url, events: [...events] }),
    log: async (hook: string) => (await webhooks.deliveries(workspace, hook, everything)).items,
    /** The log of a webhook once nothing waits any more. */
    settled: async (hook: string, many: number) => {
      const all = async () => (await webhooks.deliveries(workspace, hook, everything)).items;
      await until(`${many} deliveries have come to an end`, async () => {
        const ended = (await all()).filter((one) => one.status !== 'pending');
        return ended.length >= many;
      });
      return all();
    },
  };
}
