/**
 * What each mailing system does to a mail, by its own syntax and not by our data: finds its tags and puts a contact's values
 * there. A tag of ours that is not written as the system writes it stays, and is seen.
 */
import { parse } from 'csv-parse/sync';
import type { EspId } from '../../../src/delivery/email/index.ts';

type Contact = Readonly<Record<string, string>>;
type Syntax = readonly (readonly [tag: RegExp, own: Readonly<Record<string, string>>])[];

const OWN = 'https://esp.example/unsubscribe';
const braces = /\{\{\s*(\w+)\s*\}\}/g;

const SYNTAX: Readonly<Record<EspId, Syntax>> = {
  mailchimp: [[/\*\|([A-Z0-9_]{1,10})\|\*/g, { UNSUB: OWN }]],
  sendgrid: [
    [/\{\{\{\s*(\w+)\s*\}\}\}/g, { unsubscribe: OWN }],
    [braces, {}],
  ],
  hubspot: [
    [/\{\{\s*contact\.([a-z0-9_]+)\s*\}\}/g, {}],
    [braces, { unsubscribe_link: OWN }],
  ],
  klaviyo: [
    [/\{\{\s*person\|lookup:\s*'([^']+)'\s*\}\}/g, {}],
    [/\{%\s*(\w+)\s*%\}/g, { unsubscribe_link: OWN }],
  ],
  brevo: [
    [/\{\{\s*contact\.([A-Z0-9_]+)\s*\}\}/g, {}],
    [braces, { unsubscribe: OWN }],
  ],
  salesforce: [
    [/%%=RedirectTo\((\w+)\)=%%/g, {}],
    [/%%(\w+)%%/g, { unsub_center_url: OWN }],
  ],
  braze: [
    [/\{\{\s*custom_attribute\.\$\{([^}]+)\}\s*\}\}/g, {}],
    [/\{\{\s*\$\{(\w+)\}\s*\}\}/g, { set_user_to_unsubscribed_url: OWN }],
  ],
  activecampaign: [[/%([A-Z0-9_-]+)%/g, { UNSUBSCRIBELINK: OWN }]],
  cleverreach: [[/\{([A-Z0-9_]+)\}/g, { UNSUBSCRIBE: OWN }]],
  generic: [[braces, {}]],
};

/** Throws where the mail asks for a column that the contact has not. */
export function merge(esp: EspId, mail: string, contact: Contact): string {
  let merged = mail;
  for (const [tag, own] of SYNTAX[esp]) {
    merged = merged.replace(tag, (_, name: string) => {
      const value = own[name] ?? contact[name];
      if (value === undefined) throw new Error(`the list has no column ${name}`);
      return value;
    });
  }
  return merged;
}

/** What would be left if a tag were not one: braces, stars and percent signs that no style sheet has. */
export const leftovers = (merged: string): string[] =>
  merged
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .match(/\*\||\|\*|\{\{|\}\}|\{%|%%|\$\{|\{[A-Z_]{3,}\}|%[A-Z_]{3,}%/g) ?? [];

export const contactsIn = (csv: string): Contact[] => parse(csv, { columns: true, bom: true }) as Contact[];
