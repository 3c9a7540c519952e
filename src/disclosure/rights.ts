/** What a viewer can do, and of each act what it stops, what stays, and whether it can be undone. A missing phrase does not compile. */
import type { Disclosure } from './types.ts';

/** In the order in which they are listed: from the lightest to the last. */
export const ACTS = ['switch', 'correction', 'withdraw', 'dispute', 'not-me', 'unsubscribe', 'erase'] as const;
export type RightsAct = (typeof ACTS)[number];

interface ActText {
  readonly stops: string;
  readonly stays: string;
  readonly undo: string;
}
interface RightsWords {
  /** That the locale was a setting of the delivery. */
  readonly locale: string;
  /** `{sender}` is the controller. */
  readonly acts: Readonly<Record<RightsAct, ActText>>;
}

const en: RightsWords = {
  locale: 'The language was set for the delivery of this video; it is not a field of yours.',
  acts: {
    switch: {
      stops: 'What you switch off leaves this video at once, and no later delivery switches it on again.',
      stays: 'It is kept, unused, until its time is up, so that you can switch it on again.',
      undo: 'Yes, with the same switch.',
    },
    correction: {
      stops: 'Nothing stops; {sender} is told which field you say is not right.',
      stays: 'The video stays as it is until {sender} sends it corrected.',
      undo: 'It needs no undoing.',
    },
    withdraw: {
      stops: 'What you withdraw leaves every video of {sender} for this purpose at once, and is deleted here.',
      stays: '{sender} keeps your account and what it holds elsewhere; ask there.',
      undo: 'Only by a new agreement with {sender}.',
    },
    dispute: {
      stops: 'The same as withdrawing; and {sender} is told that you say you did not agree.',
      stays: '{sender} keeps your account and what it holds elsewhere; ask there.',
      undo: 'Only by a new agreement with {sender}.',
    },
    'not-me': {
      stops: 'This link shows nothing personal any more, to anybody.',
      stays: 'The general version; {sender} is told that the link went to the wrong person.',
      undo: 'Only by a new link from {sender}.',
    },
    unsubscribe: {
      stops: '{sender} makes no more personal videos for you here.',
      stays: 'The general version, and what {sender} sends you otherwise; ask there.',
      undo: 'Only by a new link from {sender}.',
    },
    erase: {
      stops: 'All that {sender} brought here about you is deleted, with every video made of it, and the link ends.',
      stays:
        'A code that cannot be read back, so that you are not added again by mistake. {sender} keeps your account; ask there.',
      undo: 'No.',
    },
  },
};

const de: RightsWords = {
  locale: 'Die Sprache wurde für den Versand dieses Videos eingestellt; sie ist keine Angabe über Sie.',
  acts: {
    switch: {
      stops:
        'Was Sie ausschalten, verschwindet sofort aus diesem Video, und keine spätere Lieferung schaltet es wieder ein.',
      stays: 'Es bleibt unbenutzt aufbewahrt, bis seine Zeit um ist, damit Sie es wieder einschalten können.',
      undo: 'Ja, mit demselben Schalter.',
    },
    correction: {
      stops: 'Nichts hört auf; {sender} erfährt, welche Angabe nach Ihrem Wort nicht stimmt.',
      stays: 'Das Video bleibt, wie es ist, bis {sender} die Angabe berichtigt.',
      undo: 'Das muss man nicht rückgängig machen.',
    },
    withdraw: {
      stops:
        'Was Sie widerrufen, verschwindet sofort aus allen Videos von {sender} zu diesem Zweck und wird hier gelöscht.',
      stays: '{sender} behält Ihr Konto und was dort sonst liegt; fragen Sie dort.',
      undo: 'Nur durch eine neue Einwilligung bei {sender}.',
    },
    dispute: {
      stops: 'Dasselbe wie beim Widerruf; und {sender} erfährt, dass Sie sagen, nicht eingewilligt zu haben.',
      stays: '{sender} behält Ihr Konto und was dort sonst liegt; fragen Sie dort.',
      undo: 'Nur durch eine neue Einwilligung bei {sender}.',
    },
    'not-me': {
      stops: 'Dieser Link zeigt nichts Persönliches mehr, niemandem.',
      stays: 'Die allgemeine Fassung; {sender} erfährt, dass der Link an die falsche Person ging.',
      undo: 'Nur durch einen neuen Link von {sender}.',
    },
    unsubscribe: {
      stops: '{sender} macht hier keine persönlichen Videos mehr für Sie.',
      stays: 'Die allgemeine Fassung, und was {sender} Ihnen sonst schickt; fragen Sie dort.',
      undo: 'Nur durch einen neuen Link von {sender}.',
    },
    erase: {
      stops:
        'Alles, was {sender} über Sie hierher gebracht hat, wird gelöscht, samt allen Videos daraus, und der Link endet.',
      stays:
        'Ein Code, der sich nicht zurücklesen lässt, damit Sie nicht aus Versehen wieder aufgenommen werden. {sender} behält Ihr Konto; fragen Sie dort.',
      undo: 'Nein.',
    },
  },
};

