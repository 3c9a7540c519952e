/** The shapes of answers, once: types, `/openapi.json`, `/docs` and the tests read them. Times are ISO 8601 UTC. */
import { z } from 'zod';
import { nextSchema } from '../../remotion/interactions/schema.ts';
import { PERMISSIONS, ROLES, settingsSchema } from '../accounts/index.ts';
import { TELLING } from '../disclosure/index.ts';
import { disclosureSchema } from '../disclosure/types.ts';
import { campaignSchema } from '../videos/index.ts';
import { eventTypeSchema, OFF_CODES, TRY_CODES } from '../webhooks/index.ts';

export const localised = z
  .union([z.string(), z.record(z.string(), z.string())])
  .describe('One text, or one per locale: {"en": …, "de": …}');
const json = z.record(z.string(), z.unknown());

/** What every list answers that can grow. */
export const pageOf = <I extends z.ZodType>(item: I) =>
  z.object({
    items: z.array(item),
    next: z.string().optional().describe('cursor of the following page; absent on the last'),
  });

/** What a list answers that stays short enough to come in one. */
export const wholeOf = <I extends z.ZodType>(item: I) =>
  z.object({ items: z.array(item) }).describe('The whole list: it comes in no pages');

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

const time = z.string().describe('ISO 8601, UTC');

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

export const linksSchema = z.object({
  watch: z.url(),
  poster: z.url(),
  animation: z.url(),
  video: z.url(),
  unsubscribe: z.url().describe('For List-Unsubscribe (RFC 8058)'),
});

export const recipientSchema = z.object({
  id: z.string().describe('Yours'),
  status: z.enum(['planned', 'queued', 'rendering', 'ready', 'failed', 'excluded']),
  code: z.string().optional().describe('Why it failed or is excluded'),
  progress: z.number().min(0).max(1),
  links: linksSchema.optional().describe('Absent for somebody who is excluded'),
});

/** A link that a team sends itself. */
export const testLinkSchema = z.object({
  id: z.uuid(),
  label: z.string().describe('What you called it'),
  status: recipientSchema.shape.status,
  watchUrl: z.url(),
  createdAt: time,
  endsAt: time.describe('ISO 8601, UTC; seven days after it was made'),
});

export const reportSchema = z.object({
  accepted: z.int(),
  rejected: z.int(),
  errors: z
    .array(
      z.object({
        row: z.int().describe('From 1; a header is not a row'),
        line: z.int().optional().describe('Of a table: where a spreadsheet shows it'),
        id: z.string().optional(),
        path: z.string(),
        code: z.string(),
      }),
    )
    .describe('The first hundred, or as many as were asked for'),
  fields: z
    .record(
      z.string(),
      z.object({ declared: z.boolean(), granted: z.int(), withheld: z.int(), dropped: z.int(), refused: z.int() }),
    )
    .describe('What became of each field; one whose name is not identifier-like counts under "other"'),
  file: z
    .object({
      encoding: z.string().optional(),
      delimiter: z.string().optional(),
      columns: z.int().optional().describe('Of a table'),
      notKept: z.int().optional().describe('Columns of which nothing is kept'),
    })
    .describe('How the file was read'),
  drawing: z
    .object({
      delivery: z.enum(['on-open', 'prerender']),
      sampled: z.int().describe('People who were planned; the figures are extended from them'),
      personal: z.int().describe('People with a video of their own'),
      general: z.int().describe('People without'),
      sharedPictures: z.int().describe('Drawn once for all'),
      picturesEach: z.int().describe('Drawn for each person, on average'),
      secondsEach: z.number().optional().describe('By what this service drew lately; absent before it has'),
      secondsAll: z.number().optional(),
    })
    .optional()
    .describe('What would be drawn; of a dry run with plan=1'),
});

export const statementAnswerSchema = z.object({
  id: z.uuid(),
  digest: z.string(),
  fields: z.array(z.string()),
  purpose: z.string(),
  givenAt: time,
  expiresAt: time.optional(),
  method: z.string(),
  noticeUrl: z.string().optional(),
  evidence: z.string(),
  statedAt: time,
  statedBy: z.string(),
  approvedAt: time.optional().describe('Until then it does not count'),
  approvedBy: z.string().optional(),
});

