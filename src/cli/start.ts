/** `candor start` (and `npm start`): the service, until it is told to stop. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Command } from 'commander';
import { createLog } from './log.ts';
import { readSettings } from './settings.ts';

export function startCommand(): Command {
  return new Command('start').description('the service; settings come from the environment').action(async () => {
    const settings = readSettings(process.env);
    const [{ openService }, { hasAccounts }] = await Promise.all([
      import('./service.ts'),
      import('../accounts/index.ts'),
    ]);
    const log = createLog(settings.LOG_LEVEL);
    const stop = new AbortController();
    const stopped = new Promise<void>((done) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.on(signal, () => {
          // What is being drawn is finished first; who asks twice is in a hurry, and the next start recovers.
          if (stop.signal.aborted) process.kill(process.pid, 'SIGKILL');
          stop.abort();
          done();
        });
      }
    });
    const consoleCode = randomBytes(16).toString('base64url');
    const service = await openService({ settings, log, consoleCode, signal: stop.signal }).catch((error: unknown) => {
      // Told to stop while it was still opening: what failed over that is no failure.
      if (!stop.signal.aborted) throw error;
    });
    if (!service) return;
    const say = (label: string, text: string) => process.stdout.write(`${label.padEnd(8)} ${text}\n`);
    if (service.port === undefined) say('Worker', 'ready');
    else {
      // What people ask for first is built first, one after the other: what viewers need, then the console.
      void service.frames
        .cards()
        .then((await import('../http/live.ts')).prepareLive)
        .then(async () => (await import('../http/console/bundle.ts')).prepareConsole(join(settings.DATA_DIR, 'cache')));
      const demo = settings.PUBLIC_URL
        ? undefined
        : await (await import('./demo.ts')).createDemo(service, settings.DATA_DIR);
      // On a public address the way in without a password ends with the first password.
      const needsCode = demo || !(await hasAccounts(service.storage));
      say('Console', `${service.publicUrl}/console${needsCode ? `/start/${consoleCode}` : ''}`);
      if (demo) {
        say('API key', demo.key);
        for (const link of demo.watch) say('Watch', link);
      }
    }
    await stopped;
    log.info('stopping: finishing what is being drawn; once more stops at once');
    await service.close();
  });
}
