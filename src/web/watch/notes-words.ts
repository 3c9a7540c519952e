/** The page's words for what is not the video's own: tests, looks of the sender, measuring, and trials of fields. */

export interface NotesWords {
  readonly test: string;
  readonly testLine: string;
  readonly looking: string;
  readonly looks: string;
  /** By role. */
  readonly looked: Readonly<Record<'admin' | 'editor' | 'approver' | 'reader' | 'key', string>>;
  readonly withValues: string;
  readonly measuring: string;
  readonly measuringOff: string;
  readonly measuringOn: string;
  readonly measuringBy: string;
  readonly measuringGpc: string;
  readonly letMeasure: string;
  readonly stopMeasuring: string;
  readonly trial: string;
  readonly trialOut: string;
}

const en: NotesWords = {
  test: 'Test',
  testLine: 'A test link of {sender}. Nothing done here is counted, and it ends by itself on {date}.',
  looking:
    'You are looking at somebody’s own version for {sender}. You can change nothing here, and this page tells that person that you looked.',
  looks: 'Who looked at your video',
  looked: {
    admin: '{sender} looked at your video on {date}, in the role of an administrator.',
    editor: '{sender} looked at your video on {date}, in the role of an editor.',
    approver: '{sender} looked at your video on {date}, in the role of an approver.',
    reader: '{sender} looked at your video on {date}, in the role of a reader.',
    key: 'A program of {sender} opened your video on {date}.',
  },
  withValues: 'Your values were shown to them as well.',
  measuring: 'How you watch',
  measuringOff: '{sender} does not see how you watch. That stays so unless you switch it on.',
  measuringOn:
    '{sender} can see when you played this, which parts you saw, and whether you followed its link. Stopping deletes that here.',
  measuringBy: '{sender} says you agreed to this on {date}.',
  measuringGpc: 'Your browser asks not to be tracked, so nothing of how you watch is noted.',
  letMeasure: 'Let it be noted',
  stopMeasuring: 'Stop, and delete what was noted',
  trial:
    '{sender} tries which things are worth having in this video: some people, by chance, see it without one of them.',
  trialOut: 'In yours “{label}” is left out. Switch it off and on again to have it in.',
};

const de: NotesWords = {
  test: 'Test',
  testLine: 'Ein Testlink von {sender}. Nichts, was hier geschieht, wird gezählt; er endet von selbst am {date}.',
  looking:
    'Sie sehen für {sender} die eigene Fassung einer Person an. Sie können hier nichts ändern, und diese Seite sagt der Person, dass Sie sie angesehen haben.',
  looks: 'Wer Ihr Video angesehen hat',
  looked: {
    admin: '{sender} hat Ihr Video am {date} angesehen, in der Rolle der Verwaltung.',
    editor: '{sender} hat Ihr Video am {date} angesehen, in der Rolle der Bearbeitung.',
    approver: '{sender} hat Ihr Video am {date} angesehen, in der Rolle der Freigabe.',
    reader: '{sender} hat Ihr Video am {date} angesehen, in der Rolle „Lesen“.',
    key: 'Ein Programm von {sender} hat Ihr Video am {date} geöffnet.',
  },
  withValues: 'Dabei wurden auch Ihre Angaben gezeigt.',
  measuring: 'Wie Sie zusehen',
  measuringOff: '{sender} sieht nicht, wie Sie zusehen. Das bleibt so, solange Sie es nicht einschalten.',
  measuringOn:
    '{sender} kann sehen, wann Sie das Video abgespielt haben, welche Teile Sie gesehen haben und ob Sie dem Link gefolgt sind. Beenden löscht das hier.',
  measuringBy: '{sender} sagt, dass Sie dem am {date} zugestimmt haben.',
  measuringGpc: 'Ihr Browser bittet, nicht verfolgt zu werden. Darum wird nicht festgehalten, wie Sie zusehen.',
  letMeasure: 'Festhalten erlauben',
  stopMeasuring: 'Beenden und löschen, was festgehalten wurde',
  trial:
    '{sender} probiert aus, welche Angaben dieses Video braucht: Manche sehen es, zufällig gewählt, ohne eine davon.',
  trialOut: 'In Ihrem fehlt „{label}“. Aus- und wieder einschalten holt es zurück.',
};

