/** What commands without a service share: the templates, the gate asked for one person, and a sender that nobody can take for a real one. */
import { join } from 'node:path';
import { pino } from 'pino';
import type { Format } from '../../remotion/template.ts';
import { gate } from '../consent/gate.ts';
import { fieldRule } from '../consent/rules.ts';
import type { Acts, ConsentRecord, Verdict } from '../consent/types.ts';
import { type CampaignTexts, type Influence, layerFor, measure } from '../disclosure/index.ts';
import { type Frames, openFrames } from '../frames/index.ts';
import type { TemplateCard, VideoRequest } from '../frames/types.ts';
import type { RendererOptions } from '../render/index.ts';
import { inadmissible } from './admit.ts';
import { CommandError } from './output.ts';
import { readSettings, type Settings } from './settings.ts';
import { templatesFolder } from './templates-folder.ts';

export const RETENTION_DAYS = 30;
const NOBODY_ACTED: Acts = { off: new Set(), withdrawals: [], general: undefined };

export interface Workplace {
  readonly settings: Settings;
  readonly frames: Frames;
  /** For whoever draws with these templates. */
  readonly drawing: RendererOptions;
}

/** Opens one template for `work`, and closes it after it. */
export async function withTemplate<T>(id: string, work: (place: Workplace) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const cacheDir = join(settings.DATA_DIR, 'cache');
  const log = pino({ level: 'silent' });
  const frames = await openFrames({ templates: templatesFolder, only: id, cacheDir, log, admit: inadmissible });
  const { BROWSER_EXECUTABLE: browserExecutable } = settings;
  const drawing = { frames, cacheDir, log, ...(browserExecutable ? { browserExecutable } : {}) };
  try {
    return await work({ settings, frames, drawing });
  } finally {
    await frames.close();
  }
}

/** The template that a command's options name. Throws a wrong usage that names the option. */
export async function cardFor(frames: Frames, options: { template: string; format: Format }): Promise<TemplateCard> {
  const card = await cardNamed(frames, options.template, '--template');
  if (!card.formats[options.format]) throw new CommandError('--format: this template has no such format', 2);
  return card;
}

/** Throws a wrong usage that begins with `where`: there is none, or it did not load, and why. */
export async function cardNamed(frames: Frames, id: string, where: string): Promise<TemplateCard> {
  const card = (await frames.cards()).find((one) => one.id === id);
  if (card) return card;
  const [refused] = await frames.refused();
  const why = refused ? `${refused.code}: ${refused.detail}` : `there is no template of this id in ${templatesFolder}`;
  throw new CommandError(`${where}: ${why}`, 2);
}

/** The first of `wanted` that the template speaks, else its own first. */
export const localeFor = (card: TemplateCard, ...wanted: (string | undefined)[]): string =>
  wanted.find((one) => one !== undefined && card.locales.includes(one)) ?? (card.locales[0] as string);

export interface OnePerson {
  readonly verdict: Verdict;
  readonly texts: CampaignTexts;
  readonly influence: readonly Influence[];
  readonly video: VideoRequest;
}

/** One person's video: through the gate, and measured. Throws where the gate rejects the whole. */
export async function onePerson(
  frames: Frames,
  card: TemplateCard,
  o: { format: Format; locale: string; profile: unknown; consent: readonly ConsentRecord[]; now?: Date },
): Promise<OnePerson> {
  const { format, locale } = o;
  const verdict = passGate(card, o.profile, o.consent, o.now ?? new Date());
  const texts = exampleTexts(card);
  const brand = { name: texts.controller.name };
  const scenes = { template: card.id, format, locale, brand, content: {}, data: verdict.data };
  const { influence } = await measure(frames, card, scenes);
  return { verdict, texts, influence, video: { ...scenes, layer: layerFor(card, texts, influence) } };
}

export function passGate(card: TemplateCard, profile: unknown, records: readonly ConsentRecord[], now: Date): Verdict {
  const rules = card.fields.map(({ key, schema, from }) => fieldRule(key, schema, from));
  const passed = gate({ rules, profile, records, purpose: card.purpose, acts: NOBODY_ACTED, now });
  if ('rejected' in passed) throw new CommandError(passed.rejected);
  return passed.verdict;
}

export const titleOf = (card: TemplateCard, locale: string): string =>
  typeof card.title === 'string' ? card.title : (card.title[locale] ?? card.title.en ?? card.id);

export function exampleTexts(card: TemplateCard): CampaignTexts {
  return {
    controller: {
      name: 'Example Sender',
      address: '1 Example Street',
      email: 'privacy@sender.example',
      privacyUrl: 'https://sender.example/privacy',
    },
    purpose: card.purpose,
    purposeText: card.purposeText,
    sources: Object.fromEntries(card.fields.map((field) => [field.key, field.source])),
    sharedWith: [],
    processors: [],
    retentionDays: RETENTION_DAYS,
  };
}
