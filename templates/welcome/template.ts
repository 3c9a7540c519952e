/** A new member's first days: a greeting, the plan, a calendar of what happens when. Complete without any data. */
import { z } from 'zod';
import { defineTemplate, field, scene } from '../../remotion/index.ts';
import { line } from '../shared/text.ts';
import { content } from './content.ts';
import * as say from './describe.ts';
import { begin, change, read } from './interactions.ts';
import { Close } from './scenes/Close.tsx';
import { Days } from './scenes/Days.tsx';
import { Hello } from './scenes/Hello.tsx';
import { Plan } from './scenes/Plan.tsx';
import { close, days, FPS, hello, plan } from './timing.ts';

export default defineTemplate({
  id: 'welcome',
  version: '1.0.0',
  title: { en: 'Your first thirty days', de: 'Ihre ersten dreißig Tage' },
  purpose: 'personalised-video',
  purposeText: {
    en: 'to welcome you',
    de: 'um Sie willkommen zu heißen',
  },
  fps: FPS,
  formats: {
    landscape: { width: 1280, height: 720 },
    portrait: { width: 1080, height: 1920 },
    square: { width: 1080, height: 1080 },
  },
  locales: ['en', 'de'],
  fields: {
    firstName: field(line(60), {
      label: { en: 'Your first name', de: 'Ihr Vorname' },
      category: 'pd:Name',
      source: { en: 'from your registration', de: 'aus Ihrer Anmeldung' },
      why: { en: 'to greet you', de: 'um Sie zu begrüßen' },
    }),
    plan: field(line(40), {
      label: { en: 'Your plan', de: 'Ihr Tarif' },
      category: 'pd:Purchase',
      source: { en: 'from your registration', de: 'aus Ihrer Anmeldung' },
      why: { en: 'to show what it includes', de: 'um zu zeigen, was er enthält' },
    }),
    startDate: field(z.iso.date(), {
      label: { en: 'Your first day', de: 'Ihr erster Tag' },
      category: 'pd:Transactional',
      source: { en: 'from your contract', de: 'aus Ihrem Vertrag' },
      why: {
        en: 'to put the next steps into your calendar',
        de: 'um die nächsten Schritte in Ihren Kalender zu setzen',
      },
    }),
  },
  content,
  scenes: [
    scene({
      id: 'hello',
      title: { en: 'Welcome', de: 'Willkommen' },
      seconds: hello.seconds,
      uses: ['firstName'],
      component: Hello,
      describe: say.hello,
    }),
    scene({
      id: 'plan',
      title: { en: 'What you get', de: 'Was Sie bekommen' },
      seconds: plan.seconds,
      uses: ['plan'],
      component: Plan,
      describe: say.plan,
      interactions: [read],
    }),
    scene({
      id: 'days',
      title: { en: 'Day by day', de: 'Tag für Tag' },
      seconds: days.seconds,
      uses: ['startDate'],
      component: Days,
      describe: say.days,
    }),
    scene({
      id: 'close',
      title: { en: 'Begin here', de: 'Hier beginnen' },
      seconds: close.seconds,
      uses: [],
      component: Close,
      describe: say.close,
      interactions: [begin, change],
    }),
  ],
  soundtrack: {
    bed: 'sound/bed.wav',
    cues: [
      { scene: 'hello', at: (hello.drop + hello.falls) / FPS, file: 'sound/drop.wav' },
      { scene: 'plan', at: 0, file: 'sound/paper.wav' },
      ...[0, 1, 2].map((item) => ({
        scene: 'plan',
        at: (plan.items + item * plan.stagger) / FPS,
        file: 'sound/step.wav',
      })),
      { scene: 'days', at: 0, file: 'sound/paper.wav' },
      ...[0, 1, 2, 3].map((step) => ({
        scene: 'days',
        at: (days.hops + step * days.hop) / FPS,
        file: 'sound/step.wav',
      })),
      { scene: 'close', at: 0, file: 'sound/paper.wav' },
      { scene: 'close', at: close.cta / FPS, file: 'sound/drop.wav' },
    ],
  },
  sample: './sample.json',
});
