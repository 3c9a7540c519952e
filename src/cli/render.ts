/** `candor render`: one video from files, through the same gate, measure and renderer as the service; nothing is kept. */
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { timeline } from '../../remotion/shape.ts';
import { consentRecordSchema } from '../consent/record.ts';
import { disclose, metadataJson } from '../disclosure/index.ts';
import { openRenderer } from '../render/index.ts';
import { cardFor, localeFor, onePerson, RETENTION_DAYS, titleOf, withTemplate } from './one-off.ts';
import { answer, CommandError, progress } from './output.ts';

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
  const consent = readJson(options.consent, '--consent', z.array(consentRecordSchema));
  await withTemplate(options.template, async ({ settings, frames, drawing }) => {
    const { format } = options;
    const card = await cardFor(frames, options);
    const now = new Date();
    const locale = localeFor(card, options.locale);
    const person = await onePerson(frames, card, { format, locale, profile, consent, now });
    const { texts: campaign, influence, video } = person;
    const keptUntil = new Date(now.getTime() + RETENTION_DAYS * 86_400_000);
    const { decisions } = person.verdict;
    const disclosure = disclose({ card, campaign, decisions, influence, locale, keptUntil });
    const { linear, fps } = timeline(card, video.layer, locale);
    const bar = progress('drawing', json);
    const renderer = await openRenderer(drawing);
    try {
      const rendered = await renderer.render({
        video,
        metadata: { title: titleOf(card, locale), disclosure: metadataJson(disclosure, linear / fps) },
        mode: options.plain ? 'plain' : settings.RENDER_MODE,
        folder: mkdtempSync(join(renderer.temporary, 'job-')),
        onProgress: bar.update,
      });
      copyFileSync(rendered.file, options.out);
      const { bytes, seconds, frames: count, drawn } = rendered;
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
  });
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
