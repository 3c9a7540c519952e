/** What the shapes of answers share: lists, times, texts, problems. Types, `/openapi.json`, `/docs` and the tests read them. */
import { z } from 'zod';

export const localised = z
  .union([z.string(), z.record(z.string(), z.string())])
  .describe('One text, or one per locale: {"en": …, "de": …}');

export const json = z.record(z.string(), z.unknown());

/** What every list answers that can grow. */
export const pageOf = <I extends z.ZodType>(item: I) =>
  z.object({
    items: z.array(item),
    next: z.string().optional().describe('cursor of the following page; absent on the last'),
  });

/** What a list answers that stays short enough to come in one. */
export const wholeOf = <I extends z.ZodType>(item: I) =>
  z.object({ items: z.array(item) }).describe('The whole list: it comes in no pages');

export const time = z.string().describe('ISO 8601, UTC');

export const nothing = z.object({}).describe('Nothing');

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional().describe('urn:uuid: and the request’s id, which is in X-Request-Id too'),
  errors: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .describe('Where which rule is broken. What was sent is never repeated'),
});
