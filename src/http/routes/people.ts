/** A person's rights, exercised through the sender: access, withdrawal, erasure. */
import { z } from 'zod';
import { erase, withdraw } from '../../consent/index.ts';
import { route } from '../registry.ts';
import { accessSchema, erasureSchema } from '../shapes/people.ts';
import { none, recipientId } from './params.ts';

const TAG = 'People';
const params = z.object({ id: recipientId });

/** Said with every erasure, because it holds for every one. */
const STAYS = [
  'A keyed hash of the id, so that no later import brings this person back.',
  'Of each link its hash and campaign, so that it answers 410.',
  'What left Candor before: downloads, screenshots, copies in mail programs.',
  'Backups made before, until they are deleted; see docs/architecture.md, "Backups".',
  'The id, sealed, until your webhooks have been told of it, for a day at most.',
  'Your own records: Candor never had them.',
];

export const peopleRoutes = [
  route({
    method: 'get',
    path: '/v1/recipients/:id',
    needs: 'people',
    tag: TAG,
    summary: 'What is held of one person',
    detail: 'Across all campaigns. For answering a request for access: values, decisions and receipts.',
    params,
    query: none,
    answer: {
      status: 200,
      schema: accessSchema,
      example: {
        id: 'cust-1001',
        campaigns: [
          {
            campaign: '5f0c7a3e-2f64-4b64-9d5e-3f8d1d3f7a10',
            name: 'Your year with Northlight',
            campaignStatus: 'live',
            status: 'ready',
            acceptedAt: '2026-05-02T08:00:00.000Z',
            keptUntil: '2026-07-31T08:00:00.000Z',
            fields: [
              { key: 'firstName', granted: true },
              { key: 'usageKwh', granted: false, code: 'viewer-choice' },
            ],
            entries: [],
            measured: [],
            values: { firstName: 'Zoë', usageKwh: [210, 190, 170] },
            receipt: { '…': 'JSON-LD' },
          },
        ],
      },
    },
    handle: ({ rooms, workspaceId, params: { id } }) => rooms.campaigns.access(workspaceId, id),
  }),
  route({
    method: 'delete',
    path: '/v1/recipients/:id',
    needs: 'people',
    tag: TAG,
    summary: 'Erase one person',
    detail:
      'From everything in the workspace: rows, keys, videos, links, jobs. Rows of this id are rejected from then on, until a consent record with a new id, given after this, comes.',
    params,
    query: none,
    answer: {
      status: 200,
      schema: erasureSchema,
      example: {
        id: 'cust-1001',
        erased: { campaigns: ['5f0c7a3e-2f64-4b64-9d5e-3f8d1d3f7a10'], videos: 1 },
        stays: STAYS,
      },
    },
    handle: async ({ rooms, workspaceId, params: { id } }) => {
      const erased = await erase(rooms.storage, { workspaceId, recipientId: id }, rooms.clock());
      return { id, erased: { campaigns: [...erased.campaigns], videos: erased.videos }, stays: STAYS };
    },
  }),
  route({
    method: 'post',
    path: '/v1/consents/withdraw',
    needs: 'edit',
    tag: TAG,
    summary: 'Pass a withdrawal on',
    detail:
      'Takes effect within one second, in running answers too. Without fields: all of them; without purpose: every purpose. Also for somebody who is in no campaign yet.',
    params: none,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({
        recipient: recipientId,
        fields: z
          .array(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/))
          .min(1)
          .max(200)
          .optional(),
        purpose: z.string().min(1).max(200).optional(),
      }),
      example: { recipient: 'cust-1001', fields: ['usageKwh'], purpose: 'personalised-video' },
    },
    answer: {
      status: 200,
      schema: z.object({ campaigns: z.int().describe('In how many campaigns this person was') }),
      example: { campaigns: 1 },
    },
    problems: ['field-shape'],
    handle: ({ rooms, workspaceId, body: { recipient, fields, purpose } }) =>
      withdraw(
        rooms.storage,
        { workspaceId, recipientId: recipient, ...(fields ? { fields } : {}), ...(purpose ? { purpose } : {}) },
        rooms.clock(),
      ),
  }),
];
