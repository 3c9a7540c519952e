import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dump, filesIn, spellings, traces } from '../support/scan.ts';
import { dataDir, launchCampaign, startService, until } from '../support/service.ts';

const PLANTED = 'Xylandriñe Quorbet-Möhrenkamp';
const NEVER_AGREED = 'Tariff-of-nobody-7719';
const NAME = 'Campaign whose name must be found';

test('a person’s values are nowhere in the clear while they are used, and nowhere at all after an erasure', {
  timeout: 240_000,
}, async () => {
  const DATA_DIR = dataDir();
  const service = await startService({ DATA_DIR, LOG_LEVEL: 'trace' });
  const person = {
    id: 'planted-1',
    profile: { firstName: PLANTED, plan: NEVER_AGREED, unknownColumn: NEVER_AGREED },
    consent: [
      { recordId: 'r-1', purpose: 'personalised-video', fields: ['firstName'], givenAt: '2026-05-01T10:00:00Z' },
    ],
  };
  const { id } = await launchCampaign(service, [person], { name: NAME });
  const { port, password } = JSON.parse(readFileSync(join(DATA_DIR, 'postgres.json'), 'utf8'));
  const everywhere = async () =>
    new Map([
      ...(await dump(`postgres://candor:${password}@127.0.0.1:${port}/postgres`)),
      ...filesIn(DATA_DIR),
      ['log', Buffer.from(service.log())],
    ]);
  const links = await until('the video is ready', async () => {
    const { body } = await service.api('GET', `/v1/campaigns/${id}/recipients`);
    return body.items[0]?.status === 'ready' && body.items[0].links;
  });
  const opened = await fetch(`${links.watch}/open`, { method: 'POST', headers: { accept: 'application/json' } });
  const { session } = (await opened.json()) as { session: string };
  const data = await fetch(`${links.watch}/data.json?session=${session}`);
  expect(await data.json()).toMatchObject({ fields: { firstName: PLANTED } });

  const during = await everywhere();
  expect(traces(NAME, during).length, 'the scan finds what is there').toBeGreaterThan(0);
  expect(traces(PLANTED, during)).toEqual([]);
  expect(traces(NEVER_AGREED, during)).toEqual([]);

  const erased = await service.api('DELETE', `/v1/recipients/${person.id}`);
  expect(erased.status).toBe(200);
  await until('the files are gone', async () => !(await service.api('GET', `/v1/campaigns/${id}`)).body.counts.ready);
  const after = await everywhere();
  expect(traces(PLANTED, after)).toEqual([]);
  const token = new URL(links.watch).pathname.split('/').at(-1) as string;
  expect(traces(token, after)).toEqual([]);
  const rows = [...after].filter(([place]) => place.startsWith('table '));
  expect(traces(person.id, new Map(rows))).toEqual([]);
});

test('the scan knows every spelling it names', () => {
  for (const [spelling, needle] of spellings(PLANTED)) {
    expect(traces(PLANTED, new Map([['here', needle]])).join(), spelling).toContain('here');
  }
  const places = ['', 'x', 'xx'].map((before): [string, Buffer] => [
    before,
    Buffer.from(Buffer.from(`${before}${PLANTED}yy`).toString('base64')),
  ]);
  for (const place of places) expect(traces(PLANTED, new Map([place]))).not.toEqual([]);
});
