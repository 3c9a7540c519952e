/** `candor template new|lint|preview`: for people who write templates. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { pino } from 'pino';
import { lint } from '../disclosure/index.ts';
import { type Frames, openFrames } from '../frames/index.ts';
import { inadmissible } from './admit.ts';
import { answer, CommandError, progress } from './output.ts';
import { writePreview } from './preview.ts';
import { readSettings } from './settings.ts';
import { writeSkeleton } from './skeleton.ts';
import { templatesFolder } from './templates-folder.ts';

const ID = /^[a-z][a-z0-9-]{0,62}$/;

export function templateCommand(): Command {
  const command = new Command('template').description('Templates: begin one, check it, look at it');
  command
    .command('new')
    .argument('<id>', 'small letters, digits and hyphens')
    .action((id: string) => {
      if (!ID.test(id)) throw new CommandError('<id>: small letters, digits and hyphens, beginning with a letter', 2);
      const folder = join(templatesFolder, id);
      for (const file of writeSkeleton(folder, id)) process.stdout.write(`${file}\n`);
    });
  command
    .command('lint')
    .argument('<id>')
    .option('--json', 'answer as JSON')
    .action(async (id: string, options: { json?: boolean }) => {
      const findings = await withFrames((frames) => lint(frames, join(templatesFolder, id)));
      answer(findings, options.json ?? false, () =>
        findings.length === 0
          ? ['nothing to mend']
          : findings.map((one) => [one.code, one.scene, one.field, one.detail].filter(Boolean).join('  ')),
      );
      if (findings.length > 0) throw new CommandError(`${findings.length} to mend`);
    });
  command
    .command('preview')
    .description(
      'a page to play it on: live, with its interactions, for sample and made-up people, in every format and locale',
    )
    .argument('<id>')
    .option('--json', 'answer as JSON')
    .action(async (id: string, options: { json?: boolean }) => {
      const page = await withFrames((frames) => preview(frames, id, options.json ?? false));
      answer({ page }, options.json ?? false, () => [pathToFileURL(page).href]);
    });
  return command;
}

async function withFrames<T>(use: (frames: Frames) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const frames = await openFrames({
    templates: templatesFolder,
    cacheDir: join(settings.DATA_DIR, 'cache'),
    log: pino({ level: 'silent' }),
    admit: inadmissible,
  });
  try {
    return await use(frames);
  } finally {
    await frames.close();
  }
}

/** Writes the page and answers its path. */
async function preview(frames: Frames, id: string, json: boolean): Promise<string> {
  const card = (await frames.cards()).find((one) => one.id === id);
  if (!card) {
    const refused = (await frames.refused()).find((one) => one.folder.endsWith(id));
    throw new CommandError(refused ? `${refused.code}: ${refused.detail}` : 'there is no template of this id', 2);
  }
  const bar = progress('measuring', json);
  try {
    return await writePreview(frames, card, resolve(readSettings(process.env).DATA_DIR, 'preview', id), bar.update);
  } finally {
    bar.stop();
  }
}
