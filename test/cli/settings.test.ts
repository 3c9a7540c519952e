import { expect, test } from 'vitest';
import { addresses, readSettings, type SettingsError } from '../../src/cli/settings.ts';

test('without any variable the defaults of the contract hold', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({
    PORT: 4600,
    ROLE: 'all',
    DATA_DIR: '.candor',
    RENDER_MODE: 'reuse',
    LOG_LEVEL: 'info',
  });
  expect(addresses(settings)).toEqual({ host: '127.0.0.1', publicUrl: 'http://localhost:4600' });
});

test('with a public address the service listens everywhere and links begin with it', () => {
  expect(addresses(readSettings({ PUBLIC_URL: 'https://videos.example.com/' }))).toEqual({
    host: '0.0.0.0',
    publicUrl: 'https://videos.example.com',
  });
});

test('an identity provider needs all of its settings, and each that is missing is named', () => {
  const { OIDC_LABEL } = readSettings({
    ...{ OIDC_ISSUER: 'https://id.example.com/realms/one', OIDC_CLIENT_ID: 'candor', OIDC_CLIENT_SECRET: 's' },
  });
  expect(OIDC_LABEL).toBe('your company account');
  expect(() => readSettings({ OIDC_ISSUER: 'https://id.example.com' })).toThrow(
    /^OIDC_CLIENT_ID is needed.*\nOIDC_CLIENT_SECRET is needed/,
  );
  for (const issuer of ['http://id.example.com', 'https://id.example.com/?tenant=1', 'id.example.com']) {
    expect(() => readSettings({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 's' })).toThrow(
      /^OIDC_ISSUER must be/,
    );
  }
});

test('letters come from an address, with a name or without', () => {
  for (const from of ['mail@example.com', 'Candor <mail@example.com>', '<mail@example.com>']) {
    expect(readSettings({ SMTP_FROM: from }).SMTP_FROM).toBe(from);
  }
  for (const from of ['Candor', 'a@b@c', 'Candor <mail@example.com', 'x\n<mail@example.com>']) {
    expect(() => readSettings({ SMTP_FROM: from })).toThrow(/^SMTP_FROM must look like/);
  }
});

test('every wrong setting is told in one line that names it and its rule, not its value', () => {
  const wrong = {
    PORT: 'eighty',
    ROLE: 'boss',
    PUBLIC_URL: 'secret-host',
    DATABASE_URL: 'mysql://secret',
    MASTER_KEY: 'c2VjcmV0',
    RENDER_CONCURRENCY: '0',
  };
  try {
    readSettings(wrong);
    expect.unreachable();
  } catch (error) {
    const { lines } = error as SettingsError;
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(Object.keys(wrong).sort());
    for (const value of Object.values(wrong)) if (value !== '0') expect(lines.join()).not.toContain(value);
    for (const line of lines) expect(line).not.toContain('\n');
  }
});
