/** Answers about a campaign: what it is, how it runs, who approved it, whom it is tried on. Times are ISO 8601 UTC. */
import { z } from 'zod';
import { TELLING } from '../../disclosure/index.ts';
import { campaignSchema } from '../../videos/index.ts';
import { json, time } from './common.ts';

export const statusSchema = z.enum(['draft', 'scheduled', 'live', 'paused', 'cancelled', 'completed']);

export const countsSchema = z.object({
  planned: z.int(),
  queued: z.int(),
  rendering: z.int(),
  ready: z.int(),
  failed: z.int(),
  excluded: z.int(),
  erased: z.int(),
});

/** What changes while a campaign runs; also what `/events` sends. */
export const progressSchema = z.object({
  id: z.uuid(),
  status: statusSchema,
  counts: countsSchema,
  progress: z.number().min(0).max(1),
  pace: z
    .object({
      perMinute: z.number().describe('People done a minute, over the last minutes'),
      secondsLeft: z.int().describe('Until everybody who waits is done, at that rate'),
    })
    .optional()
    .describe('While people are drawn ahead and a rate is known'),
  failures: z
    .array(z.object({ code: z.string(), count: z.int() }))
    .describe('Why videos failed, the most frequent first; retry-failed draws them again'),
});

type CampaignShape = typeof campaignSchema.shape;

/** What each key of a campaign is for. A new key without words does not compile. */
const WORDS: Readonly<Record<keyof CampaignShape, string>> = {
  name: 'For you; viewers do not see it',
  template: 'Id of a template',
  format: 'auto: the viewer chooses',
  locale: 'For rows that name none; else the template’s first',
  timeZone: 'In which dates are shown, like Europe/Berlin',
  startAt: 'Launching before this time schedules it',
  delivery: 'on-open: drawn when somebody watches; prerender: drawn ahead',
  confirm: 'How a viewer says "this is me". skip: the link is enough',
  confirmQuestion: 'Asked with confirm: code; each row brings its confirmAnswer, of which a keyed hash is kept',
  withoutConsent: 'Who agreed to nothing gets the general video, or none',
  controller: 'Who is responsible, as viewers read it',
  purpose: 'Compared with consent records, character by character; else the template’s',
  purposeText: 'The purpose in words; else the template’s',
  selectedBecause: 'Why these people',
  legalBasis: 'In words, where it needs saying',
  sources: 'By field: where the value comes from; else the template’s',
  sharedWith: 'Who else receives the data',
  processors: 'Who handles it for you',
  retentionDays: 'Days from a row’s acceptance until it is deleted',
  content: 'The campaign’s own words and figures, by the template’s schema',
  brand: 'Your colour and logo',
  cta: 'One link under the video',
  measure: 'Count plays, without persons',
  trial:
    'To learn what fields are worth: so many per cent of people see the video without one of them, by chance; they are told so',
  embedOn: 'Origins of the sites whose pages may show the watch page in a frame, like https://www.example.com',
  poster: 'personal: each person’s own still',
  animation: 'personal: each person’s own',
};

const described = Object.fromEntries(
  Object.entries(campaignSchema.shape).map(([key, one]) => [key, one.describe(WORDS[key as keyof CampaignShape])]),
) as unknown as CampaignShape;

/** `campaignSchema`, with words. */
export const campaignBodySchema = z.strictObject(described);

export const campaignAnswerSchema = z
  .strictObject({
    ...progressSchema.shape,
    ...described,
    templateVersion: z.string(),
    demo: z.boolean(),
    createdAt: time,
    firstRowAt: time.optional(),
    launchedAt: time.optional(),
    endedAt: time.optional(),
    personalStoppedAt: time.optional(),
    personalStoppedBecause: z
      .enum(['asked', 'not-me'])
      .optional()
      .describe('not-me: by itself, because ten people, or more than one per cent, said "not me"'),
    personalAllowedAt: time.optional().describe('When personal videos were allowed again, knowingly'),
  })
  .describe('The campaign as it was given, with defaults filled in, and its state');

export const approvalSchema = z.object({
  required: z.boolean().describe('Whether the workspace asks for it'),
  state: z.enum(['none', 'requested', 'approved', 'rejected', 'outdated']),
  requestedBy: z.string().optional(),
  requestedAt: time.optional(),
  decidedBy: z.string().optional(),
  decidedAt: time.optional(),
  note: z.string().optional(),
  link: z.url().describe('Where it is decided: for whoever approves'),
});

export const samplesSchema = z.object({
  template: z.string(),
  format: z.string(),
  script: z.string().describe('Address of the module that draws frames'),
  style: z.string().describe('Address of the style sheet that frames need'),
  brand: z.object({ name: z.string(), colour: z.string().optional(), logo: z.string().optional() }),
  content: json.describe('As it is saved'),
  people: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(TELLING),
      locale: z.string(),
      row: z.looseObject({}).describe('As an audience row, for a test link'),
      data: json.describe('What passed the gate'),
      layer: z.looseObject({}).describe('The disclosure layer, measured'),
      scene: z.string().optional().describe('What it is there to show'),
    }),
  ),
});
