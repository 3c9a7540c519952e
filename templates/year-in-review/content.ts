/** What a campaign fills in: the sender's figures, tips and closing words. Complete by itself. */
import { z } from 'zod';
import { text } from '../shared/text.ts';

const kwh = z.number().min(0).max(99_999);
const hour = z.number().int().min(0).max(24);
const tip = z.object({
  title: text(60),
  body: text(160),
  from: hour.meta({ title: 'From', description: 'The hours it is about, 0 to 24; from 22 to 6 goes over midnight.' }),
  to: hour,
});

export const content = z.object({
  year: z.number().int().min(2000).max(2100).default(2026).meta({ description: 'The year under review.' }),
  typicalKwh: z.array(kwh).length(12).default([246, 214, 196, 158, 131, 116, 112, 118, 137, 172, 207, 243]).meta({
    title: 'Typical use, in kWh',
    description: 'What an average home of yours used in each month, January first.',
  }),
  homes: z
    .array(
      z.object({
        upTo: z.number().min(1).max(2000).optional().meta({ title: 'Up to, in square metres' }),
        kwh: kwh.meta({ title: 'Use in a year, in kWh' }),
      }),
    )
    .min(1)
    .max(4)
    .default([{ upTo: 60, kwh: 1520 }, { upTo: 110, kwh: 2080 }, { kwh: 3140 }])
    .meta({ title: 'Average use by size', description: 'Groups of homes, small to large; the last has no upper end.' }),
  tips: z
    .array(tip.extend({ tariff: z.string().min(1).max(40) }))
    .max(12)
    .default([
      {
        tariff: 'Flex',
        from: 11,
        to: 15,
        title: { en: 'Run the wash at noon.', de: 'Waschen Sie mittags.' },
        body: {
          en: 'From 11 to 15 the sun does most of the work, and your kilowatt-hour costs least.',
          de: 'Von 11 bis 15 Uhr macht die Sonne die meiste Arbeit, und Ihre Kilowattstunde kostet am wenigsten.',
        },
      },
      {
        tariff: 'Night',
        from: 22,
        to: 6,
        title: { en: 'Charge while you sleep.', de: 'Laden Sie, während Sie schlafen.' },
        body: {
          en: 'From 22 to 6 your price is at its lowest. A timer does the rest.',
          de: 'Von 22 bis 6 Uhr ist Ihr Preis am niedrigsten. Eine Zeitschaltuhr macht den Rest.',
        },
      },
      {
        tariff: 'Fixed',
        from: 0,
        to: 6,
        title: { en: 'Let nothing run for nobody.', de: 'Nachts darf alles ruhen.' },
        body: {
          en: 'Your price is the same all day. What saves is what stays off while the house sleeps.',
          de: 'Ihr Preis ist den ganzen Tag gleich. Es spart, was aus bleibt, solange das Haus schläft.',
        },
      },
    ])
    .meta({
      title: 'Tips by tariff',
      description: 'For whoever lets their tariff be used. Capital letters in its name make no difference.',
    }),
  tip: tip
    .default({
      from: 17,
      to: 20,
      title: { en: 'Give the evening an hour.', de: 'Geben Sie dem Abend eine Stunde.' },
      body: {
        en: 'Between 17 and 20 the grid works hardest. What can wait an hour helps everyone on it.',
        de: 'Zwischen 17 und 20 Uhr hat das Netz am meisten zu tun. Was eine Stunde warten kann, hilft allen daran.',
      },
    })
    .meta({ title: 'The tip for everybody else' }),
  peers: z
    .object({ label: text(60), text: text(300) })
    .default({
      label: { en: 'What is compared', de: 'Womit verglichen wird' },
      text: {
        en: 'The average of our customers’ homes, by their size, over the same months.',
        de: 'Der Durchschnitt der Haushalte unserer Kunden, nach ihrer Größe, in denselben Monaten.',
      },
    })
    .meta({ title: 'What is compared', description: 'Said to whoever asks what their home is compared with.' }),
  quiz: z
    .object({
      text: text(160).meta({ title: 'The question' }),
      right: text(60).meta({ title: 'The right answer' }),
      wrong: text(60).meta({ title: 'A wrong answer' }),
      alsoWrong: text(60).meta({ title: 'Another wrong answer' }),
      because: text(200).meta({ title: 'Why it is so' }),
    })
    .default({
      text: {
        en: 'A home twice as large: how much more does it use?',
        de: 'Ein Haushalt mit der doppelten Fläche: Was braucht er mehr?',
      },
      right: { en: 'Less than twice as much', de: 'Weniger als das Doppelte' },
      wrong: { en: 'Twice as much', de: 'Das Doppelte' },
      alsoWrong: { en: 'More than twice as much', de: 'Mehr als das Doppelte' },
      because: {
        en: 'Size counts, but a fridge is a fridge in any home.',
        de: 'Die Fläche zählt, aber ein Kühlschrank bleibt überall ein Kühlschrank.',
      },
    })
    .meta({ title: 'A question that the comparison answers' }),
  closing: z.object({ title: text(60), body: text(160), cta: text(40).meta({ title: 'The button' }) }).default({
    title: { en: 'On to a lighter year.', de: 'Auf ein leichtes neues Jahr.' },
    body: {
      en: 'Every month of it will be waiting in your account.',
      de: 'Jeder Monat davon steht in Ihrem Konto bereit.',
    },
    cta: { en: 'See my account', de: 'Mein Konto ansehen' },
  }),
});
