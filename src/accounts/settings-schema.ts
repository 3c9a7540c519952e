/** A workspace's settings, as they rest and as the API takes them. */
import { z } from 'zod';
import { colour, controller, displayed, httpsUrl, line, logo, origin, processors, retentionDays } from './sender.ts';

/** The papers that a colour must be told from, and by how much: WCAG 2.2, 1.4.11, for what is no text. */
export const PAPER = { light: '#fbfaf5', dark: '#17160f' } as const;
export const RATIO = 3;

/** Relative luminance by WCAG 2.2, 0–1, of `#rrggbb`. */
function luminance(hex: string): number {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/** 1–21. */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

const tellsApart = (on: 'light' | 'dark') => ({
  message: `is too close to the ${on} paper: it needs a contrast of 3 to 1 (WCAG 2.2, 1.4.11)`,
});

const brand = z.strictObject({
  logo: logo.meta({ title: 'Logo', description: 'SHA-256 of an uploaded picture, in hex' }).optional(),
  colour: colour
    .refine((one) => contrast(one, PAPER.light) >= RATIO, tellsApart('light'))
    .meta({ title: 'Brand colour' })
    .optional(),
  colourDark: colour
    .refine((one) => contrast(one, PAPER.dark) >= RATIO, tellsApart('dark'))
    .meta({ title: 'Brand colour on dark pages', description: 'Where the other one does not show on dark paper' })
    .optional(),
});

/** With `title` and `description`: the reference and the console's forms show them. */
export const settingsSchema = z.strictObject({
  brand: brand
    .refine(
      (one) => one.colour === undefined || one.colourDark !== undefined || contrast(one.colour, PAPER.dark) >= RATIO,
      {
        path: ['colourDark'],
        message: 'is needed: the colour is too close to the dark paper (3 to 1, WCAG 2.2, 1.4.11)',
      },
    )
    .optional(),
  controller: controller.meta({ title: 'Sender', description: 'Who is responsible, as viewers read it' }).optional(),
  dataProtection: z
    .strictObject({
      name: line(80).meta({ title: 'Name or office' }),
      email: z.email().max(254).meta({ title: 'E-mail' }),
      phone: line(40).meta({ title: 'Telephone' }).optional(),
    })
    .meta({ title: 'Data-protection contact', description: 'Who answers questions about data protection' })
    .optional(),
  authority: z
    .strictObject({
      name: line(120).meta({ title: 'Name' }),
      url: httpsUrl.meta({ title: 'Address of its site', description: 'An https address' }),
    })
    .meta({ title: 'Supervisory authority', description: 'Whom a viewer may complain to' })
    .optional(),
  legalBasis: displayed(300)
    .meta({
      title: 'Legal basis',
      description: 'In words, where it needs saying, like “You agreed (GDPR Art. 6(1)(a))”',
    })
    .optional(),
  processors: processors.meta({ title: 'Processors', description: 'Who handles the data for you' }).optional(),
  purposes: z
    .array(
      z.strictObject({
        purpose: line(120).meta({ title: 'Purpose', description: 'Exactly as your consent records say it' }),
        text: displayed(300).meta({ title: 'In words' }),
      }),
    )
    .max(50)
    .meta({ title: 'Purposes', description: 'What this workspace’s consent records name' })
    .optional(),
  retentionDays: retentionDays.meta({ description: 'From a row’s acceptance until it is deleted' }).optional(),
  embedOn: z
    .array(origin.meta({ title: 'Site', description: 'An origin, like https://www.example.com, without a path' }))
    .max(20)
    .meta({ title: 'Sites', description: 'Whose pages may show the watch page in a frame' })
    .optional(),
});

export type WorkspaceSettings = z.output<typeof settingsSchema>;

/** The same to change them: what is `null` is taken away, and what is not sent stays. */
export const settingsChangeSchema = z
  .strictObject({ name: line(80) })
  .partial()
  .extend(
    Object.fromEntries(Object.entries(settingsSchema.shape).map(([key, schema]) => [key, schema.nullable()])) as {
      [K in keyof typeof settingsSchema.shape]: z.ZodNullable<(typeof settingsSchema.shape)[K]>;
    },
  );
