/** A process that opens the storage of a folder and holds it until it is told to stop: `owner.ts <dataDir> <role>`. */
import { pino } from 'pino';
import { openStorage } from '../../src/storage/index.ts';

const [dataDir = '', role = 'all'] = process.argv.slice(2);
try {
  const { DATABASE_URL: databaseUrl } = process.env;
  const storage = await openStorage({
    dataDir,
    role: role as 'all' | 'worker',
    log: pino({ level: 'silent' }),
    ...(databaseUrl ? { databaseUrl } : {}),
  });
  const rows = await storage.db.selectFrom('workspaces').select('name').execute();
  process.once('SIGTERM', () => void storage.close().then(() => process.exit(0)));
  process.stdin.resume().on('data', async (name) => {
    await storage.db
      .insertInto('workspaces')
      .values({ id: crypto.randomUUID(), name: String(name).trim() })
      .execute();
    process.stdout.write('written\n');
  });
  process.stdout.write(`open ${rows.map((row) => row.name).join(',')}\n`);
} catch (error) {
  process.stdout.write(`failed ${(error as { code?: string }).code}\n`);
  process.exit(1);
}
