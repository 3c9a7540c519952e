/** Every word of a mail, by language. A phrase missing in a language does not compile. `{sender}` and `{title}` are filled in. */

export interface MailWords {
  /** After the subject, in the list of mails. */
  readonly preheader: string;
  readonly from: string;
  readonly lead: string;
  readonly alt: string;
  readonly watch: string;
  readonly uses: string;
  readonly usesNothing: string;
  readonly pictureForAll: string;
  readonly picturePersonal: string;
  readonly choose: string;
  readonly stop: string;
  readonly stopSays: string;
  readonly unsubscribe: string;
  readonly privacy: string;
}

const en: MailWords = {
  preheader: '{sender} has made a short video. You decide what it may use.',
  from: 'A video from {sender}',
  lead: 'It is complete without anything about you. If you like, it can use what {sender} says you agreed to.',
  alt: 'The video “{title}”: press here to watch it.',
  watch: 'Watch the video',
  uses: 'What the video may use',
  usesNothing: 'This video uses nothing about you.',
  pictureForAll: 'The picture in this mail is the same for everybody.',
  picturePersonal: 'The picture in this mail was made for you. Your mail program may keep a copy of it.',
  choose: 'On the video’s page you see all of it, and can switch off each of these, or all.',
  stop: 'Stop personal videos',
  stopSays: 'Ends the videos, not the mails.',
  unsubscribe: 'Unsubscribe from these mails',
  privacy: 'Privacy',
};

const de: MailWords = {
  preheader: '{sender} hat ein kurzes Video gemacht. Sie entscheiden, was es verwenden darf.',
  from: 'Ein Video von {sender}',
  lead: 'Es ist auch ohne Angaben über Sie vollständig. Wenn Sie möchten, verwendet es, wozu Sie laut {sender} Ihre Einwilligung gegeben haben.',
  alt: 'Das Video „{title}“: hier drücken, um es anzusehen.',
  watch: 'Video ansehen',
  uses: 'Was das Video verwenden kann',
  usesNothing: 'Dieses Video verwendet nichts über Sie.',
  pictureForAll: 'Das Bild in dieser Mail ist für alle dasselbe.',
  picturePersonal:
    'Das Bild in dieser Mail wurde für Sie gemacht. Ihr Mailprogramm bewahrt davon vielleicht eine Kopie auf.',
  choose: 'Auf der Seite des Videos sehen Sie alles davon und können jede dieser Angaben abschalten, oder alle.',
  stop: 'Keine persönlichen Videos mehr',
  stopSays: 'Beendet die Videos, nicht die Mails.',
  unsubscribe: 'Diese Mails abbestellen',
  privacy: 'Datenschutz',
};

const fr: MailWords = {
  preheader: '{sender} a réalisé une courte vidéo. C’est vous qui décidez de ce qu’elle peut utiliser.',
  from: 'Une vidéo de {sender}',
  lead: 'Elle est complète sans rien sur vous. Si vous le souhaitez, elle peut utiliser ce pour quoi, selon {sender}, vous avez donné votre accord.',
  alt: 'La vidéo « {title} » : appuyez ici pour la regarder.',
  watch: 'Regarder la vidéo',
  uses: 'Ce que la vidéo peut utiliser',
  usesNothing: 'Cette vidéo n’utilise rien sur vous.',
  pictureForAll: 'L’image de ce message est la même pour tout le monde.',
  picturePersonal: 'L’image de ce message a été faite pour vous. Votre messagerie peut en garder une copie.',
  choose: 'Sur la page de la vidéo, vous voyez tout cela et pouvez désactiver chaque élément, ou tous.',
  stop: 'Arrêter les vidéos personnelles',
  stopSays: 'Met fin aux vidéos, pas aux messages.',
  unsubscribe: 'Se désabonner de ces messages',
  privacy: 'Confidentialité',
};

const es: MailWords = {
  preheader: '{sender} ha hecho un vídeo breve. Usted decide qué puede usar.',
  from: 'Un vídeo de {sender}',
  lead: 'Está completo sin nada sobre usted. Si lo desea, puede usar aquello a lo que, según {sender}, usted dio su consentimiento.',
  alt: 'El vídeo «{title}»: pulse aquí para verlo.',
  watch: 'Ver el vídeo',
  uses: 'Qué puede usar el vídeo',
  usesNothing: 'Este vídeo no usa nada sobre usted.',
  pictureForAll: 'La imagen de este correo es la misma para todos.',
  picturePersonal: 'La imagen de este correo se hizo para usted. Su programa de correo puede guardar una copia.',
  choose: 'En la página del vídeo lo ve todo y puede desactivar cada uno de estos datos, o todos.',
  stop: 'No más vídeos personales',
  stopSays: 'Pone fin a los vídeos, no a los correos.',
  unsubscribe: 'Darse de baja de estos correos',
  privacy: 'Privacidad',
};

const ar: MailWords = {
  preheader: 'أعدّت {sender} مقطع فيديو قصيرًا. أنت من يقرر ما يجوز له استخدامه.',
  from: 'فيديو من {sender}',
  lead: 'الفيديو كامل من دون أي شيء عنك. وإن شئت، يمكنه استخدام ما تقول {sender} إنك وافقت عليه.',
  alt: 'الفيديو «{title}»: اضغط هنا لمشاهدته.',
  watch: 'مشاهدة الفيديو',
  uses: 'ما قد يستخدمه الفيديو',
  usesNothing: 'لا يستخدم هذا الفيديو أي شيء عنك.',
  pictureForAll: 'الصورة في هذه الرسالة هي نفسها للجميع.',
  picturePersonal: 'أُعدّت الصورة في هذه الرسالة لك. قد يحتفظ برنامج بريدك بنسخة منها.',
  choose: 'في صفحة الفيديو ترى كل ذلك، ويمكنك إيقاف كل واحد منها أو إيقافها جميعًا.',
  stop: 'إيقاف الفيديوهات الشخصية',
  stopSays: 'ينهي الفيديوهات، لا الرسائل.',
  unsubscribe: 'إلغاء الاشتراك في هذه الرسائل',
  privacy: 'الخصوصية',
};

const WORDS: Readonly<Record<string, MailWords>> = { en, de, fr, es, ar };

export const MAIL_LANGUAGES = Object.keys(WORDS);

/** The words of a locale's language; English where there are none. */
export const mailWords = (locale: string): MailWords => WORDS[locale.split('-')[0] ?? ''] ?? en;

/** Puts names into a phrase. */
export const fill = (phrase: string, names: Readonly<Record<string, string>>): string =>
  phrase.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? '');
