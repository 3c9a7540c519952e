/** Answers about one person: what is held, and what was erased. */
import { z } from 'zod';
import { statusSchema } from './campaigns.ts';
import { json, time } from './common.ts';

export const accessSchema = z.object({
  id: z.string(),
  campaigns: z.array(
    z.object({
      campaign: z.uuid(),
      name: z.string(),
      campaignStatus: statusSchema,
      status: z.string(),
      acceptedAt: time,
      keptUntil: time,
      fields: z.array(z.object({ key: z.string(), granted: z.boolean(), code: z.string().optional() })),
      entries: z
        .array(
          z.object({
            ...{ id: z.string(), form: z.string(), field: z.string(), value: z.string(), purpose: z.string() },
            ...{ sentAt: time, keptUntil: time },
          }),
        )
        .describe('What this person sent with forms in the video, each answer for its own purpose and time'),
      measured: z
        .array(
          z.object({
            ...{ what: z.string(), of: z.string().optional(), times: z.int() },
            ...{ firstAt: time, lastAt: time },
          }),
        )
        .describe('How this person watched, where they let it be noted: played, watched (of a scene), cta'),
      values: json.describe('What is held, and nothing else was kept'),
      receipt: z.unknown().describe('ISO/IEC TS 27560 in W3C DPV terms, JSON-LD'),
    }),
  ),
});

export const erasureSchema = z.object({
  id: z.string(),
  erased: z.object({ campaigns: z.array(z.uuid()), videos: z.int() }),
  stays: z.array(z.string()).describe('What cannot be erased, or not here'),
});
