/** `candor template new|lint|preview`: for people who write templates. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { type Finding, lint, lintPixels } from '../disclosure/index.ts';
import { type Comparer, openComparer, RenderError } from '../render/index.ts';
import { cardNamed, type Workplace, withTemplate } from './one-off.ts';
import { answer, CommandError, progress } from './output.ts';
import { writePreview } from './preview.ts';
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
    .description(
      "what keeps a template from keeping Candor's promises; sampled pictures are compared with Remotion's own",
    )
    .argument('<id>')
    .option('--no-pixels', 'compare no pictures: quicker, and needs no browser')
    .option('--json', 'answer as JSON')
    .action(async (id: string, options: { json?: boolean; pixels: boolean }) => {
      const findings = await withTemplate(id, async (place) => {
        const read = await lint(place.frames, join(templatesFolder, id));
        return read.length === 0 && options.pixels ? pixels(place, id) : read;
      });
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
      const page = await withTemplate(id, (place) => preview(place, id, options.json ?? false));
      answer({ page }, options.json ?? false, () => [pathToFileURL(page).href]);
    });
  return command;
}

/** What a browser is needed for. Where none starts, it is said and left out. */
async function pixels({ frames, drawing }: Workplace, id: string): Promise<Finding[]> {
  const card = (await frames.cards()).find((one) => one.id === id);
  if (!card) return [];
  let comparer: Comparer;
  try {
    comparer = await openComparer(drawing);
  } catch (error) {
    if (!(error instanceof RenderError && error.code === 'browser-failed')) throw error;
    process.stderr.write('no browser starts here: pictures were not compared\n');
    return [];
  }
  try {
    return await lintPixels(frames, card, comparer.compare);
  } finally {
    await comparer.close();
  }
}

/** Writes the page and answers its path. */
async function preview({ frames, settings }: Workplace, id: string, json: boolean): Promise<string> {
  const card = await cardNamed(frames, id, '<id>');
  const bar = progress('measuring', json);
  try {
    return await writePreview(frames, card, resolve(settings.DATA_DIR, 'preview', id), bar.update);
  } finally {
    bar.stop();
  }
}
