/** The words of the gate: what it takes, what it answers, and the brand only it can put on data. */

declare const consented: unique symbol;
/** A value that passed the gate. Only `src/consent/` makes one; every room behind the gate takes nothing else. */
export type Consented<T> = T & { readonly [consented]: true };

/** No personal data at all: what a general video is made of. */
export const NO_DATA = Object.freeze({}) as Consented<Profile>;

/** Fewer fields of what passed the gate. */
export const only = (data: Consented<Profile>, fields: readonly string[]): Consented<Profile> =>
  Object.fromEntries(Object.entries(data).filter(([key]) => fields.includes(key))) as Consented<Profile>;

/** Field values by key; JSON values only. */
export type Profile = Readonly<Record<string, unknown>>;

/** The purpose of a record that lets be noted how a person watches. */
export const MEASUREMENT = 'measurement';

/** Why a field is not used, in the order in which the first that holds is given. */
export const REASONS = [
  'not-declared',
  'refused-category',
  'absent',
  'invalid',
  'withdrawn',
  'expired',
  'not-yet',
  'other-purpose',
  'no-consent',
  'viewer-choice',
  'trial',
] as const;
export type Reason = (typeof REASONS)[number];

/** A consent record as it arrives (CONTRACT, "Audience"). Times ISO 8601 UTC. */
export interface ConsentRecord {
  readonly recordId: string;
  readonly purpose: string;
  readonly fields: readonly string[];
  readonly givenAt: string;
  readonly expiresAt?: string;
  readonly method?: string;
  readonly noticeUrl?: string;
}

/** What the gate needs to know of a declared field: how to check a value. Made from a template's card. */
export interface FieldRule {
  readonly key: string;
  /** Only the viewer gives it, by an act of their own: what a sender says of it is discarded. */
  readonly from?: 'viewer';
  /** Returns the parsed value, or `undefined` for a value that breaks the field's schema. */
  readonly parse: (value: unknown) => { readonly value: unknown } | undefined;
}

/** Record ids known when something happened. They rest as keyed hashes; a plain `Set` of ids does as well. */
export interface KnownRecords {
  has(recordId: string): boolean;
}

/** A person's own acts as the gate reads them, folded from the acts log. No import undoes them. */
export interface Acts {
  /** Fields switched off by this person in this campaign. */
  readonly off: ReadonlySet<string>;
  /** Withdrawals for the campaign's purpose; `fields` undefined: all of them. */
  readonly withdrawals: readonly {
    readonly at: string;
    readonly fields?: readonly string[];
    readonly knownRecords: KnownRecords;
  }[];
  readonly erased?: { readonly at: string; readonly knownRecords: KnownRecords };
  /** Links show the general version: until a new link is issued ("not me"), or for good (unsubscribed). */
  readonly general: 'not-me' | 'unsubscribed' | undefined;
  /** Fields that this person has switched here, or kept, by themselves: no trial leaves them out. */
  readonly chosen?: ReadonlySet<string>;
  /** Whether it may be noted how this person watches: the page's switch, and withdrawals of the purpose `measurement`. */
  readonly measuring?: {
    readonly switched: 'on' | 'off' | undefined;
    readonly withdrawals: readonly { readonly at: string; readonly knownRecords: KnownRecords }[];
  };
}

export const NO_ACTS: Acts = { off: new Set(), withdrawals: [], general: undefined };

/** One answer of a form that the viewer sent. It rests sealed with the rest of the person, for its own purpose and time. */
export interface Entry {
  /** Random; the answers of one sending share it. */
  readonly id: string;
  /** The form's and the field's names in the template. */
  readonly form: string;
  readonly field: string;
  readonly value: string;
  readonly purpose: string;
  readonly sentAt: string;
  readonly keptUntil: string;
}

export type Decision =
  | { readonly granted: true; readonly agreedAt: string; readonly expiresAt?: string; readonly recordId: string }
  | { readonly granted: false; readonly reason: Reason };

/** What may rest of a person: values that are granted, `not-yet` or `viewer-choice`, and the records that cover them. Sealed before it is stored. */
export interface Kept {
  readonly values: Profile;
  readonly records: readonly ConsentRecord[];
  /** Reasons of declared fields that were discarded, so that the disclosure can name them. */
  readonly discarded: Readonly<Record<string, Reason>>;
}

/** The gate's answer for one person at one time. */
export interface Verdict {
  /** What may be used now. */
  readonly data: Consented<Profile>;
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly kept: Consented<Kept>;
  /** The next moment at which the answer changes by itself (a record begins or ends), ISO 8601. */
  readonly changesAt?: string;
}
