/** What those who run the service see: health, metrics, the log; and the description for programs. */
import { beforeAll, expect, test } from 'vitest';
import { operationId } from '../../src/http/registry.ts';
import { ROUTES } from '../../src/http/routes/index.ts';
import { openTestApp, row, type TestApp } from './support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});

test('alive is a matter of the process, ready of what it stands on', async () => {
  expect(await app.send('/healthz', { key: null })).toMatchObject({ status: 200, body: { status: 'alive' } });
  expect(await app.send('/readyz', { key: null })).toMatchObject({
    status: 200,
    body: { status: 'ready', checks: { database: 'ok', files: 'ok', queue: 'ok' } },
  });
});

test('metrics count by status and route, and know nobody', async () => {
  const id = await app.newCampaign();
  await app.send(`/v1/campaigns/${id}/recipients/cust-metrics`, {
    method: 'PUT',
    body: row('cust-metrics', 'Adalbert'),
  });
  const reply = await app.send('/metrics', { key: null });
  expect(reply.headers.get('content-type')).toContain('text/plain');
  expect(reply.text).toMatch(/^candor_recipients\{status="planned"\} 1$/m);
  expect(reply.text).toMatch(/^candor_campaigns\{status="draft"\} 1$/m);
  expect(reply.text).toMatch(
    /candor_http_requests_total\{route="\/v1\/campaigns\/:id\/recipients\/:rid",method="PUT",status="200"\} 1/,
  );
  for (const word of ['cust-metrics', 'Adalbert', id, app.workspace]) expect(reply.text).not.toContain(word);
});

test('a line of the log holds pattern, method, status, time and request id, and nothing else', async () => {
  const reply = await app.send('/v1/recipients/cust-in-the-log?nothing=adalbert');
  const request = reply.headers.get('x-request-id');
  await expect.poll(() => app.lines.find((line) => line.includes(`"request":"${request}"`))).toBeDefined();
  const line = JSON.parse(app.lines.find((one) => one.includes(`${request}`)) ?? '{}');
  expect(line).toMatchObject({ route: '/v1/recipients/:id', method: 'GET', status: 422, request, msg: 'request' });
  const usual = ['level', 'time', 'pid', 'hostname', 'msg'];
  expect(
    Object.keys(line)
      .filter((key) => !usual.includes(key))
      .sort(),
  ).toEqual(['method', 'ms', 'request', 'route', 'status']);
  const log = app.lines.join('');
  expect(log).not.toContain('cust-in-the-log');
  expect(log).not.toContain('adalbert');
});

test('the description names every call once, and all it refers to is there', async () => {
  const reply = await app.send('/openapi.json', { key: null });
  const { body } = reply;
  expect(body.openapi).toBe('3.1.0');
  const ids = Object.values(body.paths as Record<string, Record<string, { operationId: string }>>)
    .flatMap((path) => Object.values(path))
    .map((operation) => operation.operationId);
  expect(ids.sort()).toEqual(ROUTES.map(operationId).sort());
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, name] of reply.text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
    expect(Object.keys(body.components.schemas)).toContain(name);
  }
  expect(reply.text).not.toContain('"$ref":"#/$defs');
  for (const [path, operations] of Object.entries(
    body.paths as Record<string, Record<string, { parameters: { name: string; in: string }[] }>>,
  )) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const operation of Object.values(operations)) {
      expect(operation.parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(named);
    }
  }
  // A template's field is a field, and a campaign's needs are said.
  expect(body.paths['/v1/campaigns'].post.requestBody.content['application/json'].schema.required.sort()).toEqual([
    'controller',
    'name',
    'retentionDays',
    'template',
  ]);
});
