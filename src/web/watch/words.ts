/**
 * Every word of the watch page. A phrase missing in a language does not compile. `{sender}` and the like are filled in
 * by `say` and `fill`; what the sender claims is always said as the sender's word.
 */
import type { DisclosedField } from '../../disclosure/types.ts';
import type { Act, Done } from './view.ts';

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

const en: Words = {
  skip: 'Skip to what this video knows about you',
  madeThis: 'made this video',
  madeForYou: 'made this for you',
  first: {
    sent: '{sender} sent you this link. What plays here is what everybody sees.',
    could:
      'With what you agreed to, {sender} can make it your own. Nothing of yours is shown until you say that it is you.',
    question: 'Is this link yours?',
    me: 'This is me',
    meLine: 'Your own version, on this device, for twelve hours.',
    general: 'The general version',
    generalLine: 'What everybody sees. Nothing changes.',
    notMeLine: 'This link goes quiet. Only {sender} can send a new one.',
    generalChosen: 'This is the general version. Nothing of yours is in it.',
    list: 'What your own version could show',
    listLead: 'Each mark stands for one thing. You will meet it again in the picture, wherever that thing is used.',
  },
  notMe: 'Not me',
  video: 'Video: {title}',
  drawing: 'Your version is being drawn. That can take a minute; it appears here when it is ready.',
  drawingGeneral: 'This video is being drawn. That can take a minute.',
  failed: 'Your version could not be drawn. The general version works; {sender} can try yours again.',
  lookAgain: 'Look again',
  shape: 'Shape',
  shapes: { landscape: 'wide', portrait: 'upright', square: 'square' },
  show: 'Show my data in the picture',
  player: {
    play: 'Play',
    pause: 'Pause',
    position: 'Position',
    captions: 'Captions',
    sound: 'Sound',
    full: 'Full screen',
  },
  nowInPicture: 'In the picture now:',
  nothingNow: 'nothing of yours',
  readInstead: 'Read it instead of watching',
  transcript: 'The video in words',
  knows: 'What this video knows about you',
  countUsed: (n) => {
    const words = [
      '',
      'One thing',
      'Two things',
      'Three things',
      'Four things',
      'Five things',
      'Six things',
      'Seven things',
    ];
    return `${words[n] ?? 'Eight things'} about you ${n === 1 ? 'is' : 'are'} in it.`;
  },
  noneUsed: 'Nothing of yours is in this video.',
  sharedNobody: '{sender} says nobody else gets this.',
  sharedWith: '{sender} gives it to {name}: {why}.',
  helps: '{name}, {place}, works on it for {sender}: {why}.',
  deletedOn: 'It is deleted here on {date} at the latest.',
  deletedAfter: 'What {sender} sends for it is deleted here after {days} days at the latest.',
  purpose: 'What it is for',
  whyYou: 'Why you',
  basis: 'On what ground',
  language: 'Language',
  others: 'Who else',
  agreed: '{sender} says you agreed on {date}.',
  didNotAgree: 'I did not agree',
  notRight: 'That is not right',
  inPicture: 'In the picture',
  fromTo: '{from} to {to}',
  and: 'and',
  unused: 'Known, but it changed nothing in this video.',
  reasons: {
    'not-declared': 'Not used, and not kept.',
    'refused-category': 'Candor takes no such data. It was not kept.',
    absent: '{sender} sent nothing for it.',
    invalid: 'What {sender} sent for it could not be read. It was not kept.',
    withdrawn: 'You withdrew your agreement. It is not used, and not kept.',
    expired: 'Your agreement has ended. It is not used, and not kept.',
    'not-yet': 'Your agreement begins later. Until then it is not used.',
    'other-purpose': 'Your agreement is for something else. It is not used, and not kept.',
    'no-consent': '{sender} has no agreement of yours for it. It is not used, and not kept.',
    'viewer-choice': 'You switched it off. The video shows what everybody sees instead.',
    trial: 'Left out here, by chance, to learn whether it is worth having.',
  },
  generalBecause: {
    'not-me': 'Somebody said that this link is not theirs. It stays general until {sender} sends a new one.',
    unsubscribed: 'You said you want no more personal videos. So this is the general version.',
    stopped: '{sender} has stopped all personal videos of this kind. So this is the general version.',
    cancelled: '{sender} has ended this. So this is the general version.',
    failed: 'Your version could not be drawn. So this is the general version; {sender} can try yours again.',
  },
  generalOtherwise: 'This is the general version: nothing of yours may be used in it now.',
  showValues: 'Show my values',
  hideValues: 'Hide my values',
  valuesLead: 'This is what is held, exactly as it came.',
  withoutAnything: 'Without anything',
  withEverything: 'With everything',
  receipt: 'Download receipt',
  print: 'Print this page',
  unlock: 'To switch things off, see the values or erase them, say first that this is you.',
  change: 'Change your mind',
  stays: 'What stays:',
  undo: 'Can it be undone?',
  keep: 'Leave everything as it is',
  acts: {
    withdraw: {
      name: 'Withdraw my agreement',
      question: 'Withdraw your agreement?',
      go: 'Withdraw my agreement',
    },
    erase: {
      name: 'Erase what is held for these videos',
      question: 'Erase what is held for these videos?',
      go: 'Erase it now',
    },
    'not-me': {
      name: 'Not me',
      question: 'Is this link not yours?',
      go: 'Not me',
    },
    unsubscribe: {
      name: 'No more personal videos',
      question: 'No more personal videos from {sender}?',
      go: 'No more personal videos',
    },
  },
  done: {
    choices: 'Done. The video below keeps to your choice.',
    withdraw: 'Your agreement is withdrawn. Nothing of yours is in any video from here on.',
    erase: 'Everything held about you for these videos is erased.',
    'not-me': 'Thank you. This link shows nothing personal any more.',
    dispute: 'It is out of the video, and {sender} has been told that you did not agree.',
    correction: '{sender} has been told that this is not right. Until it is mended you can switch it off.',
    unsubscribe: 'Done. There will be no more personal videos for you.',
  },
  gpc: 'Your browser asks not to be tracked (Global Privacy Control). Nothing is measured here.',
  cookieLost: 'Your browser did not keep the cookie that says this is you.',
  withoutCookie: 'Go on without a cookie',
  who: 'Who is responsible',
  privacy: 'How {sender} handles data',
  imprint: 'Imprint',
  applying: 'Applying …',
  applied: 'Done. The video keeps to your choice.',
  notApplied: 'That did not work. Nothing was changed; please try again.',
  gone: {
    title: 'This link has ended',
    text: 'There is nothing to watch here any more, and nothing of yours.',
    ask: 'If you expected a video, ask:',
    erased: 'Everything held about you for these videos is erased, and this link has ended.',
  },
  refused: {
    title: 'That was not done',
    text: 'This needs you to say first that the link is yours, or the page was open for too long.',
    back: 'Back to the video',
  },
};

