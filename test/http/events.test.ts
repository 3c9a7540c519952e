/** Progress as server-sent events. */
import { beforeAll, expect, test } from 'vitest';
import { openTestApp, row, type TestApp } from './support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});

/** Reads events until one says what is wanted. */
async function follow(response: Response, wanted: (event: { counts: Record<string, number> }) => boolean) {
  const seen: { counts: Record<string, number> }[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data) seen.push(JSON.parse(data));
    }
    const last = seen.at(-1);
    if (last && wanted(last)) return seen;
  }
  throw new Error('the stream ended before');
}

test('the whole state at once, and again when it changes; Last-Event-ID is harmless', async () => {
  const id = await app.newCampaign();
  const left = new AbortController();
  const response = await fetch(`${app.url}/v1/campaigns/${id}/events`, {
    headers: { authorization: `Bearer ${app.key}`, 'last-event-id': '99' },
    signal: left.signal,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.headers.get('cache-control')).toContain('no-store');
  const following = follow(response, (event) => event.counts.planned === 1);
  await app.send(`/v1/campaigns/${id}/recipients/cust-1`, { method: 'PUT', body: row('cust-1') });
  const seen = await following;
  expect(seen[0]).toMatchObject({ id, status: 'draft', progress: 0, counts: { planned: 0 } });
  expect(Object.keys(seen[0] ?? {}).sort()).toEqual(['counts', 'failures', 'id', 'progress', 'status']);
  left.abort();
});

test('an unknown campaign is a problem, not a stream', async () => {
  const reply = await app.send('/v1/campaigns/00000000-0000-4000-8000-000000000000/events');
  expect([reply.status, reply.body.type]).toEqual([404, 'urn:candor:unknown-campaign']);
});

test('a reader who leaves leaves nothing behind', async () => {
  const id = await app.newCampaign();
  const readers = Array.from({ length: 20 }, () => new AbortController());
  await Promise.all(
    readers.map(({ signal }) =>
      fetch(`${app.url}/v1/campaigns/${id}/events`, { headers: { authorization: `Bearer ${app.key}` }, signal }),
    ),
  );
  for (const reader of readers) reader.abort();
  const lines = () => app.lines.filter((line) => line.includes('/events') && line.includes('499')).length;
  await expect.poll(lines, { timeout: 10_000 }).toBeGreaterThanOrEqual(20);
});

test('HEAD asks for the headers alone', async () => {
  const id = await app.newCampaign();
  const reply = await app.send(`/v1/campaigns/${id}/events`, { method: 'HEAD' });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
});
