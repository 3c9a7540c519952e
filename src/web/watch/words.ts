/**
 * Every word of the viewer's pages, as ICU messages. A phrase missing in a language does not compile; `say` and `fill` put
 * in what stands in braces. What only the sender claims is always said as the sender's word.
 */
import type { DisclosedField } from '../../disclosure/types.ts';
import type { Act, Done, Past } from './view.ts';
import { ar } from './words-ar.ts';
import { de } from './words-de.ts';
import { en } from './words-en.ts';
import { es } from './words-es.ts';
import { fr } from './words-fr.ts';

type Reason = NonNullable<DisclosedField['reason']>;

interface ActWords {
  /** On the button that leads to it, or does it. */
  readonly name: string;
  /** On the page that asks once more, and on its button. */
  readonly question: string;
  readonly go: string;
}

export interface Words {
  readonly skip: string;
  readonly madeThis: string;
  readonly madeForYou: string;
  readonly dataProtection: string;
  readonly authority: string;
  readonly first: {
    readonly sent: string;
    readonly could: string;
    readonly nothingYet: string;
    readonly question: string;
    readonly me: string;
    readonly meLine: string;
    readonly general: string;
    readonly generalLine: string;
    readonly notMeLine: string;
    readonly generalChosen: string;
    readonly usesNothing: string;
    readonly list: string;
    readonly listLead: string;
  };
  /** `confirm: "code"`: the sender's own question before anything personal. */
  readonly code: {
    readonly title: string;
    readonly lead: string;
    readonly hint: string;
    readonly wrong: string;
    readonly usedUp: string;
  };
  readonly notMe: string;
  readonly video: string;
  readonly drawing: string;
  readonly drawingGeneral: string;
  readonly failed: string;
  readonly lookAgain: string;
  readonly shape: string;
  readonly shapes: Readonly<Record<string, string>>;
  readonly show: string;
  readonly player: {
    readonly play: string;
    readonly pause: string;
    readonly position: string;
    readonly captions: string;
    readonly sound: string;
    readonly full: string;
  };
  readonly polls: string;
  readonly pollLead: string;
  readonly nowInPicture: string;
  readonly nothingNow: string;
  readonly readInstead: string;
  readonly transcript: string;
  readonly knows: string;
  readonly countUsed: string;
  readonly noneUsed: string;
  readonly sharedNobody: string;
  readonly sharedWith: string;
  readonly helps: string;
  readonly deletedOn: string;
  readonly deletedAfter: string;
  readonly purpose: string;
  readonly whyYou: string;
  readonly basis: string;
  readonly language: string;
  readonly others: string;
  readonly agreed: string;
  readonly own: string;
  readonly ownAbsent: string;
  readonly didNotAgree: string;
  readonly notRight: string;
  /** Over the forms that stand in for what the video asks. */
  readonly asked: string;
  readonly inPicture: string;
  readonly fromTo: string;
  readonly on: string;
  readonly off: string;
  readonly unused: string;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly generalBecause: Readonly<Record<string, string>>;
  readonly generalOtherwise: string;
  readonly showValues: string;
  readonly hideValues: string;
  readonly valuesLead: string;
  readonly withoutAnything: string;
  readonly withEverything: string;
  readonly history: {
    readonly title: string;
    readonly none: string;
    readonly undo: string;
    readonly all: string;
    readonly past: Readonly<Record<Past, string>>;
  };
  /** What the viewer sent with forms in the video. */
  readonly entries: {
    readonly title: string;
    readonly line: string;
    readonly takeBack: string;
    readonly takeBackLine: string;
  };
  readonly receipt: string;
  readonly print: string;
  readonly paper: {
    readonly title: string;
    readonly lead: string;
    readonly madeOn: string;
    readonly used: string;
    readonly notUsed: string;
    readonly source: string;
    readonly why: string;
    readonly where: string;
    readonly agreed: string;
    readonly until: string;
    readonly rights: string;
    readonly signed: string;
    readonly open: string;
  };
  readonly check: {
    readonly title: string;
    readonly lead: string;
    readonly label: string;
    readonly go: string;
    readonly good: string;
    readonly changed: string;
    readonly unknown: string;
    readonly says: string;
  };
  readonly erased: {
    readonly title: string;
    readonly when: string;
    readonly campaigns: string;
    readonly videos: string;
    readonly values: string;
    readonly notTitle: string;
    readonly stays: readonly string[];
    readonly keep: string;
    readonly download: string;
  };
  readonly unlock: string;
  readonly change: string;
  readonly stays: string;
  readonly undo: string;
  readonly keep: string;
  readonly acts: Readonly<Record<Act, ActWords>>;
  readonly done: Readonly<Record<Done, string>>;
  readonly gpc: string;
  readonly measured: string;
  readonly cookieLost: string;
  readonly withoutCookie: string;
  readonly who: string;
  readonly privacy: string;
  readonly imprint: string;
  readonly applying: string;
  readonly applied: string;
  readonly notApplied: string;
  readonly gone: { readonly title: string; readonly text: string; readonly ask: string; readonly erased: string };
  readonly refused: { readonly title: string; readonly text: string; readonly back: string };
}

export const LANGUAGES: Readonly<Record<string, Words>> = { en, de, fr, es, ar };

/** The words for a locale; English where there are none. */
export const wordsFor = (locale: string): Words => LANGUAGES[locale.split('-')[0] ?? ''] ?? en;
