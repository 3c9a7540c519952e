/** Whether a campaign's body is what a campaign must be, for its template; and what is missing before it may be launched. */
import { z } from 'zod';
import { localesOf } from '../../remotion/localise.ts';
import type { Localised } from '../../remotion/template.ts';
import { safeKey } from '../consent/index.ts';
import type { TemplateCard } from '../frames/types.ts';
import { type CampaignSpec, campaignSchema } from '../videos/index.ts';
import { findCard } from './campaign.ts';
import { timeOf } from './columns/times.ts';
import type { Deps } from './deps.ts';
import { CampaignError, type Issue } from './errors.ts';

export type FullSpec = CampaignSpec & { readonly purpose: string };

/** The body with its defaults, and its template. Throws `invalid-campaign` with every issue. */
export async function checkBody(d: Deps, body: unknown): Promise<{ spec: FullSpec; card: TemplateCard }> {
  const parsed = campaignSchema.safeParse(body);
  if (!parsed.success) throw new CampaignError('invalid-campaign', issuesOf(parsed.error));
  const spec = parsed.data;
  const card = await findCard(d, spec.template);
  if (!card) {
    throw new CampaignError('invalid-campaign', [
      { path: 'template', code: 'unknown-template', message: 'there is no template with this id' },
    ]);
  }
  const issues = [
    ...formatIssues(spec, card),
    ...sourceIssues(spec, card),
    ...contentIssues(spec, card),
    ...questionIssues(spec),
    ...trialIssues(spec, card),
  ];
  if (issues.length > 0) throw new CampaignError('invalid-campaign', issues);
  const startAt = spec.startAt && timeOf(spec.startAt, 'ymd', spec.timeZone);
  return { spec: { ...spec, ...(startAt ? { startAt } : {}), purpose: spec.purpose ?? card.purpose }, card };
}

function formatIssues(spec: CampaignSpec, card: TemplateCard): Issue[] {
  if (spec.format === 'auto' || card.formats[spec.format]) return [];
  return [{ path: 'format', code: 'unknown-format', message: 'the template has no such format' }];
}

function sourceIssues(spec: CampaignSpec, card: TemplateCard): Issue[] {
  const declared = new Set(card.fields.map((field) => field.key));
  return Object.keys(spec.sources)
    .filter((key) => !declared.has(key))
    .map((key) => ({
      path: `sources.${safeKey(key)}`,
      code: 'unknown-field',
      message: 'the template has no such field',
    }));
}

/** Only what a sender gives can be left out to learn what it is worth; and without counting nothing is learnt. */
function trialIssues({ trial, measure }: CampaignSpec, card: TemplateCard): Issue[] {
  if (!trial) return [];
  const given = card.fields.filter(({ from }) => from === undefined).map(({ key }) => key);
  const unknown = trial.fields.flatMap((key, index) =>
    given.includes(key)
      ? []
      : [{ path: `trial.fields.${index}`, code: 'unknown-field', message: 'is no field that a sender gives' }],
  );
  const uncounted = { path: 'measure', code: 'trial-unmeasured', message: 'must be on while fields are tried' };
  return measure ? unknown : [...unknown, uncounted];
}

function questionIssues({ confirm, confirmQuestion }: CampaignSpec): Issue[] {
  if (confirm !== 'code' || confirmQuestion !== undefined) return [];
  return [{ path: 'confirmQuestion', code: 'question-missing', message: 'is asked for by confirm: code' }];
}

function contentIssues(spec: CampaignSpec, card: TemplateCard): Issue[] {
  const schema = z.fromJSONSchema(card.content as Parameters<typeof z.fromJSONSchema>[0]);
  const parsed = schema.safeParse(spec.content);
  return parsed.success ? [] : issuesOf(parsed.error, 'content');
}

const RULES: Readonly<Record<string, string>> = {
  invalid_type: 'is missing or of the wrong type',
  invalid_value: 'is not one of the values it may have',
  invalid_format: 'is not written as it must be',
  invalid_key: 'has a key that it may not have',
  unrecognized_keys: 'is not known here',
  too_small: 'is too short, too small or too few',
  too_big: 'is too long, too big or too many',
};

/** Places and rules. What zod says itself may name what was sent. */
export function issuesOf(error: z.ZodError, under?: string): Issue[] {
  return error.issues.flatMap((issue) => {
    const path = [
      ...(under ? [under] : []),
      ...issue.path.map((part) => (typeof part === 'number' ? String(part) : safeKey(String(part)))),
    ];
    const places = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, safeKey(key)]) : [path];
    // Messages of our own refinements are rules in words; they hold no value.
    const message = issue.code === 'custom' ? issue.message : (RULES[issue.code] ?? 'is not as it must be');
    return places.map((place) => ({ path: place.join('.'), code: issue.code.replaceAll('_', '-'), message }));
  });
}

/** What a viewer must be told in a locale, and is not. */
export function missingTexts(spec: FullSpec, card: TemplateCard, locales: readonly string[]): Issue[] {
  const texts: [string, Localised][] = [
    ['purposeText', spec.purposeText ?? card.purposeText],
    ...card.fields.flatMap((field): [string, Localised][] => [
      [`fields.${field.key}.label`, field.label],
      [`fields.${field.key}.why`, field.why],
      [`sources.${field.key}`, spec.sources[field.key] ?? field.source],
    ]),
    ...spec.sharedWith.flatMap(({ name, why }, index): [string, Localised][] => [
      [`sharedWith.${index}.name`, name],
      [`sharedWith.${index}.why`, why],
    ]),
    ...spec.processors.flatMap(({ name, place, why }, index): [string, Localised][] => [
      [`processors.${index}.name`, name],
      [`processors.${index}.place`, place],
      [`processors.${index}.why`, why],
    ]),
    ...(spec.selectedBecause ? [['selectedBecause', spec.selectedBecause] satisfies [string, Localised]] : []),
    ...(spec.legalBasis ? [['legalBasis', spec.legalBasis] satisfies [string, Localised]] : []),
    ...(spec.cta ? [['cta.label', spec.cta.label] satisfies [string, Localised]] : []),
    ...(spec.confirm === 'code' && spec.confirmQuestion
      ? [['confirmQuestion', spec.confirmQuestion] satisfies [string, Localised]]
      : []),
  ];
  return texts.flatMap(([path, text]) => {
    if (typeof text === 'string') {
      if (text.trim() !== '') return [];
      return [{ path, code: 'text-missing', message: 'a viewer must be told this' }];
    }
    return locales
      .filter((locale) => !speaks(text, locale))
      .map((locale) => ({
        path: `${path}.${locale}`,
        code: 'text-missing',
        message: 'a viewer must be told this in every language in use',
      }));
  });
}

const speaks = (text: Localised, locale: string): boolean => {
  const have = localesOf(text);
  return have.includes(locale) || have.includes(locale.split('-')[0] ?? locale);
};
