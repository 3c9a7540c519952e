/** One agreement stated for a whole file, and its approval by somebody else. */
import { z } from 'zod';
import { isOnlyApprover } from '../../accounts/index.ts';
import { statementSchema } from '../../campaigns/index.ts';
import { route } from '../registry.ts';
import { statementAnswerSchema } from '../shapes/audience.ts';
import { wholeOf } from '../shapes/common.ts';
import { campaignParams, none } from './params.ts';

const TAG = 'Audience';

const STATED = {
  digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  fields: ['firstName', 'usageKwh'],
  givenAt: '2026-05-01',
  method: 'paper form',
  evidence: 'Signed at the counter in May 2026; the forms are kept in the archive under 2026-05.',
};

export const statementRoutes = [
  route({
    method: 'post',
    path: '/v1/campaigns/:id/audience/statements',
    needs: 'edit',
    tag: TAG,
    summary: 'State one agreement for a whole file',
    detail:
      'For a file whose people all agreed to the same, where no column says so. It counts once somebody else has approved it, for exactly this file: send it with ?statement= and ?digest=. A dry run may use it before.',
    params: campaignParams,
    query: none,
    body: { kind: 'json', schema: statementSchema, example: STATED },
    answer: { status: 201, schema: statementAnswerSchema },
    problems: ['unknown-campaign', 'invalid-statement'],
    handle: ({ rooms, workspaceId, params, body, actor }) =>
      rooms.campaigns.stateConsent(workspaceId, params.id, body, actor),
  }),
  route({
    method: 'get',
    path: '/v1/campaigns/:id/audience/statements',
    needs: 'read',
    tag: TAG,
    summary: 'Agreements stated for whole files',
    params: campaignParams,
    query: none,
    answer: { status: 200, schema: wholeOf(statementAnswerSchema) },
    problems: ['unknown-campaign'],
    handle: async ({ rooms, workspaceId, params }) => ({
      items: await rooms.campaigns.statements(workspaceId, params.id),
    }),
  }),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/audience/statements/:statement/approve',
    needs: 'approve',
    tag: TAG,
    summary: 'Approve a stated agreement',
    detail: 'By somebody else than who stated it, unless the workspace has nobody else.',
    params: campaignParams.extend({ statement: z.uuid() }),
    query: none,
    answer: { status: 200, schema: statementAnswerSchema },
    problems: ['unknown-campaign', 'unknown-statement', 'own-statement'],
    handle: async ({ rooms, workspaceId, params, actor }) =>
      rooms.campaigns.approveStatement(workspaceId, params.id, params.statement, {
        ...actor,
        alone: await isOnlyApprover(rooms.storage, workspaceId, actor),
      }),
  }),
] as const;
