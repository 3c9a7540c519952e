/** A workspace's settings and keys: what campaigns take from them, what is refused, and how a key is replaced. */
import { beforeAll, expect, test } from 'vitest';
import { createWorkspace, logoSize } from '../../src/accounts/index.ts';
import { CONTROLLER, openTestApp, type TestApp } from '../http/support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
const change = (body: unknown) => app.send('/v1/workspace', { method: 'PATCH', body });
const logo = (body: string, type = 'image/svg+xml') => app.send('/v1/workspace/logo', { method: 'PUT', body, type });
const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">${inside}</svg>`;

test('a campaign takes from its workspace what it does not say itself', async () => {
  const processors = [{ name: 'Candor', place: 'Hamburg', why: 'Draws the videos' }];
  expect(
    (await change({ controller: CONTROLLER, retentionDays: 60, processors, brand: { colour: '#b4532a' } })).status,
  ).toBe(200);
  const { body } = await app.post('/v1/campaigns', { name: 'Short', template: 'tiny' });
  expect(body).toMatchObject({ controller: CONTROLLER, retentionDays: 60, processors, brand: { colour: '#b4532a' } });
  const said = await app.post('/v1/campaigns', { name: 'Own', template: 'tiny', retentionDays: 10, processors: [] });
  expect(said.body).toMatchObject({ controller: CONTROLLER, retentionDays: 10, processors: [] });
  expect((await change({ processors: null })).body.processors).toBeUndefined();
});

test('a colour that cannot be told from its paper is refused, with the rule and not the value', async () => {
  for (const [brand, path] of [
    [{ colour: '#f5f5e9' }, 'brand.colour'],
    [{ colour: '#101030' }, 'brand.colourDark'],
    [{ colour: '#101030', colourDark: '#202020' }, 'brand.colourDark'],
  ] as const) {
    const reply = await change({ brand });
    expect([reply.status, reply.body.errors?.[0]?.path]).toEqual([422, path]);
    expect(reply.text).not.toContain(brand.colour);
  }
  expect((await change({ brand: { colour: '#101030', colourDark: '#9db4ff' } })).status).toBe(200);
});

test('a logo is a drawing or a picture; what is active, too large or something else is refused', async () => {
  const taken = await logo(svg('<path d="M0 0h8v8z" fill="url(#g)"/>'));
  expect(taken.status).toBe(200);
  expect((await app.send('/v1/workspace')).body.brand.logo).toBe(taken.body.logo);
  for (const inside of [
    '<script>1</script>',
    '<path onload="x()"/>',
    '<a href="https://e.example"><path/></a>',
    '<image href="https://e.example/x.png"/>',
    '<foreignObject/>',
    '<style>@import url(https://e.example)</style>',
    '<path fill="url(https://e.example/#x)"/>',
    '<use href="https://e.example/#x"/>',
    '<set attributeName="onload" to="x()"/>',
  ]) {
    expect([inside, (await logo(svg(inside))).body.type]).toEqual([inside, 'urn:candor:logo-active']);
  }
  expect((await logo('<!DOCTYPE svg [<!ENTITY x "y">]><svg/>')).status).toBe(415);
  expect((await logo('GIF89a', 'image/png')).body.type).toBe('urn:candor:logo-type');
  expect((await logo(svg(' '.repeat(600 * 1024)))).body.type).toBe('urn:candor:logo-too-large');
});

test('everybody reaches the logo at one address that never changes, and nothing else', async () => {
  const { logo: hash } = (await logo(svg('<path d="M0 0h8v8z" style="fill:#b4532a"/>'))).body;
  const address = `/logos/${app.workspace}/${hash}`;
  const shown = await app.send(address, { key: null });
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  expect(shown.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  expect(shown.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*; sandbox;/);
  const other = await createWorkspace(app.storage, 'Other');
  for (const path of [
    `/logos/${other.id}/${hash}`,
    `/logos/${app.workspace}/${'0'.repeat(64)}`,
    `/logos/${app.workspace}/..%2f${app.workspace}%2f${hash}`,
  ])
    expect([path, (await app.send(path, { key: null })).status]).toEqual([path, 404]);
});

test('a picture’s proportions are read from its bytes', () => {
  const drawn = (attributes: string) =>
    logoSize({ bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}/>`), type: 'image/svg+xml' });
  expect(drawn('viewBox="0 0 120.5 40"')).toEqual({ width: 120.5, height: 40 });
  expect(drawn('width="30px" height="10px"')).toEqual({ width: 30, height: 10 });
  expect(drawn('width="100%" height="100%" viewBox="0,0,3,1"')).toEqual({ width: 3, height: 1 });
  expect(drawn('')).toEqual({ width: 1, height: 1 });
  const png = Buffer.alloc(24);
  png.write('\x89PNG\r\n\x1a\n', 'latin1');
  png.write('IHDR', 12);
  png.writeUInt32BE(64, 16);
  png.writeUInt32BE(16, 20);
  expect(logoSize({ bytes: png, type: 'image/png' })).toEqual({ width: 64, height: 16 });
});

test('what is missing or wrong in a list is said at its place', async () => {
  const reply = await change({ processors: [{ name: 'Mailer', place: 'x'.repeat(200) }] });
  expect(reply.body.errors).toEqual([
    expect.objectContaining({ path: 'processors.0.place', code: 'too-large' }),
    expect.objectContaining({ path: 'processors.0.why', code: 'required' }),
  ]);
});

test('a key does what its scopes say, gives no more than it has, and is replaced without a gap', async () => {
  const { key: limited, id } = (await app.post('/v1/keys', { name: 'Import', scopes: ['edit', 'read'] })).body;
  expect((await app.send('/v1/me', { key: limited })).body.permissions).toEqual(['read', 'edit']);
  expect((await app.send('/v1/keys', { key: limited })).body.type).toBe('urn:candor:forbidden');
  const manager = (await app.post('/v1/keys', { name: 'Manager', scopes: ['admin'] })).body.key;
  const beyond = await app.post('/v1/keys', { name: 'More', scopes: ['people'] }, { key: manager });
  expect(beyond.body.type).toBe('urn:candor:scope-beyond-yours');
  const listed = (await app.send('/v1/keys')).body.items.find((one: { id: string }) => one.id === id);
  expect(listed).toMatchObject({ name: 'Import', prefix: limited.slice(0, 10), lastUsedAt: expect.any(String) });

  const later = new Date(Date.now() + 3_600_000).toISOString();
  const next = (await app.post(`/v1/keys/${id}/rotate`, { oldEndsAt: later })).body;
  for (const key of [limited, next.key]) expect((await app.send('/v1/me', { key })).status).toBe(200);
  const last = (await app.post(`/v1/keys/${next.id}/rotate`, {})).body;
  expect((await app.send('/v1/me', { key: next.key })).status).toBe(401);
  expect((await app.send('/v1/me', { key: last.key })).status).toBe(200);
  const past = (await app.post(`/v1/keys/${last.id}/rotate`, { oldEndsAt: '2020-01-01T00:00:00Z' })).body;
  expect((await app.send('/v1/me', { key: last.key })).status).toBe(401);
  expect((await app.send(`/v1/keys/${past.id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await app.send('/v1/me', { key: past.key })).status).toBe(401);
  const stored = await app.storage.db.selectFrom('api_keys').selectAll().execute();
  for (const one of [limited, next.key, last.key]) expect(JSON.stringify(stored)).not.toContain(one.slice(12));
});
