/** Words of what only a script can do: the page's script finds them in the page. */
export interface PlayerWords {
  readonly speed: string;
  readonly small: string;
  readonly chapters: string;
  readonly described: string;
  readonly remember: string;
  readonly undo: string;
  readonly undone: string;
  readonly hide: string;
  readonly why: string;
  readonly whyNothing: string;
  readonly onlyWords: string;
  readonly silent: string;
  readonly nothingPlays: string;
  readonly go: string;
  readonly check: string;
  readonly right: string;
  readonly wrong: string;
  readonly score: string;
  readonly send: string;
  readonly sent: string;
  readonly notSent: string;
  readonly keep: string;
  readonly kept: string;
  readonly onlyHere: string;
  readonly another: string;
  readonly close: string;
  readonly total: string;
  readonly few: string;
  readonly keptDays: string;
  readonly optional: string;
  readonly question: string;
}

const en: PlayerWords = {
  speed: 'Speed',
  small: 'Small window',
  chapters: 'Chapters',
  described: 'With description',
  remember: 'Remember on this device where I stopped',
  undo: 'Undo',
  undone: 'Undone.',
  hide: 'Hide my data in the picture',
  why: 'Why am I seeing this?',
  whyNothing: 'This picture is the same for everybody.',
  onlyWords: 'In the words, not in the picture',
  silent: 'Press play to hear it.',
  nothingPlays: 'The video does not play here. This is what it says.',
  go: 'Go on',
  check: 'Answer',
  right: 'That is right.',
  wrong: 'Not quite.',
  score: '{right} of {all} right',
  send: 'Send',
  sent: 'Sent. Thank you.',
  notSent: 'That was not sent. Please try again.',
  keep: 'Keep this',
  kept: 'Kept. It is in your video now, and in the list below.',
  onlyHere: 'Only on this device until you press “Keep this”.',
  another: 'Show me another',
  close: 'Close',
  total: 'about {n} answers',
  few: 'Shown when more people have answered.',
  keptDays: 'Kept for {n} days.',
  optional: 'optional',
  question: 'A question for you',
};

const de: PlayerWords = {
  speed: 'Tempo',
  small: 'Kleines Fenster',
  chapters: 'Kapitel',
  described: 'Mit Beschreibung',
  remember: 'Auf diesem Gerät merken, wo ich aufgehört habe',
  undo: 'Rückgängig',
  undone: 'Rückgängig gemacht.',
  hide: 'Meine Daten im Bild ausblenden',
  why: 'Warum sehe ich das?',
  whyNothing: 'Dieses Bild ist für alle gleich.',
  onlyWords: 'In den Worten, nicht im Bild',
  silent: 'Zum Hören auf Abspielen drücken.',
  nothingPlays: 'Das Video läuft hier nicht. Das sagt es.',
  go: 'Weiter',
  check: 'Antworten',
  right: 'Richtig.',
  wrong: 'Nicht ganz.',
  score: '{right} von {all} richtig',
  send: 'Senden',
  sent: 'Gesendet. Danke.',
  notSent: 'Das wurde nicht gesendet. Bitte noch einmal.',
  keep: 'Behalten',
  kept: 'Behalten. Es ist jetzt in Ihrem Video und in der Liste unten.',
  onlyHere: 'Nur auf diesem Gerät, bis Sie „Behalten“ drücken.',
  another: 'Noch eins zeigen',
  close: 'Schließen',
  total: 'rund {n} Antworten',
  few: 'Wird gezeigt, wenn mehr Menschen geantwortet haben.',
  keptDays: 'Wird {n} Tage aufbewahrt.',
  optional: 'freiwillig',
  question: 'Eine Frage an Sie',
};

