import type { Plural } from '../../../remotion/localise.ts';

/** Words of what only a script can do: the page's script finds them in the page. */
export interface PlayerWords {
  readonly speed: string;
  readonly small: string;
  readonly chapters: string;
  /** Over the settings that are seldom wanted. */
  readonly more: string;
  readonly described: string;
  readonly remember: string;
  readonly undo: string;
  readonly why: string;
  readonly whyNothing: string;
  readonly silent: string;
  readonly nothingPlays: string;
  readonly go: string;
  readonly right: string;
  readonly wrong: string;
  readonly score: string;
  readonly notSent: string;
  /** In place of a form, before anybody said who they are. */
  readonly afterMe: string;
  readonly keep: string;
  readonly kept: string;
  readonly onlyHere: string;
  readonly close: string;
  readonly total: string;
  readonly few: string;
  readonly keptDays: Plural;
  readonly optional: string;
}

const en: PlayerWords = {
  speed: 'Speed',
  small: 'Small window',
  chapters: 'Chapters',
  more: 'More',
  described: 'With description',
  remember: 'Remember on this device where I stopped',
  undo: 'Undo',
  why: 'Why am I seeing this?',
  whyNothing: 'This picture is the same for everybody.',
  silent: 'Without sound for now',
  nothingPlays: 'The video does not play here. This is what it says.',
  go: 'Go on',
  right: 'That is right.',
  wrong: 'Not quite.',
  score: '{right} of {all} right',
  notSent: 'That was not sent. Please try again.',
  afterMe: 'You can answer this once you have pressed “This is me”.',
  keep: 'Keep this',
  kept: 'Kept. It is in your video now, and in the list below.',
  onlyHere: 'Only on this device until you press “Keep this”.',
  close: 'Close',
  total: 'about {n} answers',
  few: 'Shown when more people have answered.',
  keptDays: { one: 'Kept for one day.', other: 'Kept for {n} days.' },
  optional: 'optional',
};

const de: PlayerWords = {
  speed: 'Tempo',
  small: 'Kleines Fenster',
  chapters: 'Kapitel',
  more: 'Mehr',
  described: 'Mit Beschreibung',
  remember: 'Auf diesem Gerät merken, wo ich aufgehört habe',
  undo: 'Rückgängig',
  why: 'Warum sehe ich das?',
  whyNothing: 'Dieses Bild ist für alle gleich.',
  silent: 'Im Moment ohne Ton',
  nothingPlays: 'Das Video läuft hier nicht. Das sagt es.',
  go: 'Weiter',
  right: 'Richtig.',
  wrong: 'Nicht ganz.',
  score: '{right} von {all} richtig',
  notSent: 'Das wurde nicht gesendet. Bitte noch einmal.',
  afterMe: 'Das können Sie beantworten, sobald Sie „Das bin ich“ gedrückt haben.',
  keep: 'Behalten',
  kept: 'Behalten. Es ist jetzt in Ihrem Video und in der Liste unten.',
  onlyHere: 'Nur auf diesem Gerät, bis Sie „Behalten“ drücken.',
  close: 'Schließen',
  total: 'rund {n} Antworten',
  few: 'Wird gezeigt, wenn mehr Menschen geantwortet haben.',
  keptDays: { one: 'Wird einen Tag aufbewahrt.', other: 'Wird {n} Tage aufbewahrt.' },
  optional: 'freiwillig',
};

