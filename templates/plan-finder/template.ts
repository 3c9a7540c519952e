/** Which tariff fits: three offers, one question, a way for each answer, and what a year would cost. Complete without any data. */
import { z } from 'zod';
import { defineTemplate, field, scene } from '../../remotion/index.ts';
import { line } from '../shared/text.ts';
import { content } from './content.ts';
import * as say from './describe.ts';
import { another, callForm, callMe, choose, question, shift, sums } from './interactions.ts';
import { Advice } from './scenes/Advice.tsx';
import { Call } from './scenes/Call.tsx';
import { Close } from './scenes/Close.tsx';
import { Hello } from './scenes/Hello.tsx';
import { Prices } from './scenes/Prices.tsx';
import { tariffScene } from './scenes/Tariff.tsx';
import { DEVICES } from './stories.ts';
import { advice, call, close, FPS, hello, prices, tariff } from './timing.ts';

export default defineTemplate({
  id: 'plan-finder',
  version: '1.0.0',
  title: { en: 'Which tariff fits you', de: 'Welcher Tarif zu Ihnen passt' },
  purpose: 'personalised-video',
  purposeText: {
    en: 'to help you choose a tariff',
    de: 'um Ihnen bei der Wahl eines Tarifs zu helfen',
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
      source: { en: 'from your contract', de: 'aus Ihrem Vertrag' },
      why: { en: 'to greet you', de: 'um Sie zu begrüßen' },
    }),
    yearKwh: field(z.number().min(0).max(99_999), {
      label: { en: 'Your yearly usage', de: 'Ihr Jahresverbrauch' },
      category: 'pd:ServiceConsumptionBehavior',
      source: { en: 'from your meter', de: 'von Ihrem Zähler' },
      why: { en: 'to work out what a year would cost you', de: 'um zu rechnen, was ein Jahr Sie kosten würde' },
    }),
    shiftable: field(z.int().min(0).max(80), {
      label: { en: 'What you could move', de: 'Was Sie verschieben könnten' },
      category: 'pd:ServiceConsumptionBehavior',
      source: { en: 'from you', de: 'von Ihnen' },
      why: {
        en: 'to work out what the cheap hours would save you',
        de: 'um zu rechnen, was die günstigen Stunden Ihnen sparen',
      },
      from: 'viewer',
    }),
    device: field(z.enum(DEVICES), {
      label: { en: 'Your example', de: 'Ihr Beispiel' },
      category: 'pd:PersonalPossession',
      source: { en: 'from you', de: 'von Ihnen' },
      why: { en: 'to show its price', de: 'um dessen Preis zu zeigen' },
      from: 'viewer',
    }),
  },
  content,
  scenes: [
    scene({
      id: 'hello',
      title: { en: 'Which tariff', de: 'Welcher Tarif' },
      seconds: hello.seconds,
      uses: ['firstName'],
      component: Hello,
      describe: say.hello,
    }),
    scene({
      id: 'prices',
      title: { en: 'Hour by hour', de: 'Stunde für Stunde' },
      seconds: prices.seconds,
      uses: [],
      component: Prices,
      describe: say.prices,
      interactions: [question],
      next: [
        { when: { interaction: 'most', is: 'midday' }, scene: 'noon' },
        { when: { interaction: 'most', is: 'night' }, scene: 'night' },
        { when: { interaction: 'most', is: 'alike' }, scene: 'even' },
      ],
    }),
    scene({
      id: 'noon',
      title: { en: 'For midday', de: 'Für den Mittag' },
      seconds: tariff.seconds,
      uses: ['device'],
      component: tariffScene('noon'),
      describe: say.tariff('noon'),
      aside: true,
      interactions: [another('noon')],
    }),
    scene({
      id: 'night',
      title: { en: 'For the night', de: 'Für die Nacht' },
      seconds: tariff.seconds,
      uses: ['device'],
      component: tariffScene('night'),
      describe: say.tariff('night'),
      aside: true,
      interactions: [another('night')],
    }),
    scene({
      id: 'even',
      title: { en: 'For any hour', de: 'Für jede Stunde' },
      seconds: tariff.seconds,
      uses: ['device'],
      component: tariffScene('even'),
      describe: say.tariff('even'),
      aside: true,
      interactions: [another('even')],
    }),
    scene({
      id: 'advice',
      title: { en: 'A year’s cost', de: 'Was ein Jahr kostet' },
      seconds: advice.seconds,
      uses: ['yearKwh', 'shiftable'],
      component: Advice,
      describe: say.advice,
      interactions: [shift, sums],
    }),
    scene({
      id: 'close',
      title: { en: 'Your choice', de: 'Ihre Wahl' },
      seconds: close.seconds,
      uses: [],
      component: Close,
      describe: say.close,
      interactions: [choose, callMe],
    }),
    scene({
      id: 'call',
      title: { en: 'A call', de: 'Ein Anruf' },
      seconds: call.seconds,
      uses: [],
      component: Call,
      describe: say.call,
      aside: true,
      interactions: [callForm],
    }),
  ],
  soundtrack: {
    bed: 'sound/bed.wav',
    cues: [
      { scene: 'hello', at: hello.names / FPS, file: 'sound/three.wav' },
      { scene: 'prices', at: 0, file: 'sound/paper.wav' },
      { scene: 'prices', at: prices.cheap / FPS, file: 'sound/note.wav' },
      ...['noon', 'night', 'even'].flatMap((id) => [
        { scene: id, at: 0, file: 'sound/paper.wav' },
        { scene: id, at: tariff.example / FPS, file: 'sound/note.wav' },
      ]),
      { scene: 'advice', at: 0, file: 'sound/paper.wav' },
      { scene: 'advice', at: advice.text / FPS, file: 'sound/three.wav' },
      { scene: 'close', at: 0, file: 'sound/paper.wav' },
      { scene: 'close', at: close.cta / FPS, file: 'sound/note.wav' },
      { scene: 'call', at: call.rings / FPS, file: 'sound/note.wav' },
    ],
  },
  sample: './sample.json',
});
