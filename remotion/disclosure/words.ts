/** The words of the disclosure layer, by locale. A missing phrase does not compile. */

import { localise, type Plural } from '../localise.ts';
import type { Localised } from '../template.ts';

export interface Words {
  /** Title of the statement scene. */
  readonly title: string;
  /** In place of the marker while nothing personal is in the picture. */
  readonly nothingHere: string;
  /** The sentence that opens the statement, by number of fields: index 1–8. `{sender}` is the controller. */
  readonly used: readonly string[];
  readonly none: string;
  readonly why: string;
  readonly whyYou: string;
  readonly who: string;
  readonly nobody: string;
  readonly kept: string;
  /** By the number of days. */
  readonly days: Plural;
  /** Fields are left out by chance, to learn what they are worth. */
  readonly trial: string;
  readonly tried: string;
  readonly change: string;
  readonly howToChange: string;
  readonly howToSee: string;
  readonly comma: string;
  readonly stop: string;
}

const en: Words = {
  title: 'About this video',
  nothingHere: 'Nothing about you in this picture',
  used: [
    '',
    'one thing',
    'two things',
    'three things',
    'four things',
    'five things',
    'six things',
    'seven things',
    'eight things',
  ].map((n) => `{sender} used ${n} about you.`),
  none: 'This video uses nothing about you.',
  why: 'What for',
  whyYou: 'Why you',
  who: 'Who else gets it',
  nobody: 'Nobody else.',
  kept: 'How long',
  days: { one: 'Deleted after one day.', other: 'Deleted after {n} days.' },
  trial: 'A trial',
  tried: 'Some people, by chance, see it without one thing.',
  change: 'Your choice',
  howToChange: 'Switch any of it off, on the video’s page.',
  howToSee: 'On the video’s page you can see what it could show, and decide.',
  comma: ', ',
  stop: '.',
};

const de: Words = {
  title: 'Zu diesem Video',
  nothingHere: 'Nichts über Sie in diesem Bild',
  used: [
    '',
    'eine Angabe',
    'zwei Angaben',
    'drei Angaben',
    'vier Angaben',
    'fünf Angaben',
    'sechs Angaben',
    'sieben Angaben',
    'acht Angaben',
  ].map((n) => `{sender} hat ${n} über Sie benutzt.`),
  none: 'Dieses Video benutzt nichts über Sie.',
  why: 'Wofür',
  whyYou: 'Warum Sie',
  who: 'Wer es noch bekommt',
  nobody: 'Niemand sonst.',
  kept: 'Wie lange',
  days: { one: 'Nach einem Tag gelöscht.', other: 'Nach {n} Tagen gelöscht.' },
  trial: 'Ein Versuch',
  tried: 'Manche sehen es, zufällig gewählt, ohne eine Angabe.',
  change: 'Ihre Wahl',
  howToChange: 'Jede Angabe lässt sich auf der Videoseite ausschalten.',
  howToSee: 'Auf der Seite des Videos sehen Sie, was es zeigen könnte, und entscheiden.',
  comma: ', ',
  stop: '.',
};

const fr: Words = {
  title: 'À propos de cette vidéo',
  nothingHere: 'Rien sur vous dans cette image',
  used: [
    '',
    'une information',
    'deux informations',
    'trois informations',
    'quatre informations',
    'cinq informations',
    'six informations',
    'sept informations',
    'huit informations',
  ].map((n) => `{sender} a utilisé ${n} sur vous.`),
  none: 'Cette vidéo n’utilise rien sur vous.',
  why: 'Pour quoi',
  whyYou: 'Pourquoi vous',
  who: 'Qui d’autre les reçoit',
  nobody: 'Personne d’autre.',
  kept: 'Combien de temps',
  days: { one: 'Effacé après un jour.', other: 'Effacé après {n} jours.' },
  trial: 'Un essai',
  tried: 'Certaines personnes, au hasard, la voient sans une information.',
  change: 'Votre choix',
  howToChange: 'Désactivez ce que vous voulez, sur la page de la vidéo.',
  howToSee: 'Sur la page de la vidéo, vous voyez ce qu’elle pourrait montrer, et vous décidez.',
  comma: ', ',
  stop: '.',
};

const es: Words = {
  title: 'Sobre este vídeo',
  nothingHere: 'Nada sobre usted en esta imagen',
  used: [
    '',
    'un dato',
    'dos datos',
    'tres datos',
    'cuatro datos',
    'cinco datos',
    'seis datos',
    'siete datos',
    'ocho datos',
  ].map((n) => `{sender} usó ${n} sobre usted.`),
  none: 'Este vídeo no usa nada sobre usted.',
  why: 'Para qué',
  whyYou: 'Por qué usted',
  who: 'Quién más lo recibe',
  nobody: 'Nadie más.',
  kept: 'Cuánto tiempo',
  days: { one: 'Se borra después de un día.', other: 'Se borra después de {n} días.' },
  trial: 'Una prueba',
  tried: 'Algunas personas, al azar, lo ven sin un dato.',
  change: 'Usted decide',
  howToChange: 'Desactive lo que quiera en la página del vídeo.',
  howToSee: 'En la página del vídeo puede ver qué podría mostrar, y decidir.',
  comma: ', ',
  stop: '.',
};

const ar: Words = {
  title: 'عن هذا الفيديو',
  nothingHere: 'لا شيء عنك في هذه الصورة',
  used: [
    '',
    'معلومة واحدة',
    'معلومتين',
    'ثلاث معلومات',
    'أربع معلومات',
    'خمس معلومات',
    'ست معلومات',
    'سبع معلومات',
    'ثماني معلومات',
  ].map((n) => `استخدمت {sender} ${n} عنك.`),
  none: 'لا يستخدم هذا الفيديو أي شيء عنك.',
  why: 'لأي غرض',
  whyYou: 'لماذا أنت',
  who: 'من يحصل عليها أيضًا',
  nobody: 'لا أحد غيرهم.',
  kept: 'إلى متى',
  days: {
    one: 'تُحذف بعد يوم واحد.',
    two: 'تُحذف بعد يومين.',
    few: 'تُحذف بعد {n} أيام.',
    many: 'تُحذف بعد {n} يومًا.',
    other: 'تُحذف بعد {n} يوم.',
  },
  trial: 'تجربة',
  tried: 'بعض الناس، بالمصادفة، يشاهدونه من دون معلومة واحدة.',
  change: 'القرار لك',
  howToChange: 'أوقف ما تشاء منها في صفحة الفيديو.',
  howToSee: 'في صفحة الفيديو ترى ما يمكن أن يعرضه، وتقرر.',
  comma: '، ',
  stop: '.',
};

const books: Readonly<Record<string, Words>> = { en, de, fr, es, ar };

/** The words for a locale; English where there are none. */
export const wordsFor = (locale: string): Words => books[locale] ?? books[locale.split('-')[0] ?? ''] ?? en;

/** Localised text, for fields and statements. */
export const say = (text: Localised, locale: string): string => localise(text, locale).trim();
