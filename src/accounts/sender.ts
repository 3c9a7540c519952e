/** What a sender says of itself, in its workspace or in a campaign: the shapes of both. */
import { z } from 'zod';

/** Letters and marks only: no control characters, no overrides of the writing direction. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(text), { message: 'holds control characters' });

export const locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language tag like en or de-AT');

/** One text for every locale, or one per locale. */
export const displayed = (max: number) =>
  z.union([
    line(max),
    z.record(locale, line(max)).refine((texts) => Object.keys(texts).length > 0, { message: 'names no locale' }),
  ]);

export const httpsUrl = z
  .string()
  .max(2000)
  .refine((text) => URL.parse(text)?.protocol === 'https:', { message: 'is not an https address' });

/** Over http only on one's own machine. */
export const origin = z.string().refine(
  (text) => {
    const url = URL.parse(text);
    const local = url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(url.hostname);
    return url?.origin === text && (url.protocol === 'https:' || local);
  },
  { message: 'is not an origin like https://www.example.com' },
);

export const controller = z.strictObject({
  name: line(80).meta({ title: 'Company' }),
  address: line(300).meta({ title: 'Postal address' }),
  email: z.email().max(254).meta({ title: 'E-mail for questions about data' }),
  phone: z
    .string()
    .regex(/^\+?[0-9 ()/.-]{3,30}$/, 'is not a telephone number')
    .meta({ title: 'Telephone' })
    .optional(),
  privacyUrl: httpsUrl.meta({ title: 'Privacy notice', description: 'An https address' }),
  imprintUrl: httpsUrl.meta({ title: 'Imprint', description: 'An https address' }).optional(),
});

export const processors = z
  .array(
    z.strictObject({
      name: displayed(80).meta({ title: 'Name' }),
      place: displayed(80).meta({ title: 'Place', description: 'Where it handles the data, like Frankfurt' }),
      why: displayed(160).meta({ title: 'What for', description: 'Like “Sends our e-mails”' }),
    }),
  )
  .max(20);

export const retentionDays = z.int().min(1).max(400).meta({ title: 'Kept for, in days' });

/** Content hash (SHA-256, hex) of an uploaded picture. */
export const logo = z.string().regex(/^[0-9a-f]{64}$/, 'is not the hash of an uploaded picture');
export const colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'is not a colour like #b4532a')
  .meta({ title: 'Brand colour' });
