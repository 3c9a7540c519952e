/** What was used, as data. One record feeds the picture, the page, captions, the receipt and the file. */
import { z } from 'zod';
import { REASONS } from '../consent/types.ts';

export const whereSchema = z.object({ scene: z.string(), start: z.number(), end: z.number() });

export const disclosedFieldSchema = z.object({
  key: z.string(),
  label: z.string(),
  category: z.string(),
  source: z.string(),
  why: z.string(),
  agreedAt: z.string().optional(),
  used: z.boolean(),
  reason: z.enum(REASONS).optional(),
  /** Only the viewer gives it, by keeping it: no sender's value counts. */
  from: z.literal('viewer').optional(),
  /** Absolute seconds in multiples of 1/fps, end exclusive. */
  where: z.array(whereSchema),
});

export const disclosedEntrySchema = z.object({
  id: z.string(),
  form: z.string(),
  field: z.string(),
  label: z.string(),
  category: z.string(),
  purpose: z.string(),
  why: z.string(),
  sentAt: z.string(),
  keptUntil: z.string(),
});
export type DisclosedEntry = z.infer<typeof disclosedEntrySchema>;

/** CONTRACT, "HTTP, for viewers": `disclosure`. Texts are in the viewer's locale. Values are never in it. */
export const disclosureSchema = z.object({
  statement: z.string(),
  controller: z.object({
    name: z.string(),
    address: z.string(),
    email: z.string(),
    phone: z.string().optional(),
    privacyUrl: z.string(),
    imprintUrl: z.string().optional(),
  }),
  purpose: z.object({ id: z.string(), text: z.string() }),
  selectedBecause: z.string().optional(),
  legalBasis: z.string().optional(),
  sharedWith: z.array(z.object({ name: z.string(), why: z.string() })),
  processors: z.array(z.object({ name: z.string(), place: z.string(), why: z.string() })),
  keptUntil: z.string(),
  rights: z.array(z.object({ act: z.string(), stops: z.string(), stays: z.string(), undo: z.string() })),
  locale: z.object({ used: z.string(), text: z.string() }),
  fields: z.array(disclosedFieldSchema),
  /** What the viewer sent with forms: each answer's purpose and time, never what it says. */
  entries: z.array(disclosedEntrySchema).optional(),
});
export type Disclosure = z.infer<typeof disclosureSchema>;
export type DisclosedField = z.infer<typeof disclosedFieldSchema>;

/** Measured use of one field in one scene, in frames counted through the scenes of the card, end exclusive. */
export interface Influence {
  readonly field: string;
  readonly scene: string;
  readonly from: number;
  readonly to: number;
}
