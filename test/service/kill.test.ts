import { expect, test } from 'vitest';
import { dataDir, launchCampaign, startService, until } from '../support/service.ts';

const people = Array.from({ length: 12 }, (_, index) => ({
  id: `p-${index}`,
  profile: { firstName: `Person ${index}` },
  consent: [
    { recordId: `r-${index}`, purpose: 'personalised-video', fields: ['firstName'], givenAt: '2026-05-01T10:00:00Z' },
  ],
}));

test('killed in the middle of a campaign, the service completes it after the next start: nobody twice, nobody missing', {
  timeout: 240_000,
}, async () => {
  const DATA_DIR = dataDir();
  const first = await startService({ DATA_DIR });
  const { id } = await launchCampaign(first, people);
  const counts = async (service: typeof first) => (await service.api('GET', `/v1/campaigns/${id}`)).body.counts;
  const before = await until('some are ready and some are not', async () => {
    const now = await counts(first);
    return now.ready >= 2 && now.ready < people.length && now;
  });
  expect(before.ready).toBeLessThan(people.length);
  await first.stop('SIGKILL');

  const second = await startService({ DATA_DIR });
  const done = await until(
    'everyone is ready',
    async () => {
      const now = await counts(second);
      return now.ready === people.length && now;
    },
    180_000,
  );
  expect(done).toMatchObject({ ready: people.length, failed: 0, queued: 0, rendering: 0 });
  await until('the campaign is completed', async () => {
    const { body } = await second.api('GET', `/v1/campaigns/${id}`);
    return body.status === 'completed';
  });
  const { body } = await second.api('GET', `/v1/campaigns/${id}/recipients`);
  expect(body.items.map((item: { id: string }) => item.id).sort()).toEqual(people.map((person) => person.id).sort());
});