export const templateSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: localised,
  purpose: z.string().describe('Compared with a consent record’s purpose, character by character'),
  purposeText: localised,
  formats: z.record(z.string(), z.object({ width: z.int(), height: z.int() })),
  locales: z.array(z.string()),
  fields: z.array(
    z.object({
      key: z.string(),
      label: localised,
      type: z.string(),
      category: z.string().describe('W3C DPV-PD'),
      source: localised,
      why: localised,
      required: z.literal(false).describe('Always: every field is the viewer’s to give'),
      from: z
        .literal('viewer')
        .optional()
        .describe('Given by the viewer in the video, and by nobody else: a value in an audience is discarded'),
      schema: json.describe('JSON Schema of a value'),
    }),
  ),
  content: json.describe('JSON Schema of what a campaign fills in'),
  scenes: z.array(
    z.object({
      id: z.string(),
      title: localised,
      seconds: z.number(),
      uses: z.array(z.string()),
      aside: z.boolean().optional().describe('Off the linear way: in the page alone, not in the MP4'),
      next: z.array(nextSchema).optional().describe('Where the story goes after it, the first that holds'),
    }),
  ),
  interactions: z
    .array(z.looseObject({ scene: z.string(), id: z.string(), kind: z.string() }))
    .describe('What a viewer can do in the video, as the template declares it'),
  sampleCsv: z.string().describe('A sample audience, as a file to start from'),
});

/** What live play of a template draws: `LiveProps` in `src/web/watch/live/types.ts`. */
export const playSchema = z.object({
  script: z.string().describe('Address of the module that draws frames'),
  style: z.string().describe('Address of the style sheet that frames need'),
  format: z.string(),
  locale: z.string(),
  brand: z.object({ name: z.string(), logo: z.string().optional(), colour: z.string().optional() }),
  content: json,
  data: json.describe('Values of somebody made up, as they passed the gate'),
  layer: z.unknown().describe('The disclosure layer, measured'),
});

export const actorSchema = z.object({ kind: z.enum(['key', 'member', 'service']), id: z.string(), name: z.string() });

export const meSchema = z.object({
  actor: actorSchema,
  workspace: z.object({ id: z.string(), name: z.string() }),
  role: z.enum(ROLES).optional().describe('Of a member; a key has none'),
  permissions: z.array(z.enum(PERMISSIONS)),
  email: z.string().optional().describe('Of a member who has set one'),
  secondFactor: z.boolean().optional().describe('Whether signing in asks for a code'),
  workspaces: z
    .array(z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) }))
    .optional()
    .describe('All that a member is in'),
});

export const workspaceSchema = z.object({ id: z.string(), name: z.string(), ...settingsSchema.shape });

export const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe('How it begins'),
  scopes: z.array(z.enum(PERMISSIONS)),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export const keyMadeSchema = z.object({
  id: z.string(),
  key: z.string().describe('Shown only now'),
  name: z.string(),
  scopes: z.array(z.enum(PERMISSIONS)),
});

export const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  role: z.enum(ROLES),
  people: z.boolean().describe('May see a real person’s data and video'),
  secondFactor: z.boolean(),
});
export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  people: z.boolean(),
  expiresAt: z.iso.datetime(),
});
export const invitationMadeSchema = invitationSchema.extend({ link: z.string(), sent: z.boolean() });
/** A link for a new password; without `link` where it was mailed. */
export const passwordLinkSchema = z.object({
  sent: z.boolean(),
  link: z.string().optional(),
  expiresAt: z.iso.datetime(),
});

/** What begins a second factor. */
export const secondFactorSchema = z.object({
  uri: z.string().describe('otpauth://…, for an app that shows codes'),
  backupCodes: z.array(z.string()).describe('Each signs in once; shown only now'),
});

export const auditSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      at: z.iso.datetime(),
      actor: actorSchema,
      action: z.string(),
      target: z.object({ kind: z.string(), id: z.string().optional() }),
      fields: z.array(z.string()).optional().describe('Keys that were changed'),
    }),
  ),
  next: z.string().optional(),
});

export const accessSchema = z.object({
  id: z.string(),
  campaigns: z.array(
    z.object({
      campaign: z.uuid(),
      name: z.string(),
      campaignStatus: statusSchema,
      status: z.string(),
      acceptedAt: time,
      keptUntil: time,
      fields: z.array(z.object({ key: z.string(), granted: z.boolean(), code: z.string().optional() })),
      entries: z
        .array(
          z.object({
            ...{ id: z.string(), form: z.string(), field: z.string(), value: z.string(), purpose: z.string() },
            ...{ sentAt: time, keptUntil: time },
          }),
        )
        .describe('What this person sent with forms in the video, each answer for its own purpose and time'),
      measured: z
        .array(
          z.object({
            ...{ what: z.string(), of: z.string().optional(), times: z.int() },
            ...{ firstAt: time, lastAt: time },
          }),
        )
        .describe('How this person watched, where they let it be noted: played, watched (of a scene), cta'),
      values: json.describe('What is held, and nothing else was kept'),
      receipt: z.unknown().describe('ISO/IEC TS 27560 in W3C DPV terms, JSON-LD'),
    }),
  ),
});

