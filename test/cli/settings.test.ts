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
