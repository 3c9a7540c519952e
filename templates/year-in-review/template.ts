/** An energy customer's year: use by month, the lightest one, a comparison, a tip by tariff. Complete without any data. */
import { z } from 'zod';
import { defineTemplate, field, scene } from '../../remotion/index.ts';
import { line } from '../shared/text.ts';
import { content } from './content.ts';
import * as say from './describe.ts';
import { account, larger, lightest, peers, willTry } from './interactions.ts';
import { Close } from './scenes/Close.tsx';
import { Compare } from './scenes/Compare.tsx';
import { Hello } from './scenes/Hello.tsx';
import { Months } from './scenes/Months.tsx';
import { Tip } from './scenes/Tip.tsx';
import { close, compare, FPS, hello, months, tip } from './timing.ts';

export default defineTemplate({
  id: 'year-in-review',
  version: '1.0.0',
  title: { en: 'Your year in energy', de: 'Ihr Energiejahr' },
  purpose: 'personalised-video',
  purposeText: {
    en: 'to show you your year',
    de: 'um Ihnen Ihr Jahr zu zeigen',
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
    usageKwh: field(z.array(z.number().min(0).max(99_999)).min(1).max(12), {
      label: { en: 'Your monthly usage', de: 'Ihr Monatsverbrauch' },
      category: 'pd:ServiceConsumptionBehavior',
      source: { en: 'from your meter', de: 'von Ihrem Zähler' },
      why: {
        en: 'to draw your year, find your lightest month and compare your total',
        de: 'um Ihr Jahr zu zeichnen, Ihren sparsamsten Monat zu finden und Ihre Summe zu vergleichen',
      },
    }),
    tariff: field(line(40), {
      label: { en: 'Your tariff', de: 'Ihr Tarif' },
      category: 'pd:Purchase',
      source: { en: 'from your contract', de: 'aus Ihrem Vertrag' },
      why: { en: 'to choose a tip that fits it', de: 'um einen Tipp zu wählen, der dazu passt' },
    }),
    homeSize: field(z.number().min(5).max(2000), {
      label: { en: 'Your home’s size', de: 'Ihre Wohnfläche' },
      category: 'pd:Household',
      source: { en: 'from your contract', de: 'aus Ihrem Vertrag' },
      why: { en: 'to compare you with homes like yours', de: 'um Sie mit Haushalten wie Ihrem zu vergleichen' },
    }),
  },
  content,
  scenes: [
    scene({
      id: 'hello',
      title: { en: 'The year', de: 'Das Jahr' },
      seconds: hello.seconds,
      uses: ['firstName'],
      component: Hello,
      describe: say.hello,
    }),
    scene({
      id: 'months',
      title: { en: 'Month by month', de: 'Monat für Monat' },
      seconds: months.seconds,
      uses: ['usageKwh'],
      component: Months,
      describe: say.months,
      interactions: [lightest],
    }),
    scene({
      id: 'compare',
      title: { en: 'Side by side', de: 'Nebeneinander' },
      seconds: compare.seconds,
      uses: ['usageKwh', 'homeSize'],
      component: Compare,
      describe: say.compare,
      interactions: [peers, larger],
    }),
    scene({
      id: 'tip',
      title: { en: 'A tip', de: 'Ein Tipp' },
      seconds: tip.seconds,
      uses: ['tariff'],
      component: Tip,
      describe: say.tip,
      interactions: [willTry],
    }),
    scene({
      id: 'close',
      title: { en: 'Next year', de: 'Nächstes Jahr' },
      seconds: close.seconds,
      uses: [],
      component: Close,
      describe: say.close,
      interactions: [account],
    }),
  ],
  soundtrack: {
    bed: 'sound/bed.wav',
    cues: [
      { scene: 'hello', at: hello.title / FPS, file: 'sound/note.wav' },
      { scene: 'months', at: 0, file: 'sound/paper.wav' },
      { scene: 'months', at: months.bars / FPS, file: 'sound/rise.wav' },
      { scene: 'months', at: months.mark / FPS, file: 'sound/note.wav' },
      { scene: 'compare', at: 0, file: 'sound/paper.wav' },
      { scene: 'compare', at: compare.text / FPS, file: 'sound/note.wav' },
      { scene: 'tip', at: 0, file: 'sound/paper.wav' },
      { scene: 'tip', at: tip.hours / FPS, file: 'sound/note.wav' },
      { scene: 'close', at: 0, file: 'sound/paper.wav' },
      { scene: 'close', at: close.cta / FPS, file: 'sound/note.wav' },
    ],
  },
  sample: './sample.json',
});
