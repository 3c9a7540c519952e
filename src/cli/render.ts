/** `candor render`: one video from files, through the same gate, measure and renderer as the service; nothing is kept. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { pino } from 'pino';
import { z } from 'zod';
import { timeline } from '../../remotion/shape.ts';
import { consentRecordSchema } from '../consent/record.ts';
import { disclose, layerFor, measure, metadataJson } from '../disclosure/index.ts';
import { openFrames } from '../frames/index.ts';
import { openRenderer } from '../render/index.ts';
import { inadmissible } from './admit.ts';
import { exampleTexts, passGate, RETENTION_DAYS, titleOf } from './one-off.ts';
import { answer, CommandError, progress } from './output.ts';
import { readSettings } from './settings.ts';
import { templatesFolder } from './templates-folder.ts';

const FORMATS = ['landscape', 'portrait', 'square'] as const;

interface RenderOptions {
  readonly template: string;
  readonly profile: string;
  readonly consent: string;
  readonly out: string;
  readonly format: (typeof FORMATS)[number];
  readonly locale?: string;
  readonly plain?: boolean;
  readonly json?: boolean;
}

export function renderCommand(): Command {
  return new Command('render')
    .description('one video, without a service: profile and consent records in, MP4 out')
    .requiredOption('--template <id>')
    .requiredOption('--profile <file>', 'JSON: one object of field values')
    .requiredOption('--consent <file>', 'JSON: a list of consent records')
    .requiredOption('--out <file.mp4>')
    .addOption(new Option('--format <format>').choices(FORMATS).default('landscape'))
    .option('--locale <xx>', 'the template decides where this one is not supported')
    .option('--plain', "by Remotion's renderMedia alone")
    .option('--json', 'answer as JSON')
    .action(render);
}

async function render(options: RenderOptions): Promise<void> {
  const json = options.json ?? false;
  const profile = readJson(options.profile, '--profile', z.record(z.string(), z.unknown()));
  const records = readJson(options.consent, '--consent', z.array(consentRecordSchema));
  const settings = readSettings(process.env);
  const folder = mkdtempSync(join(tmpdir(), 'candor-render-'));
  const cacheDir = join(settings.DATA_DIR, 'cache');
  const log = pino({ level: 'silent' });
  const frames = await openFrames({ templates: templatesFolder, cacheDir, log, admit: inadmissible });
  try {
    const card = (await frames.cards()).find((one) => one.id === options.template);
    if (!card) throw new CommandError(`--template: there is no template of this id in ${templatesFolder}`, 2);
    if (!card.formats[options.format]) throw new CommandError('--format: this template has no such format', 2);
    const now = new Date();
    const verdict = passGate(card, profile, records, now);
    const locale =
      options.locale && card.locales.includes(options.locale) ? options.locale : (card.locales[0] as string);
    const texts = exampleTexts(card);
    const scenes = {
      template: card.id,
      format: options.format,
      locale,
      brand: { name: texts.controller.name },
      content: {},
      data: verdict.data,
    };
    const { influence } = await measure(frames, card, scenes);
    const keptUntil = new Date(now.getTime() + RETENTION_DAYS * 86_400_000);
    const disclosure = disclose({ card, campaign: texts, decisions: verdict.decisions, influence, locale, keptUntil });
    const layer = layerFor(card, texts, influence);
    const { linear, fps } = timeline(card, layer, locale);
    const bar = progress('drawing', json);
    const renderer = await openRenderer({
      frames,
      cacheDir,
      log,
      ...(settings.BROWSER_EXECUTABLE ? { browserExecutable: settings.BROWSER_EXECUTABLE } : {}),
    });
    try {
      const video = await renderer.render({
        video: { ...scenes, layer },
        metadata: { title: titleOf(card, locale), disclosure: metadataJson(disclosure, linear / fps) },
        mode: options.plain ? 'plain' : settings.RENDER_MODE,
        folder,
        onProgress: bar.update,
      });
      copyFileSync(video.file, options.out);
      const { bytes, seconds, frames: count, drawn } = video;
      answer({ out: resolve(options.out), bytes, seconds, frames: count, drawn, disclosure }, json, () => [
        `${options.out}  ${seconds.toFixed(1)} s, ${count} frames, ${drawn} drawn`,
        disclosure.statement,
        ...disclosure.fields.map(
          (field) => `  ${field.label}: ${field.used ? 'used' : `not used (${field.reason ?? 'changed nothing'})`}`,
        ),
      ]);
    } finally {
      bar.stop();
      await renderer.close();
    }
  } finally {
    await frames.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function readJson<T>(file: string, option: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new CommandError(`${option}: ${missing ? 'there is no such file' : 'the file is not JSON'}`, 2);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `${option}: ${issue.path.join('.') || 'the whole'}: ${issue.message}`,
  );
  throw new CommandError(lines.join('\n'), 2);
}
