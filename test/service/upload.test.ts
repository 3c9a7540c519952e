/**
 * Many rows into the running service: all are taken, its memory stays bounded, and others are answered. `UPLOAD_ROWS=100000`
 * before the test command asks for more, and prints how long the others waited.
 */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { CONTROLLER, dataDir, type RunningService, startService } from '../support/service.ts';
import { freshDatabase } from '../support/storage.ts';

const ROWS = Number(process.env.UPLOAD_ROWS ?? 20_000);
const MB = 1024 ** 2;
const MONTHS = Array.from({ length: 12 }, (_, at) => `kWh ${String(at + 1).padStart(2, '0')}`);

function* file(): Generator<Buffer> {
  const months = MONTHS.map((_, at) => `1.2${at % 10}0,5`).join(';');
  yield Buffer.from(`Kunde;Vorname;E-Mail;${MONTHS.join(';')};Einwilligung;vom\r\n`);
  for (let from = 0; from < ROWS; from += 500) {
    const lines = Array.from({ length: 500 }, (_, at) => {
      const index = from + at;
      return `K${index};Zoë ${index};p${index}@beispiel.de;${months};${index % 4 ? 'ja' : 'nein'};01.05.2026\r\n`;
    });
    yield Buffer.from(lines.join(''), 'latin1');
  }
}

async function residentBytes(service: RunningService): Promise<number> {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1]);
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

test('of a spreadsheet’s own columns, beside people who use the service', { timeout: 600_000 }, async () => {
  const service = await startService({ DATA_DIR: dataDir(), DATABASE_URL: await freshDatabase(), ROLE: 'api' });
  const spec = { name: 'Large', template: 'tiny', controller: CONTROLLER, retentionDays: 30, locale: 'de' };
  const { id } = (await service.api('POST', '/v1/campaigns', spec)).body;
  const { body: mapping } = await service.api('POST', `/v1/campaigns/${id}/audience/mappings`, {
    id: { column: 'Kunde' },
    fields: { firstName: { column: 'Vorname' }, usageKwh: { columns: MONTHS } },
    consent: {
      answers: [{ column: 'Einwilligung', fields: ['firstName', 'usageKwh'] }],
      purpose: { value: 'personalised-video' },
      givenAt: { column: 'vom' },
    },
  });
  const idle = await residentBytes(service);
  let peak = idle;
  let done = false;
  const began = performance.now();
  const uploading = fetch(`${service.url}/v1/campaigns/${id}/audience?mapping=${mapping.id}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'text/csv' },
    body: Readable.toWeb(Readable.from(file())) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
    .then(async (response) => ({ status: response.status, report: await response.json() }))
    .finally(() => {
      done = true;
    });
  const waited: number[] = [];
  while (!done) {
    for (const path of ['/v1/campaigns', `/v1/campaigns/${id}`, '/v1/templates', `/v1/campaigns/${id}/recipients`]) {
      const asked = performance.now();
      const answer = await service.api('GET', path);
      waited.push(performance.now() - asked);
      expect(answer.status).toBe(200);
    }
    peak = Math.max(peak, await residentBytes(service));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { status, report } = await uploading;
  const seconds = (performance.now() - began) / 1000;
  waited.sort((a, b) => a - b);
  console.info(
    `${ROWS} rows in ${seconds.toFixed(1)} s; ${waited.length} other requests: median ${quantile(waited, 0.5).toFixed(0)} ms, p95 ${quantile(waited, 0.95).toFixed(0)} ms; memory ${(idle / MB).toFixed(0)} → ${(peak / MB).toFixed(0)} MB`,
  );
  expect({ status, report }).toMatchObject({
    status: 200,
    report: {
      accepted: ROWS,
      rejected: 0,
      fields: {
        firstName: { granted: ROWS * 0.75, withheld: ROWS * 0.25 },
        usageKwh: { granted: ROWS * 0.75 },
      },
      file: { encoding: 'windows-1252', delimiter: ';', columns: 17, notKept: 1 },
    },
  });
  expect((peak - idle) / MB).toBeLessThanOrEqual(300);
});
