/** What the bench was asked to do. */
import { parseArgs } from 'node:util';
import type { Choice } from './stage.ts';

/** In the order in which they run. */
const PARTS = [
  'plain',
  'new',
  'realistic',
  'identical',
  'none',
  'first',
  'open',
  'memory',
  'hyperframes',
  'plan',
] as const;
export type Part = (typeof PARTS)[number];

/** What takes long enough to be asked for by name is not among them. */
const USUAL: readonly Part[] = ['plain', 'new', 'realistic', 'identical', 'none', 'first', 'hyperframes'];

export interface Options {
  readonly choice: Choice;
  readonly parts: ReadonlySet<Part>;
  readonly people: { readonly new: number; readonly realistic: number };
  readonly plainRuns: number;
  readonly first: number;
  readonly open: number;
  readonly memory: number;
  readonly rivalPeople: number;
  readonly plan: number;
  /** Seconds that planning may take. */
  readonly budget: number;
  readonly json: boolean;
  readonly write: boolean;
}

const HELP = `npm run bench -- [options]

  --only LIST         parts, with commas: ${PARTS.join(',')}
                      (without it: ${USUAL.join(',')})
  --people N          people of each audience (new: 4, realistic: 10; identical and no data: 3 at most)
  --plain-runs N      whole videos by renderMedia; of two or more the first is the warm-up (1)
  --first N           people whose first segment is timed, one after the other (5)
  --open N            N people open at once (50)
  --memory N          N videos in one process (200)
  --plan-only N       pictures for N people of the realistic audience, without drawing (1000)
  --budget SECONDS    stop planning after so long, and estimate the rest (600)
  --rival-people N    videos by HyperFrames, where it is installed (2)
  --template ID       (year-in-review)
  --format FORMAT     landscape, portrait or square (landscape)
  --locale XX         (en)
  --json              figures as JSON on stdout
  --write             also docs/bench.md and docs/bench.svg

--open, --memory and --plan-only with a number add that part; --plan-only alone runs nothing else.
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  ...{ only: text, people: text, 'plain-runs': text, first: text, open: text, memory: text, 'plan-only': text },
  ...{ budget: text, 'rival-people': text, template: text, format: text, locale: text },
  ...{ json: flag, write: flag, help: flag },
} as const;
const FORMATS = ['landscape', 'portrait', 'square'] as const;

/** Ends the process where only help is wanted, or where the options are wrong. */
export function optionsOf(args: string[]): Options {
  try {
    const { values } = parseArgs({ args, options: OPTIONS });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    const number = (name: string, given: string | undefined, usual: number): number => {
      const value = Number(given ?? usual);
      if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: a whole number from 1`);
      return value;
    };
    const format = FORMATS.find((one) => one === (values.format ?? 'landscape'));
    if (!format) throw new Error(`--format: ${FORMATS.join(', ')}`);
    return {
      choice: { template: values.template ?? 'year-in-review', format, locale: values.locale ?? 'en' },
      parts: partsOf(values),
      people: { new: number('people', values.people, 4), realistic: number('people', values.people, 10) },
      plainRuns: number('plain-runs', values['plain-runs'], 1),
      first: number('first', values.first, 5),
      open: number('open', values.open, 50),
      memory: number('memory', values.memory, 200),
      rivalPeople: number('rival-people', values['rival-people'], 2),
      plan: number('plan-only', values['plan-only'], 1000),
      budget: number('budget', values.budget, 600),
      json: values.json ?? false,
      write: values.write ?? false,
    };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    process.exit(2);
  }
}

interface Asked {
  readonly only?: string | undefined;
  readonly open?: string | undefined;
  readonly memory?: string | undefined;
  readonly 'plan-only'?: string | undefined;
}

function partsOf({ only, open, memory, 'plan-only': plan }: Asked): Set<Part> {
  const named: Part[] = [];
  for (const name of only?.split(',') ?? []) {
    const part = PARTS.find((one) => one === name.trim());
    if (!part) throw new Error(`--only: there is no part ${name}`);
    named.push(part);
  }
  if (open) named.push('open');
  if (memory) named.push('memory');
  const alone = plan !== undefined && named.length === 0;
  if (plan) named.push('plan');
  return new Set(only || alone ? named : [...USUAL, ...named]);
}
