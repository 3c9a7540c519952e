/** The `candor` command and `npm start`. Only this file ends the process: 0 done, 1 failed, 2 wrong usage. */
import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.ts';
import { CommandError } from './output.ts';
import { SettingsError } from './settings.ts';

process.env.NODE_ENV ??= 'production';

const program = new Command('candor')
  .description('Personalized video that tells the viewer exactly what it knows about them')
  .showHelpAfterError('(candor --help shows every command)');
for (const [name, [summary, load]] of Object.entries(COMMANDS)) {
  program.addCommand(process.argv[2] === name ? await load() : new Command(name).description(summary));
}

/** Every command of the tree answers wrong usage by throwing, so that the exit code is decided here. */
function throwing(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) throwing(child);
}
throwing(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof SettingsError) {
    for (const line of error.lines) process.stderr.write(`${line}\n`);
    return 2;
  }
  const { code, message } = error as { code?: unknown; message?: unknown };
  process.stderr.write(
    typeof code === 'string' ? `${code}: ${String(message)}\n` : `${String((error as Error)?.stack ?? error)}\n`,
  );
  return 1;
}
