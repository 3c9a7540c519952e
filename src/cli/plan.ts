/** `candor plan`: what would be drawn for an audience, before anything is: the plan of every person, and what they share. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { consentRecordSchema } from '../consent/record.ts';
import { openRenderer, type Plan, picturesOf } from '../render/index.ts';
import { cardFor, localeFor, onePerson, withTemplate } from './one-off.ts';
import { answer, CommandError, progress, table } from './output.ts';

interface PlanOptions {
  readonly template: string;
  readonly audience?: string;
  readonly format: 'landscape' | 'portrait' | 'square';
  readonly locale?: string;
  readonly json?: boolean;
}

/** Of an audience row only what decides the picture. */
const rowSchema = z.object({
  locale: z.string().optional(),
  profile: z.record(z.string(), z.unknown()).default({}),
  consent: z.array(consentRecordSchema).default([]),
});
type Row = z.output<typeof rowSchema>;

export function planCommand(): Command {
  return new Command('plan')
    .description('what would be drawn for an audience: pictures, segments, and how many of them people share')
    .requiredOption('--template <id>')
    .option('--audience <file>', "JSON or NDJSON; the template's own sample where absent")
    .addOption(new Option('--format <format>').choices(['landscape', 'portrait', 'square']).default('landscape'))
    .option('--locale <xx>', 'for rows that name none')
    .option('--json', 'every segment of every plan')
    .action(plan);
}

async function plan(options: PlanOptions): Promise<void> {
  const json = options.json ?? false;
  const audience = options.audience === undefined ? undefined : readRows(readFile(options.audience));
  await withTemplate(options.template, async ({ frames, drawing }) => {
    const card = await cardFor(frames, options);
    const rows = audience ?? readRows(card.sample);
    const renderer = await openRenderer(drawing);
    const bar = progress('planning', json);
    try {
      // Addresses under a key that ends with this command: they tell what is shared, and nothing else.
      const key = randomBytes(32);
      const plans: Plan[] = [];
      for (const [index, row] of rows.entries()) {
        const locale = localeFor(card, row.locale, options.locale);
        const { video } = await onePerson(frames, card, { ...row, format: options.format, locale });
        plans.push(await renderer.plan(video, key));
        bar.update((index + 1) / rows.length);
      }
      bar.stop();
      tell(plans, json);
    } finally {
      bar.stop();
      await renderer.close();
    }
  });
}

/** What each person adds to those before, and the whole. */
function tell(plans: readonly Plan[], json: boolean): void {
  const known = new Set<string>();
  const people = plans.map(({ frames, fps, segments }) => {
    const own = segments.filter(({ address }) => !known.has(address ?? ''));
    for (const { address } of segments) known.add(address ?? '');
    return {
      seconds: frames / fps,
      frames,
      pictures: picturesOf(segments),
      segments: segments.length,
      toDraw: { segments: own.length, pictures: picturesOf(own) },
      plan: segments.map(({ scene, from, frames: length, personal, runs }, place) => ({
        ...{ place, scene, from, frames: length, personal, pictures: picturesOf([{ runs }]) },
      })),
    };
  });
  const sum = (of: (person: (typeof people)[number]) => number) => people.reduce((all, one) => all + of(one), 0);
  const total = {
    people: people.length,
    frames: sum((one) => one.frames),
    pictures: sum((one) => one.pictures),
    segments: sum((one) => one.segments),
    toDraw: { segments: sum((one) => one.toDraw.segments), pictures: sum((one) => one.toDraw.pictures) },
  };
  answer({ builds: plans[0]?.builds ?? [], total, people }, json, () => [
    `drawn with ${plans[0]?.builds[0] ?? ''}`,
    ...table([
      ['person', 'seconds', 'frames', 'pictures', 'segments', 'new pictures', 'new segments'],
      ...people.map((one, index) =>
        [index + 1, one.seconds, one.frames, one.pictures, one.segments, one.toDraw.pictures, one.toDraw.segments].map(
          (cell) => String(typeof cell === 'number' ? Math.round(cell * 10) / 10 : cell),
        ),
      ),
      ['all', '', total.frames, total.pictures, total.segments, total.toDraw.pictures, total.toDraw.segments].map(
        String,
      ),
    ]),
    `${total.toDraw.pictures} pictures are drawn for ${total.frames} frames`,
  ]);
}

function readRows(given: unknown): Row[] {
  const parsed = z.array(rowSchema).min(1).safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `--audience: ${issue.path.join('.') || 'the whole'}: ${issue.message}`,
  );
  throw new CommandError(lines.slice(0, 20).join('\n'), 2);
}

function readFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch {
    throw new CommandError('--audience: there is no such file', 2);
  }
  try {
    return text.startsWith('[') ? JSON.parse(text) : text.split('\n').map((line) => JSON.parse(line) as unknown);
  } catch {
    throw new CommandError('--audience: the file is neither a JSON array nor NDJSON', 2);
  }
}