export const erasureSchema = z.object({
  id: z.string(),
  erased: z.object({ campaigns: z.array(z.uuid()), videos: z.int() }),
  stays: z.array(z.string()).describe('What cannot be erased, or not here'),
});

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

const count = z.int().describe('In tens');
const interval = z.object({
  difference: z.number().describe('With it less without it, 0–1'),
  low: z.number().describe('95 % interval, after Newcombe (1998, method 10)'),
  high: z.number(),
});
const arm = z.object({
  played: count,
  watched: z.int().describe('Plays that came to the last scene; in tens'),
  cta: z.int().describe('Plays that went on to your link; in tens'),
});

export const analyticsSchema = z.object({
  measured: z.boolean().describe('Whether the campaign measures'),
  people: z
    .object({ all: z.int(), opened: count.optional() })
    .describe('Who is in it, and how many said "this is me", counted or not'),
  uncounted: z
    .object({ gpc: count.optional(), bots: count.optional() })
    .describe('gpc: people whose browser asks not to be tracked; bots: programs that say what they are'),
  counts: z
    .record(z.string(), z.record(z.string(), z.int()))
    .describe('By name, then by scene, field, option or act; "all" where there is nothing to tell apart'),
  scenes: z.array(
    z.object({
      id: z.string(),
      title: localised,
      aside: z.boolean().optional(),
      watched: count.optional(),
      share: z.number().optional().describe('Of the plays, 0–1'),
    }),
  ),
  choices: z.array(z.object({ field: z.string(), label: localised, off: count.optional(), on: count.optional() })),
  trial: z
    .object({
      percent: z.int(),
      fields: z.array(
        z.object({
          field: z.string(),
          label: localised,
          with: arm,
          without: arm,
          watched: interval.optional().describe('Of the plays that came to the last scene'),
          cta: interval.optional().describe('Of the plays that went on to your link'),
          verdict: z
            .enum(['too-few', 'unclear', 'costs-nothing', 'worth-it'])
            .describe(
              'costs-nothing: leaving it out costs less than five points in a hundred; too-few: below a hundred plays',
            ),
          sentence: z.string(),
        }),
      ),
    })
    .optional()
    .describe('What each field is worth, where the campaign tries it'),
  notes: z.array(z.object({ code: z.string(), text: z.string() })).describe('How these numbers are to be read'),
});

export const previewSchema = z.object({ watchUrl: z.url(), disclosure: disclosureSchema });

const webhookShape = {
  id: z.uuid(),
  url: z.url(),
  events: z.array(eventTypeSchema),
  status: z.enum(['on', 'off']),
  code: z
    .enum(Object.keys(OFF_CODES) as (keyof typeof OFF_CODES)[])
    .optional()
    .describe('Why it is off'),
  failingSince: time.optional().describe('Nothing has arrived since'),
  oldSecretUntil: time.optional().describe('After a rotation both secrets sign, until then'),
  createdAt: time,
};
export const webhookSchema = z.object(webhookShape);
export const webhookSecretSchema = z.object({
  ...webhookShape,
  secret: z.string().describe('whsec_…: keep it, it is shown this once'),
});
export const deliverySchema = z.object({
  id: z.uuid(),
  message: z.uuid().describe('webhook-id of the message, the same at every try'),
  type: z.string(),
  status: z.enum(['pending', 'delivered', 'failed']),
  code: z.string().optional().describe('Why the last try was no success, or why there will be no other'),
  tries: z.array(
    z.object({
      at: time,
      ms: z.int(),
      status: z.int().optional().describe('Of HTTP'),
      code: z
        .enum(Object.keys(TRY_CODES) as (keyof typeof TRY_CODES)[])
        .optional()
        .describe('Why it was no success'),
    }),
  ),
  nextAt: time.optional().describe('When it is tried again'),
  createdAt: time,
});

export const nothing = z.object({}).describe('Nothing');
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional().describe('urn:uuid: and the request’s id, which is in X-Request-Id too'),
  errors: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .describe('Where which rule is broken. What was sent is never repeated'),
});
