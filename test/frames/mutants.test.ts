import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkMarkup } from '../../src/disclosure/lint/markup.ts';
import { refusedConstructs } from '../../src/disclosure/lint/source.ts';
import { Builder } from '../../src/frames/build.ts';
import { drawer } from '../../src/frames/inside/draw.ts';
import { type RealmApi, realms } from '../../src/frames/inside/realm.ts';
import type { SceneJob, Way } from '../../src/frames/protocol.ts';
import { templateWriter } from '../disclosure/support/template.ts';
import { type Caught, MUTANTS, type Mutant } from './support/mutants.ts';

let cacheDir: string;
let builder: Builder;
let templates: Awaited<ReturnType<typeof templateWriter>>;

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'candor-mutants-'));
  builder = await Builder.open(cacheDir);
  templates = await templateWriter();
});
afterAll(async () => {
  await templates.remove();
  await rm(cacheDir, { recursive: true, force: true });
});

const job = (firstName: string | undefined, way: Way, frames = [0, 1, 2, 3]): SceneJob => ({
  ...{ op: 'scene', scene: 'hello', format: 'landscape', locale: 'en', brand: { name: 'Northlight' }, content: {} },
  ...{ data: firstName === undefined ? {} : { firstName }, frames, markup: true, way },
});

/** Draws Zoë, then Maria, then nobody in one realm, and nobody in a fresh one. */
function perform(draw: ReturnType<typeof drawer>) {
  draw(job('Zoë', 'shared'));
  draw(job('Maria', 'shared'));
  const after = draw(job(undefined, 'shared'));
  const fresh = draw(job(undefined, 'apart'));
  const backwards = draw(job(undefined, 'apart', [3, 2, 1, 0]));
  const each = ({ frames, hashes }: typeof after) => frames.map((frame) => hashes[frame]);
  return {
    apart: after.apart,
    same: each(after).join() === each(fresh).join() && after.words === fresh.words,
    ordered: each(backwards).toReversed().join() === each(fresh).join(),
    markups: fresh.markups,
  };
}

async function waysToCatch({ changes }: Mutant): Promise<Caught[]> {
  const entry = join(await templates.write(changes), 'template.tsx');
  const { base, path } = await builder.template(entry);
  const realm = realms({ base: await readFile(base, 'utf8'), template: await readFile(path, 'utf8') });
  const refused = (await refusedConstructs(entry)).length > 0;
  try {
    const { apart, same, ordered, markups } = perform(drawer(realm));
    const told = markups.flatMap((markup) => checkMarkup(markup, () => false));
    const lint = refused || told.length > 0 || !ordered;
    return [
      ...(lint ? (['lint'] as const) : []),
      ...(apart ? (['apart'] as const) : same && ordered ? (['cannot'] as const) : []),
    ];
  } catch {
    return refused ? ['lint', 'fails'] : ['fails'];
  }
}

describe(`${MUTANTS.length} templates made wrong on purpose`, () => {
  const caught: string[] = [];
  afterAll(() => {
    console.info(`${caught.length} of ${MUTANTS.length} wrong templates are caught or cannot do what they mean to`);
  });

  it.each(MUTANTS.map((mutant) => [mutant.what, mutant.caught.join(' and '), mutant] as const))(
    '%s: %s',
    async (what, _, mutant) => {
      const ways = await waysToCatch(mutant);
      if (ways.length > 0) caught.push(what);
      // That one needs a browser: test/disclosure/pixels.test.ts.
      expect(ways).toEqual(mutant.caught.filter((way) => way !== 'pixels'));
    },
  );

  it('and the good one is none of them', async () => {
    expect(await waysToCatch({ what: 'good', caught: [], changes: [] })).toEqual(['cannot']);
  });
});

describe('the sampled check', () => {
  it('of no frames looks at the words alone', () => {
    expect(drawer(leaky)(job('Zoë', 'checked', [])).apart).toBe(false);
  });

  /** A realm in which something was left open: whoever was drawn first is remembered, if it is shared. */
  function leaky(): RealmApi {
    let first: string | undefined;
    let shown = '';
    return {
      open(json) {
        const { data } = JSON.parse(json) as SceneJob;
        first ??= (data.firstName as string | undefined) ?? 'nobody';
        shown = first;
        return JSON.stringify({ frames: 4, words: 'Hello.' });
      },
      frame: (index) => `<p>${index} ${shown}</p>`,
      close: () => undefined,
    };
  }

  it('finds what one person left for the next, and draws it again as it should be', () => {
    const draw = drawer(leaky);
    expect(draw(job('Zoë', 'checked')).apart).toBe(false);
    expect(draw(job('Maria', 'shared')).markups[0]).toContain('Zoë');
    const { apart, markups } = draw(job('Maria', 'checked'));
    expect({ apart, first: markups[0] }).toEqual({ apart: true, first: '<p>0 Maria</p>' });
  });
});