const fr: PlayerWords = {
  speed: 'Vitesse',
  small: 'Petite fenêtre',
  chapters: 'Chapitres',
  more: 'Plus',
  described: 'Avec description',
  remember: 'Retenir sur cet appareil où je me suis arrêté',
  undo: 'Annuler',
  why: 'Pourquoi est-ce que je vois cela ?',
  whyNothing: 'Cette image est la même pour tout le monde.',
  silent: 'Sans son pour l’instant',
  nothingPlays: 'La vidéo ne se lit pas ici. Voici ce qu’elle dit.',
  go: 'Continuer',
  right: 'C’est juste.',
  wrong: 'Pas tout à fait.',
  score: '{right} sur {all} justes',
  notSent: 'Cela n’a pas été envoyé. Réessayez.',
  afterMe: 'Vous pourrez y répondre après avoir appuyé sur « C’est moi ».',
  keep: 'Garder',
  kept: 'Gardé. C’est maintenant dans votre vidéo et dans la liste ci-dessous.',
  onlyHere: 'Seulement sur cet appareil jusqu’à ce que vous appuyiez sur « Garder ».',
  close: 'Fermer',
  total: 'environ {n} réponses',
  few: 'Affiché quand plus de personnes auront répondu.',
  keptDays: { one: 'Conservé un jour.', other: 'Conservé {n} jours.' },
  optional: 'facultatif',
};

const es: PlayerWords = {
  speed: 'Velocidad',
  small: 'Ventana pequeña',
  chapters: 'Capítulos',
  more: 'Más',
  described: 'Con descripción',
  remember: 'Recordar en este dispositivo dónde lo dejé',
  undo: 'Deshacer',
  why: '¿Por qué veo esto?',
  whyNothing: 'Esta imagen es igual para todos.',
  silent: 'Por ahora sin sonido',
  nothingPlays: 'El vídeo no se reproduce aquí. Esto es lo que dice.',
  go: 'Seguir',
  right: 'Correcto.',
  wrong: 'No del todo.',
  score: '{right} de {all} correctas',
  notSent: 'No se ha enviado. Inténtelo de nuevo.',
  afterMe: 'Podrá responder cuando haya pulsado «Soy yo».',
  keep: 'Conservar',
  kept: 'Conservado. Ya está en su vídeo y en la lista de abajo.',
  onlyHere: 'Solo en este dispositivo hasta que pulse «Conservar».',
  close: 'Cerrar',
  total: 'unas {n} respuestas',
  few: 'Se muestra cuando hayan respondido más personas.',
  keptDays: { one: 'Se conserva un día.', other: 'Se conserva {n} días.' },
  optional: 'opcional',
};

const ar: PlayerWords = {
  speed: 'السرعة',
  small: 'نافذة صغيرة',
  chapters: 'الفصول',
  more: 'المزيد',
  described: 'مع الوصف',
  remember: 'تذكّر على هذا الجهاز أين توقفت',
  undo: 'تراجع',
  why: 'لماذا أرى هذا؟',
  whyNothing: 'هذه الصورة هي نفسها للجميع.',
  silent: 'بلا صوت حاليًا',
  nothingPlays: 'لا يعمل الفيديو هنا. هذا ما يقوله.',
  go: 'متابعة',
  right: 'صحيح.',
  wrong: 'ليس تمامًا.',
  score: '{right} من {all} صحيحة',
  notSent: 'لم يُرسل. حاول مرة أخرى.',
  afterMe: 'يمكنك الإجابة بعد أن تضغط «هذا أنا».',
  keep: 'احتفظ بهذا',
  kept: 'تم الاحتفاظ به. هو الآن في الفيديو الخاص بك وفي القائمة أدناه.',
  onlyHere: 'على هذا الجهاز فقط حتى تضغط «احتفظ بهذا».',
  close: 'إغلاق',
  total: 'نحو {n} إجابة',
  few: 'يُعرض عندما يجيب عدد أكبر.',
  keptDays: {
    one: 'يُحفظ يومًا واحدًا.',
    two: 'يُحفظ يومين.',
    few: 'يُحفظ {n} أيام.',
    many: 'يُحفظ {n} يومًا.',
    other: 'يُحفظ {n} يوم.',
  },
  optional: 'اختياري',
};

const LANGUAGES: Readonly<Record<string, PlayerWords>> = { en, de, fr, es, ar };

/** The words for a locale; English where there are none. */
export const playerWordsFor = (locale: string): PlayerWords => LANGUAGES[locale.split('-')[0] ?? ''] ?? en;
