/**
 * What a campaign is: the body of `POST /v1/campaigns`, once, as a schema. It stands in this room because a video's words
 * come from it; campaigns takes it from here.
 */
import { z } from 'zod';
import {
  colour,
  controller,
  displayed,
  httpsUrl,
  line,
  locale,
  logo,
  origin,
  processors,
  retentionDays,
} from '../accounts/sender.ts';
import { trialSchema } from '../consent/trial.ts';

const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'is not a field key');

const timeZone = z.string().refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  },
  { message: 'is not a time zone like Europe/Berlin' },
);

export const campaignSchema = z.strictObject({
  name: line(120),
  template: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'is not a template id'),
  format: z.enum(['auto', 'landscape', 'portrait', 'square']).default('auto'),
  /** Used where a row names none; the template's first where this is absent or unsupported. */
  locale: locale.optional(),
  timeZone: timeZone.default('UTC'),
  /** Without a zone it is a wall clock's time in the campaign's; campaigns keeps it in UTC. */
  startAt: z.iso.datetime({ offset: true, local: true }).optional(),
  delivery: z.enum(['on-open', 'prerender']).default('on-open'),
  confirm: z.enum(['ask', 'code', 'skip']).default('ask'),
  /** Asked before anything personal where `confirm` is `code`; each row brings its answer. */
  confirmQuestion: displayed(160).optional(),
  withoutConsent: z.enum(['general', 'exclude']).default('general'),
  controller,
  /** The template's own where absent; campaigns fills it in when it takes the body. */
  purpose: line(120).optional(),
  purposeText: displayed(300).optional(),
  selectedBecause: displayed(300).optional(),
  legalBasis: displayed(300).optional(),
  sources: z.record(key, displayed(160)).default({}),
  sharedWith: z
    .array(z.strictObject({ name: displayed(80), why: displayed(160) }))
    .max(20)
    .default([]),
  processors: processors.default([]),
  retentionDays,
  /** Checked against the template's own schema by campaigns. */
  content: z.record(z.string(), z.unknown()).default({}),
  brand: z.strictObject({ logo: logo.optional(), colour: colour.optional() }).default({}),
  cta: z.strictObject({ label: displayed(60), url: httpsUrl }).optional(),
  measure: z.boolean().default(false),
  /** Some people see the video without one of these fields, to learn what they are worth. */
  trial: trialSchema.optional(),
  /** Sites whose pages may show the watch page in a frame; none unless named. */
  embedOn: z.array(origin).max(20).optional(),
  poster: z.enum(['general', 'personal']).default('general'),
  animation: z.enum(['general', 'personal']).default('general'),
});

export type CampaignSpec = z.output<typeof campaignSchema>;
export type CampaignInput = z.input<typeof campaignSchema>;