const fr: RightsWords = {
  locale: 'La langue a été réglée pour l’envoi de cette vidéo ; ce n’est pas une information sur vous.',
  acts: {
    switch: {
      stops: 'Ce que vous désactivez quitte aussitôt cette vidéo, et aucun envoi ultérieur ne le réactive.',
      stays: 'L’information reste conservée, inutilisée, jusqu’à son terme, pour que vous puissiez la réactiver.',
      undo: 'Oui, avec le même bouton.',
    },
    correction: {
      stops: 'Rien ne s’arrête ; {sender} apprend quelle information est fausse selon vous.',
      stays: 'La vidéo reste telle quelle jusqu’à ce que {sender} envoie la correction.',
      undo: 'Il n’y a rien à annuler.',
    },
    withdraw: {
      stops: 'Ce que vous retirez quitte aussitôt toutes les vidéos de {sender} faites dans ce but, et est effacé ici.',
      stays: '{sender} garde votre compte et ce qu’il détient ailleurs ; demandez-le-lui.',
      undo: 'Seulement par un nouvel accord avec {sender}.',
    },
    dispute: {
      stops: 'Comme un retrait ; de plus, {sender} apprend que vous dites ne pas avoir donné votre accord.',
      stays: '{sender} garde votre compte et ce qu’il détient ailleurs ; demandez-le-lui.',
      undo: 'Seulement par un nouvel accord avec {sender}.',
    },
    'not-me': {
      stops: 'Ce lien ne montre plus rien de personnel, à personne.',
      stays: 'La version générale ; {sender} apprend que le lien est arrivé à la mauvaise personne.',
      undo: 'Seulement par un nouveau lien de {sender}.',
    },
    unsubscribe: {
      stops: '{sender} ne fait plus ici de vidéos personnelles pour vous.',
      stays: 'La version générale, et ce que {sender} vous envoie par ailleurs ; demandez-le-lui.',
      undo: 'Seulement par un nouveau lien de {sender}.',
    },
    erase: {
      stops:
        'Tout ce que {sender} a apporté ici sur vous est effacé, avec toutes les vidéos qui en sont faites, et le lien prend fin.',
      stays:
        'Un code qu’on ne peut pas relire, pour que vous ne soyez pas ajouté de nouveau par erreur. {sender} garde votre compte ; demandez-le-lui.',
      undo: 'Non.',
    },
  },
};

const es: RightsWords = {
  locale: 'El idioma se fijó para el envío de este vídeo; no es un dato sobre usted.',
  acts: {
    switch: {
      stops: 'Lo que usted desactiva sale de este vídeo al momento, y ningún envío posterior lo vuelve a activar.',
      stays: 'Se guarda sin usarse hasta que acabe su plazo, para que pueda activarlo de nuevo.',
      undo: 'Sí, con el mismo interruptor.',
    },
    correction: {
      stops: 'Nada se detiene; {sender} sabrá qué dato no es correcto según usted.',
      stays: 'El vídeo queda como está hasta que {sender} envíe la corrección.',
      undo: 'No hay nada que deshacer.',
    },
    withdraw: {
      stops: 'Lo que usted retira sale al momento de todos los vídeos de {sender} con este fin, y se borra aquí.',
      stays: '{sender} conserva su cuenta y lo que tiene en otros sitios; pregunte allí.',
      undo: 'Solo con un nuevo acuerdo con {sender}.',
    },
    dispute: {
      stops: 'Lo mismo que retirar el acuerdo; además, {sender} sabrá que usted dice no haberlo dado.',
      stays: '{sender} conserva su cuenta y lo que tiene en otros sitios; pregunte allí.',
      undo: 'Solo con un nuevo acuerdo con {sender}.',
    },
    'not-me': {
      stops: 'Este enlace ya no muestra nada personal, a nadie.',
      stays: 'La versión general; {sender} sabrá que el enlace llegó a otra persona.',
      undo: 'Solo con un nuevo enlace de {sender}.',
    },
    unsubscribe: {
      stops: '{sender} ya no hace aquí vídeos personales para usted.',
      stays: 'La versión general, y lo demás que {sender} le envía; pregunte allí.',
      undo: 'Solo con un nuevo enlace de {sender}.',
    },
    erase: {
      stops:
        'Todo lo que {sender} trajo aquí sobre usted se borra, con todos los vídeos hechos de ello, y el enlace termina.',
      stays:
        'Un código que no se puede leer de vuelta, para que no se le añada otra vez por error. {sender} conserva su cuenta; pregunte allí.',
      undo: 'No.',
    },
  },
};

