/**
 * The real service in a process of its own, as `npm start` composes it, with the templates of the fixtures.
 * Settings come from the environment; the first line of stdout is `{url, key, workspace}`.
 */
import { createKey, createWorkspace } from '../../src/accounts/index.ts';
import { createLog } from '../../src/cli/log.ts';
import { openService } from '../../src/cli/service.ts';
import { readSettings } from '../../src/cli/settings.ts';

const settings = readSettings(process.env);
const templates = process.env.TEST_TEMPLATES;
const service = await openService({
  settings,
  log: createLog(settings.LOG_LEVEL),
  ...(templates ? { templates } : {}),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void service.close().then(() => process.exit(0)));
}
const first = await service.storage.db.selectFrom('workspaces').select('id').executeTakeFirst();
const workspace = first?.id ?? (await createWorkspace(service.storage, 'Test')).id;
const { key } = await createKey(service.storage, workspace, 'test');
process.stdout.write(`${JSON.stringify({ url: `http://localhost:${service.port}`, key, workspace })}\n`);
