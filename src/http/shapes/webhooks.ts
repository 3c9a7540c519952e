/** Answers about webhooks and their deliveries. */
import { z } from 'zod';
import { eventTypeSchema, OFF_CODES, TRY_CODES } from '../../webhooks/index.ts';
import { time } from './common.ts';

const webhookShape = {
  id: z.uuid(),
  url: z.url(),
  events: z.array(eventTypeSchema),
  status: z.enum(['on', 'off']),
  code: z
    .enum(Object.keys(OFF_CODES) as (keyof typeof OFF_CODES)[])
    .optional()
    .describe('Why it is off'),
  failingSince: time.optional().describe('Nothing has arrived since'),
  oldSecretUntil: time.optional().describe('After a rotation both secrets sign, until then'),
  createdAt: time,
};

export const webhookSchema = z.object(webhookShape);

export const webhookSecretSchema = z.object({
  ...webhookShape,
  secret: z.string().describe('whsec_…: keep it, it is shown this once'),
});

export const deliverySchema = z.object({
  id: z.uuid(),
  message: z.uuid().describe('webhook-id of the message, the same at every try'),
  type: z.string(),
  status: z.enum(['pending', 'delivered', 'failed']),
  code: z.string().optional().describe('Why the last try was no success, or why there will be no other'),
  tries: z.array(
    z.object({
      at: time,
      ms: z.int(),
      status: z.int().optional().describe('Of HTTP'),
      code: z
        .enum(Object.keys(TRY_CODES) as (keyof typeof TRY_CODES)[])
        .optional()
        .describe('Why it was no success'),
    }),
  ),
  nextAt: time.optional().describe('When it is tried again'),
  createdAt: time,
});
