/** Webhooks: who is told of what happens, and how the telling went. */
import { z } from 'zod';
import { newWebhookSchema, webhookChangeSchema } from '../../webhooks/index.ts';
import { route, SECRET_SECONDS } from '../registry.ts';
import { pageOf } from '../shapes/common.ts';
import { deliverySchema, webhookSchema, webhookSecretSchema } from '../shapes/webhooks.ts';
import { none, paging } from './params.ts';

const TAG = 'Webhooks';
const params = z.object({ id: z.uuid().describe('Id of a webhook') });
const deliveryParams = params.extend({ delivery: z.uuid().describe('Id of a delivery') });

const WEBHOOK = {
  id: '0b9f9a4e-7a52-4e0e-9c47-1a2f5be6a6c1',
  url: 'https://hooks.northlight.example/candor',
  events: ['video.ready', 'consent.withdrawn', 'recipient.erased'],
  status: 'on',
  createdAt: '2026-05-02T08:00:00.000Z',
};
const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD8Q2v4Gk0mNE=';
const DELIVERY = {
  id: '7d0c1c59-3f5c-4b53-8d44-5d4cf7c1b0de',
  message: 'e4bd0a1f-0d35-4bc0-a0ab-7f6f9c2f8f10',
  type: 'consent.withdrawn',
  status: 'delivered',
  tries: [
    { at: '2026-05-02T09:00:00.000Z', ms: 212, status: 503, code: 'refused' },
    { at: '2026-05-02T09:00:05.000Z', ms: 97, status: 204 },
  ],
  createdAt: '2026-05-02T09:00:00.000Z',
};

export const webhookRoutes = [
  route({
    method: 'post',
    path: '/v1/webhooks',
    needs: 'admin',
    tag: TAG,
    summary: 'A new webhook',
    detail:
      'Messages are signed by Standard Webhooks. The answer is the only place where the secret is ever seen. A target is a public address by https; that is checked now and for every message. Without events it is told everything.',
    params: none,
    query: none,
    body: {
      kind: 'json',
      schema: newWebhookSchema,
      example: { url: WEBHOOK.url, events: WEBHOOK.events },
    },
    answer: { status: 201, schema: webhookSecretSchema, example: { ...WEBHOOK, secret: SECRET } },
    problems: ['too-many-webhooks'],
    rememberSeconds: SECRET_SECONDS,
    handle: ({ rooms, workspaceId, body }) => rooms.webhooks.create(workspaceId, body),
  }),
  route({
    method: 'get',
    path: '/v1/webhooks',
    needs: 'admin',
    tag: TAG,
    summary: 'Every webhook',
    detail: 'The newest first.',
    params: none,
    query: paging,
    answer: { status: 200, schema: pageOf(webhookSchema), example: { items: [WEBHOOK] } },
    problems: ['invalid-cursor'],
    handle: ({ rooms, workspaceId, query }) => rooms.webhooks.list(workspaceId, query),
  }),
  route({
    method: 'get',
    path: '/v1/webhooks/:id',
    needs: 'admin',
    tag: TAG,
    summary: 'One webhook',
    detail: 'One that is off says why: failing after a day in which nothing arrived, gone after an answer 410.',
    params,
    query: none,
    answer: { status: 200, schema: webhookSchema, example: WEBHOOK },
    problems: ['unknown-webhook'],
    handle: ({ rooms, workspaceId, params: { id } }) => rooms.webhooks.get(workspaceId, id),
  }),
  route({
    method: 'patch',
    path: '/v1/webhooks/:id',
    needs: 'admin',
    tag: TAG,
    summary: 'Change a webhook, or turn it on or off',
    detail: 'Keys that are not sent stay. What waited when it was turned off is not sent; ask for it anew.',
    params,
    query: none,
    body: { kind: 'json', schema: webhookChangeSchema, example: { events: ['video.ready'] } },
    answer: { status: 200, schema: webhookSchema, example: { ...WEBHOOK, events: ['video.ready'] } },
    problems: ['unknown-webhook'],
    handle: ({ rooms, workspaceId, params: { id }, body }) => rooms.webhooks.change(workspaceId, id, body),
  }),
  route({
    method: 'delete',
    path: '/v1/webhooks/:id',
    needs: 'admin',
    tag: TAG,
    summary: 'Remove a webhook',
    detail: 'With its log. What is on its way is not sent.',
    params,
    query: none,
    answer: { status: 204, schema: z.void() },
    problems: ['unknown-webhook'],
    handle: ({ rooms, workspaceId, params: { id } }) => rooms.webhooks.remove(workspaceId, id),
  }),
  route({
    method: 'post',
    path: '/v1/webhooks/:id/rotate',
    needs: 'admin',
    tag: TAG,
    summary: 'A new secret',
    detail: 'For a day messages carry two signatures, of the old and of the new one, so that nothing is missed.',
    params,
    query: none,
    answer: {
      status: 200,
      schema: webhookSecretSchema,
      example: { ...WEBHOOK, oldSecretUntil: '2026-05-03T08:00:00.000Z', secret: SECRET },
    },
    problems: ['unknown-webhook'],
    rememberSeconds: SECRET_SECONDS,
    handle: ({ rooms, workspaceId, params: { id } }) => rooms.webhooks.rotate(workspaceId, id),
  }),
  route({
    method: 'post',
    path: '/v1/webhooks/:id/test',
    needs: 'admin',
    tag: TAG,
    summary: 'Send a test',
    detail: 'A message of type test, whatever the webhook is told otherwise. Its delivery appears in the log.',
    params,
    query: none,
    answer: {
      status: 200,
      schema: deliverySchema,
      example: { ...DELIVERY, type: 'test', status: 'pending', tries: [], nextAt: DELIVERY.createdAt },
    },
    problems: ['unknown-webhook', 'webhook-off'],
    handle: ({ rooms, workspaceId, params: { id } }) => rooms.webhooks.test(workspaceId, id),
  }),
  route({
    method: 'get',
    path: '/v1/webhooks/:id/deliveries',
    needs: 'admin',
    tag: TAG,
    summary: 'The log of deliveries',
    detail:
      'The newest first, for thirty days: what was told when, how often it was tried, what was answered. No bodies.',
    params,
    query: paging,
    answer: { status: 200, schema: pageOf(deliverySchema), example: { items: [DELIVERY] } },
    problems: ['unknown-webhook', 'invalid-cursor'],
    handle: ({ rooms, workspaceId, params: { id }, query }) => rooms.webhooks.deliveries(workspaceId, id, query),
  }),
  route({
    method: 'post',
    path: '/v1/webhooks/:id/deliveries/:delivery/redeliver',
    needs: 'admin',
    tag: TAG,
    summary: 'Deliver again',
    detail: 'The same message with the same webhook-id, tried from the start.',
    params: deliveryParams,
    query: none,
    answer: {
      status: 200,
      schema: deliverySchema,
      example: { ...DELIVERY, status: 'pending', nextAt: '2026-05-02T10:00:00.000Z' },
    },
    problems: ['unknown-webhook', 'unknown-delivery', 'webhook-off', 'delivery-gone'],
    handle: ({ rooms, workspaceId, params }) => rooms.webhooks.redeliver(workspaceId, params.id, params.delivery),
  }),
];
