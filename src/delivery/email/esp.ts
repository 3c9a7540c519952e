/**
 * Systems that send mail ("ESP"), as data: how each merges, what its columns may be called, what it does to links. One file
 * each in `esps/`, checked here; a new file is known once it stands in the list below.
 */
import { z } from 'zod';
import activecampaign from './esps/activecampaign.json' with { type: 'json' };
import braze from './esps/braze.json' with { type: 'json' };
import brevo from './esps/brevo.json' with { type: 'json' };
import cleverreach from './esps/cleverreach.json' with { type: 'json' };
import generic from './esps/generic.json' with { type: 'json' };
import hubspot from './esps/hubspot.json' with { type: 'json' };
import klaviyo from './esps/klaviyo.json' with { type: 'json' };
import mailchimp from './esps/mailchimp.json' with { type: 'json' };
import salesforce from './esps/salesforce.json' with { type: 'json' };
import sendgrid from './esps/sendgrid.json' with { type: 'json' };

/** What a mail merges for one person, and the language of that person's video. */
export const LINK_COLUMNS = ['watch', 'stop', 'poster', 'animation', 'language'] as const;
export type LinkColumn = (typeof LINK_COLUMNS)[number];

/** Where the name of a column goes in `link` and `picture`. */
const COLUMN = 'COLUMN';
const tag = z.string().refine((text) => text.includes(COLUMN), { message: 'has no place for the column' });

export const espSchema = z
  .strictObject({
    name: z.string().min(1),
    match: z
      .enum(['email', 'id'])
      .describe('By what it knows people. email: the links must be joined to the sender’s own list first'),
    columns: z.strictObject(Object.fromEntries(LINK_COLUMNS.map((name) => [name, z.string()])) as Names),
    idColumn: z.string().optional().describe('What the column with your ids is called; id unless said'),
    column: z.strictObject({ pattern: z.string(), rule: z.string() }).describe('What a column may be called'),
    valueMost: z.int().nullable().describe('The longest value a column takes, in characters; null where none is known'),
    link: tag.describe('The tag in an address to press; COLUMN stands for the column’s name'),
    picture: tag.describe('The tag in the address of a picture'),
    unsubscribe: z.string().nullable().describe('The system’s own unsubscribe address, as it is merged'),
    tracking: z.strictObject({
      rewrites: z.boolean().describe('Whether it sends people through an address of its own unless told otherwise'),
      attribute: z.string().nullable().describe('What leaves a single link alone; in the snippet already'),
      attributeIs: z.enum(['documented', 'reported', 'none']),
      off: z.string().describe('How to switch it off for the whole mailing'),
      counts: z.string().describe('What it records where it stays on'),
    }),
    steps: z.array(z.string()).min(1),
    sources: z.array(z.strictObject({ url: z.url({ protocol: /^https$/ }), says: z.string() })),
    unconfirmed: z.array(z.string()).describe('What we did not find in the vendor’s own pages: send a test first'),
    checked: z.iso.date(),
  })
  .refine(({ columns, column }) => Object.values(columns).every((name) => new RegExp(column.pattern).test(name)), {
    path: ['columns'],
    message: 'breaks the rule of its columns',
  });

type Names = Record<LinkColumn, z.ZodString>;
export type Esp = z.output<typeof espSchema>;

const read = z.record(z.string(), espSchema);
const all = {
  mailchimp,
  sendgrid,
  hubspot,
  klaviyo,
  brevo,
  salesforce,
  braze,
  activecampaign,
  cleverreach,
  generic,
};

export const ESP_IDS = Object.keys(all) as readonly EspId[];
export type EspId = keyof typeof all;
export const ESPS = read.parse(all) as Readonly<Record<EspId, Esp>>;

/** The tag that becomes a person's own address. */
export const tagOf = (esp: Esp, column: 'watch' | 'stop' | 'poster' | 'animation'): string =>
  (column === 'watch' || column === 'stop' ? esp.link : esp.picture).replace(COLUMN, esp.columns[column]);
