/** Approval by a second person, where a workspace asks for it. */
import { z } from 'zod';
import { route } from '../registry.ts';
import { approvalSchema } from '../shapes/campaigns.ts';
import { campaignParams, none } from './params.ts';

const TAG = 'Approval';
const REQUESTED = {
  required: true,
  state: 'requested' as const,
  requestedBy: 'Ada',
  requestedAt: '2026-05-02T08:00:00.000Z',
  link: 'https://videos.example.com/console/campaigns/5f0c7a3e-2f64-4b64-9d5e-3f8d1d3f7a10/launch',
};

const workspaceApproval = z.strictObject({
  required: z.boolean().describe('A second person must approve a campaign before it is launched'),
});

export const approvalRoutes = [
  route({
    method: 'get',
    path: '/v1/campaigns/:id/approval',
    needs: 'read',
    tag: TAG,
    summary: 'Where the approval stands',
    detail:
      'outdated: the campaign, its content or its audience was changed since; launching answers 409 then, as it does for none, requested and rejected.',
    params: campaignParams,
    query: none,
    answer: { status: 200, schema: approvalSchema, example: REQUESTED },
    problems: ['unknown-campaign'],
    handle: async ({ rooms, workspaceId, params }) => ({
      ...(await rooms.campaigns.approval(workspaceId, params.id)),
      link: linkOf(rooms.settings.publicUrl, params.id),
    }),
  }),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/approval',
    needs: 'edit',
    tag: TAG,
    summary: 'Ask for approval',
    detail: 'Of exactly what is there now. The answer’s link is for whoever approves; send it to them.',
    params: campaignParams,
    query: none,
    answer: { status: 200, schema: approvalSchema, example: REQUESTED },
    problems: ['unknown-campaign'],
    handle: async ({ rooms, workspaceId, actor, params }) => ({
      ...(await rooms.campaigns.requestApproval(workspaceId, params.id, actor)),
      link: linkOf(rooms.settings.publicUrl, params.id),
    }),
  }),
  ...(['approve', 'reject'] as const).map((decision) =>
    route({
      method: 'post',
      path: `/v1/campaigns/:id/approval/${decision}`,
      needs: 'approve',
      tag: TAG,
      summary: decision === 'approve' ? 'Approve' : 'Do not approve',
      detail: 'Not by whoever asked for it.',
      params: campaignParams,
      query: none,
      body: {
        kind: 'json',
        schema: z.strictObject({
          note: z.string().trim().min(1).max(500).optional().describe('For whoever asked; about the campaign'),
        }),
        example: { note: 'The second tip is from last year.' },
      },
      answer: { status: 200, schema: approvalSchema },
      problems: ['unknown-campaign', 'not-requested', 'same-person'],
      handle: async ({ rooms, workspaceId, actor, params, body }) => {
        const wanted = decision === 'approve' ? ('approved' as const) : ('rejected' as const);
        const o = { decision: wanted, note: body.note };
        return {
          ...(await rooms.campaigns.decideApproval(workspaceId, params.id, actor, o)),
          link: linkOf(rooms.settings.publicUrl, params.id),
        };
      },
    }),
  ),
  route({
    method: 'get',
    path: '/v1/workspace/approval',
    needs: 'read',
    tag: TAG,
    summary: 'Whether campaigns need approval',
    params: none,
    query: none,
    answer: { status: 200, schema: workspaceApproval, example: { required: false } },
    handle: async ({ rooms, workspaceId }) => ({ required: await rooms.campaigns.approvalRequired(workspaceId) }),
  }),
  route({
    method: 'put',
    path: '/v1/workspace/approval',
    needs: 'admin',
    tag: TAG,
    summary: 'Ask for approval from now on, or no more',
    params: none,
    query: none,
    body: { kind: 'json', schema: workspaceApproval, example: { required: true } },
    answer: { status: 200, schema: workspaceApproval },
    handle: async ({ rooms, workspaceId, body }) => {
      await rooms.campaigns.requireApproval(workspaceId, body.required);
      return body;
    },
  }),
];

const linkOf = (publicUrl: string, campaign: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/console/campaigns/${campaign}/launch`;
