/**
 * Every word of the watch page. A phrase missing in a language does not compile. `{sender}` and the like are filled in
 * by `say` and `fill`; what the sender claims is always said as the sender's word.
 */
import type { DisclosedField } from '../../disclosure/types.ts';
import type { Act, Done } from './view.ts';
import { de } from './words-de.ts';
import { en } from './words-en.ts';

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
  readonly first: {
    readonly sent: string;
    readonly could: string;
    readonly question: string;
    readonly me: string;
    readonly meLine: string;
    readonly general: string;
    readonly generalLine: string;
    readonly notMeLine: string;
    readonly generalChosen: string;
    readonly list: string;
    readonly listLead: string;
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
  readonly nowInPicture: string;
  readonly nothingNow: string;
  readonly readInstead: string;
  readonly transcript: string;
  readonly knows: string;
  readonly countUsed: (n: number) => string;
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
  readonly didNotAgree: string;
  readonly notRight: string;
  readonly inPicture: string;
  readonly fromTo: string;
  readonly and: string;
  readonly unused: string;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly generalBecause: Readonly<Record<string, string>>;
  readonly generalOtherwise: string;
  readonly showValues: string;
  readonly hideValues: string;
  readonly valuesLead: string;
  readonly withoutAnything: string;
  readonly withEverything: string;
  readonly receipt: string;
  readonly print: string;
  readonly unlock: string;
  readonly change: string;
  readonly stays: string;
  readonly undo: string;
  readonly keep: string;
  readonly acts: Readonly<Record<Act, ActWords>>;
  readonly done: Readonly<Record<Done, string>>;
  readonly gpc: string;
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

export const LANGUAGES: Readonly<Record<string, Words>> = { en, de };

/** The words for a locale; English where there are none. */
export const wordsFor = (locale: string): Words => LANGUAGES[locale.split('-')[0] ?? ''] ?? en;

/** Locale for dates and lists: plain `en` reads days first, as the rest of the page does. */
export const datesIn = (locale: string): string => (locale === 'en' ? 'en-GB' : locale);

export const formatDate = (locale: string, iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat(datesIn(locale), { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(
    new Date(iso),
  );
