/** What a campaign fills in: three offers, an average home, closing words. Complete by itself. */
import { z } from 'zod';
import { text } from '../shared/text.ts';

const price = z.number().min(0).max(99).meta({ title: 'Price of a kilowatt-hour' });
const hour = z.int().min(0).max(24);
const offer = z.object({
  name: z.string().min(1).max(24),
  title: text(60),
  body: text(160),
  base: z.number().min(0).max(999).meta({ title: 'Price of a month' }),
  price,
  cheap: z
    .object({ from: hour, to: hour, price })
    .optional()
    .meta({ title: 'Hours in which it costs less', description: '0 to 24; from 22 to 6 goes over midnight.' }),
});
export type Offer = z.output<typeof offer>;

export const content = z.object({
  currency: z.string().min(3).max(3).default('EUR').meta({ description: 'Three letters (ISO 4217).' }),
  averageKwh: z
    .number()
    .min(1)
    .max(99_999)
    .default(2500)
    .meta({ title: 'Average use, in kWh', description: 'What an average home of yours uses in a year.' }),
  averageShift: z
    .int()
    .min(0)
    .max(80)
    .default(30)
    .meta({ title: 'What could move, in per cent', description: 'Of that use, into hours that cost less.' }),
  noon: offer
    .default({
      name: 'Flex',
      base: 9,
      price: 0.36,
      cheap: { from: 11, to: 15, price: 0.16 },
      title: { en: 'Flex follows the sun.', de: 'Flex folgt der Sonne.' },
      body: {
        en: 'From 11 to 15 there is more sun than anybody needs. Then it costs you least.',
        de: 'Von 11 bis 15 Uhr gibt es mehr Sonne, als jemand braucht. Dann zahlen Sie am wenigsten.',
      },
    })
    .meta({ title: 'The first tariff', description: 'For whoever uses most at midday.' }),
  night: offer
    .default({
      name: 'Night',
      base: 12,
      price: 0.35,
      cheap: { from: 22, to: 6, price: 0.15 },
      title: { en: 'Night works while you sleep.', de: 'Night läuft, während Sie schlafen.' },
      body: {
        en: 'From 22 to 6 the grid is quiet. Whatever has a timer can use that.',
        de: 'Von 22 bis 6 Uhr ist das Netz ruhig. Alles mit einer Zeitschaltuhr kann das nutzen.',
      },
    })
    .meta({ title: 'The second tariff', description: 'For whoever uses most at night.' }),
  even: offer
    .default({
      name: 'Fixed',
      base: 9,
      price: 0.34,
      title: { en: 'Fixed asks nothing of you.', de: 'Fixed verlangt nichts von Ihnen.' },
      body: {
        en: 'One price at every hour of the year. Nothing to plan, nothing to move.',
        de: 'Ein Preis zu jeder Stunde des Jahres. Nichts zu planen, nichts zu verschieben.',
      },
    })
    .meta({ title: 'The third tariff', description: 'For whoever’s days are all alike.' }),
  closing: z
    .object({
      title: text(60),
      body: text(160),
      cta: text(40).meta({ title: 'The button' }),
      url: z.string().max(300).meta({ title: 'Where it leads' }),
    })
    .default({
      title: { en: 'The choice is yours.', de: 'Sie haben die Wahl.' },
      body: {
        en: 'You can change your tariff every month, and go back just as easily.',
        de: 'Sie können Ihren Tarif jeden Monat wechseln, und genauso leicht zurück.',
      },
      cta: { en: 'Compare the tariffs', de: 'Tarife vergleichen' },
      url: '',
    }),
});
export type Content = z.output<typeof content>;
