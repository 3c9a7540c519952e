/** A workspace's settings, as they rest and as the API takes them. */
import { z } from 'zod';
import { colour, controller, displayed, httpsUrl, line, logo, origin, processors, retentionDays } from './sender.ts';

/** The papers that a colour must be told from, and by how much: WCAG 2.2, 1.4.11, for what is no text. */
const PAPER = { light: '#fbfaf5', dark: '#17160f' } as const;
const RATIO = 3;

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
  logo: logo.optional(),
  colour: colour.refine((one) => contrast(one, PAPER.light) >= RATIO, tellsApart('light')).optional(),
  /** On dark pages, where the other one does not show. */
  colourDark: colour.refine((one) => contrast(one, PAPER.dark) >= RATIO, tellsApart('dark')).optional(),
});

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
  controller: controller.optional(),
  /** Who answers questions about data protection. */
  dataProtection: z.strictObject({ name: line(80), email: z.email().max(254), phone: line(40).optional() }).optional(),
  /** Whom a viewer may complain to. */
  authority: z.strictObject({ name: line(120), url: httpsUrl }).optional(),
  legalBasis: displayed(300).optional(),
  processors: processors.optional(),
  /** The purposes that this workspace's consent records name. */
  purposes: z
    .array(z.strictObject({ purpose: line(120), text: displayed(300) }))
    .max(50)
    .optional(),
  retentionDays: retentionDays.optional(),
  /** Sites whose pages may show the watch page in a frame. */
  embedOn: z.array(origin).max(20).optional(),
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
