/** Campaigns: made, changed, started and stopped. */
import { z } from 'zod';
import { route } from '../registry.ts';
import { campaignAnswerSchema, campaignBodySchema } from '../shapes/campaigns.ts';
import { pageOf } from '../shapes/common.ts';
import { campaignParams, none, paging } from './params.ts';

const TAG = 'Campaigns';

const EXAMPLE = {
  name: 'Your year with Northlight',
  template: 'year-in-review',
  controller: {
    name: 'Northlight Energy',
    address: 'Harbour Street 12, 20457 Hamburg, Germany',
    email: 'privacy@northlight.example',
    privacyUrl: 'https://northlight.example/privacy',
  },
  retentionDays: 90,
};

const NOBODY = { planned: 0, queued: 0, rendering: 0, ready: 0, failed: 0, excluded: 0, erased: 0 };
const ANSWER = {
  id: '5f0c7a3e-2f64-4b64-9d5e-3f8d1d3f7a10',
  status: 'live',
  counts: { planned: 0, queued: 120, rendering: 2, ready: 378, failed: 0, excluded: 0, erased: 0 },
  progress: 0.76,
  pace: { perMinute: 42.5, secondsLeft: 172 },
  failures: [],
  ...EXAMPLE,
  purpose: 'personalised-video',
  '…': 'and every other key, with its default',
};

type Move = 'launch' | 'pause' | 'resume' | 'cancel';

const move = <const M extends Move>(name: M, summary: string, detail: string) =>
  route({
    method: 'post',
    path: `/v1/campaigns/:id/${name}` as const,
    needs: 'edit',
    tag: TAG,
    summary,
    detail,
    params: campaignParams,
    query: none,
    answer: { status: 200, schema: campaignAnswerSchema },
    problems:
      name === 'launch' ? ['unknown-campaign', 'not-launchable', 'wrong-status'] : ['unknown-campaign', 'wrong-status'],
    handle: ({ rooms, workspaceId, params }) => rooms.campaigns[name](workspaceId, params.id),
  });

export const campaignRoutes = [
  route({
    method: 'post',
    path: '/v1/campaigns',
    needs: 'edit',
    tag: TAG,
    summary: 'A new campaign',
    detail:
      'A draft. What viewers are told comes from here and from the template: who sends it, what for, who else receives their data, how long it is kept.',
    params: none,
    query: none,
    body: { kind: 'json', schema: campaignBodySchema, checkedByRoom: true, example: EXAMPLE },
    answer: {
      status: 201,
      schema: campaignAnswerSchema,
      example: { ...ANSWER, status: 'draft', counts: NOBODY, progress: 0 },
    },
    problems: ['invalid-campaign'],
    handle: ({ rooms, workspaceId, body }) => rooms.campaigns.create(workspaceId, body),
  }),
  route({
    method: 'get',
    path: '/v1/campaigns',
    needs: 'read',
    tag: TAG,
    summary: 'Every campaign',
    detail: 'The newest first.',
    params: none,
    query: paging,
    answer: { status: 200, schema: pageOf(campaignAnswerSchema) },
    problems: ['invalid-cursor'],
    handle: ({ rooms, workspaceId, query }) => rooms.campaigns.page(workspaceId, query),
  }),
  route({
    method: 'get',
    path: '/v1/campaigns/:id',
    needs: 'read',
    tag: TAG,
    summary: 'One campaign, and how far it is',
    params: campaignParams,
    query: none,
    answer: { status: 200, schema: campaignAnswerSchema, example: ANSWER },
    problems: ['unknown-campaign'],
    handle: ({ rooms, workspaceId, params }) => rooms.campaigns.get(workspaceId, params.id),
  }),
  route({
    method: 'patch',
    path: '/v1/campaigns/:id',
    needs: 'edit',
    tag: TAG,
    summary: 'Change a campaign',
    detail:
      'Keys that are not sent stay. From the first row on, template, purpose, controller and sharedWith are fixed and retentionDays may only shrink: people agreed to what it said then.',
    params: campaignParams,
    query: none,
    body: { kind: 'json', schema: campaignBodySchema.partial(), checkedByRoom: true, example: { retentionDays: 60 } },
    answer: { status: 200, schema: campaignAnswerSchema },
    problems: ['unknown-campaign', 'invalid-campaign', 'fixed-after-first-row'],
    handle: ({ rooms, workspaceId, params, body }) => rooms.campaigns.patch(workspaceId, params.id, body),
  }),
  route({
    method: 'delete',
    path: '/v1/campaigns/:id',
    needs: 'edit',
    tag: TAG,
    summary: 'Delete a campaign',
    detail: 'With everybody in it, their videos and links.',
    params: campaignParams,
    query: none,
    answer: { status: 204, schema: z.void() },
    problems: ['unknown-campaign'],
    handle: async ({ rooms, workspaceId, params }) => {
      await rooms.campaigns.delete(workspaceId, params.id);
    },
  }),
  move('launch', 'Launch', 'Now, or at startAt. What a viewer must be told and is missing yet is listed in errors.'),
  move('pause', 'Pause drawing', 'Videos that are ready stay watchable.'),
  move('resume', 'Go on drawing', 'Where a pause ended it.'),
  move('cancel', 'Cancel', 'For good: nothing more is drawn, and every link shows the general version.'),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/stop-personal',
    needs: 'edit',
    tag: TAG,
    summary: 'Make every link general, within a second',
    detail:
      'For the day on which something went wrong. It also happens by itself when ten people, or more than one per cent (and at least two), say "not me". allow-personal lifts it.',
    params: campaignParams,
    query: none,
    answer: {
      status: 200,
      schema: z.object({ opened: z.int().describe('How many personal videos had been opened by then') }),
      example: { opened: 12 },
    },
    problems: ['unknown-campaign'],
    handle: ({ rooms, workspaceId, params }) => rooms.campaigns.stopPersonal(workspaceId, params.id),
  }),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/allow-personal',
    needs: 'approve',
    tag: TAG,
    summary: 'Let links be personal again',
    detail:
      'After stop-personal, once what was wrong is mended. Whoever said "not me" stays general until they get a new link.',
    params: campaignParams,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({ mended: z.literal(true).describe('You know that what was wrong is mended') }),
      example: { mended: true },
    },
    answer: { status: 200, schema: campaignAnswerSchema },
    problems: ['unknown-campaign', 'not-stopped', 'wrong-status'],
    handle: ({ rooms, workspaceId, params }) => rooms.campaigns.allowPersonal(workspaceId, params.id),
  }),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/retry-failed',
    needs: 'edit',
    tag: TAG,
    summary: 'Draw every failed video again',
    detail: 'Or only those that failed with one code. Where videos are drawn when opened, with the next opening.',
    params: campaignParams,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({
        code: z
          .string()
          .regex(/^[a-z][a-z-]{0,63}$/)
          .optional(),
      }),
      example: { code: 'template-failed' },
    },
    answer: {
      status: 200,
      schema: z.object({ retried: z.int().describe('How many people wait again') }),
      example: { retried: 3 },
    },
    problems: ['unknown-campaign', 'wrong-status'],
    handle: ({ rooms, workspaceId, params, body }) => rooms.campaigns.retryFailed(workspaceId, params.id, body.code),
  }),
];