const de: Words = {
  skip: 'Zu dem, was dieses Video über Sie weiß',
  madeThis: 'hat dieses Video gemacht',
  madeForYou: 'hat das für Sie gemacht',
  first: {
    sent: '{sender} hat Ihnen diesen Link geschickt. Was hier läuft, sehen alle.',
    could:
      'Mit dem, was Sie erlaubt haben, kann {sender} daraus Ihre eigene Fassung machen. Nichts von Ihnen erscheint, bevor Sie sagen, dass Sie es sind.',
    question: 'Gehört dieser Link Ihnen?',
    me: 'Das bin ich',
    meLine: 'Ihre eigene Fassung, auf diesem Gerät, für zwölf Stunden.',
    general: 'Die allgemeine Fassung',
    generalLine: 'Was alle sehen. Es ändert sich nichts.',
    notMeLine: 'Dieser Link verstummt. Nur {sender} kann einen neuen schicken.',
    generalChosen: 'Das ist die allgemeine Fassung. Nichts von Ihnen kommt darin vor.',
    list: 'Was Ihre eigene Fassung zeigen könnte',
    listLead: 'Jedes Zeichen steht für eine Sache. Sie finden es im Bild wieder, wo diese Sache vorkommt.',
  },
  notMe: 'Das bin ich nicht',
  video: 'Video: {title}',
  drawing: 'Ihre Fassung wird gezeichnet. Das kann eine Minute dauern; sie erscheint hier, sobald sie fertig ist.',
  drawingGeneral: 'Dieses Video wird gezeichnet. Das kann eine Minute dauern.',
  failed: 'Ihre Fassung ließ sich nicht zeichnen. Die allgemeine geht; {sender} kann Ihre noch einmal versuchen.',
  lookAgain: 'Noch einmal nachsehen',
  shape: 'Format',
  shapes: { landscape: 'quer', portrait: 'hoch', square: 'quadratisch' },
  show: 'Meine Daten im Bild zeigen',
  player: {
    play: 'Abspielen',
    pause: 'Anhalten',
    position: 'Stelle',
    captions: 'Untertitel',
    sound: 'Ton',
    full: 'Vollbild',
  },
  nowInPicture: 'Jetzt im Bild:',
  nothingNow: 'nichts von Ihnen',
  readInstead: 'Lesen statt ansehen',
  transcript: 'Das Video in Worten',
  knows: 'Was dieses Video über Sie weiß',
  countUsed: (n) => {
    const words = [
      '',
      'Eine Sache',
      'Zwei Dinge',
      'Drei Dinge',
      'Vier Dinge',
      'Fünf Dinge',
      'Sechs Dinge',
      'Sieben Dinge',
    ];
    return `${words[n] ?? 'Acht Dinge'} über Sie ${n === 1 ? 'kommt' : 'kommen'} darin vor.`;
  },
  noneUsed: 'In diesem Video kommt nichts von Ihnen vor.',
  sharedNobody: '{sender} sagt, sonst bekommt das niemand.',
  sharedWith: '{sender} gibt es weiter an {name}: {why}.',
  helps: '{name}, {place}, arbeitet daran für {sender}: {why}.',
  deletedOn: 'Es wird hier spätestens am {date} gelöscht.',
  deletedAfter: 'Was {sender} dafür schickt, wird hier nach spätestens {days} Tagen gelöscht.',
  purpose: 'Wozu',
  whyYou: 'Warum Sie',
  basis: 'Auf welcher Grundlage',
  language: 'Sprache',
  others: 'Wer noch',
  agreed: '{sender} sagt, Sie haben am {date} zugestimmt.',
  didNotAgree: 'Ich habe nicht zugestimmt',
  notRight: 'Das stimmt nicht',
  inPicture: 'Im Bild',
  fromTo: '{from} bis {to}',
  and: 'und',
  unused: 'Bekannt, hat aber in diesem Video nichts verändert.',
  reasons: {
    'not-declared': 'Nicht verwendet und nicht behalten.',
    'refused-category': 'Solche Daten nimmt Candor nicht an. Sie wurden nicht behalten.',
    absent: '{sender} hat dafür nichts geschickt.',
    invalid: 'Was {sender} dafür geschickt hat, war nicht lesbar. Es wurde nicht behalten.',
    withdrawn: 'Sie haben Ihre Zustimmung widerrufen. Nicht verwendet und nicht behalten.',
    expired: 'Ihre Zustimmung ist abgelaufen. Nicht verwendet und nicht behalten.',
    'not-yet': 'Ihre Zustimmung beginnt später. Bis dahin wird es nicht verwendet.',
    'other-purpose': 'Ihre Zustimmung gilt etwas anderem. Nicht verwendet und nicht behalten.',
    'no-consent': '{sender} hat dafür keine Zustimmung von Ihnen. Nicht verwendet und nicht behalten.',
    'viewer-choice': 'Sie haben es ausgeschaltet. Das Video zeigt stattdessen, was alle sehen.',
    trial: 'Hier durch Zufall weggelassen, um zu erfahren, ob es etwas nützt.',
  },
  generalBecause: {
    'not-me':
      'Jemand hat gesagt, dass dieser Link nicht seiner ist. Er bleibt allgemein, bis {sender} einen neuen schickt.',
    unsubscribed: 'Sie möchten keine persönlichen Videos mehr. Darum ist das die allgemeine Fassung.',
    stopped: '{sender} hat alle persönlichen Videos dieser Art angehalten. Darum ist das die allgemeine Fassung.',
    cancelled: '{sender} hat das beendet. Darum ist das die allgemeine Fassung.',
    failed:
      'Ihre Fassung ließ sich nicht zeichnen. Darum ist das die allgemeine; {sender} kann Ihre noch einmal versuchen.',
  },
  generalOtherwise: 'Das ist die allgemeine Fassung: Nichts von Ihnen darf darin jetzt verwendet werden.',
  showValues: 'Meine Werte zeigen',
  hideValues: 'Meine Werte ausblenden',
  valuesLead: 'Das ist gespeichert, genau so, wie es kam.',
  withoutAnything: 'Ganz ohne',
  withEverything: 'Mit allem',
  receipt: 'Beleg herunterladen',
  print: 'Diese Seite drucken',
  unlock: 'Um etwas auszuschalten, die Werte zu sehen oder zu löschen, sagen Sie zuerst, dass Sie es sind.',
  change: 'Anders entscheiden',
  stays: 'Was bleibt:',
  undo: 'Lässt es sich zurücknehmen?',
  keep: 'Alles lassen, wie es ist',
  acts: {
    withdraw: {
      name: 'Meine Zustimmung widerrufen',
      question: 'Ihre Zustimmung widerrufen?',
      go: 'Meine Zustimmung widerrufen',
    },
    erase: {
      name: 'Löschen, was für diese Videos gespeichert ist',
      question: 'Löschen, was für diese Videos gespeichert ist?',
      go: 'Jetzt löschen',
    },
    'not-me': {
      name: 'Das bin ich nicht',
      question: 'Gehört dieser Link nicht Ihnen?',
      go: 'Das bin ich nicht',
    },
    unsubscribe: {
      name: 'Keine persönlichen Videos mehr',
      question: 'Keine persönlichen Videos mehr von {sender}?',
      go: 'Keine persönlichen Videos mehr',
    },
  },
  done: {
    choices: 'Erledigt. Das Video hält sich an Ihre Wahl.',
    withdraw: 'Ihre Zustimmung ist widerrufen. Von jetzt an kommt nichts von Ihnen in einem Video vor.',
    erase: 'Alles, was für diese Videos über Sie gespeichert war, ist gelöscht.',
    'not-me': 'Danke. Dieser Link zeigt nichts Persönliches mehr.',
    dispute: 'Es ist aus dem Video entfernt, und {sender} weiß jetzt, dass Sie nicht zugestimmt haben.',
    correction: '{sender} weiß jetzt, dass das nicht stimmt. Bis es berichtigt ist, können Sie es ausschalten.',
    unsubscribe: 'Erledigt. Es gibt keine persönlichen Videos mehr für Sie.',
  },
  gpc: 'Ihr Browser bittet, Sie nicht zu verfolgen (Global Privacy Control). Hier wird nichts gemessen.',
  cookieLost: 'Ihr Browser hat das Cookie nicht behalten, das sagt, dass Sie es sind.',
  withoutCookie: 'Ohne Cookie weiter',
  who: 'Wer verantwortlich ist',
  privacy: 'Wie {sender} mit Daten umgeht',
  imprint: 'Impressum',
  applying: 'Wird übernommen …',
  applied: 'Erledigt. Das Video hält sich an Ihre Wahl.',
  notApplied: 'Das hat nicht geklappt. Nichts wurde geändert; bitte versuchen Sie es noch einmal.',
  gone: {
    title: 'Dieser Link ist beendet',
    text: 'Hier gibt es nichts mehr zu sehen, und nichts von Ihnen.',
    ask: 'Wenn Sie ein Video erwartet haben, fragen Sie:',
    erased: 'Alles, was für diese Videos über Sie gespeichert war, ist gelöscht, und dieser Link ist beendet.',
  },
  refused: {
    title: 'Das wurde nicht ausgeführt',
    text: 'Dafür müssen Sie zuerst sagen, dass der Link Ihnen gehört, oder die Seite war zu lange offen.',
    back: 'Zurück zum Video',
  },
};

export const LANGUAGES: Readonly<Record<string, Words>> = { en, de };

/** The words for a locale; English where there are none. */
export const wordsFor = (locale: string): Words => LANGUAGES[locale.split('-')[0] ?? ''] ?? en;

/** Locale for dates and lists: plain `en` reads days first, as the rest of the page does. */
export const datesIn = (locale: string): string => (locale === 'en' ? 'en-GB' : locale);

export const formatDate = (locale: string, iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat(datesIn(locale), { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(
    new Date(iso),
  );
