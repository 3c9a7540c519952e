/** What a campaign fills in: three offers, an average home, closing words. Complete by itself. */
import { z } from 'zod';
import { text } from '../shared/text.ts';

/** A kilowatt-hour's price, in units of the currency. */
const price = z.number().min(0).max(99);
const hour = z.int().min(0).max(24);
const offer = z.object({
  name: z.string().min(1).max(24),
  title: text(60),
  body: text(160),
  /** A month. */
  base: z.number().min(0).max(999),
  price,
  /** Hours in which it costs less; from 22 to 6 goes over midnight. */
  cheap: z.object({ from: hour, to: hour, price }).optional(),
});
export type Offer = z.output<typeof offer>;

export const content = z.object({
  /** ISO 4217. */
  currency: z.string().min(3).max(3).default('EUR'),
  /** What an average home uses in a year, kWh. */
  averageKwh: z.number().min(1).max(99_999).default(2500),
  /** How much of it, in per cent, could move into cheap hours. */
  averageShift: z.int().min(0).max(80).default(30),
  /** For those who use most at midday. */
  noon: offer.default({
    name: 'Flex',
    base: 9,
    price: 0.36,
    cheap: { from: 11, to: 15, price: 0.16 },
    title: { en: 'Flex follows the sun.', de: 'Flex folgt der Sonne.' },
    body: {
      en: 'From 11 to 15 there is more sun than anybody needs. Then it costs you least.',
      de: 'Von 11 bis 15 Uhr gibt es mehr Sonne, als jemand braucht. Dann zahlen Sie am wenigsten.',
    },
  }),
  /** For those who use most at night. */
  night: offer.default({
    name: 'Night',
    base: 12,
    price: 0.35,
    cheap: { from: 22, to: 6, price: 0.15 },
    title: { en: 'Night works while you sleep.', de: 'Night läuft, während Sie schlafen.' },
    body: {
      en: 'From 22 to 6 the grid is quiet. Whatever has a timer can use that.',
      de: 'Von 22 bis 6 Uhr ist das Netz ruhig. Alles mit einer Zeitschaltuhr kann das nutzen.',
    },
  }),
  /** For those whose days are all alike. */
  even: offer.default({
    name: 'Fixed',
    base: 9,
    price: 0.34,
    title: { en: 'Fixed asks nothing of you.', de: 'Fixed verlangt nichts von Ihnen.' },
    body: {
      en: 'One price at every hour of the year. Nothing to plan, nothing to move.',
      de: 'Ein Preis zu jeder Stunde des Jahres. Nichts zu planen, nichts zu verschieben.',
    },
  }),
  closing: z.object({ title: text(60), body: text(160), cta: text(40), url: z.string().max(300) }).default({
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
