/** What keeps a template from keeping Candor's promises, found by reading its source, its card and its frames. */
import { TEMPLATE_CODES } from '../../../remotion/check.ts';
import { ConfinedError, type Frames, type Inspected, Refusal } from '../../frames/index.ts';
import type { SceneCard, SceneRequest } from '../../frames/types.ts';
import { measure } from '../measure.ts';
import { speaks } from '../rights.ts';
import type { Influence } from '../types.ts';
import type { Finding, LintCode } from './finding.ts';
import { checkInteractions } from './interactions.ts';
import { checkMarkup } from './markup.ts';
import { opaqueModules } from './opaque.ts';
import { peopleFor, requestFor } from './people.ts';
import { refusedConstructs } from './source.ts';

export type { Finding, LintCode } from './finding.ts';

/** @param folder of one template; it need not be among those served. An empty answer: nothing to mend. */
export async function lint(frames: Frames, folder: string): Promise<Finding[]> {
  let opened: Inspected;
  try {
    opened = await frames.inspect(folder);
  } catch (cause) {
    if (cause instanceof Refusal) return [refusal(cause)];
    throw cause;
  }
  try {
    return unique([
      ...(await checkSource(opened)),
      ...checkCard(opened),
      ...checkInteractions(opened.card),
      ...(await checkFrames(opened)),
      ...(await checkMemory(opened)),
      ...(await checkUse(opened)),
    ]);
  } finally {
    await opened.close();
  }
}

const KNOWN: Readonly<Record<string, LintCode>> = {
  'too-many-fields': 'too-many-fields',
  'missing-locale': 'missing-locale',
  'schema-unsayable': 'schema-unsayable',
  'not-admitted': 'refused-category',
  'sample-shape': 'sample-shape',
  'over-disclosure': 'reserved-space',
  'form-purpose': 'form-purpose',
  'branch-to-nowhere': 'branch-to-nowhere',
  'no-such-answer': 'branch-to-nowhere',
  'endless-story': 'branch-to-nowhere',
};

/** A template that breaks a rule of `defineTemplate` says which: its message begins with the rule's code. */
function refusal({ code, message }: Refusal): Finding {
  const [, rule = '', rest = message] = /^([a-z-]+): (.*)$/s.exec(message) ?? [];
  const own = (TEMPLATE_CODES as readonly string[]).includes(rule);
  const known = own ? KNOWN[rule] : KNOWN[code];
  if (known) return { code: known, detail: own ? rest : message };
  return { code: 'does-not-load', detail: `${code}: ${message}` };
}

async function checkSource({ bundle, card }: Inspected): Promise<Finding[]> {
  const exempt = await opaqueModules(bundle.modules, card.scenes);
  const found: Finding[] = [];
  for (const { path } of bundle.modules.filter((one) => !exempt.has(one.path)))
    for (const { detail } of await refusedConstructs(path)) found.push({ code: 'refused-construct', detail });
  return found;
}

/** Every locale of a template needs the disclosure's own words too. */
function checkCard({ card }: Inspected): Finding[] {
  return card.locales
    .filter((locale) => !speaks(locale))
    .map((locale) => ({ code: 'missing-locale', detail: `the disclosure has no words for ${locale}` }));
}

/** Looks into the frames of every scene: with nothing and with someone, in every locale and format. */
async function checkFrames(opened: Inspected): Promise<Finding[]> {
  const { card, bundle } = opened;
  const own = (url: string) => Object.hasOwn(bundle.files, url) || /^\/assets\/[0-9a-f]{64}$/.test(url);
  const found: Finding[] = [];
  const [first = {}] = peopleFor(card);
  for (const scene of card.scenes)
    for (const person of scene.uses.length > 0 ? [{}, first] : [{}])
      for (const locale of card.locales)
        for (const format of Object.keys(card.formats)) {
          const told = await lookInto(opened, scene, requestFor(card, locale, format, person), own);
          found.push(...told.map((one) => ({ scene: scene.id, ...one })));
        }
  return found;
}

async function lookInto(
  opened: Inspected,
  scene: SceneCard,
  r: SceneRequest,
  own: (url: string) => boolean,
): Promise<Finding[]> {
  const data = Object.fromEntries(Object.entries(r.data).filter(([key]) => scene.uses.includes(key)));
  const { format, locale, brand } = r;
  const job = { scene: scene.id, format, locale, brand: { ...brand }, content: {}, data };
  const last = scene.frames - 1;
  const some = [...new Set([0, 0.2, 0.4, 0.6, 0.8, 1].map((part) => Math.round(part * last)))];
  try {
    const forth = await opened.draw({ ...job, frames: some, markup: true }, { reveal: true });
    const told: Finding[] = [];
    if (forth.words.trim() === '') told.push({ code: 'describe-empty', detail: `describe says nothing in ${locale}` });
    if (scene.opaque) return told;
    const back = await opened.draw({ ...job, frames: [...some].reverse(), markup: false }, { reveal: true });
    if (back.hashes.toReversed().join() !== forth.hashes.join())
      told.push({ code: 'not-deterministic', detail: 'a frame depends on the frames drawn before it' });
    return [...told, ...Object.values(forth.markups).flatMap((markup) => checkMarkup(markup, own))];
  } catch (cause) {
    return [thrown(cause)];
  }
}

/** A template that writes to what all templates share is drawn apart: rightly, but slowly. */
async function checkMemory(opened: Inspected): Promise<Finding[]> {
  if (!(await opened.apart())) return [];
  return [
    { code: 'not-deterministic', detail: 'it leaves something behind for the next person in what templates share' },
  ];
}

/** Measures person after person until every use of every field was seen to matter. */
async function checkUse(opened: Inspected): Promise<Finding[]> {
  const { card } = opened;
  const owed = new Set(card.scenes.flatMap(({ id, uses }) => uses.map((field) => `${id} ${field}`)));
  const seen: Influence[] = [];
  const [locale = 'en'] = card.locales;
  const [format = 'landscape'] = Object.keys(card.formats);
  for (const person of peopleFor(card)) {
    if (owed.size === 0) break;
    try {
      seen.push(...(await measure(opened, card, requestFor(card, locale, format, person))).influence);
    } catch (cause) {
      return [thrown(cause)];
    }
    for (const { scene, field } of seen) owed.delete(`${scene} ${field}`);
  }
  const unused = card.fields.filter(({ key }) => !seen.some(({ field }) => field === key)).map(({ key }) => key);
  const uses = [...owed].map((pair) => pair.split(' ')).filter(([, field]) => !unused.includes(field ?? ''));
  return [
    ...unused.map((field): Finding => ({ code: 'unused-field', field, detail: 'changes nothing in any frame' })),
    ...uses.map(
      ([scene = '', field = '']): Finding => ({
        ...{ scene, field },
        code: 'unused-use',
        detail: 'changes nothing in this scene',
      }),
    ),
  ];
}

/** What the template said of its failure may be told here: it was given nobody's data. */
function thrown(cause: unknown): Finding {
  if (!(cause instanceof ConfinedError)) throw cause;
  return { code: 'template-failed', detail: cause.reveal ?? cause.code };
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
}
