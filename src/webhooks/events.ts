/**
 * What webhooks tell, once: types, the `webhooks` of `/openapi.json`, the reference and the client read these shapes.
 * Messages are thin: ids and field keys, never a value. Whoever wants more asks the API.
 */
import { z } from 'zod';

const campaign = z.uuid().describe('Id of the campaign');
const recipient = z.string().describe('Your id for the person');
const fields = z.array(z.string()).describe('Keys of the fields it is about');

const inCampaign = z.object({ campaign });
const ofPerson = z.object({ campaign, recipient });
const ofFields = z.object({ campaign, recipient, fields });

/** By type: when it is sent, and what is in `data`. */
export const EVENTS = {
  'video.ready': { when: 'A person’s video can be watched, also after a change of theirs.', data: ofPerson },
  'video.failed': {
    when: 'A person’s video could not be drawn. It can be tried again.',
    data: z.object({ campaign, recipient, code: z.string().describe('Why') }),
  },
  'campaign.completed': {
    when: 'Everybody in a campaign has a video, or a reason why not. Later additions may complete it again.',
    data: inCampaign,
  },
  'consent.withdrawn': {
    when: 'A person withdrew their agreement, for these fields, or for all of a purpose where the list is empty.',
    data: ofFields,
  },
  'consent.disputed': { when: 'A person says that they never agreed. It counts as withdrawn.', data: ofFields },
  'choice.changed': {
    when: 'A person switched fields on or off; the list is what is off now.',
    data: ofFields,
  },
  'recipient.erased': { when: 'A person was erased from the workspace, once for each campaign.', data: ofPerson },
  'recipient.not-me': { when: 'Whoever has the link says that it is not theirs.', data: ofPerson },
  'recipient.unsubscribed': { when: 'A person wants no more personal videos.', data: ofPerson },
  'recipient.gpc': { when: 'A person’s browser asks not to be measured (Sec-GPC: 1).', data: ofPerson },
  'recipient.correction': { when: 'A person says that a value of theirs is not right.', data: ofFields },
} as const satisfies Record<string, { readonly when: string; readonly data: z.ZodType }>;

export type EventType = keyof typeof EVENTS;
export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

export const eventTypeSchema = z.enum(EVENT_TYPES);
export const isEventType = (topic: string): topic is EventType => Object.hasOwn(EVENTS, topic);

/** Sent by `POST /v1/webhooks/:id/test` alone. */
export const TEST = 'test';

/** The body of a message of one type. */
export const messageSchema = (type: EventType | typeof TEST) =>
  z.object({
    type: z.literal(type),
    timestamp: z.iso.datetime().describe('When it happened'),
    data: type === TEST ? z.object({}) : EVENTS[type].data,
  });

/** One message, as it arrives; `type` tells which. */
export type WebhookMessage =
  | {
      [T in EventType]: {
        readonly type: T;
        readonly timestamp: string;
        readonly data: Readonly<z.output<(typeof EVENTS)[T]['data']>>;
      };
    }[EventType]
  | { readonly type: typeof TEST; readonly timestamp: string; readonly data: Readonly<Record<string, never>> };
