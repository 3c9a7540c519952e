/** What stands in addresses. */
import { z } from 'zod';

export const none = z.strictObject({});
export const campaignParams = z.object({ id: z.uuid().describe('Id of a campaign') });
/** The sender's own id for a person, as it stands in the audience. */
export const recipientId = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[A-Za-z0-9._~-]+$/)
  .describe('Your id for a person');
export const recipientParams = campaignParams.extend({ rid: recipientId });

/** A page of a list: `next` of an answer is the `cursor` of the page after it. */
export const paging = z.strictObject({
  cursor: z.string().max(500).optional().describe('next of the page before'),
  limit: z.coerce.number<number>().int().min(1).max(500).default(100).describe('Most items of one page'),
});

/** `?dryRun=1`. */
export const flag = z
  .enum(['0', '1', 'false', 'true'])
  .optional()
  .transform((text) => text === '1' || text === 'true');
