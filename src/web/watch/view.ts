/** What the watch page is drawn from: one plain object, made by `src/http/viewer`. No value of a person is in it unless asked for. */
import type { Disclosure } from '../../disclosure/types.ts';
import type { AskedInteraction } from './asked.tsx';

/** What a viewer has just done, told once after the redirect; it comes from the address and is no state of a person. */
// biome-ignore format: a word a line says no more
export const DONE = ['choices', 'withdraw', 'erase', 'not-me', 'dispute', 'correction', 'unsubscribe', 'keep', 'form', 'take-back'] as const;
export type Done = (typeof DONE)[number];

/** Acts that have a page of their own, where one button does them. */
export const ACTS = ['withdraw', 'erase', 'not-me', 'unsubscribe'] as const;
export type Act = (typeof ACTS)[number];

/** What a person may have done before, as the page's history names it. */
// biome-ignore format: a word a line says no more
export const PAST = ['switch-off', 'switch-on', 'withdrawn', 'disputed', 'correction', 'not-me', 'relinked', 'unsubscribed', 'gpc', 'kept', 'sent', 'taken-back'] as const;
export type Past = (typeof PAST)[number];

export type Controller = Disclosure['controller'];

export interface PageView {
  /** Language of the page's own words; the video's may differ. */
  readonly locale: string;
  readonly timeZone: string;
  /** Address of the style sheet and the script. */
  readonly assets: { readonly style: string; readonly script: string };
}

export interface WatchView extends PageView {
  /** `/v/<token>` */
  readonly at: string;
  /** What every address of the page carries on: the session where it came in the address, the chosen shape, … */
  readonly carry: Readonly<Record<string, string>>;
  readonly title: string;
  /** In the page's language, as far as template and campaign have words in it. */
  readonly disclosure: Disclosure;
  /** The sender's, with its proportions: room is kept for it. */
  readonly logo?: { readonly src: string; readonly width: number; readonly height: number };
  /** Whom the sender names for questions about data protection. */
  readonly dataProtection?: { readonly name: string; readonly email: string; readonly phone?: string | undefined };
  /** To whom a viewer may complain. */
  readonly authority?: { readonly name: string; readonly url: string };
  /** The language those words are in: another one, where there are none in the page's. */
  readonly textLocale: string;
  readonly scenes: readonly {
    readonly id: string;
    readonly title: string;
    readonly start: number;
    readonly end: number;
  }[];
  /** The video in words, scene by scene. */
  readonly transcript: readonly { readonly scene: string; readonly text: string }[];
  readonly video: {
    readonly version: string;
    /** Whether it plays while it is being drawn. */
    readonly streams: boolean;
    readonly state: 'ready' | 'drawing' | 'failed';
    readonly seconds: number;
    readonly width: number;
    readonly height: number;
    readonly locale: string;
    readonly poster: string;
  };
  readonly formats: readonly string[];
  readonly format: string;
  /** Absolute address of the campaign's own picture, for link previews. */
  readonly preview: string;
  readonly cta?: { readonly label: string; readonly url: string };
  /** `Sec-GPC: 1` came with the request. */
  readonly gpc: boolean;
  readonly done?: Done;
  /** Nobody can have a version of their own here: there is nothing to ask. */
  readonly forAll: boolean;
  /** `confirm: "code"`: a question of the sender's comes before anything personal. */
  readonly asksCode: boolean;
  /** What the video asks of who said "this is me", in the video's language. */
  readonly asked: readonly AskedInteraction[];
  /** The video asks what people think, and counts. */
  readonly polls: boolean;
  /** Plays are counted, without persons. */
  readonly measures: boolean;
  /** A test link: nobody's. */
  readonly test?: { readonly endsAt: string };
  /** Somebody of the sender looks at a person's version. */
  readonly looking: boolean;
  /** The campaign tries what its fields are worth. */
  readonly trial: boolean;
  /** "The general version" was chosen. */
  readonly general: boolean;
  /** The browser came back from "this is me" without its session. */
  readonly cookieLost: boolean;
  /** Days between what the sender sends and its deletion. */
  readonly retentionDays: number;
  /** "Show my data in the picture" is on. */
  readonly shown: boolean;
  /** Only after "this is me" (or where the link is the session): what is this person's. */
  readonly person?: PersonView;
}

export interface PersonView {
  /** A session is there: switches, values and erasure are open. */
  readonly session: boolean;
  /** When somebody of the sender looked at this person's video, the latest first. */
  readonly looks: readonly {
    readonly at: string;
    readonly role: 'admin' | 'editor' | 'approver' | 'reader' | 'key';
    readonly withValues: boolean;
  }[];
  /** Whether it is noted how this person watches; absent where the campaign measures nothing. */
  readonly measuring?: { readonly by: 'record' | 'own' | 'off'; readonly agreedAt?: string };
  /** Why the whole video is general, where it is. */
  readonly generalBecause?: string;
  readonly choices: readonly { readonly field: string; readonly label: string; readonly on: boolean }[];
  /** Asked for with "Show my values": what is held, as text, by field. */
  readonly values?: Readonly<Record<string, string>>;
  /** What this person decided, the latest first. `fields`: labels; none where it was about everything. */
  readonly history: readonly { readonly past: Past; readonly at: string; readonly fields: readonly string[] }[];
  /** Takes the last switching back, where that was the last thing decided. */
  readonly undo?: Readonly<Record<string, boolean>>;
  /** What this person sent with forms. `value` where values were asked for. */
  readonly entries: readonly {
    readonly id: string;
    readonly label: string;
    readonly why: string;
    readonly sentAt: string;
    readonly keptUntil: string;
    readonly value?: string;
  }[];
}

/** The sender's question, asked before anything personal (`confirm: "code"`). */
export interface CodeView extends PageView {
  readonly at: string;
  readonly carry: Readonly<Record<string, string>>;
  readonly sender: string;
  readonly question: string;
  /** Tries that are left after a wrong answer; absent before the first. */
  readonly left?: number;
}

export interface ActView extends PageView {
  readonly at: string;
  readonly carry: Readonly<Record<string, string>>;
  readonly act: Act;
  readonly sender: string;
  readonly rights: Disclosure['rights'];
}

export interface GoneView extends PageView {
  readonly controller?: Controller;
  /** Everything was erased a moment ago: what was, where its receipt came along. */
  readonly erased?: ErasureView | 'without-receipt';
}

/** A receipt of an erasure, checked. */
export interface ErasureView {
  readonly sender: string;
  readonly at: string;
  readonly campaigns: number;
  readonly videos: number;
  /** Address of the receipt as a file. */
  readonly file: string;
}

/** The receipt on paper. */
export interface PaperView extends PageView {
  readonly at: string;
  readonly carry: Readonly<Record<string, string>>;
  readonly title: string;
  readonly disclosure: Disclosure;
  readonly personal: boolean;
  readonly madeAt?: string;
  readonly retentionDays: number;
  /** Where the file can be checked. */
  readonly checkAt: string;
}

/** The page that checks receipts. */
export interface CheckView extends PageView {
  readonly result?: 'good' | 'changed' | 'unknown';
  /** What a genuine receipt says, as JSON. */
  readonly says?: string;
}