const fr: NotesWords = {
  test: 'Test',
  testLine:
    'Un lien de test de {sender}. Rien de ce qui se fait ici n’est compté ; il prend fin de lui-même le {date}.',
  looking:
    'Vous regardez pour {sender} la version d’une personne. Vous ne pouvez rien changer ici, et cette page dit à cette personne que vous l’avez regardée.',
  looks: 'Qui a regardé votre vidéo',
  looked: {
    admin: '{sender} a regardé votre vidéo le {date}, en tant qu’administration.',
    editor: '{sender} a regardé votre vidéo le {date}, en tant que rédaction.',
    approver: '{sender} a regardé votre vidéo le {date}, en tant que validation.',
    reader: '{sender} a regardé votre vidéo le {date}, en lecture seule.',
    key: 'Un programme de {sender} a ouvert votre vidéo le {date}.',
  },
  withValues: 'Vos informations ont été affichées aussi.',
  measuring: 'Comment vous regardez',
  measuringOff: '{sender} ne voit pas comment vous regardez. Cela reste ainsi tant que vous ne l’activez pas.',
  measuringOn:
    '{sender} peut voir quand vous avez lancé cette vidéo, quelles parties vous avez vues et si vous avez suivi son lien. Arrêter efface cela ici.',
  measuringBy: '{sender} dit que vous avez accepté cela le {date}.',
  measuringGpc: 'Votre navigateur demande à ne pas être suivi : rien n’est noté de votre façon de regarder.',
  letMeasure: 'Permettre de le noter',
  stopMeasuring: 'Arrêter et effacer ce qui a été noté',
  trial:
    '{sender} essaie quelles informations valent la peine dans cette vidéo : certaines personnes, au hasard, la voient sans l’une d’elles.',
  trialOut: 'Dans la vôtre, « {label} » manque. Désactivez puis réactivez pour l’avoir.',
};

const es: NotesWords = {
  test: 'Prueba',
  testLine: 'Un enlace de prueba de {sender}. Nada de lo que se hace aquí se cuenta; termina por sí solo el {date}.',
  looking:
    'Usted mira para {sender} la versión de una persona. Aquí no puede cambiar nada, y esta página le dice a esa persona que usted la ha mirado.',
  looks: 'Quién ha mirado su vídeo',
  looked: {
    admin: '{sender} miró su vídeo el {date}, como administración.',
    editor: '{sender} miró su vídeo el {date}, como edición.',
    approver: '{sender} miró su vídeo el {date}, como aprobación.',
    reader: '{sender} miró su vídeo el {date}, como lectura.',
    key: 'Un programa de {sender} abrió su vídeo el {date}.',
  },
  withValues: 'También se mostraron sus datos.',
  measuring: 'Cómo mira usted',
  measuringOff: '{sender} no ve cómo mira usted. Sigue así mientras usted no lo active.',
  measuringOn:
    '{sender} puede ver cuándo reprodujo este vídeo, qué partes vio y si siguió su enlace. Al detenerlo, eso se borra aquí.',
  measuringBy: '{sender} dice que usted aceptó esto el {date}.',
  measuringGpc: 'Su navegador pide que no se le rastree, así que no se anota nada de cómo mira.',
  letMeasure: 'Permitir que se anote',
  stopMeasuring: 'Detener y borrar lo anotado',
  trial: '{sender} prueba qué datos valen la pena en este vídeo: algunas personas, al azar, lo ven sin uno de ellos.',
  trialOut: 'En el suyo falta «{label}». Desactívelo y vuelva a activarlo para tenerlo.',
};

const ar: NotesWords = {
  test: 'اختبار',
  testLine: 'رابط اختبار من {sender}. لا يُحسب شيء مما يُفعل هنا، وينتهي من تلقاء نفسه في {date}.',
  looking:
    'أنت تشاهد نسخة شخص ما نيابة عن {sender}. لا يمكنك تغيير أي شيء هنا، وتخبر هذه الصفحة ذلك الشخص بأنك شاهدتها.',
  looks: 'من شاهد الفيديو الخاص بك',
  looked: {
    admin: 'شاهدت {sender} الفيديو الخاص بك في {date}، بصفة الإدارة.',
    editor: 'شاهدت {sender} الفيديو الخاص بك في {date}، بصفة التحرير.',
    approver: 'شاهدت {sender} الفيديو الخاص بك في {date}، بصفة الموافقة.',
    reader: 'شاهدت {sender} الفيديو الخاص بك في {date}، بصفة القراءة.',
    key: 'فتح برنامج تابع لـ {sender} الفيديو الخاص بك في {date}.',
  },
  withValues: 'وعُرضت بياناتك أيضًا.',
  measuring: 'كيف تشاهد',
  measuringOff: 'لا ترى {sender} كيف تشاهد. ويبقى ذلك ما لم تشغّله.',
  measuringOn: 'يمكن لـ {sender} أن ترى متى شغّلت الفيديو، وأي أجزاء شاهدت، وهل تبعت رابطها. الإيقاف يحذف ذلك هنا.',
  measuringBy: 'تقول {sender} إنك وافقت على ذلك في {date}.',
  measuringGpc: 'يطلب متصفحك عدم التتبع، لذلك لا يُسجَّل شيء عن كيفية مشاهدتك.',
  letMeasure: 'السماح بالتسجيل',
  stopMeasuring: 'الإيقاف وحذف ما سُجّل',
  trial: 'تجرّب {sender} أي المعلومات مفيدة في هذا الفيديو: بعض الناس، بالمصادفة، يشاهدونه من دون واحدة منها.',
  trialOut: 'في نسختك تُركت «{label}». أوقفها ثم شغّلها لتعود.',
};

const books: Readonly<Record<string, NotesWords>> = { en, de, fr, es, ar };

/** The words for a locale; English where there are none. */
export const notesWordsFor = (locale: string): NotesWords => books[locale] ?? books[locale.split('-')[0] ?? ''] ?? en;
