/** `npm run bench`: what a person's video costs, beside `renderMedia` and HyperFrames, in one run. */
import './production.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figures, ratiosOf } from './figures.ts';
import { tell } from './measure.ts';
import { first, openAtOnce } from './opening.ts';
import { type Options, optionsOf } from './options.ts';
import { allNew, identical, memory, noData, plain, primed, realistic } from './parts.ts';
import { personOf } from './people.ts';
import { planned } from './planned.ts';
import { table, write } from './report.ts';
import { HOW_TO_INSTALL, rival, rivalIsThere } from './rival.ts';
import { openDrafts, openStage } from './stage.ts';

/** Browsers and the database are not left behind where somebody stops the run. */
let closeOnSignal = async (): Promise<void> => {};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void closeOnSignal().finally(() => process.exit(130)));

const options = optionsOf(process.argv.slice(2));
const figures = await run(options);
const result = { ...figures, ratios: ratiosOf(figures) };
if (options.write) write(figures);
process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : `${table(figures)}\n`);

async function run(o: Options): Promise<Figures> {
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`;
  const head = { machine, ...o.choice, at: new Date().toISOString() };
  const drawn = await draw(o);
  return { ...head, ...drawn, ...(o.parts.has('plan') && { plan: await plan(o) }) };
}

/** Everything that needs a browser. The warm-up makes the first person like the others. */
async function draw(o: Options): Promise<Partial<Figures>> {
  const { parts } = o;
  if (parts.size === 1 && parts.has('plan')) return {};
  const stage = await openStage(o.choice);
  closeOnSignal = () => stage.close();
  try {
    tell('warming up');
    const campaign = await primed(stage);
    const few = Math.min(3, o.people.new);
    const drawn: Partial<Figures> = {
      ...(parts.has('plain') && { plain: await plain(stage, o.plainRuns) }),
      ...(parts.has('new') && { new: await allNew(stage, campaign, o.people.new) }),
      ...(parts.has('realistic') && { realistic: await realistic(stage, o.people.realistic) }),
      ...(parts.has('identical') && { identical: await identical(stage, few) }),
      ...(parts.has('none') && { none: await noData(stage, few) }),
      ...(parts.has('first') && { first: await first(stage, campaign, o.first) }),
      ...(parts.has('open') && { open: await openAtOnce(stage, campaign, o.open) }),
      ...(parts.has('memory') && { memory: await memory(stage, o.memory) }),
    };
    if (!parts.has('hyperframes')) return drawn;
    const length = (drawn.realistic ?? drawn.new)?.length;
    if (!rivalIsThere()) return { ...drawn, without: HOW_TO_INSTALL };
    if (o.choice.template !== 'year-in-review' || length === undefined)
      return { ...drawn, without: 'HyperFrames has only a like of year-in-review, beside the parts new or realistic' };
    const people = Array.from({ length: o.rivalPeople }, (_, index) => personOf(stage.card, 'realistic', index));
    return { ...drawn, hyperframes: await rival(people, length) };
  } finally {
    await stage.close();
  }
}

async function plan(o: Options) {
  const cacheDir = mkdtempSync(join(tmpdir(), 'candor-bench-plan-'));
  const drafts = await openDrafts(o.choice, cacheDir);
  closeOnSignal = () => drafts.close();
  try {
    return await planned(drafts, o.plan, o.budget);
  } finally {
    await drafts.close();
    rmSync(cacheDir, { recursive: true, force: true });
  }
}