const fr: PlayerWords = {
  speed: 'Vitesse',
  small: 'Petite fenêtre',
  chapters: 'Chapitres',
  described: 'Avec description',
  remember: 'Retenir sur cet appareil où je me suis arrêté',
  undo: 'Annuler',
  undone: 'Annulé.',
  hide: 'Masquer mes données dans l’image',
  why: 'Pourquoi est-ce que je vois cela ?',
  whyNothing: 'Cette image est la même pour tout le monde.',
  onlyWords: 'Dans les mots, pas dans l’image',
  silent: 'Appuyez sur lecture pour l’entendre.',
  nothingPlays: 'La vidéo ne se lit pas ici. Voici ce qu’elle dit.',
  go: 'Continuer',
  check: 'Répondre',
  right: 'C’est juste.',
  wrong: 'Pas tout à fait.',
  score: '{right} sur {all} justes',
  send: 'Envoyer',
  sent: 'Envoyé. Merci.',
  notSent: 'Cela n’a pas été envoyé. Réessayez.',
  keep: 'Garder',
  kept: 'Gardé. C’est maintenant dans votre vidéo et dans la liste ci-dessous.',
  onlyHere: 'Seulement sur cet appareil jusqu’à ce que vous appuyiez sur « Garder ».',
  another: 'En montrer un autre',
  close: 'Fermer',
  total: 'environ {n} réponses',
  few: 'Affiché quand plus de personnes auront répondu.',
  keptDays: 'Conservé {n} jours.',
  optional: 'facultatif',
  question: 'Une question pour vous',
};

const es: PlayerWords = {
  speed: 'Velocidad',
  small: 'Ventana pequeña',
  chapters: 'Capítulos',
  described: 'Con descripción',
  remember: 'Recordar en este dispositivo dónde lo dejé',
  undo: 'Deshacer',
  undone: 'Deshecho.',
  hide: 'Ocultar mis datos en la imagen',
  why: '¿Por qué veo esto?',
  whyNothing: 'Esta imagen es igual para todos.',
  onlyWords: 'En las palabras, no en la imagen',
  silent: 'Pulse reproducir para oírlo.',
  nothingPlays: 'El vídeo no se reproduce aquí. Esto es lo que dice.',
  go: 'Seguir',
  check: 'Responder',
  right: 'Correcto.',
  wrong: 'No del todo.',
  score: '{right} de {all} correctas',
  send: 'Enviar',
  sent: 'Enviado. Gracias.',
  notSent: 'No se ha enviado. Inténtelo de nuevo.',
  keep: 'Conservar',
  kept: 'Conservado. Ya está en su vídeo y en la lista de abajo.',
  onlyHere: 'Solo en este dispositivo hasta que pulse «Conservar».',
  another: 'Mostrar otro',
  close: 'Cerrar',
  total: 'unas {n} respuestas',
  few: 'Se muestra cuando hayan respondido más personas.',
  keptDays: 'Se conserva {n} días.',
  optional: 'opcional',
  question: 'Una pregunta para usted',
};

const ar: PlayerWords = {
  speed: 'السرعة',
  small: 'نافذة صغيرة',
  chapters: 'الفصول',
  described: 'مع الوصف',
  remember: 'تذكّر على هذا الجهاز أين توقفت',
  undo: 'تراجع',
  undone: 'تم التراجع.',
  hide: 'إخفاء بياناتي في الصورة',
  why: 'لماذا أرى هذا؟',
  whyNothing: 'هذه الصورة هي نفسها للجميع.',
  onlyWords: 'في الكلمات وليس في الصورة',
  silent: 'اضغط تشغيل لسماعه.',
  nothingPlays: 'لا يعمل الفيديو هنا. هذا ما يقوله.',
  go: 'متابعة',
  check: 'إجابة',
  right: 'صحيح.',
  wrong: 'ليس تمامًا.',
  score: '{right} من {all} صحيحة',
  send: 'إرسال',
  sent: 'تم الإرسال. شكرًا.',
  notSent: 'لم يُرسل. حاول مرة أخرى.',
  keep: 'احتفظ بهذا',
  kept: 'تم الاحتفاظ به. هو الآن في الفيديو الخاص بك وفي القائمة أدناه.',
  onlyHere: 'على هذا الجهاز فقط حتى تضغط «احتفظ بهذا».',
  another: 'أرني غيره',
  close: 'إغلاق',
  total: 'نحو {n} إجابة',
  few: 'يُعرض عندما يجيب عدد أكبر.',
  keptDays: 'يُحفظ {n} يومًا.',
  optional: 'اختياري',
  question: 'سؤال لك',
};

const LANGUAGES: Readonly<Record<string, PlayerWords>> = { en, de, fr, es, ar };

/** The words for a locale; English where there are none. */
export const playerWordsFor = (locale: string): PlayerWords => LANGUAGES[locale.split('-')[0] ?? ''] ?? en;
