/** `candor template new|lint|preview`: for people who write templates. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { z } from 'zod';
import { consentRecordSchema } from '../consent/record.ts';
import { type Finding, lint, lintPixels } from '../disclosure/index.ts';
import type { Frames } from '../frames/index.ts';
import type { TemplateCard } from '../frames/types.ts';
import { type Comparer, openComparer, openRenderer, RenderError, type Renderer } from '../render/index.ts';
import { onePerson, type Workplace, withTemplates } from './one-off.ts';
import { answer, CommandError, progress } from './output.ts';
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
      const findings = await withTemplates(async (place) => {
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
    .description('stills of every scene and format, with the first sample person and without any data')
    .argument('<id>')
    .option('--json', 'answer as JSON')
    .action(async (id: string, options: { json?: boolean }) => {
      const page = await withTemplates((place) => preview(place, id, options.json ?? false));
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

const sampleRow = z.object({ profile: z.unknown(), consent: z.array(consentRecordSchema) });

/** Writes the stills and a page of them; answers the page's path. */
async function preview({ frames, settings, drawing }: Workplace, id: string, json: boolean): Promise<string> {
  const card = (await frames.cards()).find((one) => one.id === id);
  if (!card) {
    const refused = (await frames.refused()).find((one) => one.folder.endsWith(id));
    throw new CommandError(refused ? `${refused.code}: ${refused.detail}` : 'there is no template of this id', 2);
  }
  const folder = join(settings.DATA_DIR, 'preview', id);
  mkdirSync(folder, { recursive: true });
  const renderer = await openRenderer(drawing);
  const bar = progress('drawing', json);
  try {
    const figures: string[] = [];
    const versions = Object.keys(card.formats).flatMap((format) =>
      card.locales.flatMap((locale) => [true, false].map((personal) => ({ format, locale, personal }))),
    );
    for (const [index, version] of versions.entries()) {
      figures.push(...(await stills(frames, renderer, card, version, folder)));
      bar.update((index + 1) / versions.length);
    }
    const page = join(folder, 'index.html');
    writeFileSync(page, pageOf(card, figures));
    return page;
  } finally {
    bar.stop();
    await renderer.close();
  }
}

interface Version {
  readonly format: string;
  readonly locale: string;
  readonly personal: boolean;
}

async function stills(
  frames: Frames,
  renderer: Renderer,
  card: TemplateCard,
  version: Version,
  folder: string,
): Promise<string[]> {
  const row = version.personal ? sampleRow.parse(card.sample[0]) : { profile: {}, consent: [] };
  const format = version.format as 'landscape';
  const { video } = await onePerson(frames, card, { ...row, format, locale: version.locale });
  const figures: string[] = [];
  for (const scene of (await frames.frames(video)).scenes) {
    const name = `${version.format}-${version.locale}-${version.personal ? 'personal' : 'general'}-${scene.id}.jpg`;
    // Late in a scene its movements have settled.
    const frame = scene.from + Math.floor(scene.frames * 0.8);
    writeFileSync(join(folder, name), await renderer.still(video, frame, { width: 640 }));
    figures.push(`<figure><img src="${name}" alt=""><figcaption>${scene.id}</figcaption></figure>`);
  }
  const heading = `${version.format}, ${version.locale}, ${version.personal ? 'with the first sample person' : 'without any data'}`;
  return [`<h2>${heading}</h2><div>`, ...figures, '</div>'];
}

const pageOf = (
  card: TemplateCard,
  figures: readonly string[],
): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<title>${card.id} ${card.version}</title>
<style>body{font:16px/1.5 system-ui;margin:32px;background:#faf9f5;color:#1b1e27}div{display:flex;flex-wrap:wrap;gap:16px}
figure{margin:0}img{width:320px;display:block;border:1px solid #ddd9d0}figcaption{color:#5c6069}</style>
<h1>${card.id} ${card.version}</h1>
${figures.join('\n')}
`;
