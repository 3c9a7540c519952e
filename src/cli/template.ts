/** `candor template new|lint|preview`: for people who write templates. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { pino } from 'pino';
import { z } from 'zod';
import { consentRecordSchema } from '../consent/record.ts';
import { layerFor, lint, measure } from '../disclosure/index.ts';
import { type Frames, openFrames } from '../frames/index.ts';
import type { TemplateCard } from '../frames/types.ts';
import { openRenderer, type Renderer } from '../render/index.ts';
import { inadmissible } from './admit.ts';
import { exampleTexts, passGate } from './one-off.ts';
import { answer, CommandError, progress } from './output.ts';
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
    .description('stills of every scene and format, with the first sample person and without any data')
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

const sampleRow = z.object({ profile: z.unknown(), consent: z.array(consentRecordSchema) });

/** Writes the stills and a page of them; answers the page's path. */
async function preview(frames: Frames, id: string, json: boolean): Promise<string> {
  const card = (await frames.cards()).find((one) => one.id === id);
  if (!card) {
    const refused = (await frames.refused()).find((one) => one.folder.endsWith(id));
    throw new CommandError(refused ? `${refused.code}: ${refused.detail}` : 'there is no template of this id', 2);
  }
  const settings = readSettings(process.env);
  const cacheDir = join(settings.DATA_DIR, 'cache');
  const folder = join(settings.DATA_DIR, 'preview', id);
  mkdirSync(folder, { recursive: true });
  const renderer = await openRenderer({
    frames,
    cacheDir,
    log: pino({ level: 'silent' }),
    ...(settings.BROWSER_EXECUTABLE ? { browserExecutable: settings.BROWSER_EXECUTABLE } : {}),
  });
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
  const texts = exampleTexts(card);
  const scenes = {
    template: card.id,
    format: version.format as 'landscape',
    locale: version.locale,
    brand: { name: texts.controller.name },
    content: {},
    data: passGate(card, row.profile, row.consent, new Date()).data,
  };
  const { influence } = await measure(frames, card, scenes);
  const video = { ...scenes, layer: layerFor(card, texts, influence) };
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