const ar: RightsWords = {
  locale: 'اختيرت اللغة لإرسال هذا الفيديو؛ وهي ليست معلومة عنك.',
  acts: {
    switch: {
      stops: 'ما توقفه يخرج من هذا الفيديو فورًا، ولا يعيده أي إرسال لاحق.',
      stays: 'يبقى محفوظًا دون استخدام حتى تنتهي مدته، لتتمكن من تشغيله من جديد.',
      undo: 'نعم، بالمفتاح نفسه.',
    },
    correction: {
      stops: 'لا يتوقف شيء؛ وتُبلَّغ {sender} بالمعلومة التي تقول إنها غير صحيحة.',
      stays: 'يبقى الفيديو كما هو حتى ترسل {sender} التصحيح.',
      undo: 'لا حاجة إلى التراجع.',
    },
    withdraw: {
      stops: 'ما تسحب موافقتك عليه يخرج فورًا من كل فيديوهات {sender} لهذا الغرض، ويُحذف هنا.',
      stays: 'تحتفظ {sender} بحسابك وبما لديها في مكان آخر؛ اسأل هناك.',
      undo: 'فقط بموافقة جديدة لدى {sender}.',
    },
    dispute: {
      stops: 'مثل سحب الموافقة؛ وتُبلَّغ {sender} بأنك تقول إنك لم توافق.',
      stays: 'تحتفظ {sender} بحسابك وبما لديها في مكان آخر؛ اسأل هناك.',
      undo: 'فقط بموافقة جديدة لدى {sender}.',
    },
    'not-me': {
      stops: 'لا يعرض هذا الرابط أي شيء شخصي بعد الآن، لأي أحد.',
      stays: 'النسخة العامة؛ وتُبلَّغ {sender} بأن الرابط وصل إلى شخص آخر.',
      undo: 'فقط برابط جديد من {sender}.',
    },
    unsubscribe: {
      stops: 'لا تصنع {sender} لك هنا فيديوهات شخصية بعد الآن.',
      stays: 'النسخة العامة، وما ترسله إليك {sender} غير ذلك؛ اسأل هناك.',
      undo: 'فقط برابط جديد من {sender}.',
    },
    erase: {
      stops: 'يُحذف كل ما جلبته {sender} عنك إلى هنا، مع كل فيديو صُنع منه، وينتهي الرابط.',
      stays: 'رمز لا يمكن قراءته، كي لا تُضاف مرة أخرى بالخطأ. تحتفظ {sender} بحسابك؛ اسأل هناك.',
      undo: 'لا.',
    },
  },
};

const books: Readonly<Record<string, RightsWords>> = { en, de, fr, es, ar };
const wordsFor = (locale: string): RightsWords => books[locale] ?? books[locale.split('-')[0] ?? ''] ?? en;

/** Every act with its words in a locale; English where there are none. */
export function rightsIn(locale: string, sender: string): Disclosure['rights'] {
  const { acts } = wordsFor(locale);
  const say = (text: string) => text.replaceAll('{sender}', () => sender);
  return ACTS.map((act) => ({
    act,
    stops: say(acts[act].stops),
    stays: say(acts[act].stays),
    undo: say(acts[act].undo),
  }));
}

/** The sentence that names the locale as a setting of the delivery. */
export const localeText = (locale: string): string => wordsFor(locale).locale;

/** Whether a locale has words of its own here. */
export const speaks = (locale: string): boolean => wordsFor(locale) !== en || locale.split('-')[0] === 'en';
