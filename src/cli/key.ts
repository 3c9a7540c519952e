/** `candor key create|list|revoke`: API keys, on the service's own machine. */
import { Command } from 'commander';
import { pino } from 'pino';
import { createKey, createWorkspace, listKeys, PERMISSIONS, type Permission, revokeKey } from '../accounts/index.ts';
import { openStorage, type Storage } from '../storage/index.ts';
import { answer, CommandError, table } from './output.ts';
import { readSettings } from './settings.ts';

/** Runs `use` beside a running service: attaches to its database, or opens it where none runs. */
async function withStorage<T>(use: (storage: Storage) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const options = {
    dataDir: settings.DATA_DIR,
    ...(settings.DATABASE_URL ? { databaseUrl: settings.DATABASE_URL } : {}),
    ...(settings.STORAGE_URL ? { storageUrl: settings.STORAGE_URL } : {}),
    ...(settings.MASTER_KEY ? { masterKey: settings.MASTER_KEY } : {}),
    log: pino({ level: 'silent' }),
  };
  const storage = await openStorage(options).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'data-dir-in-use') throw error;
    return openStorage({ ...options, role: 'worker' });
  });
  try {
    return await use(storage);
  } finally {
    await storage.close();
  }
}

/** The workspace named, or the only one there is. */
async function findWorkspace(storage: Storage, name: string | undefined): Promise<string> {
  const rows = await storage.db.selectFrom('workspaces').select(['id', 'name']).execute();
  const found = name === undefined ? rows : rows.filter((row) => row.name === name);
  if (found.length === 1 && found[0]) return found[0].id;
  if (rows.length === 0 && name === undefined) return (await createWorkspace(storage, 'Workspace')).id;
  throw new CommandError('--workspace must name one of the workspaces of this service', 2);
}

/** `read,edit` in the order of `PERMISSIONS`. */
function scopesOf(text: string): Permission[] {
  const sent = text.split(',').map((one) => one.trim());
  if (sent.some((one) => !PERMISSIONS.includes(one as Permission))) {
    throw new CommandError(`--scope takes ${PERMISSIONS.join(', ')}, with commas between`, 2);
  }
  return PERMISSIONS.filter((one) => sent.includes(one));
}

export function keyCommand(): Command {
  const command = new Command('key').description('API keys of this service (on its own machine)');
  command
    .command('create')
    .argument('<name>', 'what the key is for')
    .option('--workspace <name>')
    .option('--scope <list>', `what it may do, of ${PERMISSIONS.join(',')}`, scopesOf, [...PERMISSIONS])
    .option('--json', 'answer as JSON')
    .action(async (name: string, options: { workspace?: string; scope: Permission[]; json?: boolean }) => {
      const made = await withStorage(async (storage) =>
        createKey(storage, await findWorkspace(storage, options.workspace), name, options.scope),
      );
      answer(made, options.json ?? false, () => [`API key  ${made.key}`, 'It is shown only now.']);
    });
  command
    .command('list')
    .option('--workspace <name>')
    .option('--json', 'answer as JSON')
    .action(async (options: { workspace?: string; json?: boolean }) => {
      const keys = await withStorage(async (storage) =>
        listKeys(storage, await findWorkspace(storage, options.workspace)),
      );
      answer(keys, options.json ?? false, () =>
        table([
          ['id', 'name', 'begins with', 'may', 'last used', 'ends', 'revoked'],
          ...keys.map((key) => [
            key.id,
            key.name,
            key.prefix,
            key.scopes.join(','),
            key.lastUsedAt?.toISOString() ?? 'never',
            key.endsAt?.toISOString() ?? '',
            key.revokedAt?.toISOString() ?? '',
          ]),
        ]),
      );
    });
  command
    .command('revoke')
    .argument('<id>')
    .option('--workspace <name>')
    .option('--json', 'answer as JSON')
    .action(async (id: string, options: { workspace?: string; json?: boolean }) => {
      const revoked = await withStorage(async (storage) =>
        revokeKey(storage, await findWorkspace(storage, options.workspace), id),
      );
      if (!revoked) throw new CommandError('there is no such key, or it was revoked before');
      answer({ revoked }, options.json ?? false, () => ['revoked']);
    });
  return command;
}
