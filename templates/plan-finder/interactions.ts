/** What a viewer can do, scene by scene, and where in the picture. */
import type { DeclaredInteraction } from '../../remotion/index.ts';
import { DEVICES, type OfferKey } from './stories.ts';
import { advice, close, prices, stands, tariff } from './timing.ts';

const column = (y: number, height: number) => ({ x: 0.069, y, width: 0.36, height });
const across = (y: number, height: number) => ({ x: 0.067, y, width: 0.866, height });

export const question: DeclaredInteraction = {
  id: 'most',
  kind: 'question',
  at: [3, stands(prices.seconds)],
  box: { landscape: column(0.48, 0.38), portrait: across(0.4, 0.48), square: across(0.38, 0.46) },
  text: { en: 'When do you use most?', de: 'Wann verbrauchen Sie am meisten?' },
  options: [
    { id: 'midday', label: { en: 'At midday', de: 'Mittags' } },
    { id: 'night', label: { en: 'At night', de: 'Nachts' } },
    { id: 'alike', label: { en: 'My days are all alike', de: 'Meine Tage sind alle gleich' } },
  ],
};

const DEVICE_NAMES = {
  wash: { en: 'A wash', de: 'Eine Wäsche' },
  dishes: { en: 'The dishwasher', de: 'Die Spülmaschine' },
  car: { en: 'An electric car', de: 'Ein Elektroauto' },
} as const;

export const another = (key: OfferKey): DeclaredInteraction => ({
  id: `example-${key}`,
  kind: 'variant',
  at: [2, stands(tariff.seconds)],
  box: { landscape: column(0.7, 0.13), portrait: across(0.81, 0.08), square: across(0.785, 0.075) },
  field: 'device',
  label: { en: 'Another example', de: 'Anderes Beispiel' },
  options: DEVICES.map((value) => ({ value, label: DEVICE_NAMES[value] })),
});

export const shift: DeclaredInteraction = {
  id: 'shift',
  kind: 'input',
  at: [2, stands(advice.seconds)],
  hold: true,
  box: { landscape: column(0.6, 0.26), portrait: across(0.8, 0.115), square: across(0.675, 0.115) },
  field: 'shiftable',
  text: {
    en: 'How much of your use could move into the cheap hours?',
    de: 'Wie viel davon könnten Sie in die günstigen Stunden legen?',
  },
  slider: { min: 0, max: 80, step: 10, initial: 30, shown: { en: '{value}%', de: '{value} %' } },
};

export const sums: DeclaredInteraction = {
  id: 'sums',
  kind: 'hotspot',
  at: [2, stands(advice.seconds)],
  box: {
    landscape: { x: 0.469, y: 0.765, width: 0.3, height: 0.12 },
    portrait: across(0.35, 0.04),
    square: across(0.795, 0.068),
  },
  label: { en: 'How this is worked out', de: 'So ist das gerechnet' },
  text: {
    en: 'Twelve monthly fees and a year’s kilowatt-hours: those in the cheap hours at their price, the others at the full one.',
    de: 'Zwölf Grundpreise und die Kilowattstunden eines Jahres: die in den günstigen Stunden zu deren Preis, die anderen zum vollen.',
  },
};

export const choose: DeclaredInteraction = {
  id: 'choose',
  kind: 'cta',
  at: [1.5, close.seconds],
  box: {
    landscape: { x: 0.069, y: 0.55, width: 0.24, height: 0.125 },
    portrait: { x: 0.067, y: 0.408, width: 0.6, height: 0.072 },
    square: { x: 0.067, y: 0.358, width: 0.45, height: 0.085 },
  },
  label: { content: 'closing.cta' },
  url: { content: 'closing.url' },
};

export const callMe: DeclaredInteraction = {
  id: 'call-me',
  kind: 'hotspot',
  at: [1.5, close.seconds],
  box: {
    landscape: { x: 0.069, y: 0.72, width: 0.24, height: 0.13 },
    portrait: across(0.84, 0.07),
    square: across(0.785, 0.075),
  },
  label: { en: 'Ask for a call', de: 'Um Anruf bitten' },
  goTo: 'call',
};

export const callForm: DeclaredInteraction = {
  id: 'call-form',
  kind: 'form',
  at: [1, 3.6],
  box: 'whole',
  title: { en: 'Shall we call you?', de: 'Sollen wir anrufen?' },
  fields: [
    {
      key: 'phone',
      type: 'tel',
      label: { en: 'Telephone number', de: 'Telefonnummer' },
      category: 'pd:TelephoneNumber',
      purpose: 'call-back',
      why: { en: 'to call you once', de: 'um Sie einmal anzurufen' },
      retentionDays: 14,
    },
    {
      key: 'callTime',
      type: 'choice',
      label: { en: 'A good time', de: 'Eine gute Zeit' },
      options: [
        { id: 'morning', label: { en: 'In the morning', de: 'Am Vormittag' } },
        { id: 'afternoon', label: { en: 'In the afternoon', de: 'Am Nachmittag' } },
        { id: 'evening', label: { en: 'In the evening', de: 'Am Abend' } },
      ],
      category: 'pd:Communication',
      purpose: 'call-back',
      why: { en: 'to call when it suits you', de: 'um anzurufen, wenn es Ihnen passt' },
      retentionDays: 14,
    },
  ],
  button: { en: 'Ask for a call', de: 'Um Anruf bitten' },
  thanks: { en: 'Thank you. We will call you once.', de: 'Danke. Wir rufen Sie einmal an.' },
};
